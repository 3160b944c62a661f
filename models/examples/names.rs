//! Lists the parameters of a network: `cargo run -p dynet-models --example names [paper|edge]`.

use burn::tensor::Device;
use dynet_models::{DyNetConfig, weights};

fn main() {
    let config = match std::env::args().nth(1).as_deref() {
        None | Some("paper") => DyNetConfig::paper(),
        Some("edge") => DyNetConfig::edge(),
        Some(json) => serde_json::from_str(json).expect("a configuration as JSON"),
    };
    for (name, data) in weights::parameters(&config.init(&Device::flex())) {
        let shape: Vec<String> = data.shape().iter().map(usize::to_string).collect();
        println!("{name} {}", shape.join(","));
    }
}
