//! Times training steps of the edge network, for `peers/compare.py`, which times the same steps in
//! PyTorch:
//!
//! ```text
//! training_step VARIANT STEPS FILE [WEIGHTS]
//! ```
//!
//! Writes the weights it starts from, the batch and the network's first output into FILE
//! (.safetensors), and prints one line of JSON. Threads are those of `RAYON_NUM_THREADS`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::Planar;
use dynet_models::weights::{self, Tensors};
use dynet_models::{DyNetConfig, Reuse};
use dynet_trainer::{Batch, Learner, Optim, StepPlan};

/// Parts of a batch, each on a thread of its own.
const THREADS: usize = 2;
/// Of one batch: pictures, and the side of each.
const BATCH: usize = 4;
const SIDE: usize = 64;
/// The published fine-tuning rate.
const RATE: f64 = 2e-4;
/// Steps before the clock starts; the losses of these are compared.
const WARM_UP: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [variant, steps, file, from @ ..] = args.as_slice() else {
        return Err("give a variant (s or l), a number of steps and a file to write".into());
    };
    let reuse = match variant.as_str() {
        "s" => Reuse::S,
        "l" => Reuse::L,
        other => other.parse()?,
    };
    let steps: usize = steps.parse()?;

    let device = Device::flex();
    device.seed(1);
    let (config, network) = match from {
        [] => (DyNetConfig::edge(), DyNetConfig::edge().init(&device)),
        [from, ..] => weights::load::<DyNetConfig>(Path::new(from), &device)?,
    };
    let batch = Batch::new(
        (0..BATCH).map(|i| picture(i, 0.1)).collect(),
        (0..BATCH).map(|i| picture(i, 0.0)).collect(),
        THREADS,
    );
    let input = stacked(&batch.input);
    let output = network.forward(Tensor::from_data(input.clone(), &device), reuse);
    let mut tensors = weights::parameters(&network);
    tensors.insert("batch.input".into(), input);
    tensors.insert("batch.target".into(), stacked(&batch.target));
    tensors.insert("batch.output".into(), output.into_data());
    let metadata = [(weights::CONFIG_KEY.into(), serde_json::to_string(&config)?)].into();
    weights::write(Path::new(file), &Tensors { metadata, tensors })?;

    let mut learner = Learner::new(network, Optim::default(), &vec![device; THREADS]);
    let plan = StepPlan::of(reuse, RATE);
    let start_mb = memory_mb("VmRSS:");
    let losses: Vec<f32> = (0..WARM_UP).map(|_| learner.step(&batch, &plan)).collect();
    let mut times: Vec<f64> = (0..steps)
        .map(|_| {
            let start = Instant::now();
            learner.step(&batch, &plan);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let line = serde_json::json!({
        "engine": "dynet", "reuse": reuse, "steps": steps, "losses": losses,
        "step_ms": times.get(steps / 2), "start_mb": start_mb, "peak_mb": memory_mb("VmHWM:"),
    });
    println!("{line}");
    Ok(())
}

/// Waves of a colour each, under stripes of strength `noise`.
fn picture(number: usize, noise: f32) -> Planar {
    let mut picture = Planar::new(SIDE, SIDE);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        let (y, x, c) = (i / SIDE % SIDE, i % SIDE, i / (SIDE * SIDE));
        let wave = (x as f32 * 0.1 * (c + 1) as f32).sin() * (y as f32 * 0.07).cos();
        let stripes = ((i * 7919 + number * 104_729) % 101) as f32 / 50.0 - 1.0;
        *value = 0.5 + 0.4 * wave + noise * stripes;
    }
    picture
}

fn stacked(pictures: &[Planar]) -> TensorData {
    let values = pictures.iter().flat_map(|p| p.data().iter().copied());
    TensorData::new(values.collect(), [pictures.len(), 3, SIDE, SIDE])
}

/// A line of what Linux says about this process, in MB.
fn memory_mb(what: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1e3)
}
