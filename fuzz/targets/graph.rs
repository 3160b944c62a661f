//! A graph: its external-data table, names, operations and shapes, over weights of 4 KB.
#![no_main]

use std::sync::{Arc, LazyLock};

use dynet_pack::Weights;
use dynet_pack::{verify_graph, verify_sizes};
use libfuzzer_sys::fuzz_target;

static WEIGHTS: LazyLock<[Arc<Weights>; 1]> = LazyLock::new(|| {
    let bytes = (0..4096u32).map(|i| (i % 251) as u8).collect();
    [Arc::new(Weights::from_vec(bytes, "weights.bin"))]
});

fuzz_target!(|graph: &[u8]| {
    let Ok(facts) = verify_graph(graph, &*WEIGHTS) else {
        return;
    };
    assert!(facts.nodes + facts.tensors <= graph.len());
    for size in [(16, 16), (64, 48)] {
        if let Ok(needs) = verify_sizes(graph, &*WEIGHTS, size) {
            let pixels = (size.0 * size.1) as u64;
            assert!(needs.live <= pixels * (1 << 14) + (1 << 24));
        }
    }
});
