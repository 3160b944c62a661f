//! Pairs of photos: both cut at one place, broken ones left out and listed.

use dynet_core::{ErrorKind, Planar};
use dynet_image::Photo;
use dynet_trainer::data::PairSource;
use std::fs;
use std::path::Path;

/// A target whose every pixel names its place, and an input that is its negative.
fn pair(folder: &Path, name: &str, side: usize) {
    let mut target = Planar::new(side, side);
    for (at, value) in target.data_mut().iter_mut().enumerate() {
        *value = (at * 31 % 251) as f32 / 255.0;
    }
    let mut input = target.clone();
    input.data_mut().iter_mut().for_each(|v| *v = 1.0 - *v);
    for (part, picture) in [("input", input), ("target", target)] {
        fs::create_dir_all(folder.join(part)).unwrap();
        let path = folder.join(part).join(name);
        Photo::from_pixels(picture).save(&path).unwrap();
    }
}

#[test]
fn input_and_target_are_cut_and_turned_alike() {
    let dir = tempfile::tempdir().unwrap();
    pair(dir.path(), "a.png", 40);
    let source = PairSource::new(dir.path(), 16).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for index in 0..20 {
        let (input, target) = source.patch(1, index).unwrap();
        let sums = input.data().iter().zip(target.data()).map(|(a, b)| a + b);
        assert!(sums.into_iter().all(|sum| (sum - 1.0).abs() < 1e-6));
        assert_eq!(source.patch(1, index).unwrap(), (input, target.clone()));
        seen.insert((target.data()[0] * 255.0) as u32);
    }
    assert!(seen.len() > 5, "patches come from few places: {seen:?}");
}

#[test]
fn a_broken_pair_is_listed_and_the_others_serve() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.png", "b.png", "c.png"] {
        pair(dir.path(), name, 32);
    }
    let broken = dir.path().join("input/b.png");
    let bytes = fs::read(&broken).unwrap();
    fs::write(&broken, &bytes[..bytes.len() / 2]).unwrap();
    let source = PairSource::new(dir.path(), 16).unwrap();
    for index in 0..30 {
        source.patch(3, index).unwrap();
    }
    let listed = source.broken();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].0, broken);
}

#[test]
fn pairs_of_which_none_can_be_read_are_an_error() {
    let dir = tempfile::tempdir().unwrap();
    pair(dir.path(), "a.png", 32);
    let source = PairSource::new(dir.path(), 64).unwrap();
    let error = source.patch(0, 0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Photo);
    assert!(
        error.to_string().contains("smaller than a patch"),
        "{error}"
    );
    fs::remove_dir_all(dir.path().join("target")).unwrap();
    assert!(PairSource::new(dir.path(), 16).is_err());
}
