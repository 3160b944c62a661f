//! Gelu approximated by the logistic function of a polynomial.
//!
//! NNAPI has neither Gelu nor erf. The exact Gelu is `x P(x)` with the normal distribution P, and
//! the logit of P is an odd, smooth function, so `P(x) = sigmoid(x (a + b r + c r²))` with
//! `r = max(25 - x², 0)` comes close; beyond 5, P is 0 or 1 within 3e-7. (A Clip of x² would be
//! one operation less, but NNAPI's only clip at 1 and at 6.)
//!
//! Bound: within 2.6e-5 of Gelu for every x. The coefficients minimize the largest error (weighted least squares,
//! repeated with more weight where the error was large). One more term would halve the error and add two operations
//! on the widest tensors.

use super::work::{Work, rewrite};
use crate::Result;
use crate::graph::{Attr, Graph, Node};

/// c, b, a.
const COEFFICIENTS: [f32; 3] = [-7.030_394e-4, -0.038_859_36, 3.005_899_4];
const MOST: f32 = 25.0;

pub(super) fn run(graph: &mut Graph) -> Result<usize> {
    Ok(rewrite(graph, |work, node| {
        let exact = matches!(node.attr("approximate"), None | Some(Attr::Str("none")));
        (node.op == "Gelu" && exact).then(|| gelu(work, node))
    }))
}

fn gelu(work: &mut Work, node: &Node) -> String {
    let x = node.inputs[0].as_str();
    let [c, b, a] = COEFFICIENTS.map(|number| work.graph.float(number));
    let most = work.graph.float(MOST);
    let square = work.node("Mul", &[x, x], &[]);
    let rest = work.node("Sub", &[&most, &square], &[]);
    let rest = work.node("Relu", &[&rest], &[]);
    let sum = work.node("Mul", &[&rest, &c], &[]);
    let sum = work.node("Add", &[&sum, &b], &[]);
    let sum = work.node("Mul", &[&sum, &rest], &[]);
    let sum = work.node("Add", &[&sum, &a], &[]);
    let logit = work.node("Mul", &[&sum, x], &[]);
    let share = work.node("Sigmoid", &[&logit], &[]);
    work.node("Mul", &[x, &share], &[])
}
