//! The average of the weights over the steps of a run.
//!
//! The weights oscillate during training. Their exponential moving average (Polyak and Juditsky, 1992) is closer to
//! the optimum, at the cost of one more copy.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::Tensor;
use dynet_models::AnyNetwork;

/// An exponential moving average of a network's weights.
pub struct Ema<M = AnyNetwork> {
    /// The average, on a device without gradients.
    pub network: M,
    keep: f32,
    steps: u64,
    statistics: bool,
}

impl<M: Module> Ema<M> {
    /// Starts from the weights of `network`; `keep` (0 to below 1) is the decay: the fraction of the old average that
    /// an update keeps.
    pub fn new(network: &M, keep: f32) -> Self {
        Self::resume(network.valid(), keep, 0)
    }

    /// Continues an average after `steps` updates.
    pub fn resume(network: M, keep: f32, steps: u64) -> Self {
        Self {
            network,
            keep,
            steps,
            statistics: false,
        }
    }

    /// Also averages the running statistics, which have no gradients; for a network without frozen parts.
    pub fn with_statistics(self) -> Self {
        let statistics = true;
        Self { statistics, ..self }
    }

    /// Updates the average with the weights after a step.
    ///
    /// The first updates keep less, so that the average does not depend on the initial weights.
    pub fn update(&mut self, network: &M) {
        self.steps += 1;
        if self.keep == 0.0 {
            self.network = network.valid();
            return;
        }
        let young = self.steps as f32 / (self.steps as f32 + 9.0);
        let average = self.network.clone();
        self.network = follow(average, network, self.keep.min(young), self.statistics);
    }
}

/// Moves `network` toward `leader`, a network on a device with gradients, and keeps the fraction `keep` of each old
/// weight. Untrained weights do not change, unless `all`.
pub(crate) fn follow<M: Module>(network: M, leader: &M, keep: f32, all: bool) -> M {
    let mut trained = Trained {
        weights: Vec::new(),
        all,
    };
    leader.visit(&mut trained);
    let weights = trained.weights.into_iter();
    network.map(&mut Lerp { weights, keep })
}

/// The weights in the order of the module, each as a vector; `None` for frozen ones, which must not change even by
/// the rounding of an average.
struct Trained {
    weights: Vec<Option<Tensor<1>>>,
    all: bool,
}

impl ModuleVisitor for Trained {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let value = param.val();
        let trained = self.all || value.is_require_grad();
        self.weights
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
