//! The average of the weights over the steps of a run.
//!
//! The weights of a network under training swing around the place they move to. Their exponential
//! moving average (Polyak and Juditsky, 1992) lies nearer to it, at the price of one more copy.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::Tensor;
use dynet_models::AnyNetwork;

/// An exponential moving average of a network's weights.
pub struct Average {
    /// The average, on a device without gradients.
    pub network: AnyNetwork,
    keep: f32,
    steps: u64,
}

impl Average {
    /// Begins with the weights of `network`; `keep` (0 to below 1) is the share of the old average
    /// that an update leaves.
    pub fn new(network: &AnyNetwork, keep: f32) -> Self {
        Self::resume(network.valid(), keep, 0)
    }

    /// Goes on with an average after `steps` updates.
    pub fn resume(network: AnyNetwork, keep: f32, steps: u64) -> Self {
        Self {
            network,
            keep,
            steps,
        }
    }

    /// Takes in the weights after a step.
    ///
    /// The first updates keep less, so that the average does not hang on to where a run began.
    pub fn update(&mut self, network: &AnyNetwork) {
        self.steps += 1;
        if self.keep == 0.0 {
            self.network = network.valid();
            return;
        }
        let young = self.steps as f32 / (self.steps as f32 + 9.0);
        let mut weights = Trained(Vec::new());
        network.visit(&mut weights);
        let mut lerp = Lerp {
            weights: weights.0.into_iter(),
            keep: self.keep.min(young),
        };
        self.network = self.network.clone().map(&mut lerp);
    }
}

/// The weights in the order of the module, each as a vector; `None` for what is frozen, which even the
/// rounding of an average must not move.
struct Trained(Vec<Option<Tensor<1>>>);

impl ModuleVisitor for Trained {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = param.val();
        let trained = value.is_require_grad();
        self.0
            .push(trained.then(|| value.inner().flatten(0, D - 1)));
    }
}

struct Lerp {
    weights: std::vec::IntoIter<Option<Tensor<1>>>,
    keep: f32,
}

impl ModuleMapper for Lerp {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(new) = self.weights.next().flatten() else {
            return param;
        };
        let keep = self.keep;
        param.map(|old| {
            let new = new.reshape(old.dims());
            old.mul_scalar(keep).add(new.mul_scalar(1.0 - keep))
        })
    }
}
