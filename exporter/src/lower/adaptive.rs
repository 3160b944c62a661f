//! Average pooling to a given size.

use burn::tensor::{DType, TensorData};
use burn_ir::TensorIr;

use super::Lowering;
use super::constant::Constant;
use super::reshape::fixed;
use crate::dims::Axis;
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

/// One output: the mean of all values. A fixed fraction of the length: plain pooling. Otherwise, if the length is
/// known, a product with an averaging matrix for each axis.
pub(super) fn pool(lw: &mut Lowering, x: &TensorIr, out: &TensorIr) -> Result<()> {
    let (from, to) = (lw.axes(x), lw.axes(out));
    let input = lw.full(x)?;
    if to[2..].iter().flatten().all(|&n| n == 1) {
        lw.emit(out, "GlobalAveragePool", &[&input], &[]);
        return Ok(());
    }
    let shares: Option<Vec<i64>> = from[2..]
        .iter()
        .zip(&to[2..])
        .map(|(a, b)| share(a, b))
        .collect();
    if let Some(shares) = shares {
        let shares = Attr::Ints(shares);
        let attrs = [("kernel_shape", shares.clone()), ("strides", shares)];
        lw.emit(out, "AveragePool", &[&input], &attrs);
        return Ok(());
    }
    let (Some(from), Some(to)) = (fixed(&from[2..]), fixed(&to[2..])) else {
        return Err(Error::new(
            ErrorKind::Dimension,
            "pooling to a given size needs input lengths that are fixed, or a fixed multiple \
             of the output's",
        ));
    };
    let rank = from.len() + 2;
    let mut value = input;
    for (axis, (&from, &to)) in from.iter().zip(&to).enumerate() {
        let matrix = Constant::made(format!("means[{from},{to}]"), means(from, to));
        let matrix = matrix.add_to(&mut lw.graph)?;
        // The pooled axis goes last for the product, and back after it.
        let mut order: Vec<i64> = (0..rank as i64).collect();
        order.swap(axis + 2, rank - 1);
        let turn = [("perm", Attr::Ints(order))];
        let last = axis + 3 == rank;
        if !last {
            value = lw.graph.node("Transpose", &[&value], &turn);
        }
        value = lw.graph.node("MatMul", &[&value, &matrix], &[]);
        if !last {
            value = lw.graph.node("Transpose", &[&value], &turn);
        }
    }
    lw.set(out, value);
    Ok(())
}

/// The ratio of `from` to `to`, if it is the same integer in every recording.
fn share(from: &Axis, to: &Axis) -> Option<i64> {
    let times = from[0].checked_div(to[0])?;
    let fits = from.iter().zip(to).all(|(a, b)| *a == times * b);
    fits.then_some(times as i64)
}

/// The matrix `[from, to]` whose columns average the values that each output covers: from
/// `⌊i·from/to⌋` to before `⌈(i+1)·from/to⌉`, as in Burn and PyTorch.
fn means(from: usize, to: usize) -> TensorData {
    let mut matrix = vec![0.0f32; from * to];
    for i in 0..to {
        let (start, end) = (i * from / to, ((i + 1) * from).div_ceil(to));
        for row in start..end {
            matrix[row * to + i] = 1.0 / (end - start) as f32;
        }
    }
    TensorData::new(matrix, [from, to]).convert_dtype(DType::F32)
}
