//! The rule of each operation.

use super::error::ShapeResult;
use super::view::View;
use super::{deform, layout, math, pick, window};

type Rule = fn(&View) -> ShapeResult;

/// Whether packs may use an operation of ONNX.
pub fn is_known(operation: &str) -> bool {
    rule(operation).is_some()
}

pub(super) fn apply(view: &View) -> ShapeResult {
    match rule(view.op()) {
        Some(rule) => rule(view),
        None => Err(format!("the operation {:?} is not supported", view.op()).into()),
    }
}

fn rule(operation: &str) -> Option<Rule> {
    Some(match operation {
        "Abs"
        | "Acos"
        | "Acosh"
        | "Asin"
        | "Asinh"
        | "Atan"
        | "Atanh"
        | "BatchNormalization"
        | "BitwiseNot"
        | "Ceil"
        | "Clip"
        | "Cos"
        | "Cosh"
        | "CumSum"
        | "DequantizeLinear"
        | "Elu"
        | "Erf"
        | "Exp"
        | "Floor"
        | "Gelu"
        | "GroupNormalization"
        | "HardSigmoid"
        | "HardSwish"
        | "InstanceNormalization"
        | "IsInf"
        | "IsNaN"
        | "LRN"
        | "LayerNormalization"
        | "LeakyRelu"
        | "Log"
        | "LogSoftmax"
        | "Mish"
        | "Neg"
        | "Not"
        | "QuantizeLinear"
        | "Reciprocal"
        | "Relu"
        | "Round"
        | "ScatterElements"
        | "ScatterND"
        | "Selu"
        | "Sigmoid"
        | "Sign"
        | "Sin"
        | "Sinh"
        | "Softmax"
        | "Softplus"
        | "Softsign"
        | "Sqrt"
        | "Tan"
        | "Tanh"
        | "Trilu" => math::same,
        "Cast" => math::cast,
        "Identity" => math::copy,
        "Add" | "And" | "BitwiseAnd" | "BitwiseOr" | "BitwiseXor" | "Div" | "Equal" | "Greater"
        | "GreaterOrEqual" | "Less" | "LessOrEqual" | "Max" | "Min" | "Mod" | "Mul" | "Or"
        | "PRelu" | "Pow" | "Sub" | "Where" | "Xor" => math::stretched,
        "ReduceL1" | "ReduceL2" | "ReduceMax" | "ReduceMean" | "ReduceMin" | "ReduceProd"
        | "ReduceSum" | "ReduceSumSquare" => math::reduce,
        "ArgMax" | "ArgMin" => math::arg,
        "MatMul" => math::matmul,
        "Gemm" => math::gemm,
        "Conv" => window::conv,
        "DeformConv" => deform::conv,
        "ConvTranspose" => window::conv_transpose,
        "AveragePool" | "MaxPool" => window::pool,
        "GlobalAveragePool" | "GlobalMaxPool" => window::global_pool,
        "Resize" => window::resize,
        "Pad" => window::pad,
        "GridSample" => window::grid_sample,
        "DepthToSpace" => window::depth_to_space,
        "SpaceToDepth" => window::space_to_depth,
        "Concat" => layout::concat,
        "Expand" => layout::expand,
        "Flatten" => layout::flatten,
        "Gather" => pick::gather,
        "GatherElements" => pick::gather_elements,
        "GatherND" => pick::gather_nd,
        "Range" => pick::range,
        "Reshape" => layout::reshape,
        "Shape" => layout::shape,
        "Size" => layout::size,
        "Slice" => pick::slice,
        "Split" => layout::split,
        "Squeeze" => layout::squeeze,
        "Tile" => pick::tile,
        "TopK" => pick::top_k,
        "Transpose" => layout::transpose,
        "Unsqueeze" => layout::unsqueeze,
        _ => return None,
    })
}
