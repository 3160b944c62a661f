//! The heaviest variant that fits the time and the memory.

use std::fs;
use std::path::Path;

use dynet::ThermalStatus;
use dynet::restorer::{Backend, Cost, Options, Restorer};
use dynet_core::ErrorKind;
use dynet_testing::{Tiny, picture_of};
use serde_json::Value;

/// A tiny pack with a variant l that says it is twice the work of s.
fn open(cache: &Path) -> Restorer {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    let file = folder.path().join("pack.json");
    let mut manifest: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let variants = manifest["variants"].as_array_mut().unwrap();
    let mut heavy = variants[0].clone();
    heavy["name"] = "l".into();
    heavy["macs_per_pixel"] = (2.0 * heavy["macs_per_pixel"].as_f64().unwrap()).into();
    variants.push(heavy);
    fs::write(&file, manifest.to_string()).unwrap();
    let builder = Restorer::builder().backend(Backend::Tract).threads(1);
    builder.cache(cache).open(folder.path()).unwrap()
}

/// As if this machine had been measured: s 100 ns a pixel, l 300; 1000 and 2000 bytes.
fn measured(cache: &Path) {
    let restorer = open(cache);
    for name in ["s", "l"] {
        restorer.cost(name).unwrap();
    }
    for file in fs::read_dir(cache).unwrap() {
        let file = file.unwrap().path();
        let mut cost: Cost = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let heavy = cost.variant == "l";
        cost.ns_per_pixel = if heavy { 300.0 } else { 100.0 };
        cost.bytes_per_pixel = if heavy { 2000.0 } else { 1000.0 };
        cost.bytes = 0;
        fs::write(&file, serde_json::to_string(&cost).unwrap()).unwrap();
    }
}

#[test]
fn machines_are_measured_once_and_budgets_kept() {
    let cache = tempfile::tempdir().unwrap();
    measured(cache.path());
    let files = || fs::read_dir(cache.path()).unwrap().count();
    assert_eq!(files(), 2);

    let restorer = open(cache.path());
    let picture = picture_of(100, 100);
    let chosen = |budget_ms, max_memory| {
        let options = Options::default()
            .budget_ms(budget_ms)
            .max_memory(max_memory);
        let restored = restorer.restore(&picture, &options)?;
        Ok::<_, dynet_core::Error>((restored.report.variant, restored.report.expected_ms))
    };
    // 104x104 pixels, multiples of 8: s takes 1.08 ms, l 3.24 ms.
    let (variant, expected) = chosen(Some(3.0), None).unwrap();
    assert_eq!(variant, "s");
    assert!((expected.unwrap() - 1.0816).abs() < 1e-9, "{expected:?}");
    assert_eq!(chosen(Some(4.0), None).unwrap().0, "l");
    // Nothing is quick enough: the lightest does what it can.
    assert_eq!(chosen(Some(0.01), None).unwrap().0, "s");
    assert_eq!(chosen(None, None).unwrap(), ("l".into(), None));

    // A hot machine uses less of the budget, finally nothing; heat does not change the memory.
    restorer.set_thermal_status(ThermalStatus::Moderate);
    assert_eq!(chosen(Some(4.0), None).unwrap().0, "s");
    assert_eq!(chosen(Some(4.5), None).unwrap().0, "l");
    restorer.set_thermal_status(ThermalStatus::Critical);
    assert_eq!(chosen(Some(1000.0), None).unwrap().0, "s");
    assert_eq!(chosen(None, Some(4_000_000_000)).unwrap().0, "l");
    restorer.set_thermal_status(ThermalStatus::Light);
    assert_eq!(chosen(Some(4.0), None).unwrap().0, "l");

    let error = chosen(None, Some(1_000_000)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfMemory);
    assert!(
        error.to_string().contains("more than the 1 MB allowed"),
        "{error}"
    );
    assert_eq!(files(), 2, "nothing was measured again");
}

#[test]
fn a_cache_that_is_damaged_or_cannot_be_written_does_no_harm() {
    let cache = tempfile::tempdir().unwrap();
    measured(cache.path());
    for (at, file) in fs::read_dir(cache.path()).unwrap().enumerate() {
        let text = [
            "{",
            r#"{"variant":"s","ns_per_pixel":-1,"bytes_per_pixel":0,"bytes":0}"#,
        ];
        fs::write(file.unwrap().path(), text[at]).unwrap();
    }
    let cost = open(cache.path()).cost("s").unwrap();
    assert!(cost.ns_per_pixel > 1.0, "measured: {cost:?}");
    let taken = cache.path().join("file");
    fs::write(&taken, "").unwrap();
    let cost = open(&taken).cost("s").unwrap();
    assert!(cost.ns_per_pixel > 1.0, "measured: {cost:?}");
}

#[test]
fn programs_that_share_a_cache_do_not_disturb_each_other() {
    let cache = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for name in ["s", "l"] {
                    assert!(open(cache.path()).cost(name).unwrap().ns_per_pixel > 0.0);
                }
            });
        }
    });
    let files = fs::read_dir(cache.path()).unwrap();
    for file in files.map(|file| file.unwrap().path()) {
        let cost: Cost = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        assert!(
            ["s", "l"].contains(&cost.variant.as_str()),
            "{}",
            file.display()
        );
    }
}
