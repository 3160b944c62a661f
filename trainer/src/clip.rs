//! Gradients of bounded length.

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;
use dynet_models::DyNet;

/// Gradients scaled so that their Euclidean norm over all weights is at most `longest`; as they are
/// when it is 0.
///
/// Restormer's published training does this at 0.01, far below a usual norm, so that every batch
/// pulls equally hard. Here it keeps rain and haze, whose errors have one sign all over a patch and
/// whose gradients are long for it, from drowning those of noise.
pub fn clip(network: &DyNet, grads: GradientsParams, longest: f32) -> GradientsParams {
    if longest <= 0.0 {
        return grads;
    }
    let mut squares = Squares {
        grads: &grads,
        sum: 0.0,
    };
    network.visit(&mut squares);
    let norm = squares.sum.sqrt() as f32;
    if norm <= longest {
        return grads;
    }
    let mut scale = Scale {
        grads,
        factor: longest / norm,
    };
    network.visit(&mut scale);
    scale.grads
}

struct Squares<'a> {
    grads: &'a GradientsParams,
    sum: f64,
}

impl ModuleVisitor for Squares<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(grad) = self.grads.get::<D>(param.id) {
            self.sum += f64::from(grad.square().sum().into_scalar::<f32>());
        }
    }
}

struct Scale {
    grads: GradientsParams,
    factor: f32,
}

impl ModuleVisitor for Scale {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(grad) = self.grads.remove::<D>(param.id) {
            self.grads.register(param.id, grad.mul_scalar(self.factor));
        }
    }
}
