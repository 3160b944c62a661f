//! Stores under fire: killed processes, full disks, several machines and what they lose.

use crate::pictures::{assert_equal, files, hills, photos, small};
use dynet_core::{ErrorKind, Result};
use dynet_trainer::ingest::{ingest, merge};
use dynet_trainer::store::{Manifest, Options, Part};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

fn make(source: &Path, store: &Path, options: &Options, workers: usize) -> Result<Manifest> {
    ingest(
        &[source.to_path_buf()],
        store,
        options,
        workers,
        &mut |_| {},
    )
}

/// `dynet-train ingest` with the options of `small()`.
fn command(source: &Path, store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynet-train"));
    command.arg("ingest").arg(source).arg("-o").arg(store);
    command.args(["--size", "64", "--shard-megabytes", "0.15", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn killed_and_run_again_equals_one_run_with_other_workers() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("killed"));
    photos(&source, 120);
    fs::copy(source.join("003.png"), source.join("170.png")).unwrap();
    let whole = dir.path().join("whole");
    let made = make(&source, &whole, &small(), 1).unwrap();
    assert!(made.shards.len() > 8);

    let mut kills = 0;
    for shards in (1..made.shards.len()).step_by(2) {
        // One worker, and many photos: the process lives long enough to be caught at most shards.
        let mut child = command(&source, &store)
            .args(["--workers", "1"])
            .spawn()
            .unwrap();
        let there = || store.join(format!("{shards:06}.tar.part")).exists();
        while !there() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += u32::from(!Manifest::read(&store).unwrap().finished);
    }
    assert!(kills > 3, "the process was too quick to be killed: {kills}");
    let output = command(&source, &store).output().unwrap();
    assert!(output.status.success());
    assert_equal(&store, &whole);
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&line["kept"], &line["exact"]),
        (&made.counts.kept.into(), &1.into())
    );
    assert_eq!(made.counts.kept + made.counts.similar, 120);
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_named_and_the_next_run_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    photos(&source, 20);
    // The system's limit on a file's size stands in for the disk's: writing fails in the middle of a tar.
    let full = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_dynet-train"))
        .args([
            "ingest",
            "--size",
            "64",
            "--shard-megabytes",
            "0.15",
            "--json",
        ])
        .args([source.as_os_str(), "-o".as_ref(), store.as_os_str()])
        .output()
        .unwrap();
    assert_eq!(full.status.code(), Some(1));
    let message = String::from_utf8(full.stderr).unwrap();
    assert!(
        message.contains("000000.tar") && message.contains("make room"),
        "{message}"
    );
    assert!(files(&store).keys().all(|name| !name.ends_with(".part")));

    assert!(command(&source, &store).output().unwrap().status.success());
    make(&source, &dir.path().join("whole"), &small(), 2).unwrap();
    assert_equal(&store, &dir.path().join("whole"));
}

/// Photos among which twins and chains of twins lie in different parts.
fn divided(dir: &Path, count: u64) -> (PathBuf, Vec<PathBuf>) {
    let source = dir.join("photos");
    photos(&source, 24);
    photos(&source.join("sub"), 0);
    for n in 0..6 {
        fs::copy(
            source.join(format!("{n:03}.png")),
            source.join(format!("sub/copy-{n}.png")),
        )
        .unwrap();
        // From one picture to another in small steps: neighbours look alike, the ends do not.
        let (from, to) = (hills(50 + n, 130, 100), hills(60 + n, 130, 100));
        for step in 0..12 {
            let mix =
                |a: u8, b: u8| ((u32::from(a) * (12 - step) + u32::from(b) * step) / 12) as u8;
            let between = image::RgbImage::from_fn(130, 100, |x, y| {
                let (a, b) = (from[(x, y)].0, to[(x, y)].0);
                image::Rgb(std::array::from_fn(|c| mix(a[c], b[c])))
            });
            between
                .save(source.join(format!("step-{n}-{step:02}.png")))
                .unwrap();
        }
    }
    fs::write(source.join("broken.png"), "no picture").unwrap();
    let parts = (0..count).map(|index| {
        let store = dir.join(format!("part-{index}"));
        let part = Some(Part { index, count });
        make(&source, &store, &small().with_part(part), 2).unwrap();
        store
    });
    let parts = parts.collect();
    (source, parts)
}

#[test]
fn merged_parts_equal_one_run_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (source, mut parts) = divided(dir.path(), 3);
    let one = make(&source, &dir.path().join("one"), &small(), 2).unwrap();
    let merged = dir.path().join("merged");
    // The order in which they are given does not matter.
    parts.reverse();
    merge(&parts, &merged, &mut |_| {}).unwrap();
    assert_equal(&merged, &dir.path().join("one"));

    let kept = |path: &PathBuf| Manifest::read(path).unwrap().counts.kept;
    let before: u64 = parts.iter().map(kept).sum();
    assert!(before > one.counts.kept, "no twins lay in different parts");
    assert!(
        one.counts.exact == 6 && one.counts.similar > 20,
        "{:?}",
        one.counts
    );
}

#[test]
fn lost_doubled_and_damaged_parts_are_errors() {
    let dir = tempfile::tempdir().unwrap();
    let (source, parts) = divided(dir.path(), 3);
    let store = dir.path().join("store");
    let failed = |parts: &[&PathBuf]| {
        let parts: Vec<_> = parts.iter().map(|p| p.to_path_buf()).collect();
        merge(&parts, &store, &mut |_| {}).unwrap_err()
    };
    let [a, b, c] = &parts[..] else { panic!() };
    assert!(failed(&[a, c]).to_string().contains("part 1/3 is missing"));
    assert!(failed(&[a, b, b, c]).to_string().contains("given twice"));

    // A machine that saw one photo more.
    hills(99, 200, 200).save(source.join("late.png")).unwrap();
    let (other, part) = (dir.path().join("other"), Some(Part { index: 2, count: 3 }));
    make(&source, &other, &small().with_part(part), 2).unwrap();
    assert!(
        failed(&[a, b, &other])
            .to_string()
            .contains("give all the same sources")
    );

    let one = dir.path().join("one");
    make(&source, &one, &small(), 2).unwrap();
    assert_eq!(failed(&[a, b, &one]).kind(), ErrorKind::Argument);
    assert!(!store.exists());

    // A patch, a list of sources: one bit each.
    let tar = b.join("000000.tar");
    let good = fs::read(&tar).unwrap();
    let mut bad = good.clone();
    bad[512 + 300] ^= 1;
    fs::write(&tar, bad).unwrap();
    assert_eq!(failed(&[a, b, c]).kind(), ErrorKind::WrongHash);
    fs::write(&tar, good).unwrap();
    let list = c.join("000000.jsonl");
    let good = fs::read(&list).unwrap();
    let mut bad = good.clone();
    bad[30] ^= 1;
    fs::write(&list, bad).unwrap();
    assert_eq!(failed(&[a, b, c]).kind(), ErrorKind::WrongHash);
    fs::write(&list, good).unwrap();
    // Whole again, the merge that failed goes on.
    fs::remove_file(source.join("late.png")).unwrap();
    merge(&parts, &store, &mut |_| {}).unwrap();
    make(&source, &dir.path().join("single"), &small(), 2).unwrap();
    assert_equal(&store, &dir.path().join("single"));
}

#[test]
fn a_store_that_is_being_written_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    photos(&source, 3);
    fs::create_dir(&store).unwrap();
    let lock = fs::File::create(store.join("store.lock")).unwrap();
    lock.lock().unwrap();
    let error = make(&source, &store, &small(), 1).unwrap_err();
    assert!(error.to_string().contains("another process"), "{error}");
    drop(lock);
    make(&source, &store, &small(), 1).unwrap();
}
