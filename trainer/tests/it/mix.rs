//! SamplingWeights of degradations: that they are kept, and that draws repeat.

use dynet_core::Planar;
use dynet_degrade::{TrainingDegradation, random};
use dynet_trainer::mix::Mix;

/// Waves of several frequencies.
fn waves() -> Planar {
    let mut picture = Planar::new(96, 64);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        let (x, y) = ((at % 96) as f32, (at / 96) as f32);
        let wave = 0.5 + 0.2 * (x * 0.9).sin() + 0.2 * (y * 0.35 + x * 0.1).cos();
        *value = (wave * 255.0).round() / 255.0;
    }
    picture
}

#[test]
fn the_mix_repeats_itself_and_keeps_its_shares() {
    let clean = waves();
    let mix = Mix::new(&[
        (TrainingDegradation::Clean, 1.0),
        (TrainingDegradation::Gaussian(25.0), 3.0),
        (TrainingDegradation::LightRain, 21.0),
    ])
    .unwrap();
    let sample = |seed, index| {
        let what = mix.choose(seed, index);
        let mut rng = random::stream(random::DEGRADATIONS, seed, index);
        (what.apply(&clean, &mut rng), what)
    };
    let mut clean_ones = 0;
    let mut sigma_25 = 0;
    for index in 0..1500 {
        let (degraded, what) = sample(5, index);
        if index % 100 == 0 {
            assert!(sample(5, index) == (degraded.clone(), what));
            let (other, other_what) = sample(6, index);
            let both_clean = [what, other_what] == [TrainingDegradation::Clean; 2];
            assert!(other != degraded || both_clean);
        }
        clean_ones += usize::from(what == TrainingDegradation::Clean);
        sigma_25 += usize::from(what == TrainingDegradation::Gaussian(25.0));
    }
    // SamplingWeights of 4 % and 12 %; within four standard deviations.
    assert!((30..=90).contains(&clean_ones), "{clean_ones}");
    assert!((130..=230).contains(&sigma_25), "{sigma_25}");
}

#[test]
fn a_mix_without_weight_is_refused() {
    assert!(Mix::<TrainingDegradation>::new(&[]).is_err());
    assert!(Mix::new(&[(TrainingDegradation::Haze, 0.0)]).is_err());
    assert!(
        Mix::new(&[
            (TrainingDegradation::Haze, 1.0),
            (TrainingDegradation::Clean, -1.0)
        ])
        .is_err()
    );
    assert!(Mix::new(&[(TrainingDegradation::Haze, f32::NAN)]).is_err());
    let only = Mix::new(&[
        (TrainingDegradation::Clean, 0.0),
        (TrainingDegradation::Haze, 2.0),
    ])
    .unwrap();
    assert_eq!(only.choose(0, 0), TrainingDegradation::Haze);
}
