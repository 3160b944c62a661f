//! PSNR and SSIM against the numbers of scikit-image (`tests/reference/metrics.py`).

use dynet_core::metrics::{luma, psnr, ssim};
use dynet_core::{ErrorKind, Planar};

/// The two pictures of the reference script.
fn pictures() -> (Planar, Planar) {
    let (mut clean, mut other) = (Planar::new(37, 26), Planar::new(37, 26));
    for c in 0..3 {
        for y in 0..26 {
            for x in 0..37 {
                let i = y * 37 + x;
                let base = ((x * 5 + y * 3 + c * 40 + x * y / 4) % 200 + 20) as f32 / 255.0;
                let change = ((x * 7 + y * 11 + c * 5 + x * y) % 31) as f32 - 15.0;
                clean.plane_mut(c)[i] = base;
                other.plane_mut(c)[i] = base + change / 60.0;
            }
        }
    }
    (clean, other)
}

fn assert_figures(a: &Planar, b: &Planar, expected: (f64, f64)) {
    let (p, s) = (psnr(a, b).unwrap(), ssim(a, b).unwrap());
    assert!(
        (p - expected.0).abs() < 1e-4,
        "PSNR {p}, scikit-image {}",
        expected.0
    );
    assert!(
        (s - expected.1).abs() < 1e-4,
        "SSIM {s}, scikit-image {}",
        expected.1
    );
}

fn corner(picture: &Planar) -> Planar {
    let mut small = Planar::new(7, 7);
    for c in 0..3 {
        for y in 0..7 {
            let row = &picture.plane(c)[y * picture.width()..][..7];
            small.plane_mut(c)[y * 7..][..7].copy_from_slice(row);
        }
    }
    small
}

#[test]
fn agree_with_scikit_image() {
    let (clean, other) = pictures();
    assert_figures(&clean, &other, (16.781729, 0.596096));
    assert_figures(&corner(&clean), &corner(&other), (16.842990, 0.263356));
    let mut half = clean.clone();
    for (value, other) in half.data_mut().iter_mut().zip(other.data()) {
        *value += (other - *value) / 2.0;
    }
    assert_figures(&clean, &half, (22.611000, 0.825270));
    assert_figures(&luma(&clean), &luma(&other), (20.930635, 0.624894));
}

#[test]
fn equal_pictures_are_perfect() {
    let (clean, _) = pictures();
    assert_eq!(psnr(&clean, &clean).unwrap(), f64::INFINITY);
    assert!((ssim(&clean, &clean).unwrap() - 1.0).abs() < 1e-9);
}

#[test]
fn refuse_what_cannot_be_compared() {
    let (a, b) = (Planar::new(8, 9), Planar::new(9, 8));
    assert_eq!(psnr(&a, &b).unwrap_err().kind(), ErrorKind::Argument);
    assert_eq!(ssim(&a, &b).unwrap_err().kind(), ErrorKind::Argument);
    let small = Planar::new(6, 100);
    assert!(ssim(&small, &small).unwrap_err().message().contains("7x7"));
}
