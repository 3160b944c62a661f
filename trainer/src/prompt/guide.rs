//! Stage 2: a restorer under a prompter that is done.

use std::path::Path;

use burn::module::Module as _;
use burn::tensor::{Device, Tensor};
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::constyle::{ConStyle, ConStyleConfig};
use dynet_models::weights::{self, WeightsErrorKind};
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, Reuse};

/// Where the parameters of a guided network's prompter are.
pub(crate) const PLACE: &str = "ConStyle.";

/// The prompter in a file, for a network of `network`: one that stage 1 wrote, or a checkpoint of the
/// authors. Its classifier is left out. Its width becomes the network's.
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

/// The network with this prompter, where it takes one.
pub fn guide(mut network: AnyNetwork, prompter: ConStyle) -> AnyNetwork {
    if let Some(prompted) = network.prompted_mut() {
        *prompted.constyle_mut() = prompter;
    }
    network
}

/// Restores a batch by prompts that are normalised by the batch's own statistics, without gradients and
/// without moving the running ones. Other networks than guided ones restore as ever.
pub(crate) fn forward_by_batch(network: &AnyNetwork, image: Tensor<4>, reuse: Reuse) -> Tensor<4> {
    let (Some(prompted), Some(guided)) = (network.prompted(), network.guided()) else {
        return network.forward(image, reuse);
    };
    let encoder = prompted.constyle().valid().encoder_q;
    let latent = encoder.forward_batch(image.clone().inner()).latent;
    guided.restore(image, latent.autodiff(), reuse)
}
