//! Pictures and folders that the tests of stores share.
#![allow(dead_code)]

use dynet_trainer::store::Options;
use image::{Rgb, RgbImage};
use std::collections::BTreeMap;
use std::path::Path;

/// Soft hills that differ by seed, and fine grain so that no place is flat.
pub fn hills(seed: u32, width: u32, height: u32) -> RgbImage {
    let phase = |n: u32| f64::from(seed.wrapping_mul(2_654_435_761).wrapping_mul(n) >> 8) / 1e6;
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (
            f64::from(x) / f64::from(width),
            f64::from(y) / f64::from(height),
        );
        let wave = |n: u32| {
            let (a, b) = (phase(n).sin() * 9.0, phase(n + 50).cos() * 9.0);
            (a * u + b * v + phase(n + 100)).sin()
        };
        let level = 128.0 + 22.0 * (1..5).map(wave).sum::<f64>();
        let grain = (x * 7919 + y * 104_729 + seed) % 17;
        Rgb([0, 1, 2].map(|c| level as u8 + grain as u8 + c))
    })
}

/// A folder `photos` of `count` different photos.
pub fn photos(folder: &Path, count: u32) {
    std::fs::create_dir_all(folder).unwrap();
    for n in 0..count {
        let (width, height) = (130 + n % 5 * 33, 100 + n % 3 * 64);
        hills(n, width, height)
            .save(folder.join(format!("{n:03}.png")))
            .unwrap();
    }
}

/// Patches of 64 pixels in shards of a few photos.
pub fn small() -> Options {
    Options::default()
        .with_size(64)
        .with_smallest(64)
        .with_shard_bytes(150_000)
}

/// Every file of a folder.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap());
    entries
        .map(|e| {
            (
                e.file_name().into_string().unwrap(),
                std::fs::read(e.path()).unwrap(),
            )
        })
        .collect()
}

/// Two folders hold the same files; says which differ rather than printing them.
pub fn assert_equal(a: &Path, b: &Path) {
    let (a, b) = (files(a), files(b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    let differ: Vec<_> = a.keys().filter(|name| a[*name] != b[*name]).collect();
    assert!(differ.is_empty(), "{differ:?} differ");
}

/// The lines of `skipped.csv` below its head.
pub fn skipped(store: &Path) -> Vec<[String; 4]> {
    let mut table = csv::Reader::from_path(store.join("skipped.csv")).unwrap();
    let lines = table.records().map(|line| line.unwrap());
    lines
        .map(|line| std::array::from_fn(|i| line[i].to_owned()))
        .collect()
}
