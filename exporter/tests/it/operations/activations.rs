//! Activation functions.

use burn::nn::{PRelu, PReluConfig, SwiGlu, SwiGluConfig};
use burn::tensor::activation as act;
use burn::tensor::{Device, Tensor};

use crate::operations::table::Table;

type F = Tensor<3>;

const ONE: &[&str] = &["b,4,n"];

pub fn cases(t: &mut Table) {
    t.family("Activations");
    t.case("relu", ONE, |x: F| act::relu(x));
    t.case("relu6", ONE, |x: F| act::relu6(x * 6.0));
    t.case("leaky_relu", ONE, |x: F| act::leaky_relu(x, 0.1));
    let alpha = PReluConfig::new()
        .with_num_parameters(4)
        .init(&Device::flex());
    t.layer("PRelu", alpha, ONE, |prelu: &PRelu, x: F| prelu.forward(x));
    t.case("gelu", ONE, |x: F| act::gelu(x));
    t.case("gelu_approximate", ONE, |x: F| act::gelu_approximate(x));
    t.case("sigmoid", ONE, |x: F| act::sigmoid(x));
    t.case("hard_sigmoid", ONE, |x: F| act::hard_sigmoid(x, 0.2, 0.5));
    t.case("log_sigmoid", ONE, |x: F| act::log_sigmoid(x));
    t.case("silu", ONE, |x: F| act::silu(x));
    t.case("hard_swish", ONE, |x: F| act::hard_swish(x));
    t.case("mish", ONE, |x: F| act::mish(x));
    t.case("softplus", ONE, |x: F| act::softplus(x, 1.5));
    t.case("softsign", ONE, |x: F| act::softsign(x));
    t.case("softmax", ONE, |x: F| act::softmax(x, 1));
    t.case("softmin", ONE, |x: F| act::softmin(x, 2));
    t.case("log_softmax", ONE, |x: F| act::log_softmax(x, 2));
    t.case("quiet_softmax", ONE, |x: F| act::quiet_softmax(x, 2));
    t.case("elu", ONE, |x: F| act::elu(x, 1.2));
    t.case("celu", ONE, |x: F| act::celu(x, 1.2));
    t.case("selu", ONE, |x: F| act::selu(x));
    t.case("hardtanh", ONE, |x: F| act::hardtanh(x, -0.5, 0.7));
    t.case("tanhshrink", ONE, |x: F| act::tanhshrink(x));
    t.case("hard_shrink", ONE, |x: F| act::hard_shrink(x, 0.4));
    t.case("soft_shrink", ONE, |x: F| act::soft_shrink(x, 0.4));
    t.case("threshold", ONE, |x: F| act::threshold(x, 0.4, -1.0));
    t.case("thresholded_relu", ONE, |x: F| {
        act::thresholded_relu(x, 0.4)
    });
    t.case("glu", ONE, |x: F| act::glu(x, 1));
    let gate = SwiGluConfig::new(6, 5).init(&Device::flex());
    t.layer("SwiGlu", gate, &["b,n,6"], |gate: &SwiGlu, x: F| {
        gate.forward(x)
    });
}
