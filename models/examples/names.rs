//! Lists the parameters of a network: `cargo run -p dynet-models --example names [NETWORK]`.

use burn::tensor::Device;
use dynet_models::constyle::{
    ConStyleConfig, ConStyleConvConfig, ConStyleMaximConfig, ConStyleNAFNetConfig,
    ConStyleRestormerConfig,
};
use dynet_models::{
    AirNetConfig, DyNetConfig, MaximConfig, NAFNetConfig, NetworkConfig, OriginConvConfig,
    PromptIRConfig, RestormerConfig, weights,
};

fn main() {
    match std::env::args().nth(1).as_deref() {
        None | Some("paper") => list(DyNetConfig::paper()),
        Some("edge") => list(DyNetConfig::edge()),
        Some("promptir") => list(PromptIRConfig::paper()),
        Some("restormer") => list(RestormerConfig::paper()),
        Some("nafnet") => list(NAFNetConfig::sidd(32)),
        Some("maxim") => list(MaximConfig::paper()),
        Some("conv") => list(OriginConvConfig::paper()),
        Some("airnet") => list(AirNetConfig::paper()),
        Some("constyle") => list(ConStyleConfig::paper()),
        Some("constyle-conv") => list(ConStyleConvConfig::paper()),
        Some("constyle-nafnet") => list(ConStyleNAFNetConfig::paper()),
        Some("constyle-restormer") => list(ConStyleRestormerConfig::paper()),
        Some("constyle-maxim") => list(ConStyleMaximConfig::paper()),
        Some(json) => {
            let config = serde_json::from_str(json);
            list::<DyNetConfig>(config.expect("a network's name, or DyNet's configuration as JSON"))
        }
    }
}

fn list<C: NetworkConfig>(config: C) {
    for (name, data) in weights::parameters(&config.init(&Device::flex())) {
        let shape: Vec<String> = data.shape().iter().map(usize::to_string).collect();
        println!("{name} {}", shape.join(","));
    }
}
