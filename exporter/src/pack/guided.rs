//! Networks that a prompter guides. They have two graphs: the prompter's, which runs once a photo on a small
//! view of it, and the restorer's, which takes the prompter's latent with every tile.

use burn::tensor::Tensor;
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _};
use dynet_runtime::engine::{INPUT, LATENT, OUTPUT};

use super::Job;
use crate::export::counted;
use crate::{Dim, Error, ErrorKind, Exported, Input, Options, Picture, Precision, Result, export};

/// The longest side of the view that a prompter sees. A latent is a mean over the photo, which a view of this
/// size has nearly unchanged, at the price of one tile.
pub(super) const LONGEST: usize = 512;
/// What the view's sides are multiples of: the prompter halves it four times.
pub(super) const MULTIPLE: usize = 16;
/// How the prompter's files begin, so no variant may have that name.
pub(super) const NAME: &str = "prompter";

/// The same for each kind of guided network, nothing for others.
macro_rules! guided {
    ($network:expr, $one:ident => $do:expr) => {
        match $network {
            AnyNetwork::ConStyleConv($one) => Some($do),
            AnyNetwork::ConStyleNAFNet($one) => Some($do),
            AnyNetwork::ConStyleRestormer($one) => Some($do),
            AnyNetwork::ConStyleMaxim($one) => Some($do),
            _ => None,
        }
    };
}

/// Values in the latent; nothing where the network has no prompter.
pub(super) fn latent(config: &AnyConfig) -> Option<usize> {
    config.prompter().map(|prompter| prompter.latent())
}

/// Refuses a job that guided networks cannot have.
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
            "{}, which a prompter guides, is packed in fp32 alone: ask for no other precision or \
             target",
            config.name()
        ));
    }
    match job.variants.iter().any(|(name, _)| name == NAME) {
        true => wrong(format!(
            "the variant cannot be named {NAME}: that is another graph of it"
        )),
        false => Ok(()),
    }
}

/// Records the restoring part of a guided network: of a picture and a latent.
pub(super) fn record(network: &AnyNetwork, picture: Picture) -> Option<Result<Exported>> {
    let inputs = |latent: usize| {
        let latent = Input::new(LATENT, [Dim::Fixed(1), Dim::Fixed(latent)]);
        [Input::from(picture), latent]
    };
    guided!(network, one => {
        let latent = one.mlp[0].weight.dims()[1];
        counted(one, |one, (tile, latent)| one.restore(tile, latent), &inputs(latent), &[OUTPUT])
    })
}

/// Records the prompter of a guided network.
pub(super) fn record_prompter(network: &AnyNetwork) -> Option<Result<Exported>> {
    let side = |name| Dim::multiple(name, MULTIPLE);
    let photo = Input::new(INPUT, [1.into(), 3.into(), side("height"), side("width")]);
    let options = Options::default().with_outputs([LATENT]);
    guided!(network, one => export(one, |one, photo| one.prompter(photo), &[photo], &options))
}

/// The latent that the prompter finds; nothing for a network without one.
pub(super) fn prompt(network: &AnyNetwork, photo: Tensor<4>) -> Option<Tensor<2>> {
    guided!(network, one => one.prompter(photo))
}
