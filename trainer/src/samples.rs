//! The samples of a run: clean photos to degrade, and pairs.

use crate::batch::Condition;
use crate::data::{PairSource, PatchSource};
use crate::mix::Mix;
use crate::recipe::{Recipe, Scenes};
use crate::scenes;
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_degrade::haze::Haze;
use dynet_degrade::{Scene, TrainingDegradation, random};

/// The origin of one sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Origin {
    /// A clean patch, degraded here.
    Photo(TrainingDegradation),
    /// A clean patch, degraded here with known levels.
    Scene(Scene),
    /// A patch of this folder of pairs.
    Pair(usize),
}

/// Photos, pairs, and the shares in which a recipe draws from them.
pub struct Samples {
    photos: Option<PatchSource>,
    pairs: Vec<(String, PairSource)>,
    depth: Option<PairSource>,
    mix: Mix<Origin>,
    scenes: Scenes,
    /// Whether some clean samples are blurred: false if the network removes blur.
    soft: bool,
}

/// A degraded patch, its target, and its levels where they are known.
pub(crate) struct Sample {
    pub input: Planar,
    pub target: Planar,
    pub condition: Option<Condition>,
}

impl Sample {
    fn unknown(input: Planar, target: Planar) -> Self {
        Self {
            input,
            target,
            condition: None,
        }
    }
}

impl Samples {
    /// The samples of `recipe`. `pairs` gives each folder of pairs its name in the recipe.
    ///
    /// # Errors
    /// Photos or pairs that the recipe has a share for, but that are not given.
    pub fn new(
        recipe: &Recipe,
        photos: Option<PatchSource>,
        pairs: Vec<(String, PairSource)>,
    ) -> Result<Self> {
        let lacking = |message: String| Err(Error::new(ErrorKind::Argument, message));
        let degraded = recipe.mix.parts(recipe.mask);
        let mut parts: Vec<(Origin, f32)> = degraded
            .iter()
            .filter(|(_, share)| *share > 0.0)
            .map(|(degradation, share)| (Origin::Photo(*degradation), *share))
            .collect();
        let scenes = recipe.scenes.parts().into_iter();
        let scenes = scenes.filter(|(_, share)| *share > 0.0);
        parts.extend(scenes.map(|(scene, share)| (Origin::Scene(scene), share)));
        if !parts.is_empty() && photos.is_none() {
            return lacking("this recipe degrades clean photos: give --photos FOLDER".into());
        }
        for (name, share) in &recipe.pairs {
            match pairs.iter().position(|(known, _)| known == name) {
                Some(at) => parts.push((Origin::Pair(at), *share)),
                None => {
                    return lacking(format!(
                        "this recipe takes pairs named {name}: give --pairs {name}=FOLDER"
                    ));
                }
            }
        }
        if let Some((name, _)) = pairs.iter().find(|(n, _)| !recipe.pairs.contains_key(n)) {
            return lacking(format!("this recipe has no share for pairs named {name}"));
        }
        Ok(Self {
            photos,
            pairs,
            depth: None,
            mix: Mix::new(&parts)?,
            scenes: recipe.scenes,
            soft: recipe.mix.blur == 0.0,
        })
    }

    /// Hazy samples come from photos with measured depth: `input` holds the depth maps (brighter is
    /// farther), `target` the photos.
    pub fn with_depth(self, depth: PairSource) -> Self {
        let depth = Some(depth);
        Self { depth, ..self }
    }

    /// How many photos and pairs there are.
    pub fn images(&self) -> usize {
        let pairs = self.pairs.iter().map(|(_, pairs)| pairs.len());
        self.photos.as_ref().map_or(0, PatchSource::len) + pairs.sum::<usize>()
    }

    /// The clean photos.
    pub fn photos(&self) -> Option<&PatchSource> {
        self.photos.as_ref()
    }

    /// The folders of pairs with their names.
    pub fn pairs(&self) -> &[(String, PairSource)] {
        &self.pairs
    }

    pub(crate) fn choose(&self, seed: u64, index: u64) -> Origin {
        self.mix.choose(seed, index)
    }

    /// The name of an origin in messages.
    pub(crate) fn name(&self, origin: Origin) -> String {
        match origin {
            Origin::Photo(degradation) => degradation.name(),
            Origin::Scene(scene) => scene.to_string(),
            Origin::Pair(at) => self.pairs[at].0.clone(),
        }
    }

    /// A degraded patch and the clean one.
    pub(crate) fn sample(&self, origin: Origin, seed: u64, index: u64) -> Result<Sample> {
        if let (Origin::Photo(TrainingDegradation::Haze), Some(depth)) = (origin, &self.depth) {
            let (depth, clean) = depth.patch(seed, index)?;
            let mut rng = random::stream(random::DEGRADATIONS, seed, index);
            let hazy = Haze::over(&depth, &mut rng).apply(&clean);
            return Ok(Sample::unknown(hazy, clean));
        }
        match (origin, &self.photos) {
            (Origin::Photo(degradation), Some(photos)) => {
                let clean = clean(photos, degradation, self.soft, seed, index)?;
                let mut rng = random::stream(random::DEGRADATIONS, seed, index);
                Ok(Sample::unknown(degradation.apply(&clean, &mut rng), clean))
            }
            (Origin::Scene(scene), Some(photos)) => {
                scenes::sample(photos, scene, &self.scenes, self.soft, seed, index)
            }
            (Origin::Pair(at), _) => {
                let (name, pairs) = &self.pairs[at];
                let (input, target) = pairs.patch(seed, index).map_err(|e| e.in_file(name))?;
                Ok(Sample::unknown(input, target))
            }
            (Origin::Photo(_) | Origin::Scene(_), None) => {
                Err(Error::new(ErrorKind::Argument, "no photos given"))
            }
        }
    }
}

/// The clean patch for a degradation. Haze gets a view of the photo, other degradations a patch that is rarely flat,
/// and clean samples any kind, with soft edges if `soft`. For JPEG, every other patch is rarely flat and the rest is
/// any kind: texture hides blocks, and smooth areas hardly have any.
pub(crate) fn clean(
    photos: &PatchSource,
    degradation: TrainingDegradation,
    soft: bool,
    seed: u64,
    index: u64,
) -> Result<Planar> {
    match degradation {
        TrainingDegradation::Haze => photos.view(seed, index),
        TrainingDegradation::Jpeg if index % 2 == 1 => photos.patch(seed, index),
        TrainingDegradation::Clean | TrainingDegradation::Jpeg => photos.any(seed, index, soft),
        _ => photos.patch(seed, index),
    }
}
