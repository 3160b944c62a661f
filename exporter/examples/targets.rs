//! Writes the graphs of a network for every target, to time them or to check them elsewhere:
//! `cargo run --release -p dynet-exporter --example targets -- FOLDER [WEIGHTS.safetensors]`.
//!
//! Without weights, the published network with random ones. `plain` is the graph before any pass.

use std::error::Error;
use std::path::PathBuf;

use burn::tensor::Device;
use dynet_exporter::{Accelerator, Picture, Precision, Target, WeightFile, export_picture};
use dynet_models::{DyNet, DyNetConfig, Reuse, weights};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = args.next().ok_or("say which folder to write to")?;
    let device = Device::flex();
    device.seed(1);
    let (config, network) = match args.next() {
        Some(file) => weights::load::<DyNetConfig>(&file, &device)?,
        None => (DyNetConfig::paper(), DyNetConfig::paper().init(&device)),
    };
    std::fs::create_dir_all(&folder)?;
    // For exporters of other frameworks.
    weights::save(&folder.join("network.safetensors"), &config, &network)?;

    for precision in [Precision::Fp32, Precision::Fp16] {
        let weights = format!("weights.{precision}.bin");
        let mut file = WeightFile::new(&weights);
        let targets = Target::KINDS.into_iter();
        let targets = targets.filter(|target| target.precisions().contains(&precision));
        for target in targets {
            for (name, reuse) in [("s", Reuse::S), ("l", Reuse::L)] {
                let picture = Picture {
                    multiple: config.input_multiple(),
                    size: target.size(),
                    ..Picture::default()
                };
                let forward = |network: &DyNet, image| network.forward(image, reuse);
                let exported = export_picture(&network, forward, picture)?;
                let prepared = exported.prepare(target, precision)?;
                let graph = format!("{name}.{}.{precision}.onnx", target.file_part());
                std::fs::write(folder.join(&graph), prepared.to_onnx(name, &mut file)?)?;
                let [nnapi, coreml] = Accelerator::ALL.map(|kind| prepared.partitions(kind).count);
                let nodes = prepared.nodes();
                println!("{graph}: {nodes} nodes, partitions {nnapi} (NNAPI), {coreml} (CoreML)");
                if (target, precision) == (Target::Cpu, Precision::Fp32) {
                    let mut plain = WeightFile::new(format!("weights.{name}.plain.bin"));
                    let graph = exported.to_onnx(name, &mut plain)?;
                    std::fs::write(folder.join(format!("{name}.plain.onnx")), graph)?;
                    std::fs::write(folder.join(plain.file()), plain.bytes())?;
                }
            }
        }
        std::fs::write(folder.join(&weights), file.bytes())?;
        let values = dynet_models::weights::parameters(&network);
        let values: usize = values.values().map(|tensor| tensor.num_elements()).sum();
        println!(
            "{weights}: {} bytes for {values} values",
            file.bytes().len()
        );
    }
    Ok(())
}
