//! Which crate may use which: the picture in ARCHITECTURE.md, held against what Cargo sees.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// Each crate with the crates of this workspace that it uses. A crate uses only those above it.
const ARROWS: &[(&str, &[&str])] = &[
    ("dynet-core", &[]),
    ("dynet-pack", &["dynet-core"]),
    ("dynet-engine", &["dynet-core", "dynet-pack"]),
    ("dynet", &["dynet-core", "dynet-engine", "dynet-pack"]),
    ("dynet-default-pack", &[]),
    ("dynet-image", &["dynet-core"]),
    ("dynet-degrade", &["dynet-core"]),
    (
        "dynet-eval",
        &[
            "dynet",
            "dynet-core",
            "dynet-degrade",
            "dynet-image",
            "dynet-pack",
        ],
    ),
    (
        "dynet-cli",
        &[
            "dynet",
            "dynet-core",
            "dynet-default-pack",
            "dynet-degrade",
            "dynet-engine",
            "dynet-eval",
            "dynet-image",
            "dynet-pack",
        ],
    ),
    // What phones compile.
    ("dynet-bindings", &["dynet"]),
    ("dynet-library", &["dynet-bindings"]),
    ("dynet-models", &[]),
    (
        "dynet-trainer",
        &[
            "dynet-core",
            "dynet-degrade",
            "dynet-eval",
            "dynet-image",
            "dynet-models",
        ],
    ),
    (
        "dynet-exporter",
        &[
            "dynet",
            "dynet-core",
            "dynet-degrade",
            "dynet-engine",
            "dynet-eval",
            "dynet-image",
            "dynet-models",
            "dynet-pack",
        ],
    ),
];

/// Crates for tests and benches, which may use all.
const TESTS: [&str; 4] = [
    "dynet-testing",
    "dynet-tests",
    "dynet-roundtrip",
    "dynet-benches",
];

#[test]
fn crates_use_only_what_lies_below_them() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found: BTreeMap<&str, Vec<&str>> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (package["name"].as_str().unwrap(), uses(package)))
        .filter(|(name, _)| !TESTS.contains(name))
        .collect();
    let expected: BTreeMap<&str, Vec<&str>> = ARROWS
        .iter()
        .map(|(name, uses)| (*name, uses.to_vec()))
        .collect();
    assert_eq!(found, expected);

    for (at, (name, uses)) in ARROWS.iter().enumerate() {
        let below = |used: &&str| ARROWS[..at].iter().any(|(above, _)| above == used);
        assert!(uses.iter().all(below), "{name} uses what comes after it");
    }
}

/// The workspace's crates that a package depends on, tests apart.
fn uses(package: &Value) -> Vec<&str> {
    let dependencies = package["dependencies"].as_array().unwrap().iter();
    let mut uses: Vec<&str> = dependencies
        .filter(|dependency| dependency["kind"].is_null() && !dependency["path"].is_null())
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    uses.sort_unstable();
    uses.dedup();
    uses
}
