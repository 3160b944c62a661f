//! The protocol of `dynet eval`, on the small pack: s changes nothing, l blurs.

use dynet::restorer::{Backend, Restorer};
use dynet_degrade::Degradation;
use dynet_eval::{Protocol, Set, evaluate};
use dynet_pack::Quality;
use std::path::Path;

fn restorer() -> Restorer {
    let pack = dynet_testing::small_pack();
    Restorer::builder()
        .backend(Backend::Tract)
        .threads(1)
        .open(pack)
        .unwrap()
}

fn measure(folder: &Path, variant: &str, sigmas: &[f32]) -> Vec<Quality> {
    let noise = sigmas.iter().copied().map(Degradation::Noise);
    let protocol = Protocol::default().degradations(noise);
    evaluate(
        &restorer(),
        variant,
        &Set::open(folder).unwrap(),
        &protocol,
        &mut |_, _| {},
    )
    .unwrap()
}

fn flat(path: &Path, level: u8, width: u32, height: u32) {
    image::RgbImage::from_pixel(width, height, image::Rgb([level; 3]))
        .save(path)
        .unwrap();
}

#[test]
fn noise_has_the_psnr_that_theory_gives() {
    let folder = tempfile::tempdir().unwrap();
    flat(&folder.path().join("grey.png"), 128, 200, 200);
    let rows = measure(folder.path(), "s", &[15.0, 25.0]);
    for (row, sigma) in rows.iter().zip([15.0f64, 25.0]) {
        // Truncation adds the error of a uniform step below: 1/12 + 1/4.
        let theory = 10.0 * (255.0f64.powi(2) / (sigma.powi(2) + 1.0 / 3.0)).log10();
        assert!(
            (row.psnr_in - theory).abs() < 0.06,
            "{} against {theory}",
            row.psnr_in
        );
        assert!((row.psnr - row.psnr_in).abs() < 1e-3, "s changes nothing");
    }
    // The mean of nine pixels has a ninth of the noise's power; the border's zeros stay.
    let blurred = &measure(folder.path(), "l", &[25.0])[0];
    assert!(blurred.ssim > rows[1].ssim_in);
}

#[test]
fn brightness_alone_can_be_compared() {
    let folder = tempfile::tempdir().unwrap();
    let set = folder.path().join("rain");
    for (sub, blue) in [("input", 160), ("target", 100)] {
        std::fs::create_dir_all(set.join(sub)).unwrap();
        image::RgbImage::from_pixel(32, 32, image::Rgb([100, 100, blue]))
            .save(set.join(sub).join("1.png"))
            .unwrap();
    }
    let set = Set::open(&set).unwrap();
    let protocol = Protocol::default().luma(true);
    let row = &evaluate(&restorer(), "s", &set, &protocol, &mut |_, _| {}).unwrap()[0];
    // Blue counts little: 24.966 of 255.
    let expected = 20.0 * (255.0 / (60.0 / 255.0 * 24.966_f64)).log10();
    assert!(
        (row.psnr - expected).abs() < 1e-3,
        "{} {expected}",
        row.psnr
    );
}

#[test]
fn equal_seeds_give_equal_figures() {
    let folder = tempfile::tempdir().unwrap();
    flat(&folder.path().join("a.png"), 90, 48, 48);
    flat(&folder.path().join("b.png"), 90, 48, 48);
    let (first, again) = (
        measure(folder.path(), "s", &[25.0]),
        measure(folder.path(), "s", &[25.0]),
    );
    assert_eq!(first, again);
    assert_eq!(first[0].images, 2);
}

#[test]
fn pairs_are_matched_by_name_and_measured_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let set = folder.path().join("my-rain");
    for sub in ["input", "target"] {
        std::fs::create_dir_all(set.join(sub)).unwrap();
    }
    // 0.1 apart everywhere, as near as 8 bits come: 26 of 255.
    for (input, target) in [
        ("1.png", "1.png"),
        ("0001_0.8_0.2.jpg", "0001.png"),
        ("rain-7.png", "norain-7.png"),
        ("1440_1.png", "1440_1.png"),
    ] {
        flat(&set.join("input").join(input), 126, 50, 35);
        flat(&set.join("target").join(target), 100, 50, 35);
    }
    let rows = measure(&set, "s", &[25.0]);
    assert_eq!(rows.len(), 1, "noise is for plain photos only");
    let row = &rows[0];
    assert_eq!(
        (row.set.as_str(), row.task.as_str(), row.images),
        ("my-rain", "derain", 4)
    );
    let expected = 20.0 * (255.0f64 / 26.0).log10();
    assert!(
        (row.psnr_in - expected).abs() < 1e-3,
        "{} against {expected}",
        row.psnr_in
    );
    assert!((row.psnr - expected).abs() < 1e-3);

    flat(&set.join("input/stray_1.png"), 1, 32, 32);
    let error = Set::open(&set).unwrap_err();
    assert!(error.file().unwrap().ends_with("stray_1.png"));
    assert!(error.to_string().contains("stray_1 or stray"), "{error}");
}

#[test]
fn pairs_of_different_sizes_and_tiny_photos_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for sub in ["input", "target"] {
        std::fs::create_dir(folder.path().join(sub)).unwrap();
    }
    let (input, target) = (
        folder.path().join("input/a.png"),
        folder.path().join("target/a.png"),
    );
    let restorer = restorer();
    let error = |width, height| {
        flat(&input, 9, width, height);
        flat(&target, 9, 64, 64);
        let set = Set::open(folder.path()).unwrap();
        evaluate(&restorer, "s", &set, &Protocol::default(), &mut |_, _| {}).unwrap_err()
    };
    assert_eq!(error(64, 96).file(), Some(input.as_path()));
    assert!(error(15, 64).to_string().contains("16x16"));
}
