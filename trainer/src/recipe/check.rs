//! Checks that a recipe is valid.

use super::{Recipe, Scenes, Variant};
use crate::step::Optim;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::{NetworkConfig as _, Reuse};

impl Recipe {
    /// # Errors
    /// Names the invalid value.
    pub fn validate(&self) -> Result<()> {
        match self.fault() {
            Some(message) => Err(Error::new(ErrorKind::Argument, message)),
            None => Ok(()),
        }
    }

    fn fault(&self) -> Option<String> {
        if let Err(e) = self.network.validate() {
            return Some(e.to_string());
        }
        let multiple = self.network.input_multiple();
        if self.patch == 0 || !self.patch.is_multiple_of(multiple) {
            return Some(format!(
                "patches are {} pixels wide; this network takes multiples of {multiple}",
                self.patch
            ));
        }
        if self.batch == 0 || self.steps == 0 || self.checkpoint_every == 0 || self.parts == 0 {
            return Some(
                "batch, parts, steps and the checkpoint interval must be at least 1".into(),
            );
        }
        let share = |share: f32| share.is_finite() && share >= 0.0;
        let variants: Vec<f32> = self.variants.iter().map(|v| v.share).collect();
        if variants.iter().sum::<f32>() <= 0.0 || !variants.into_iter().all(share) {
            return Some("give at least one variant to train, with a share above 0".into());
        }
        let reused = |v: &Variant| v.reuse != Reuse::ONCE;
        let several = self.variants.len() > 1 || self.variants.iter().any(reused);
        if several && !self.network.reuses() {
            return Some(format!(
                "the blocks of a {} are not reused: its only variant is 1,1,1,1",
                self.network.family()
            ));
        }
        let mix = self.mix.parts(self.mask);
        let scenes = self.scenes.parts();
        let samples = mix.iter().map(|(_, share)| *share);
        let samples = samples.chain(scenes.iter().map(|(_, share)| *share));
        let samples: Vec<f32> = samples.chain(self.pairs.values().copied()).collect();
        if samples.iter().sum::<f32>() <= 0.0 || !samples.into_iter().all(share) {
            return Some("give at least one task: the shares of the mix must be 0 or more, one of them above 0".into());
        }
        let Scenes {
            keep_probability,
            level_error,
            ..
        } = self.scenes;
        if !(0.0..=1.0).contains(&keep_probability) || !(0.0..=1.0).contains(&level_error) {
            return Some(format!(
                "`keep_probability` is {keep_probability} and `level_error` {level_error}: give 0 to 1"
            ));
        }
        if let Some(message) = self.mask.fault() {
            return Some(message);
        }
        if let Some(message) = self.prompter_fault() {
            return Some(message);
        }
        let Optim {
            clip, ema_decay, ..
        } = self.optim;
        if !(clip >= 0.0 && (0.0..1.0).contains(&ema_decay)) {
            return Some(format!(
                "gradients clipped at {clip}, weights averaged by {ema_decay}: give 0 or more, and 0 \
                 to below 1"
            ));
        }
        if self.distill_weight > 0.0 && scenes.iter().any(|(_, share)| *share > 0.0) {
            return Some(
                "`distill_weight` cannot be used with scenes: the teacher does not get the levels"
                    .into(),
            );
        }
        if !(0.0..=1.0).contains(&self.distill_weight) {
            return Some(format!(
                "`distill_weight` is {}: give 0 to 1",
                self.distill_weight
            ));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate < 1.0) {
            return Some(format!(
                "the learning rate is {}: give 0 to 1",
                self.learning_rate
            ));
        }
        if self.schedule.cosine_end.is_nan() || self.schedule.cosine_end < 1.0 {
            return Some(
                "the schedule's `cosine_end` is a multiple of the run: give 1 or more".into(),
            );
        }
        None
    }

    fn prompter_fault(&self) -> Option<String> {
        let Optim {
            prompter_frozen: frozen,
            prompter_by_batch: by_batch,
            ..
        } = self.optim;
        if frozen && self.network.prompter().is_none() {
            let family = self.network.family();
            return Some(format!("`prompter_frozen`: a {family} has no prompter"));
        }
        if by_batch && !frozen {
            return Some("`prompter_by_batch` is for a prompter that is frozen".into());
        }
        let part = self.batch.div_ceil(self.parts);
        if by_batch && (part == 1 || self.batch % part == 1) {
            return Some(format!(
                "`prompter_by_batch`: a batch of {} in {} parts leaves a part with one patch, which has no \
                 statistics",
                self.batch, self.parts
            ));
        }
        None
    }
}
