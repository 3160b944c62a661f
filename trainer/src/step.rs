//! One update of the weights.

use burn::module::{Module, ModuleMapper, Param, ParamId};
use burn::optim::{AdamWConfig, GradientsAccumulator, GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::{DyNet, Reuse};
use dynet_runtime::Planar;

use crate::batch::{Batch, tensor};
use crate::recipe::Loss;

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

    /// One step with one variant: the loss of the batch before the update.
    ///
    /// The batch is split over two threads: two half batches on one core each take less time than
    /// one batch whose every small operation is split over both. Their gradients are added in a
    /// fixed order, so that a run can be repeated.
    pub fn step(&mut self, batch: &Batch, reuse: Reuse, loss: Loss, rate: f64) -> f32 {
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
                    scope.spawn(move || {
                        let restored = network.forward(tensor(input, device), reuse);
                        let error = error(restored, input, target, loss);
                        let share = error.mul_scalar(input.len() as f32 / all);
                        let value = share.clone().into_scalar::<f32>();
                        (value, GradientsParams::from_grads(share.backward(), network))
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

/// The loss of some pictures, one number.
fn error(restored: Tensor<4>, input: &[Planar], target: &[Planar], loss: Loss) -> Tensor<1> {
    let device = restored.device();
    // The published code clamps the output first, which stops the gradient outside 0..=1.
    let error = restored.sub(tensor(target, &device)).abs();
    match loss {
        Loss::L1 => error.mean(),
        Loss::Relative => {
            let weights: Vec<f32> = input
                .iter()
                .zip(target)
                .map(|(input, target)| 1.0 / (damage(input, target) + Loss::RELATIVE_FLOOR))
                .collect();
            let weights = TensorData::new(weights, [input.len(), 1]);
            let each: Tensor<2> = error.flatten::<2>(1, 3).mean_dim(1);
            each.mul(Tensor::from_data(weights, &device)).mean()
        }
    }
}

/// Mean absolute error of a degraded picture.
fn damage(input: &Planar, target: &Planar) -> f32 {
    let sum: f32 = input
        .data
        .iter()
        .zip(&target.data)
        .map(|(input, target)| (input - target).abs())
        .sum();
    sum / input.data.len() as f32
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
