//! Networks that a prompter guides. They have two graphs: the prompter's, which runs once per photo on a view of it,
//! and the restoration part's, which takes the prompter's latent with every tile.

use burn::tensor::Tensor;
use dynet_models::{
    AnyConfig, AnyNetwork, LEVEL_PARTS, LEVELS, NetworkConfig as _, OVERVIEW_LEVELS, Reuse,
};
use dynet_pack::{INPUT, LATENT, Level, OUTPUT};

use super::Job;
use crate::export::counted;
use crate::{Dim, Error, ErrorKind, Exported, Input, Options, Picture, Precision, Result, export};

/// The longest side of the view that a prompter sees. A latent consists of means over the photo, which parts of it
/// nearly preserve, at the cost of one tile.
pub(super) const LONGEST: usize = 512;
/// The longest side of the downscaled whole photo. The level estimator is trained on squares of 96 pixels that show a
/// fifth to all of a photo's shorter side.
pub(super) const OVERVIEW: usize = 256;
/// The view's sides are multiples of this: ConStyle's prompter halves them four times, the level estimator three.
pub(super) const MULTIPLE: usize = 16;
/// The name prefix of the prompter's files; no variant may have that name.
pub(super) const NAME: &str = "prompter";

/// Values in the latent; `None` if the network has no prompter.
pub(super) fn latent(config: &AnyConfig) -> Option<usize> {
    config.latent()
}

/// What each value of the latent is, where the values are levels of degradation.
pub(super) fn levels(config: &AnyConfig) -> Vec<Level> {
    let AnyConfig::ConditionedDyNet(_) = config else {
        return Vec::new();
    };
    let level = |name: &str| {
        let part = LEVEL_PARTS.iter().find(|(part, _)| *part == name);
        Level {
            name: name.to_owned(),
            from_overview: OVERVIEW_LEVELS.contains(&name),
            part_of: part.map(|(_, whole)| (*whole).to_owned()),
        }
    };
    LEVELS.map(level).into()
}

/// Refuses a job that guided networks do not support.
///
/// # Errors
/// [`ErrorKind::Argument`] for another number format than fp32 and for a variant with the prompter's name.
pub(super) fn check(config: &AnyConfig, job: &Job) -> Result<()> {
    if latent(config).is_none() {
        return Ok(());
    }
    let wrong = |text: String| Err(Error::new(ErrorKind::Argument, text));
    let fp32 = |precisions: &[Precision]| precisions.contains(&Precision::Fp32);
    let only = job.precisions.iter().all(|p| *p == Precision::Fp32);
    if !only || job.targets.iter().any(|target| !fp32(target.precisions())) {
        return wrong(format!(
            "{} is guided by a prompter and can be packed in fp32 only: ask for no other precision or \
             target",
            config.name()
        ));
    }
    match job.variants.iter().any(|(name, _)| name == NAME) {
        true => wrong(format!(
            "the variant cannot be named {NAME}: its prompter has that name"
        )),
        false => Ok(()),
    }
}

/// Records a variant of the restoration part of a guided network; its inputs are a picture and a latent.
pub(super) fn record(
    network: &AnyNetwork,
    picture: Picture,
    latent: usize,
    reuse: Reuse,
) -> Option<Result<Exported>> {
    network.guided()?;
    let latent = Input::new(LATENT, [Dim::Fixed(1), Dim::Fixed(latent)]);
    let inputs = [Input::from(picture), latent];
    // The recorded copy is guided like the network itself.
    let restore = |copy: &AnyNetwork, (tile, latent): (Tensor<4>, _)| match copy.guided() {
        Some(guided) => guided.restore(tile, latent, reuse),
        None => tile,
    };
    Some(counted(network, restore, &inputs, &[OUTPUT]))
}

/// Records the prompter of a guided network, whose output is a latent of that many values.
pub(super) fn record_prompter(network: &AnyNetwork, latent: usize) -> Option<Result<Exported>> {
    network.guided()?;
    let side = |name| Dim::multiple(name, MULTIPLE);
    let photo = Input::new(INPUT, [1.into(), 3.into(), side("height"), side("width")]);
    let options = Options::default().with_outputs([LATENT]);
    let prompter = |copy: &AnyNetwork, photo: Tensor<4>| match copy.guided() {
        Some(guided) => guided.prompter(photo),
        None => Tensor::zeros([1, latent], &photo.device()),
    };
    Some(export(network, prompter, &[photo], &options))
}

/// The latent that the prompter finds; `None` if the network has no prompter.
pub(super) fn prompt(network: &AnyNetwork, photo: Tensor<4>) -> Option<Tensor<2>> {
    Some(network.guided()?.prompter(photo))
}
