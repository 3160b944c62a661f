//! BatchNorm, under PyTorch's names.

use burn::module::{Module, Param, RunningState};
use burn::tensor::{Device, Tensor};

/// Normalizes every value to mean 0 and deviation 1, then scales and shifts it: with running statistics, or in
/// training with the batch's own.
#[derive(Module, Debug)]
pub struct BatchNorm {
    /// `[values]`, ones at first.
    pub weight: Param<Tensor<1>>,
    /// `[values]`, zeros at first.
    pub bias: Param<Tensor<1>>,
    /// `[values]`, the mean over earlier batches; zeros at first. Saved but not learned.
    pub running_mean: RunningState<Tensor<1>>,
    /// `[values]`, the variance over earlier batches; ones at first. Saved but not learned.
    pub running_var: RunningState<Tensor<1>>,
}

/// Added to the variance.
const EPS: f32 = 1e-5;
/// Share of the newest batch in the running statistics.
const MOMENTUM: f32 = 0.1;

impl BatchNorm {
    /// The identity.
    pub fn new(values: usize, device: &Device) -> Self {
        let zeros = || Tensor::zeros([values], device);
        let ones = || Tensor::ones([values], device);
        Self {
            weight: Param::from_tensor(ones()),
            bias: Param::from_tensor(zeros()),
            running_mean: RunningState::new(zeros()),
            running_var: RunningState::new(ones()),
        }
    }

    /// Uses the running statistics, whatever else is in the batch.
    ///
    /// # Shapes
    /// - input and output `[batch, values]`
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let mean = self.running_mean.value_sync().unsqueeze::<2>();
        let variance = self.running_var.value_sync().unsqueeze::<2>();
        self.scale(x.sub(mean).div(variance.add_scalar(EPS).sqrt()))
    }

    /// The same for each pixel's channels.
    ///
    /// # Shapes
    /// - input and output `[batch, values, height, width]`
    pub fn forward_pixels(&self, x: Tensor<4>) -> Tensor<4> {
        let values = x.dims()[1];
        let wide = |x: Tensor<1>| x.reshape([1, values, 1, 1]);
        let mean = wide(self.running_mean.value_sync());
        let variance = wide(self.running_var.value_sync());
        x.sub(mean)
            .div(variance.add_scalar(EPS).sqrt())
            .mul(wide(self.weight.val()))
            .add(wide(self.bias.val()))
    }

    /// Uses the batch's own statistics, and updates the running ones. A batch of one has none: its output is the
    /// bias.
    ///
    /// # Shapes
    /// - input and output `[batch, values]`
    pub fn forward_batch(&self, x: Tensor<2>) -> Tensor<2> {
        let batch = x.dims()[0] as f32;
        let mean = x.clone().mean_dim(0);
        let centred = x.sub(mean.clone());
        let variance = centred.clone().mul(centred.clone()).mean_dim(0);
        // As in PyTorch, the running variance is of the population, the other one of the batch.
        let whole = variance.clone().mul_scalar(batch / (batch - 1.0).max(1.0));
        follow(&self.running_mean, mean);
        follow(&self.running_var, whole);
        self.scale(centred.div(variance.add_scalar(EPS).sqrt()))
    }

    fn scale(&self, normal: Tensor<2>) -> Tensor<2> {
        normal
            .mul(self.weight.val().unsqueeze::<2>())
            .add(self.bias.val().unsqueeze::<2>())
    }
}

fn follow(running: &RunningState<Tensor<1>>, newest: Tensor<2>) {
    let newest = newest.detach().squeeze_dim::<1>(0).mul_scalar(MOMENTUM);
    let kept = running.value_sync().mul_scalar(1.0 - MOMENTUM);
    running.update(kept.add(newest).detach());
    // The newest value is saved only after a sync.
    running.value_sync();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by hand: a batch of 1 and 3 has mean 2, variance 1, and 2 as an estimate of the population's.
    #[test]
    fn a_batch_moves_the_running_statistics_by_a_tenth() {
        let device = Device::flex();
        let norm = BatchNorm::new(1, &device);
        let batch = Tensor::<2>::from_floats([[1.0], [3.0]], &device);
        let values = |x: Tensor<2>| x.into_data().iter::<f32>().collect::<Vec<_>>();
        let close = |a: f32, b: f32| assert!((a - b).abs() < 1e-4, "{a}, not {b}");

        let own = values(norm.forward_batch(batch.clone()));
        close(own[0], -1.0);
        close(own[1], 1.0);
        let running = [&norm.running_mean, &norm.running_var].map(|r| r.value());
        let [mean, variance] = running.map(|r| r.into_scalar::<f32>());
        close(mean, 0.2);
        close(variance, 1.1);
        close(values(norm.forward(batch))[1], 2.8 / 1.1_f32.sqrt());
    }
}
