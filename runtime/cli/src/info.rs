//! `dynet info`.

use super::{packs, terminal};
use clap::Args;
use dynet_core::Result;
use dynet_pack::{Graph, Manifest, Quality, Size, Task, Variant};
use serde::Serialize;
use std::path::PathBuf;

/// Show what a pack contains
#[derive(Args)]
#[command(after_help = "Examples:
  dynet info packs/default
  dynet info packs/default --card
  dynet info packs/default --macs 224x224
  dynet info packs/default --add-on derain.dynet --task derain --card")]
pub struct Info {
    /// The pack, a folder or a .dynet file [default: as in `dynet restore`]
    pack: Option<PathBuf>,
    /// Add-on with a further task, a folder or a .dynet file; can be given several times
    #[arg(long, value_name = "FILE")]
    add_on: Vec<PathBuf>,
    /// With --card or --macs: show this task
    #[arg(long, value_name = "NAME")]
    task: Option<String>,
    /// Print the model card: training data, strengths and weaknesses
    #[arg(long, conflicts_with = "json")]
    card: bool,
    /// Count the multiply-accumulates of one picture of this size
    #[arg(long, value_name = "WIDTHxHEIGHT", conflicts_with = "card")]
    macs: Option<Size>,
    /// Print the manifest as one line of JSON; with --macs, one line per variant
    #[arg(long)]
    json: bool,
}

/// A line of `--macs --json`. The kinds are null for packs that do not distinguish them.
#[derive(Serialize)]
struct Line<'a> {
    variant: &'a str,
    width: usize,
    height: usize,
    conv_linear_macs: Option<u64>,
    matmul_macs: Option<u64>,
    total_macs: u64,
}

impl Info {
    pub fn run(self) -> Result<()> {
        let mut pack = packs::open(self.pack)?;
        for add_on in &self.add_on {
            pack.add(add_on)?;
        }
        let manifest = pack.manifest();
        if let Some(size) = self.macs {
            size.check(manifest.input.multiple)?;
            for variant in pack.variants(self.task.as_deref())? {
                count(variant, size, self.json);
            }
        } else if self.json {
            terminal::say_json(manifest);
        } else if self.card {
            let card = match &self.task {
                None => pack.card(),
                Some(task) => pack.task_card(task),
            }?;
            terminal::say(card.as_deref().unwrap_or("There is no card.").trim_end());
        } else {
            describe(manifest);
        }
        Ok(())
    }
}

fn count(variant: &Variant, size: Size, json: bool) {
    let kinds = variant
        .macs
        .map(|macs| [macs.conv_linear.at(size), macs.matmul.at(size)]);
    let total = match kinds {
        Some([conv_linear, matmul]) => conv_linear.saturating_add(matmul),
        None => (variant.macs_per_pixel * size.area()).round() as u64,
    };
    let name = &variant.name;
    let billions = |n: u64| format!("{:.2} G", n as f64 / 1e9);
    match kinds {
        _ if json => terminal::say_json(&Line {
            variant: name,
            width: size.width,
            height: size.height,
            conv_linear_macs: kinds.map(|[conv_linear, _]| conv_linear),
            matmul_macs: kinds.map(|[_, matmul]| matmul),
            total_macs: total,
        }),
        Some([conv_linear, matmul]) => terminal::say(&format!(
            "variant {name} at {size}: {} multiply-accumulates in convolutions and linear layers, \
             {} in other matrix products (attention)",
            billions(conv_linear),
            billions(matmul)
        )),
        None => terminal::say(&format!(
            "variant {name} at {size}: about {} multiply-accumulates; \
             export the pack again to tell convolutions from attention",
            billions(total)
        )),
    }
}

fn describe(manifest: &Manifest) {
    let Manifest {
        name,
        version,
        license,
        precision,
        network,
        degradations,
        input,
        weights,
        ..
    } = manifest;
    let family = &network.family;
    terminal::say(&format!(
        "{name} {version}, a {family} network, {precision}, license {license}"
    ));
    if !degradations.is_empty() {
        terminal::say(&format!("removes {}", degradations.join(", ")));
    }
    let size = if input.dynamic {
        "any size"
    } else {
        "one size"
    };
    terminal::say(&format!(
        "weights: {:.2} MB, shared by all variants; photos of {size}, processed in multiples of {}",
        weights.bytes as f64 / 1e6,
        input.multiple
    ));
    for more in &manifest.further_weights {
        let megabytes = more.bytes as f64 / 1e6;
        terminal::say(&format!("{}: {megabytes:.2} MB", more.file));
    }
    for variant in &manifest.variants {
        let reuse: Vec<String> = variant.reuse.iter().map(ToString::to_string).collect();
        let label = |graph: &Graph| match &graph.precision {
            Some(precision) => format!("{} ({precision})", graph.target),
            None => graph.target.clone(),
        };
        let graphs: Vec<String> = variant.graphs.iter().map(label).collect();
        terminal::say(&format!(
            "variant {}: {:.2} M parameters, {:.1} thousand multiplications per pixel, reuse {}, graphs for {}",
            variant.name,
            variant.parameters as f64 / 1e6,
            variant.macs_per_pixel / 1e3,
            if reuse.is_empty() {
                "none".into()
            } else {
                reuse.join(",")
            },
            graphs.join(", ")
        ));
    }
    if let Some(prompter) = &manifest.prompter {
        let targets = prompter.graphs.iter().map(|graph| graph.target.as_str());
        terminal::say(&format!(
            "prompter: {:.2} M parameters, finds {} values in a view of up to {} pixels a side, \
             graphs for {}",
            prompter.parameters as f64 / 1e6,
            prompter.latent,
            prompter.longest,
            targets.collect::<Vec<_>>().join(", ")
        ));
        if !prompter.levels.is_empty() {
            let names: Vec<&str> = prompter.levels.iter().map(|level| &*level.name).collect();
            let names = names.join(", ");
            terminal::say(&format!("levels for --level NAME=VALUE: {names}"));
        }
    }
    for check in &manifest.checks {
        terminal::say(&format!(
            "check {} on {} at {}x{}: within {:.1e} of the trained network, {:.0} dB",
            check.graph, check.engine, check.width, check.height, check.max_abs, check.db_vs_burn
        ));
    }
    manifest.quality.iter().for_each(|row| quality(row, ""));
    manifest.tasks.iter().for_each(describe_task);
}

fn describe_task(task: &Task) {
    let Task {
        name,
        kind,
        weights,
        parameters,
        ..
    } = task;
    terminal::say(&format!(
        "task {name}, for {}: {:.1} thousand parameters more, {:.2} MB",
        kind.as_deref().unwrap_or("what its name says"),
        *parameters as f64 / 1e3,
        weights.bytes as f64 / 1e6
    ));
    let with = format!(" with {name}");
    task.quality.iter().for_each(|row| quality(row, &with));
}

fn quality(row: &Quality, with: &str) {
    terminal::say(&format!(
        "quality {} {}, variant {}{with}, {} photos: {:.2} -> {:.2} dB, SSIM {:.4} -> {:.4}",
        row.set, row.task, row.variant, row.images, row.psnr_in, row.psnr, row.ssim_in, row.ssim
    ));
}
