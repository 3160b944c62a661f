//! The claim of `INGEST.md` that two million photos fit: measured, so `./test.sh --full` runs it.

use dynet_trainer::ingest::Seen;
use dynet_trainer::store::Sha256Sum;
use std::time::Instant;

const PHOTOS: u32 = 2_000_000;

/// Memory of this process in megabytes.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        / 1024
}

#[test]
#[ignore = "2 million"]
#[cfg(target_os = "linux")]
fn two_million_photos_are_remembered_in_little_memory() {
    let before = resident();
    let mut seen = Seen::new(Some(8));
    let sum = |n: u32| Sha256Sum::of(&n.to_le_bytes());
    // Random bits: photos ask for a third more comparisons.
    let look = |n: u32| u128::from_le_bytes(std::array::from_fn(|i| sum(n).0[i + 16]));
    for n in 0..PHOTOS {
        seen.add(&sum(n), Some(look(n)), n);
    }
    let megabytes = resident() - before;
    let questions: Vec<_> = (PHOTOS..PHOTOS + 2000).map(|n| (sum(n), look(n))).collect();
    let begun = Instant::now();
    let found = questions
        .iter()
        .filter(|(sum, look)| seen.find(sum, Some(*look)).is_some())
        .count();
    let microseconds = begun.elapsed().as_micros() / questions.len() as u128;
    println!("{megabytes} MB, {microseconds} µs a question");
    assert_eq!(found, 0);
    assert!(megabytes < 400, "{megabytes} MB");
    assert!(microseconds < 2000, "{microseconds} µs");
}
