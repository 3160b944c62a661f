//! The optimizer: AdamW, or Muon for weights that are matrices.

use burn::module::{Module, ModuleVisitor, Param, ParamGroup, ParamId};
use burn::optim::{
    AdamWConfig, AdjustLrFn, LearningRate, ModuleOptimizer, Muon, MuonConfig, MuonState, Optimizer,
    decay::WeightDecayConfig,
};
use burn::tensor::{Device, Tensor};

use crate::step::Optim;

/// The optimizer that `optim` asks for, for this network.
pub(crate) fn optimizer(network: &impl Module, optim: Optim) -> ModuleOptimizer {
    let adam = AdamWConfig::new()
        .with_epsilon(1e-8)
        .with_weight_decay(optim.weight_decay)
        .init();
    if !optim.muon {
        return adam;
    }
    let mut found = Matrices(Vec::new());
    network.visit(&mut found);
    let muon = MuonConfig::new()
        // Updates as large as AdamW's, so that one learning rate suits both (Liu et al., "Muon is Scalable for LLM
        // Training", 2025).
        .with_adjust_lr_fn(AdjustLrFn::MatchRmsAdamW)
        .with_weight_decay(Some(WeightDecayConfig::new(optim.weight_decay)))
        .build();
    adam.with_group(ParamGroup::from_ids(found.0), KernelMuon(muon), None)
}

/// The weights that Muon updates: dense convolutions, with one kernel per row. Depthwise kernels, biases, scales and
/// prompts are not matrices.
struct Matrices(Vec<ParamId>);

impl ModuleVisitor for Matrices {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let shape = param.dims();
        if D == 4 && shape[0] > 1 && shape[1] > 1 {
            self.0.push(param.id);
        }
    }
}

/// Muon (Jordan et al., 2024) on convolutions `[out, in, height, width]`, as matrices `[out, in x height x width]`.
///
/// Its update is the orthogonal matrix nearest to the averaged gradient, so all directions of a layer learn at the
/// same rate. AdamW moves mostly along the few directions that dominate the gradients.
#[derive(Clone)]
struct KernelMuon(Muon);

impl Optimizer for KernelMuon {
    type State<const D: usize> = MuonState<2>;

    fn step<const D: usize>(
        &self,
        rate: LearningRate,
        weight: Tensor<D>,
        grad: Tensor<D>,
        state: Option<MuonState<2>>,
    ) -> (Tensor<D>, Option<MuonState<2>>) {
        let shape = weight.dims();
        let matrix = |tensor: Tensor<D>| tensor.flatten::<2>(1, D - 1);
        let (weight, state) = self.0.step(rate, matrix(weight), matrix(grad), state);
        (weight.reshape(shape), state)
    }

    fn to_device<const D: usize>(state: MuonState<2>, device: &Device) -> MuonState<2> {
        Muon::to_device::<2>(state, device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_directions_of_a_kernel_move_alike() {
        let device = Device::flex();
        // Eight kernels of 1x3 pixels over one channel; their gradient is a thousand times as long
        // along the first direction as along the last.
        let mut gradient = [0.0; 24];
        for (direction, length) in [1.0, 0.05, 0.001].into_iter().enumerate() {
            gradient[3 * direction + direction] = length;
        }
        let tensor = |values: [f32; 24]| Tensor::<1>::from_floats(values, &device);
        let kernels = |values: [f32; 24]| tensor(values).reshape([8, 1, 1, 3]);
        let muon = MuonConfig::new().with_adjust_lr_fn(AdjustLrFn::MatchRmsAdamW);
        let muon = KernelMuon(muon.build());
        let (after, _) = muon.step(0.01, kernels([1.0; 24]), kernels(gradient), None);
        let after: Vec<f32> = after.into_data().try_into_vec().unwrap();
        // As long as AdamW's steps: 0.2 times the root of the matrix's longer side, 8.
        let step = 0.01 * 0.2 * 8f32.sqrt();
        for (at, value) in after.into_iter().enumerate() {
            let (row, column) = (at / 3, at % 3);
            let moved = (1.0 - value) / step;
            match row == column {
                true => assert!((0.3..1.3).contains(&moved), "{at}: {moved}"),
                false => assert!(moved.abs() < 1e-4, "{at}: {moved}"),
            }
        }
    }
}
