//! The table and the plot of networks that were trained for the same CPU time (`benches/race_training.sh`,
//! `benches/shapes.sh`):
//!
//! ```text
//! race_table OUT.png NAME=RUN_FOLDER...
//! ```
//!
//! Curves are drawn over the share of that time, which is the share of a run's steps: the clock also counts what other
//! programs took.

use std::error::Error;
use std::path::Path;

use burn::tensor::Device;
use dynet_benches::runs::{Checkpoint, read, tasks};
use dynet_eval::plot::{Curve, Panel, draw};
use dynet_exporter::cost;
use dynet_image::Photo;
use dynet_models::{AnyConfig, AnyNetwork, Reuse, weights};
use dynet_pack::Size;

/// The tile whose cost is told by the pixel.
const TILE: Size = Size {
    width: 256,
    height: 256,
};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, runs @ ..] = args.as_slice() else {
        return Err("give OUT.png and NAME=RUN_FOLDER for each run".into());
    };
    let first = runs.first().and_then(|run| run.split_once('='));
    let (_, first) = first.ok_or("give NAME=RUN_FOLDER")?;
    let names = tasks(Path::new(first))?;
    let panel = |task: &String| Panel {
        title: format!("{task}: PSNR in dB over the share of the CPU time"),
        across: "share".into(),
        curves: Vec::new(),
    };
    let mut panels: Vec<Panel> = names.iter().map(panel).collect();
    println!(
        "| network | values | kMAC a pixel | steps | {} |",
        names.join(" | ")
    );
    println!("|---|---|---|---|{}", "---|".repeat(names.len()));
    let device = Device::flex();
    for (number, run) in runs.iter().enumerate() {
        let (name, folder) = run.split_once('=').ok_or("give NAME=RUN_FOLDER")?;
        let folder = Path::new(folder);
        let tasks: Vec<Vec<Checkpoint>> = names
            .iter()
            .map(|task| read(folder, task))
            .collect::<Result<_, _>>()?;
        let last = |task: &[Checkpoint]| task.iter().map(|c| c.step).fold(1.0, f64::max);
        let steps = last(&tasks[0]);
        if number == 0 {
            let before = tasks.iter().filter_map(|task| task.first());
            let before: Vec<String> = before.map(|c| format!("{:.2}", c.before)).collect();
            println!("| input | | | | {} |", before.join(" | "));
        }
        let file = folder.join("weights.safetensors");
        let tensors = weights::read(&file)?.tensors;
        let values: usize = tensors.values().map(|data| data.num_elements()).sum();
        let (_, network) = weights::load::<AnyConfig>(&file, &device)?;
        let mut variants: Vec<&str> = tasks[0].iter().map(|c| c.variant.as_str()).collect();
        variants.sort_unstable();
        variants.dedup();
        for variant in &variants {
            let row = match variants.len() {
                1 => name.to_owned(),
                _ => format!("{name} {variant}"),
            };
            let reuse: Reuse = variant.replace('-', ",").parse()?;
            let forward = |network: &AnyNetwork, picture| network.forward(picture, reuse);
            let macs = cost(&network, forward, 3, TILE)?.conv_linear;
            let macs = macs as f64 / 1e3 / (TILE.width * TILE.height) as f64;
            let mut reached = Vec::new();
            for (task, panel) in tasks.iter().zip(&mut panels) {
                let own = task.iter().filter(|c| c.variant == *variant);
                let points: Vec<_> = own.map(|c| (c.step / steps, c.after)).collect();
                reached.push(format!("{:.2}", points.last().map_or(f64::NAN, |p| p.1)));
                // Of several variants the heaviest alone: others would hide it.
                if Some(variant) == variants.last() {
                    panel.curves.push(Curve::new(name, points));
                }
            }
            println!(
                "| {row} | {values} | {macs:.1} | {steps} | {} |",
                reached.join(" | ")
            );
        }
    }
    Photo::from_pixels(draw(&panels)).save(Path::new(out))?;
    Ok(())
}
