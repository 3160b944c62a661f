//! Chooses the variant and the tiles that fit the time and memory.

use std::sync::PoisonError;

use super::tiling::{self, Wanted};
use super::{Options, Restorer, broad, prompt};
use crate::ThermalStatus;
use crate::tile::TileOptions;
use dynet_core::{Error, ErrorKind, Result};
use dynet_pack::{NetworkRef, Variant};

/// How a picture will be restored.
pub(super) struct Plan<'a> {
    pub which: NetworkRef<'a>,
    pub tiling: TileOptions,
    /// The expected milliseconds, if there is a budget.
    pub expected_ms: Option<f64>,
}

/// Bytes of a pixel in a picture.
const PIXEL: u64 = 3 * size_of::<f32>() as u64;

impl Restorer {
    /// Sets how hot the machine is: from now on, restorations with a time budget use
    /// [`ThermalStatus::budget_fraction`] of it, so they take a lighter variant on a hot machine.
    pub fn set_thermal_status(&self, heat: ThermalStatus) {
        *self
            .thermal_status
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = heat;
    }

    /// The last value of [`Restorer::set_thermal_status`]; cool at first.
    pub fn thermal_status(&self) -> ThermalStatus {
        *self
            .thermal_status
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The plan for a picture of `size` (width, height) and a task: the heaviest variant that fits.
    pub(super) fn plan<'a>(
        &'a self,
        size: (usize, usize),
        options: &Options,
        task: Option<&'a str>,
    ) -> Result<Plan<'a>> {
        let of = |variant: &'a Variant| NetworkRef {
            task,
            variant: &variant.name,
        };
        let variants = self.pack.variants(task)?;
        if options.budget_ms.is_none() && options.max_memory.is_none() {
            let variant = match (&options.variant, Variant::heaviest(variants)) {
                (None, Some(heaviest)) => heaviest,
                (name, _) => self.pack.variant(name.as_deref().unwrap_or_default())?,
            };
            return Ok(Plan {
                which: of(variant),
                tiling: self.tiling(of(variant), size, options, None)?,
                expected_ms: None,
            });
        }
        let mut variants: Vec<&Variant> = match &options.variant {
            Some(name) => vec![self.pack.variant(name)?],
            None => variants.iter().collect(),
        };
        variants.sort_by(|a, b| a.macs_per_pixel.total_cmp(&b.macs_per_pixel));
        let share = self.thermal_status().budget_fraction();
        let budget = options.budget_ms.map_or(f64::INFINITY, |ms| ms * share);
        let mut best = None;
        let mut refused = None;
        for variant in variants {
            match self.fitting(of(variant), size, options) {
                // If none is fast enough, the lightest runs.
                Ok(plan) if best.is_none() || within(&plan, budget) => best = Some(plan),
                Ok(_) => break,
                Err(error) if error.kind() == ErrorKind::OutOfMemory => {
                    refused.get_or_insert(error);
                }
                Err(error) => return Err(error),
            }
        }
        best.ok_or_else(|| {
            refused.unwrap_or_else(|| Error::new(ErrorKind::Argument, "the pack has no variant"))
        })
    }

    /// The plan with this variant, in tiles small enough for the memory.
    fn fitting<'a>(
        &self,
        which: NetworkRef<'a>,
        size: (usize, usize),
        options: &Options,
    ) -> Result<Plan<'a>> {
        let cost = self.cost(which)?;
        let pixels = match options.max_memory {
            None => None,
            Some(most) => {
                let picture = size.0 as u64 * size.1 as u64 * PIXEL;
                // The picture and its result beside what the program held at the beginning.
                let held = self.held_at_open + 2 * picture + cost.bytes;
                let room = most.saturating_sub(held) as f64 / cost.bytes_per_pixel.max(1.0);
                let least = tiling::least_pixels(self.pack.manifest().input.multiple);
                if room < least as f64 {
                    let needed = held as f64 + least as f64 * cost.bytes_per_pixel;
                    let text = format!(
                        "a picture of {}x{} takes about {:.0} MB with {which} and the \
                         smallest tiles, more than the {:.0} MB allowed",
                        size.0,
                        size.1,
                        needed / 1e6,
                        most as f64 / 1e6
                    );
                    return Err(Error::new(ErrorKind::OutOfMemory, text));
                }
                Some(room as usize)
            }
        };
        let tiling = self.tiling(which, size, options, pixels)?;
        let mut computed = tiling::cost(&tiling, size);
        if broad::wanted(&tiling, size, options) {
            let (width, height) = tiling.tile_size(size.0, size.1);
            computed += width * height;
        }
        let prompter = self.pack.manifest().prompter.as_ref();
        let seen: usize = prompter.map_or(0, |own| prompt::seen(size, own).into_iter().product());
        let ns = computed as f64 * cost.ns_per_pixel + seen as f64 * cost.prompt_ns_per_pixel;
        Ok(Plan {
            which,
            tiling,
            expected_ms: Some(ns / 1e6),
        })
    }

    fn tiling(
        &self,
        which: NetworkRef,
        size: (usize, usize),
        options: &Options,
        pixels: Option<usize>,
    ) -> Result<TileOptions> {
        let (_, candidate) = self.chain.current_for(&self.pack, which);
        let wanted = Wanted {
            tile: options.tile,
            fixed: candidate.tile,
            pixels,
            multiple: self.pack.manifest().input.multiple,
            threads: if candidate.engine.threaded() {
                1
            } else {
                self.threads
            },
        };
        tiling::choose(size, &wanted)
    }
}

fn within(plan: &Plan, budget: f64) -> bool {
    plan.expected_ms.is_some_and(|expected| expected <= budget)
}
