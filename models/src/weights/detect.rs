//! Identifies the network of a checkpoint by its tensors' names.

use std::collections::BTreeMap;

use burn::tensor::TensorData;

/// Networks and their characteristic tensors. The first line whose tensors are all present matches, so a network with
/// more names than another comes before it.
const SIGNATURES: &[(&str, &[&str])] = &[
    ("DyNet", &["prompt1.prompt_param", "latent.attn.qkv.weight"]),
    (
        "PromptIR",
        &["prompt1.prompt_param", "latent.0.attn.qkv.weight"],
    ),
    ("Restormer", &["latent.0.attn.qkv.weight"]),
    ("NAFNet", &["intro.weight", "ending.weight"]),
    (
        "OriginConv",
        &["Process_Module_l1.0.0.weight", "down1.0.weight"],
    ),
    (
        "ConStyleConv",
        &["Process_Module_l1.0.0.weight", "DC1.down.0.weight"],
    ),
    ("ConStyleNAFNet", &["Process_Module_l1.0.sca.1.weight"]),
    (
        "ConStyleRestormer",
        &["Process_Module_l1.0.attn.qkv.weight"],
    ),
    ("ConStyleMaxim", &["Process_Module_l1.Conv_0.weight"]),
    ("ConStyle", &["encoder_q.stage1.0.0.weight"]),
    ("MAXIM", &["stage_0_encoder_block_0.Conv_0.weight"]),
    ("AirNet", &["E.E.encoder_q.E_pre.backbone.0.weight"]),
];

/// The name of the network that these tensors look like.
fn looks_like(tensors: &BTreeMap<String, TensorData>) -> Option<&'static str> {
    let has = |name: &&str| tensors.contains_key(*name);
    let line = SIGNATURES.iter().find(|(_, names)| names.iter().all(has));
    line.map(|(network, _)| *network)
}

/// What to add to the message about tensors that do not fit the network `wanted`; empty if they look like `wanted` or
/// like no known network.
pub(super) fn hint(tensors: &BTreeMap<String, TensorData>, wanted: &str) -> String {
    match looks_like(tensors) {
        Some(network) if network != wanted => {
            format!("; these look like {network}'s weights, and {wanted} is wanted")
        }
        _ => String::new(),
    }
}
