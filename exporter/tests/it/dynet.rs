//! DyNet, exported, against outputs of the authors' PyTorch code (width 8, see tests/golden).

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use burn::tensor::Device;
use dynet_core::Planar;
use dynet_exporter::{ALIGNMENT, Exported, Picture, WeightFile, check, export_picture};
use dynet_models::{DyNet, DyNetConfig, Reuse, Stem, weights};
use dynet_pack::Weights;
use prost::Message;
use tract_onnx::pb::ModelProto;

fn golden(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/dynet");
    folder.join(name)
}

fn config() -> DyNetConfig {
    DyNetConfig {
        dim: 8,
        heads: [1, 2, 4, 8],
        ffn_expansion: 2.66,
        prompt_dims: [12, 20, 52],
        prompt_sizes: [32, 16, 8],
        prompt_len: 5,
        refinement: 4,
        stem: Stem::Full,
        adapter: None,
    }
}

fn network() -> DyNet {
    let file = golden("small_d8_state.safetensors");
    weights::load_as(&file, &config(), &Device::flex()).unwrap()
}

fn exported(network: &DyNet, reuse: Reuse) -> Exported {
    let picture = Picture {
        multiple: 8,
        ..Picture::default()
    };
    export_picture(network, |n, x| n.forward(x, reuse), picture).unwrap()
}

/// A golden input or output.
fn picture(file: &str, name: &str) -> Planar {
    let bytes = std::fs::read(golden(file)).unwrap();
    let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let tensor = tensors.tensor(name).unwrap();
    let (height, width) = (tensor.shape()[2], tensor.shape()[3]);
    let values = tensor.data().chunks_exact(4);
    let values = values.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    Planar::from_data(width, height, values.collect()).unwrap()
}

#[test]
fn both_variants_match_the_authors_outputs_on_every_engine() {
    let network = network();
    let mut file = WeightFile::new("weights.bin");
    let graphs = [("S", Reuse::S), ("L", Reuse::L)].map(|(name, reuse)| {
        let exported = exported(&network, reuse);
        let bytes = exported.to_onnx(name, &mut file).unwrap();
        (name, exported.nodes(), bytes)
    });
    let weights = Arc::new(Weights::from_vec(file.bytes().to_vec(), "weights.bin"));
    for size in ["40x48", "64x64", "72x104"] {
        let golden = format!("small_d8_io_{size}.safetensors");
        let input = picture(&golden, "input");
        for (name, nodes, graph) in &graphs {
            let expected = picture(&golden, &format!("output_{name}"));
            for engine in check::engines().0 {
                let pair = [&input, &expected];
                let engine = engine.as_ref();
                let check = check::compare(engine, name, *nodes, graph, &weights, pair).unwrap();
                assert!(check.max_abs < 1e-4, "{check:?}");
            }
        }
    }
}

#[test]
fn variants_share_one_copy_of_every_tensor() {
    let network = network();
    let mut file = WeightFile::new("weights.bin");
    let light = exported(&network, Reuse::S);
    light.to_onnx("s", &mut file).unwrap();
    let bytes = file.bytes().to_vec();
    let heavy = exported(&network, Reuse::L);
    heavy.to_onnx("l", &mut file).unwrap();
    assert_eq!(file.bytes(), bytes, "the second variant adds nothing");
    assert_eq!(light.parameters, heavy.parameters);

    let tensors = weights::parameters(&network);
    let values: usize = tensors.values().map(|tensor| tensor.num_elements()).sum();
    assert_eq!(light.parameters, values as u64);
    let padding = tensors.len() * ALIGNMENT;
    assert!(file.tensors() <= tensors.len());
    assert!((4 * values..=4 * values + padding).contains(&file.bytes().len()));
}

/// Nodes have the paths of the modules that issued them, so that a profile reads like the network.
#[test]
fn nodes_are_named_by_their_modules() {
    let network = network();
    let names = |reuse| -> Vec<String> {
        let graph = exported(&network, reuse);
        let graph = graph.to_onnx("x", &mut WeightFile::new("w")).unwrap();
        let graph = ModelProto::decode(&*graph).unwrap().graph.unwrap();
        graph.node.into_iter().map(|node| node.name).collect()
    };
    let (light, heavy) = (names(Reuse::S), names(Reuse::L));
    let different: HashSet<&String> = heavy.iter().collect();
    assert_eq!(different.len(), heavy.len(), "names are used once");
    for (names, times) in [(&light, 2), (&heavy, 4)] {
        let runs = |run: usize| match run {
            1 => "encoder_level1.attn.qkv/Conv".to_owned(),
            run => format!("encoder_level1.attn.qkv/Conv#{run}"),
        };
        for run in 1..=4 {
            assert_eq!(names.contains(&runs(run)), run <= times, "run {run}");
        }
    }
    // What reads no weight belongs to the module around it.
    assert!(light.contains(&"encoder_level1.attn/Softmax#2".to_owned()));
    assert!(
        light.contains(&"encoder_level1/Add".to_owned()),
        "the residual"
    );
    let unnamed = light.iter().filter(|name| !name.contains('/')).count();
    assert!(unnamed * 10 < light.len(), "{unnamed} of {}", light.len());
}

#[test]
fn the_graph_stays_lean() {
    let network = network();
    let light = exported(&network, Reuse::S);
    let heavy = exported(&network, Reuse::L);
    // S runs 28 blocks, L 49.
    assert!(light.nodes() < 28 * 50 + 150, "{}", light.nodes());
    assert!(heavy.nodes() < 49 * 50 + 150, "{}", heavy.nodes());
    assert_eq!(crate::common::count(&light, "Expand"), 0);
    assert_eq!(crate::common::count(&light, "DepthToSpace"), 3);
    assert!(heavy.macs_per_pixel > light.macs_per_pixel);
}
