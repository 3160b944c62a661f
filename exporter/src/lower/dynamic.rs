//! Lengths that follow the picture's size, computed inside the graph.

use super::Lowering;
use crate::dims::{Axis, Length, explain};
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

impl Lowering<'_> {
    /// An axis' length as a function of height and width.
    pub(super) fn length(&self, axis: &Axis) -> Result<Length> {
        explain(axis, &self.trace.sizes, self.multiple).ok_or_else(|| {
            let sizes = self.trace.sizes.iter().zip(axis);
            let seen: Vec<String> = sizes.map(|([h, w], n)| format!("{n} at {h}x{w}")).collect();
            Error::new(
                ErrorKind::Dimension,
                format!(
                    "a length is {}: that is no fixed fraction of height and width, so it \
                     cannot be exported with a free picture size",
                    seen.join(", ")
                ),
            )
        })
    }

    /// The lengths of `axes` as a whole-number tensor `[axes]`.
    pub(super) fn lengths(&mut self, axes: &[Axis]) -> Result<String> {
        let lengths = axes.iter().map(|axis| self.length(axis));
        let lengths = lengths.collect::<Result<Vec<_>>>()?;
        Ok(self.numbers(&lengths))
    }

    /// `lengths` as a whole-number tensor.
    pub(super) fn numbers(&mut self, lengths: &[Length]) -> String {
        let mut parts = Vec::new();
        let mut fixed = Vec::new();
        for length in lengths {
            match length {
                Length::Fixed(n) => fixed.push(*n as i64),
                Length::Scaled { .. } => {
                    if !fixed.is_empty() {
                        parts.push(self.graph.ints(&std::mem::take(&mut fixed)));
                    }
                    parts.push(self.number(*length));
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

    /// One length as a whole-number tensor `[1]`.
    fn number(&mut self, length: Length) -> String {
        let (h, w, num, den) = match length {
            Length::Fixed(n) => return self.graph.ints(&[n as i64]),
            Length::Scaled { h, w, num, den } => (h, w, num, den),
        };
        let image = self.graph.input.clone();
        let mut product: Option<String> = None;
        for (power, axis) in [(h, 2), (w, 3)] {
            let ends = [("start", Attr::Int(axis)), ("end", Attr::Int(axis + 1))];
            for _ in 0..power {
                let side = self.graph.node("Shape", &[&image], &ends);
                product = Some(match product {
                    Some(so_far) => self.graph.node("Mul", &[&so_far, &side], &[]),
                    None => side,
                });
            }
        }
        let mut result = product.unwrap_or_else(|| self.graph.ints(&[1]));
        // Multiply first: the division then leaves no rest.
        for (op, by) in [("Mul", num), ("Div", den)] {
            if by != 1 {
                let by = self.graph.ints(&[by as i64]);
                result = self.graph.node(op, &[&result, &by], &[]);
            }
        }
        result
    }
}
