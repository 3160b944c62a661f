//! Stage 2: a restoration network guided by a trained prompter.

use std::path::Path;

use burn::module::Module as _;
use burn::tensor::{Device, Tensor};
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::constyle::{ConStyle, ConStyleConfig};
use dynet_models::weights::{self, WeightsErrorKind};
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, Reuse};

/// Path prefix of a guided network's prompter.
pub(crate) const PLACE: &str = "ConStyle.";

/// Loads a prompter for a network of `network`, from a file of stage 1 or a checkpoint of the authors. The classifier
/// is dropped, and the network takes the prompter's width.
///
/// # Errors
/// A network that takes no prompter, or a file without one.
pub fn open(path: &Path, network: &mut AnyConfig) -> Result<ConStyle> {
    let wrong = |e: weights::WeightsError| Error::new(ErrorKind::Argument, e.to_string());
    let family = network.family();
    let Some(config) = network.prompter_mut() else {
        let message = format!(
            "a {family} takes no prompter: give --network constyle-conv, constyle-nafnet, \
             constyle-restormer or constyle-maxim"
        );
        return Err(Error::new(ErrorKind::Argument, message));
    };
    let device = Device::flex();
    let own = match weights::load::<ConStyleConfig>(path, &device) {
        Ok((own, _)) => Some(own),
        // The authors' checkpoints do not say their width.
        Err(e) if e.kind() == WeightsErrorKind::NoConfig => None,
        Err(e) => return Err(wrong(e)),
    };
    config.width = own.map_or(config.width, |own| own.width);
    config.classes = None;
    weights::load_as(path, config, &device).map_err(wrong)
}

/// The network with this prompter, if it takes one.
pub fn guide(mut network: AnyNetwork, prompter: ConStyle) -> AnyNetwork {
    if let Some(prompted) = network.prompted_mut() {
        *prompted.constyle_mut() = prompter;
    }
    network
}

/// Restores a batch with prompts that are normalized by the batch's own statistics, without gradients and without
/// updating the running statistics. Networks that are not guided restore as usual.
pub(crate) fn forward_by_batch(network: &AnyNetwork, image: Tensor<4>, reuse: Reuse) -> Tensor<4> {
    let (Some(prompted), Some(guided)) = (network.prompted(), network.guided()) else {
        return network.forward(image, reuse);
    };
    let encoder = prompted.constyle().valid().encoder_q;
    let latent = encoder.forward_batch(image.clone().inner()).latent;
    guided.restore(image, latent.autodiff(), reuse)
}
