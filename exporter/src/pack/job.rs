//! A packing job, and reports of its progress.

use std::path::PathBuf;

use dynet_models::{AnyConfig, Reuse};
use dynet_pack::{Check, Quality};

use super::{guided, tile, variants};
use crate::check::Tolerance;
use crate::{Precision, Result, Target};

/// What goes into a pack.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Job {
    /// Trained weights, `.safetensors` with their configuration.
    pub weights: PathBuf,
    /// Names and depths, lightest first. Networks whose blocks run once have one variant without a
    /// depth, named after their family where none is given.
    pub variants: Vec<(String, Option<Reuse>)>,
    /// What the graphs are for.
    pub targets: Vec<Target>,
    /// The number formats of the targets that leave a choice; the first is the pack's default.
    pub precisions: Vec<Precision>,
    /// Folder of photos that int8 graphs are calibrated on.
    pub calibrate: Option<PathBuf>,
    /// The pack's name.
    pub name: String,
    /// The pack's version.
    pub version: String,
    /// SPDX license expression of the weights.
    pub license: String,
    /// The degradations that the network removes, as [`Manifest::degradations`](dynet_pack::Manifest::degradations).
    pub degradations: Vec<String>,
    /// A model card to copy; without one, an existing card is kept.
    pub card: Option<PathBuf>,
    /// Measured quality, to be recorded in the manifest.
    pub quality: Vec<Quality>,
    /// How far a graph's output may be from the network's.
    pub tolerance: Tolerance,
    /// Clean photos to check on, beside synthetic pictures.
    pub photos: Vec<PathBuf>,
}

impl Job {
    /// A job for these variants on CPUs, in fp32.
    pub fn new(
        name: impl Into<String>,
        weights: impl Into<PathBuf>,
        variants: Vec<(String, Reuse)>,
    ) -> Self {
        Self {
            weights: weights.into(),
            variants: variants
                .into_iter()
                .map(|(name, reuse)| (name, Some(reuse)))
                .collect(),
            targets: vec![Target::Cpu],
            precisions: vec![Precision::Fp32],
            calibrate: None,
            name: name.into(),
            version: "0.1.0".into(),
            license: "MIT OR Apache-2.0".into(),
            degradations: Vec::new(),
            card: None,
            quality: Vec::new(),
            tolerance: Tolerance::default(),
            photos: Vec::new(),
        }
    }

    /// Checks that the job fits the network; returns the variants.
    pub(super) fn check(&self, config: &AnyConfig) -> Result<Vec<(String, Reuse)>> {
        for target in &self.targets {
            tile::check(config, *target)?;
        }
        guided::check(config, self)?;
        variants::of(config, &self.variants)
    }
}

/// A step of making a pack.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Step<'a> {
    /// A long step, described in words.
    Does(&'a str),
    /// A graph was checked.
    Checked(&'a Check),
}
