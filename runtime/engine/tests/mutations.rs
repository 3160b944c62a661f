//! Thousands of packs, each corrupted at random: every one gives an error or a picture of the right
//! size, in bounded time and memory, and never ends the process.
//!
//! A case is its number; `DYNET_MUTATION=17` runs that one alone.
#![cfg(feature = "tract")]

mod mutate;

use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use dynet_engine::Engine;
use dynet_engine::tract::Tract;
use mutate::corrupt;
use mutate::guard::{self, Guard};

#[global_allocator]
static GUARD: Guard = Guard;

/// Longer than any case takes, so that only an endless loop takes longer.
const MAX_TIME: Duration = Duration::from_secs(10);
/// What a case may allocate: the packs here have a few kilobytes, and a graph may ask for 64 MB and
/// what its engine copies.
const MAX_MEMORY: usize = 512 << 20;

/// The allocator counts for the whole process.
static ALONE: Mutex<()> = Mutex::new(());

/// The results of some cases.
#[derive(Debug, Default)]
struct Tally {
    refused: usize,
    failed: usize,
    restored: usize,
}

fn run_cases(engine: &dyn Engine, cases: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        let started = Instant::now();
        guard::begin(case, MAX_MEMORY);
        let outcome = corrupt::case(case, engine);
        let most = guard::end();
        assert!(most < MAX_MEMORY, "case {case} allocated {most} bytes");
        let time = started.elapsed();
        assert!(time < MAX_TIME, "case {case} took {time:?}");
        match outcome {
            corrupt::Outcome::Refused => tally.refused += 1,
            corrupt::Outcome::Failed => tally.failed += 1,
            corrupt::Outcome::Restored => tally.restored += 1,
        }
    }
    tally
}

/// Runs cases on tract in this process.
fn on_tract(count: u64) {
    let _alone = ALONE.lock().unwrap();
    // tract's panics become errors; their traces would fill the screen.
    std::panic::set_hook(Box::new(|panic| {
        let inside = panic.location().is_some_and(|l| l.file().contains("tract"));
        if !inside {
            eprintln!("case {}: {panic}", guard::current());
        }
    }));
    let one = std::env::var("DYNET_MUTATION").ok();
    let cases = match one.and_then(|text| text.parse().ok()) {
        Some(case) => case..case + 1,
        None => 0..count,
    };
    let single = cases.end - cases.start == 1;
    guard::watch(MAX_TIME);
    corrupt::assert_sound(&Tract::new());
    let tally = run_cases(&Tract::new(), cases);
    println!("{tally:?}");
    // The mutations are neither all fatal nor all harmless.
    let some = count as usize / 20;
    assert!(
        single || (tally.refused > some && tally.restored > some),
        "{tally:?}"
    );
}

#[test]
fn a_few_hundred_packs_on_tract() {
    on_tract(300);
}

#[test]
#[ignore = "half a minute"]
fn ten_thousand_packs_on_tract() {
    on_tract(10_000);
}

#[test]
fn a_few_packs_on_onnx_runtime() {
    in_a_child(0, 100);
}

#[test]
#[ignore = "half a minute"]
fn two_thousand_packs_on_onnx_runtime() {
    in_a_child(0, 2000);
}

/// What `fuzz/run.sh` starts from are these packs. To write them anew:
/// `DYNET_WRITE_SEEDS=1 cargo test --release --workspace --test mutations seeds`.
#[test]
fn the_fuzzers_seeds_are_up_to_date() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    for (name, bytes) in corrupt::seeds() {
        let path = folder.join(name);
        if std::env::var_os("DYNET_WRITE_SEEDS").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == bytes, "{name} differs");
    }
}

/// Names the cases that a child process is to run, as `FIRST COUNT`.
const CHILD: &str = "DYNET_MUTATIONS_CHILD";

/// ONNX Runtime is C++, and a crash ends the process. So it has a process of its own, with at most
/// 8 GB of addresses.
fn in_a_child(first: u64, count: u64) {
    if !cfg!(all(unix, feature = "ort")) {
        return;
    }
    let own = std::env::current_exe().unwrap();
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 8000000; exec \"$0\" \"$@\""])
        .arg(own)
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(CHILD, format!("{first} {count}"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let last = said
        .lines()
        .rfind(|line| line.starts_with("case "))
        .unwrap_or("none");
    let errors = String::from_utf8_lossy(&output.stderr);
    let end: String = errors.lines().rev().take(5).collect::<Vec<_>>().join("\n");
    assert!(
        output.status.success(),
        "{}, last {last}: {end}",
        output.status
    );
    let tally = said.lines().find(|line| line.starts_with("ONNX Runtime"));
    println!(
        "{}",
        tally.unwrap_or("skipped: ONNX Runtime is not installed")
    );
}

/// Not a test: what [`in_a_child`] starts.
#[test]
#[ignore = "a child of other tests"]
fn child() {
    #[cfg(feature = "ort")]
    if let Ok(cases) = std::env::var(CHILD) {
        use dynet_engine::library::{Search, find};
        use dynet_engine::ort::Ort;

        let (first, count) = cases.split_once(' ').unwrap();
        let (first, count): (u64, u64) = (first.parse().unwrap(), count.parse().unwrap());
        let ort = match find(None).unwrap() {
            Search::Found(path) => Ort::new(&path, 1).unwrap(),
            Search::Absent(reason) => return dynet_testing::skipped(reason),
        };
        guard::watch(MAX_TIME);
        corrupt::assert_sound(&ort);
        let mut all = Tally::default();
        for case in first..first + count {
            println!("case {case}");
            let one = run_cases(&ort, case..case + 1);
            all.refused += one.refused;
            all.failed += one.failed;
            all.restored += one.restored;
        }
        let peak = dynet_core::memory::Memory::now().map_or(0, |memory| memory.peak);
        assert!(peak < 2 << 30, "{peak} bytes at the peak");
        println!("ONNX Runtime: {all:?}, at most {} MB", peak >> 20);
    }
}
