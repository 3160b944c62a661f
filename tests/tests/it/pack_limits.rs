//! What the exporter writes, packs may hold.

use std::path::Path;
use std::sync::Arc;

use burn::tensor::Device;
use dynet_exporter::{Picture, Precision, Target, WeightFile, export_picture};
use dynet_models::{DyNet, DyNetConfig, Reuse};
use dynet_pack::Weights;
use dynet_pack::{Pack, is_known, verify_graph, verify_sizes};

#[test]
fn every_operation_of_the_exporters_table_is_known() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exporter/OPERATIONS.md");
    let table = std::fs::read_to_string(table).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let mut operations: Vec<&str> = rows
        .flat_map(|row| row.split('|').nth(2).unwrap().split(','))
        .map(str::trim)
        .filter(|name| !["", "not exported"].contains(name))
        .collect();
    operations.sort_unstable();
    operations.dedup();
    assert!(operations.len() > 60, "{operations:?}");
    let unknown: Vec<_> = operations.iter().filter(|name| !is_known(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    for name in [
        "Loop",
        "If",
        "Scan",
        "RandomNormal",
        "EPContext",
        "conv",
        "",
    ] {
        assert!(!is_known(name), "{name}");
    }
}

/// The limits leave room: the shipped networks need little of what is allowed.
#[test]
fn the_shipped_pack_needs_far_less_than_the_limits() {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/default");
    let pack = Pack::open(pack).unwrap();
    for side in [64, 192, 256, 384] {
        for (variant, graph) in pack.graphs() {
            let needs = verify_sizes(graph.bytes, graph.weights, (side, side)).unwrap();
            let pixels = (side * side) as u64;
            println!("{} at {side}: {needs:?}", variant.name);
            assert!(needs.live < 2000 * pixels, "{needs:?}");
            // The manifest's count, made by the exporter from Burn's operations.
            let macs = variant.macs_per_pixel * pixels as f64;
            let ratio = needs.work as f64 / macs;
            assert!((0.9..1.5).contains(&ratio), "{ratio}");
        }
    }
}

/// The heaviest networks that there are to restore with: those of the paper, at full width.
#[test]
fn the_published_network_needs_far_less_than_the_limits() {
    let device = Device::flex();
    let config = DyNetConfig::paper();
    let network = config.init(&device);
    let picture = || Picture {
        multiple: config.input_multiple(),
        ..Picture::default()
    };
    let forward = |network: &DyNet, image| network.forward(image, Reuse::L);
    let exported = export_picture(&network, forward, picture()).unwrap();
    for target in [Target::Cpu, Target::Tract] {
        let mut file = WeightFile::new("weights.bin");
        let prepared = exported.prepare(target, Precision::Fp32).unwrap();
        let graph = prepared.to_onnx("l", &mut file).unwrap();
        let weights = Weights::from_vec(file.bytes().to_vec(), "weights.bin");
        let weights = [Arc::new(weights)];
        verify_graph(&graph, &weights).unwrap();
        for side in [64, 384] {
            let needs = verify_sizes(&graph, &weights, (side, side)).unwrap();
            let pixels = (side * side) as u64;
            println!("{target} at {side}: {needs:?}");
            assert!(needs.live / pixels < 4096, "{needs:?}");
            assert!(needs.work / pixels < 8 << 20, "{needs:?}");
        }
    }
}
