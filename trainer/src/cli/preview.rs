//! `dynet-train preview`: a contact sheet of training samples.

use std::path::PathBuf;

use clap::Args;
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_degrade::{TrainingDegradation, contact_sheet};
use dynet_image::Photo;
use dynet_models::DyNetConfig;
use dynet_trainer::data::PatchSource;
use dynet_trainer::{Recipe, Stage};

/// Options of the contact sheet.
#[derive(Args)]
pub struct Options {
    /// Folder of photos (PNG, JPEG, WebP).
    #[arg(long)]
    photos: PathBuf,
    /// Output file of the sheet (PNG).
    #[arg(short, long, default_value = "preview.png")]
    out: PathBuf,
    /// Shows the degradations of this recipe [default: all].
    #[arg(long)]
    recipe: Option<String>,
    /// Number of patches, one per row.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=64))]
    rows: u64,
    /// Side of a patch in pixels.
    #[arg(long, default_value_t = 160, value_parser = clap::value_parser!(u64).range(16..=1024))]
    patch: u64,
    /// The same seed gives the same sheet.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Writes the sheet.
pub fn run(options: &Options) -> Result<()> {
    let recipe = match &options.recipe {
        Some(name) => Recipe::open(name)?,
        None => Recipe::new(Stage::Finetune, DyNetConfig::edge()),
    };
    let shares = recipe.mix.parts(recipe.mask);
    let columns: Vec<TrainingDegradation> = shares
        .into_iter()
        .filter(|(_, share)| options.recipe.is_none() || *share > 0.0)
        .map(|(degradation, _)| degradation)
        .collect();
    if columns.is_empty() {
        let message = "this recipe degrades no photos: it trains only on pairs";
        return Err(Error::new(ErrorKind::Argument, message));
    }
    let photos = PatchSource::new(&options.photos, options.patch as usize)?;
    let patches: Vec<Planar> = (0..options.rows)
        .map(|row| photos.patch(options.seed, row))
        .collect::<Result<_>>()?;
    let sheet = contact_sheet(&patches, &columns, options.seed);
    Photo::from_pixels(sheet).save(&options.out)?;
    say!("wrote {}", options.out.display());
    Ok(())
}
