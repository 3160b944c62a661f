//! One update of the weights.

use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::optim::{AdamWConfig, GradientsAccumulator, GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, Tensor};
use dynet_models::{DyNet, Reuse};

use crate::batch::{Batch, tensor};

/// The network and its optimizer.
pub struct Learner {
    /// The network as it stands, on a device that tracks gradients.
    pub network: DyNet,
    /// AdamW and its moments.
    pub optimizer: ModuleOptimizer,
    device: Device,
}

impl Learner {
    /// A network at the beginning of a run, on `device` (without gradients; they are added here).
    pub fn new(network: DyNet, weight_decay: f32, device: &Device) -> Self {
        let device = device.clone().autodiff();
        let optimizer = AdamWConfig::new()
            .with_epsilon(1e-8)
            .with_weight_decay(weight_decay)
            .init();
        Self {
            network: network.map(&mut StableIds(0)).to_device(&device).train(),
            optimizer,
            device,
        }
    }

    /// One step with one variant: the mean absolute error of the batch before the update.
    ///
    /// The batch is split over two threads: two half batches on one core each take less time than
    /// one batch whose every small operation is split over both. Their gradients are added in a
    /// fixed order, so that a run can be repeated.
    pub fn step(&mut self, batch: &Batch, reuse: Reuse, rate: f64) -> f32 {
        let half = batch.input.len().div_ceil(2);
        let parts: Vec<_> = batch
            .input
            .chunks(half)
            .zip(batch.target.chunks(half))
            .collect();
        let all = batch.input.len() as f32;
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
                        (
                            value,
                            GradientsParams::from_grads(share.backward(), &network),
                        )
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
