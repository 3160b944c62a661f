//! Checks whether an accelerator or a reduced number format computes right results.
//!
//! Drivers of accelerators are known to give black or wrong pictures without any error. So each
//! graph is checked on a synthetic picture before it sees a photo.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use dynet_core::Planar;
use dynet_core::metrics::psnr;

/// Output that varies less than one level of 8 bits is not a picture.
const FLAT: f32 = 1.0 / 255.0;

/// A picture with edges, slopes and noise, the same every time.
pub(super) fn picture(width: usize, height: usize) -> Planar {
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let mut picture = Planar::new(width, height);
    for channel in 0..3 {
        for (at, value) in picture.plane_mut(channel).iter_mut().enumerate() {
            let (x, y) = (at % width, at / width);
            let slope = (x + channel * y) as f32 / (width + 2 * height) as f32;
            let edge = if (x / 8 + y / 8) % 2 == 0 { 0.25 } else { 0.0 };
            *value = 0.1 + 0.5 * slope + edge + random.random_range(-0.1..0.1);
        }
    }
    picture
}

/// A latent such as a prompter makes, the same every time.
pub(super) fn latent(length: usize) -> Vec<f32> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    (0..length)
        .map(|_| random.random_range(-0.15..1.0))
        .collect()
}

/// The PSNR in dB that a graph of that precision must reach against the exact one. Float graphs
/// only differ by rounding and reach 60 dB and more; int8 reaches 30 to 40.
fn least(precision: &str) -> f64 {
    if precision == "int8" { 25.0 } else { 40.0 }
}

/// What is wrong with `output`, if anything; `exact` is the right result, if known.
pub(super) fn fault(output: &Planar, exact: Option<&Planar>, precision: &str) -> Option<String> {
    if output.data().iter().any(|value| !value.is_finite()) {
        return Some("it gave NaN or infinity".into());
    }
    let (low, high) = output
        .data()
        .iter()
        .fold((f32::MAX, f32::MIN), |(low, high), &value| {
            (low.min(value), high.max(value))
        });
    if high - low < FLAT {
        return Some("it gave a picture of one color".into());
    }
    let exact = exact?;
    let db = psnr(output, exact).unwrap_or(0.0);
    let least = least(precision);
    (db < least).then(|| {
        format!("its result has only {db:.1} dB against the exact one, {least} are expected")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_apart() {
        let exact = picture(64, 48);
        assert_eq!(fault(&exact, Some(&exact), "fp32"), None);
        let off = |by: f32| {
            let mut off = exact.clone();
            off.data_mut().iter_mut().step_by(2).for_each(|v| *v += by);
            off
        };
        // 0.02 on every second value are 37 dB.
        assert_eq!(fault(&off(0.02), Some(&exact), "int8"), None);
        let told = fault(&off(0.02), Some(&exact), "fp16").unwrap();
        assert!(told.contains("37.0 dB"), "{told}");
        assert_eq!(fault(&off(0.02), None, "fp16"), None);
        let mut flat = exact.clone();
        flat.data_mut().fill(0.3);
        assert!(fault(&flat, None, "fp32").unwrap().contains("one color"));
        flat.data_mut()[7] = f32::NAN;
        assert!(fault(&flat, None, "fp32").unwrap().contains("NaN"));
    }
}
