//! Gradient clipping.

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::Tensor;
use dynet_models::weights::ParameterPath;

/// Scales gradients so that their Euclidean norm over all weights is at most `longest`; 0 turns clipping off.
///
/// Restormer's published training clips at 0.01, far below a usual norm, so that every batch has the same influence.
/// Here it keeps the large gradients of rain and haze, whose errors have one sign over a whole patch, from dominating
/// those of noise.
///
/// The gradients of a level estimator come from another loss, so they are bounded separately.
pub fn clip(network: &impl Module, grads: GradientsParams, longest: f32) -> GradientsParams {
    if longest <= 0.0 {
        return grads;
    }
    let mut squares = Squares::new(&grads);
    network.visit(&mut squares);
    let factors = squares.sums.map(|sum| {
        let norm = sum.sqrt() as f32;
        if norm > longest { longest / norm } else { 1.0 }
    });
    if factors == [1.0; 2] {
        return grads;
    }
    let mut scale = Scale {
        grads,
        factors,
        path: ParameterPath::default(),
    };
    network.visit(&mut scale);
    scale.grads
}

/// The Euclidean norm of gradients over all weights of a network: what [`Optim::clip`](crate::Optim::clip) bounds.
pub fn gradient_length(network: &impl Module, grads: &GradientsParams) -> f64 {
    let mut squares = Squares::new(grads);
    network.visit(&mut squares);
    squares.sums.iter().sum::<f64>().sqrt()
}

/// Path prefix of a level estimator's parameters.
pub(crate) const ESTIMATOR: &str = "estimator.";

/// 1 for a level estimator's parameters, 0 for all others.
fn group(path: &ParameterPath) -> usize {
    usize::from(path.text().starts_with(ESTIMATOR))
}

struct Squares<'a> {
    grads: &'a GradientsParams,
    sums: [f64; 2],
    path: ParameterPath,
}

impl<'a> Squares<'a> {
    fn new(grads: &'a GradientsParams) -> Self {
        Self {
            grads,
            sums: [0.0; 2],
            path: ParameterPath::default(),
        }
    }
}

impl ModuleVisitor for Squares<'_> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.path.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(grad) = self.grads.get::<D>(param.id) {
            let square = f64::from(grad.square().sum().into_scalar::<f32>());
            self.sums[group(&self.path)] += square;
        }
    }
}

struct Scale {
    grads: GradientsParams,
    factors: [f32; 2],
    path: ParameterPath,
}

impl ModuleVisitor for Scale {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.path.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let factor = self.factors[group(&self.path)];
        if let Some(grad) = self.grads.remove::<D>(param.id) {
            self.grads.register(param.id, grad.mul_scalar(factor));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;
    use dynet_models::{DyNetConfig, Reuse};

    struct Values<'a>(&'a GradientsParams, Vec<f32>);

    impl ModuleVisitor for Values<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let grad = self.0.get::<D>(param.id).unwrap();
            self.1
                .extend(grad.into_data().try_into_vec::<f32>().unwrap());
        }
    }

    #[test]
    fn a_long_gradient_keeps_its_direction_and_a_short_one_its_length() {
        let device = Device::flex().autodiff();
        let network = DyNetConfig::tiny().init(&device);
        let values = |longest: f32| {
            let image = Tensor::<4>::ones([1, 3, 32, 32], &device).mul_scalar(0.4);
            let loss = network.forward(image, Reuse::S).sum();
            let grads = GradientsParams::from_grads(loss.backward(), &network);
            let grads = clip(&network, grads, longest);
            let mut values = Values(&grads, Vec::new());
            network.visit(&mut values);
            values.1
        };
        // Summed in f64: there are many gradients, and the network's weights are random.
        let norm = |values: &[f32]| {
            let squares = values.iter().map(|v| f64::from(*v).powi(2));
            squares.sum::<f64>().sqrt()
        };
        let free = values(0.0);
        assert!(norm(&free) > 0.1);
        assert!(values(1e9) == free);
        let clipped = values(0.01);
        assert!((norm(&clipped) - 0.01).abs() < 1e-5);
        let factor = 0.01 / norm(&free);
        let far = free
            .iter()
            .zip(&clipped)
            .map(|(f, c)| (f64::from(*f) * factor - f64::from(*c)).abs());
        assert!(far.fold(0.0, f64::max) < 1e-7);
    }
}
