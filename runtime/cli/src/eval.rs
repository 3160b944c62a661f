//! `dynet eval`.

use super::restore::level;
use super::{EngineFlags, terminal, variant_name};
use clap::Args;
use dynet::restorer::TaskChoice;
use dynet_core::Result;
use dynet_degrade::Degradation;
use dynet_eval::{Protocol, Set, evaluate};
use dynet_pack::Quality;
use serde::Serialize;
use std::path::PathBuf;

/// Measure a pack's quality on photos whose clean version is known
#[derive(Args)]
#[command(after_help = "Examples:
  dynet eval packs/default --data kodak24 --sigma 25 --variant l
  dynet eval packs/default --data rain100l --json
  dynet eval packs/default --data kodak24 --degrade jpeg-10,jpeg-20,deblur-1.5,upscale-2
  dynet eval packs/default --data rain100l --task derain --add-on derain.dynet

A folder of clean photos is measured by adding noise, or the degradations of --degrade, and restoring. A folder with
the folders input and target holds pairs: 7.png with 7.png, 0001_0.8.jpg with 0001.png. Photos are center-cropped
to a multiple of 16. PSNR and SSIM are means over the photos, of RGB values (or --luma) clipped to 0..1, not rounded.")]
pub struct Eval {
    /// The pack, a folder or a .dynet file [default: as in `dynet restore`]
    pack: Option<PathBuf>,
    /// Folder of photos, or folder with the folders input and target
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// Noise levels, 0 to 255, for a folder of clean photos
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "15,25,50", value_parser = sigma)]
    sigma: Vec<f32>,
    /// Degradations of a folder of clean photos: denoise-SIGMA, denoise-float-SIGMA (neither clipped nor
    /// truncated to 8 bits), camera-noise-PHOTONS (per white pixel), jpeg-QUALITY, deblur-SIGMA, upscale-TIMES
    #[arg(
        long,
        alias = "spoil",
        value_name = "LIST",
        value_delimiter = ',',
        conflicts_with = "sigma"
    )]
    degrade: Vec<Degradation>,
    /// Compare only luma (Y of YCbCr, BT.601), as papers on rain do
    #[arg(long)]
    luma: bool,
    /// Seed of the noise
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Variant to measure; auto is the heaviest [default: every variant]
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Task of the network: a name that `dynet info` lists, auto (detected in each photo) or none
    #[arg(long, value_name = "NAME", default_value = "none")]
    task: TaskChoice,
    /// Set the level of a degradation instead of detecting it, the same for all photos; may be given several times
    #[arg(long = "level", value_name = "NAME=VALUE", value_parser = level)]
    levels: Vec<(String, f32)>,
    #[command(flatten)]
    engine: EngineFlags,
    /// Print one JSON object per line
    #[arg(long)]
    json: bool,
}

/// A line of `--json`. Its `task` is the degradation of the photos; the network's task is `adapter`.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    row: Quality,
    adapter: Option<String>,
}

fn sigma(text: &str) -> Result<f32, String> {
    match text.trim().parse() {
        Ok(sigma @ 0.0..=255.0) => Ok(sigma),
        _ => Err("give numbers from 0 to 255 with commas between, such as 15,25,50".into()),
    }
}

/// Four digits for decibels and six for SSIM: more than two machines agree on.
fn rounded(mut row: Quality) -> Quality {
    let round = |value: &mut f64, steps: f64| *value = (*value * steps).round() / steps;
    round(&mut row.psnr_in, 1e4);
    round(&mut row.psnr, 1e4);
    round(&mut row.ssim_in, 1e6);
    round(&mut row.ssim, 1e6);
    row
}

impl Eval {
    pub fn run(self) -> Result<()> {
        let set = Set::open(&self.data)?;
        let restorer = self.engine.open(self.pack)?;
        let task = super::task(&restorer, &self.task)?;
        let adapter = (task != TaskChoice::None).then(|| task.to_string());
        let names = match &self.variant {
            Some(name) => vec![variant_name(&restorer, name)?],
            None => {
                let variants = &restorer.pack().manifest().variants;
                variants
                    .iter()
                    .map(|variant| variant.name.clone())
                    .collect()
            }
        };
        let degradations = match self.degrade.is_empty() {
            true => self.sigma.iter().copied().map(Degradation::Noise).collect(),
            false => self.degrade.clone(),
        };
        let protocol = Protocol::default()
            .degradations(degradations)
            .seed(self.seed)
            .luma(self.luma)
            .task(task)
            .levels(self.levels);
        if !self.json {
            terminal::say(&format!(
                "{:<16} {:<11} {:<8} {:>6} {:>8} {:>8} {:>8} {:>8}",
                "set", "task", "variant", "images", "psnr_in", "psnr", "ssim_in", "ssim"
            ));
        }
        for name in names {
            // An estimate of the length, corrected by the first report.
            let bar = terminal::progress(set.pairs.len() + 1);
            bar.set_message(format!("variant {name} on {}", restorer.backend()));
            let rows = evaluate(&restorer, &name, &set, &protocol, &mut |done, total| {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            });
            bar.finish_and_clear();
            for row in rows? {
                if self.json {
                    terminal::say_json(&Line {
                        row: rounded(row),
                        adapter: adapter.clone(),
                    });
                } else {
                    terminal::say(&format!(
                        "{:<16} {:<11} {:<8} {:>6} {:>8.2} {:>8.2} {:>8.4} {:>8.4}",
                        row.set,
                        row.task,
                        row.variant,
                        row.images,
                        row.psnr_in,
                        row.psnr,
                        row.ssim_in,
                        row.ssim
                    ));
                }
            }
        }
        Ok(())
    }
}
