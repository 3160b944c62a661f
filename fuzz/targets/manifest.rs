//! `pack.json`: what is accepted holds to its limits and can be written again.
#![no_main]

use std::path::Path;

use dynet_pack::parse_manifest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let Ok(manifest) = parse_manifest(text, Path::new("pack.json")) else {
        return;
    };
    assert!((1..=64).contains(&manifest.variants.len()));
    for task in &manifest.tasks {
        assert!(task.base.eq_ignore_ascii_case(&manifest.weights.sha256));
        assert!(!task.weights.file.contains(['/', '\\', '\0']));
        assert_eq!(task.variants.len(), manifest.variants.len());
    }
    for variant in &manifest.variants {
        assert!(manifest.variant(&variant.name).is_some());
        for graph in &variant.graphs {
            assert!(!graph.entry.file.contains(['/', '\\', '\0']));
        }
        let found = manifest.graph(variant, "cpu", "fp32");
        assert!(found.is_none_or(|graph| graph.size.is_none()));
    }
});
