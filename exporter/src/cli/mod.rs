//! The commands of `dynet-export`, one per file, and what they share.

pub mod check;
pub mod macs;
pub mod pack;
mod table;
pub mod task;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use dynet_engine::Engine;
use dynet_exporter::check::{Tolerance, engines};
use dynet_exporter::{Error, ErrorKind};
use dynet_image::Format;
use dynet_models::Reuse;

/// How far a graph's output may be from the network's.
#[derive(Args)]
pub struct ToleranceArgs {
    /// Maximum difference between an fp32 graph's output and Burn's, for values from 0 to 1.
    #[arg(long, value_name = "X", default_value_t = Tolerance::default().max_abs)]
    tolerance: f64,
    /// Maximum loss of fp16 graphs against the truth, in dB.
    #[arg(long, value_name = "DB", default_value_t = Tolerance::default().fp16_db)]
    fp16_loss: f64,
    /// Maximum loss of int8 graphs against the truth, in dB.
    #[arg(long, value_name = "DB", default_value_t = Tolerance::default().int8_db)]
    int8_loss: f64,
}

impl ToleranceArgs {
    fn get(&self) -> Tolerance {
        let mut tolerance = Tolerance::default();
        tolerance.max_abs = self.tolerance;
        tolerance.fp16_db = self.fp16_loss;
        tolerance.int8_db = self.int8_loss;
        tolerance
    }
}

/// The photos in a folder, by name.
fn photos_in(folder: Option<&Path>) -> Result<Vec<PathBuf>, Error> {
    let Some(folder) = folder else {
        return Ok(Vec::new());
    };
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io("read", folder, error))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut photos: Vec<_> = paths
        .filter(|path| Format::from_path(path).is_ok())
        .collect();
    photos.sort();
    if photos.is_empty() {
        let text = "there are no photos in this folder: give one with PNG, JPEG or WebP files";
        return Err(Error::new(ErrorKind::Argument, text).at(folder.display().to_string()));
    }
    Ok(photos)
}

/// The engines to check graphs on.
#[derive(Args)]
pub struct EngineArgs {
    /// Engines to check on, comma-separated: ort, tract [default: all that are available]. tract is slow to prepare
    /// networks of thousands of nodes.
    #[arg(long = "engine", value_name = "NAME", value_delimiter = ',', value_parser = ["ort", "tract"])]
    names: Vec<String>,
}

impl EngineArgs {
    fn get(&self) -> Result<Vec<Box<dyn Engine>>, Error> {
        let (mut engines, missing) = engines();
        let wanted = |name: &str| self.names.is_empty() || self.names.iter().any(|n| n == name);
        if let Some(reason) = missing.filter(|_| wanted("ort")) {
            if !wanted("tract") {
                let text = format!("ONNX Runtime is not available: {reason}");
                return Err(Error::new(ErrorKind::Argument, text));
            }
            let _ = writeln!(std::io::stderr(), "note: checking on tract only: {reason}");
        }
        engines.retain(|engine| wanted(engine.name()));
        Ok(engines)
    }
}

/// `s=2,3,3,4`
fn variant(text: &str) -> Result<(String, Reuse), String> {
    let (name, reuse) = text
        .split_once('=')
        .ok_or("give a name and four counts, such as s=2,3,3,4")?;
    check_name(name)?;
    let reuse = reuse.parse::<Reuse>().map_err(|error| error.to_string())?;
    Ok((name.to_owned(), reuse))
}

/// `s=2,3,3,4`, or the name alone of a network whose blocks run once.
fn asked(text: &str) -> Result<(String, Option<Reuse>), String> {
    match text.contains(['=', ',']) {
        true => variant(text).map(|(name, reuse)| (name, Some(reuse))),
        false => check_name(text).map(|()| (text.to_owned(), None)),
    }
}

/// Refuses an invalid variant name.
fn check_name(name: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !name.is_empty() && name.chars().all(plain) {
        true => Ok(()),
        false => Err(format!(
            "{name:?} is not a variant name: use letters, digits, - and _"
        )),
    }
}
