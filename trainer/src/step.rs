//! One update of the weights.

use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::optim::{AdamWConfig, GradientsAccumulator, GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, Tensor};
use dynet_models::{DyNet, Reuse};
use serde::{Deserialize, Serialize};

use crate::average::Average;
use crate::batch::{Batch, tensor};
use crate::clip::clip;

/// How gradients become updates; by default AdamW with nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Optim {
    /// Weight decay of AdamW.
    pub weight_decay: f32,
    /// Longest gradient (Euclidean norm over all weights) of one part of a batch; a longer one is
    /// shortened to it. 0 leaves gradients as they are.
    pub clip: f32,
    /// Share of the old average that a step keeps in the average of the weights, which is what
    /// checkpoints are measured on and what a run gives in the end. 0 gives the last weights.
    pub average: f32,
}

/// The network and its optimizer.
pub struct Learner {
    /// The network as it stands, on a device that tracks gradients.
    pub network: DyNet,
    /// AdamW and its moments.
    pub optimizer: ModuleOptimizer,
    /// The weights averaged over the steps.
    pub average: Average,
    optim: Optim,
    device: Device,
}

impl Learner {
    /// A network at the beginning of a run, on `device` (without gradients; they are added here).
    pub fn new(network: DyNet, optim: Optim, device: &Device) -> Self {
        let device = device.clone().autodiff();
        let optimizer = AdamWConfig::new()
            .with_epsilon(1e-8)
            .with_weight_decay(optim.weight_decay)
            .init();
        let network = network.map(&mut StableIds(0)).to_device(&device).train();
        Self {
            average: Average::new(&network, optim.average),
            network,
            optimizer,
            optim,
            device,
        }
    }

    /// One step with one variant: the mean absolute error of the batch before the update.
    ///
    /// Each part of the batch runs on a thread of its own: two half batches on one core each take
    /// less time than one batch whose every small operation is split over both. Their gradients are
    /// shortened one by one and added in a fixed order, so that a run can be repeated.
    pub fn step(&mut self, batch: &Batch, reuse: Reuse, rate: f64) -> f32 {
        let parts: Vec<_> = batch.parts().collect();
        let all = batch.input.len() as f32;
        let clip_at = self.optim.clip;
        let results: Vec<(f32, GradientsParams)> = std::thread::scope(|scope| {
            let network = &self.network;
            let device = &self.device;
            let running: Vec<_> = parts
                .into_iter()
                .map(|(input, target)| {
                    // Leaves of its own: two graphs over the same leaves become one in Burn, which
                    // the first backward pass would consume.
                    let network = network.clone().fork(device);
                    scope.spawn(move || {
                        let restored = network.forward(tensor(input, device), reuse);
                        // L1. The published code clamps the output first, which stops the gradient
                        // outside 0..=1.
                        let error = restored.sub(tensor(target, device)).abs().mean();
                        let share = error.mul_scalar(input.len() as f32 / all);
                        let value = share.clone().into_scalar::<f32>();
                        let grads = GradientsParams::from_grads(share.backward(), &network);
                        (value, clip(&network, grads, clip_at))
                    })
                })
                .collect();
            running
                .into_iter()
                .map(|thread| match thread.join() {
                    Ok(result) => result,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });

        let mut value = 0.0;
        let mut sum = GradientsAccumulator::new();
        for (part, grads) in results {
            value += part;
            sum.accumulate(&self.network, grads);
        }
        // A NaN must not reach the weights: the caller stops with the last good checkpoint.
        if value.is_finite() {
            self.network = self.optimizer.step(rate, self.network.clone(), sum.grads());
            self.average.update(&self.network);
        }
        value
    }
}

/// Numbers the parameters in order, so that an optimizer's state finds them again after a restart.
struct StableIds(u64);

impl ModuleMapper for StableIds {
    fn map_float<const D: usize>(&mut self, mut param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        self.0 += 1;
        param.id = ParamId::from(self.0);
        param
    }
}
