//! Lengths that follow the inputs' sizes, computed inside the graph.

use burn::tensor::DType;
use burn_capture::TensorId;
use burn_ir::ScalarIr;

use super::{Lowering, Source, Value, cast};
use crate::dims::{Axis, Formula, Length, explain};
use crate::graph::{Attr, element};
use crate::{Error, ErrorKind, Result, symbols};

impl Lowering<'_> {
    /// An axis' length as a function of the free lengths.
    pub(super) fn length(&self, axis: &Axis) -> Result<Length> {
        let trace = self.trace;
        explain(axis, &trace.points, &trace.symbols).ok_or_else(|| {
            let seen = |(point, n): (&Vec<usize>, &usize)| {
                format!("{n} at {}", symbols::describe(&trace.symbols, point))
            };
            let seen: Vec<String> = trace.points.iter().zip(axis).map(seen).collect();
            Error::new(
                ErrorKind::Dimension,
                format!(
                    "a length is {}: that is not a fixed fraction of a product of free lengths, plus \
                     a constant, so it cannot be exported with free lengths",
                    seen.join("; ")
                ),
            )
        })
    }

    /// The lengths of `axes` as an integer tensor `[axes]`.
    pub(super) fn lengths(&mut self, axes: &[Axis]) -> Result<String> {
        let lengths = axes.iter().map(|axis| self.length(axis));
        let lengths = lengths.collect::<Result<Vec<_>>>()?;
        Ok(self.numbers(&lengths))
    }

    /// `lengths` as an integer tensor.
    pub(super) fn numbers(&mut self, lengths: &[Length]) -> String {
        let mut parts = Vec::new();
        let mut fixed = Vec::new();
        for length in lengths {
            match length {
                Length::Fixed(n) => fixed.push(*n as i64),
                Length::Free(formula) => {
                    if !fixed.is_empty() {
                        parts.push(self.graph.ints(&std::mem::take(&mut fixed)));
                    }
                    parts.push(self.computed(formula));
                }
            }
        }
        if !fixed.is_empty() {
            parts.push(self.graph.ints(&fixed));
        }
        match parts.as_slice() {
            [part] => part.clone(),
            _ => {
                let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
                let axis = [("axis", Attr::Int(0))];
                self.graph.node("Concat", &parts, &axis)
            }
        }
    }

    /// One length as an integer tensor `[1]`.
    fn computed(&mut self, formula: &Formula) -> String {
        let mut product: Option<String> = None;
        for (symbol, &power) in self.trace.symbols.iter().zip(&formula.powers) {
            let (input, axis) = (symbol.place.0, symbol.place.1 as i64);
            let input = self.graph.inputs[input].name.clone();
            let ends = [("start", Attr::Int(axis)), ("end", Attr::Int(axis + 1))];
            for _ in 0..power {
                let side = self.graph.node("Shape", &[&input], &ends);
                product = Some(match product {
                    Some(so_far) => self.graph.node("Mul", &[&so_far, &side], &[]),
                    None => side,
                });
            }
        }
        let mut result = product.unwrap_or_else(|| self.graph.ints(&[1]));
        // Multiply first: the division then has no remainder.
        let steps = [
            ("Mul", formula.num, 1),
            ("Div", formula.den, 1),
            ("Add", formula.plus, 0),
        ];
        for (op, by, none) in steps {
            if by != none {
                let by = self.graph.ints(&[by]);
                result = self.graph.node(op, &[&result, &by], &[]);
            }
        }
        result
    }

    /// A recorded list of integers `start, start + step, ..`.
    pub(super) fn progression(&mut self, id: TensorId, counts: [i64; 2]) -> Result<Value> {
        let trace = self.trace;
        let axes = trace.axes(id).to_vec();
        let dtype = trace
            .values
            .get(&id)
            .map_or(DType::I64, |value| value.dtype());
        let source = Source::Node(self.count(&axes[0], counts, dtype)?);
        Ok(Value { source, axes })
    }

    /// The numbers `start, start + step, ..`, as many as `axis` is long.
    pub(super) fn count(
        &mut self,
        axis: &Axis,
        [start, step]: [i64; 2],
        dtype: DType,
    ) -> Result<String> {
        let mut end = self.lengths(std::slice::from_ref(axis))?;
        let first = self.graph.ints(&[0]);
        end = self.graph.node("Squeeze", &[&end, &first], &[]);
        for (op, by, none) in [("Mul", step, 1), ("Add", start, 0)] {
            if by != none {
                let by = self.number(ScalarIr::Int(by), DType::I64, 0)?;
                end = self.graph.node(op, &[&end, &by], &[]);
            }
        }
        let [start, step] = [start, step].map(|n| self.number(ScalarIr::Int(n), DType::I64, 0));
        let range = self.graph.node("Range", &[&start?, &end, &step?], &[]);
        cast::to(self, &range, element::INT64, dtype)
    }
}
