//! The prompter of a guided network: a second graph, which sees a whole photo once. Its output, the latent, is
//! an input of the restoring graph for every tile of that photo.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::rules::{bad, check_graphs};
use super::signature::MAX_LATENT;
use super::{Graph, Manifest, Pack, PackGraph, Signature};
use dynet_core::{Error, ErrorKind, Result};

/// The largest side of a view; it bounds the cost of the prompter.
const MAX_SIDE: usize = 4096;

/// A manifest's entry for a prompter. In packs without one, the networks only take pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prompter {
    /// Values in the latent, 1 to 4096.
    pub latent: usize,
    /// What each value of the latent is, where the values are levels of degradation that a caller can set
    /// (`dynet::Options::levels`). Empty where the values are something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// The prompter sees sides up to this length, in pixels, whole. Of a longer side it sees pieces at full
    /// resolution that have this length together. At most 4096.
    pub longest: usize,
    /// The longest side, in pixels, of the downscaled photo, which the prompter sees for the levels with
    /// [`Level::from_overview`].
    #[serde(default = "overview")]
    pub overview: usize,
    /// Both sides of its input are multiples of this, by reflection padding.
    pub multiple: usize,
    /// Number of distinct weights that it uses, running statistics included; the restoring graphs use
    /// some of them, too.
    pub parameters: u64,
    /// Its graphs, one per target; they take views of any size.
    pub graphs: Vec<Graph>,
}

/// A level of degradation: a value of a latent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Its name: lower case letters and underscores.
    pub name: String,
    /// Whether to find it in the downscaled photo, as haze, instead of in pieces at full resolution, as noise.
    #[serde(default, skip_serializing_if = "is_false")]
    pub from_overview: bool,
    /// The level that this one refines; if that level is set to 0, this one is, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The default of `overview`.
fn overview() -> usize {
    256
}

impl Manifest {
    /// The inputs and outputs of the variants' graphs.
    pub fn signature(&self) -> Signature {
        match &self.prompter {
            None => Signature::Restores,
            Some(prompter) => Signature::Guided {
                latent: prompter.latent,
            },
        }
    }
}

impl Pack {
    /// The prompter's graph in `precision`: the one for `target`, or the first where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`] when the pack has no prompter or none in that precision.
    pub fn prompter(&self, target: &str, precision: &str) -> Result<PackGraph<'_>> {
        let manifest = self.manifest();
        let graphs = manifest.prompter.iter().flat_map(|own| &own.graphs);
        let entry = manifest.best(graphs, target, precision);
        entry
            .and_then(|entry| self.loaded(None, entry))
            .ok_or_else(|| {
                let text = format!("the pack has no prompter in {precision}: export it again");
                Error::new(ErrorKind::UnknownVariant, text).in_file(self.path())
            })
    }

    /// All graphs of the prompter; none in a pack without one.
    pub fn prompters(&self) -> impl Iterator<Item = PackGraph<'_>> {
        let graphs = self.manifest().prompter.iter();
        let graphs = graphs.flat_map(|prompter| &prompter.graphs);
        graphs.filter_map(|entry| self.loaded(None, entry))
    }
}

/// Checks the values of a manifest's prompter, whose graphs may point into those weights files.
pub(super) fn check_prompter(manifest: &Manifest, files: &HashSet<&String>) -> Result<()> {
    let Some(prompter) = &manifest.prompter else {
        return Ok(());
    };
    let within = |name: &str, value: usize, most: usize| match (1..=most).contains(&value) {
        true => Ok(()),
        false => Err(bad(format!(
            "prompter.{name} is {value}, it must be 1 to {most}"
        ))),
    };
    within("latent", prompter.latent, MAX_LATENT)?;
    within("longest", prompter.longest, MAX_SIDE)?;
    within("multiple", prompter.multiple, prompter.longest)?;
    within("overview", prompter.overview, MAX_SIDE)?;
    check_levels(prompter)?;
    check_graphs(manifest, "the prompter", &prompter.graphs, files)?;
    match prompter.graphs.iter().find(|graph| graph.size.is_some()) {
        None => Ok(()),
        Some(graph) => Err(bad(format!(
            "the prompter's {:?} is for one size; it must accept any size",
            graph.entry.file
        ))),
    }
}

/// The longest name of a level, in bytes.
const MAX_NAME: usize = 32;

/// Checks that there are no level names, or a different one for each value of the latent.
fn check_levels(prompter: &Prompter) -> Result<()> {
    let levels = &prompter.levels;
    if levels.is_empty() {
        return Ok(());
    }
    if levels.len() != prompter.latent {
        return Err(bad(format!(
            "prompter.levels has {} names for a latent of {} values",
            levels.len(),
            prompter.latent
        )));
    }
    let names = || levels.iter().map(|level| &level.name);
    let plain = |name: &String| {
        (1..=MAX_NAME).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    };
    let distinct: HashSet<&String> = names().collect();
    let whole = levels.iter().flat_map(|level| &level.part_of);
    if let Some(unknown) = whole.clone().find(|whole| !distinct.contains(whole)) {
        return Err(bad(format!(
            "prompter.levels: part_of names {unknown:?}, which is not a level"
        )));
    }
    match names().find(|name| !plain(name)) {
        Some(name) => Err(bad(format!(
            "prompter.levels has the name {name:?}: give 1 to {MAX_NAME} lower case letters and \
             underscores"
        ))),
        None if distinct.len() < levels.len() => {
            Err(bad("prompter.levels has a name twice".to_owned()))
        }
        None => Ok(()),
    }
}
