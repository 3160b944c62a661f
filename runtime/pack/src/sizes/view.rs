//! A node as its rule sees it: attributes by name, inputs with their shapes.

use std::collections::HashMap;

use super::error::ShapeResult;
use super::value::Value;
use crate::onnx::{self, Attribute, Node};

/// More axes than any operation here takes.
const MAX_RANK: usize = 8;
/// The longest side that a rule computes with; a picture's is at most 65,535.
const MAX_SIDE: f64 = (1u64 << 40) as f64;

/// The outputs of a node.
#[derive(Debug)]
pub struct Outputs {
    pub values: Vec<Value>,
    /// Multiplications, or elements that are touched.
    pub work: u64,
    /// Elements that the engine needs temporarily.
    pub scratch: u64,
}

impl Outputs {
    /// Several values whose elements are each touched once.
    pub fn several(values: Vec<Value>) -> Self {
        let touched = values.iter().map(Value::elements);
        Self {
            work: touched.fold(0, u64::saturating_add),
            values,
            scratch: 0,
        }
    }
}

/// One value whose elements are each touched once.
pub fn one(value: Value) -> ShapeResult {
    Ok(Outputs::several(vec![value]))
}

/// A node with what is known of its inputs.
pub struct View<'a> {
    node: &'a Node,
    inputs: Vec<Option<&'a Value>>,
}

impl<'a> View<'a> {
    pub fn new(node: &'a Node, values: &'a HashMap<&str, Value>) -> Self {
        // An empty name is an input left out, whatever an output without a name may be.
        let inputs = node.input.iter().map(|name| match name.as_str() {
            "" => None,
            name => values.get(name),
        });
        Self {
            node,
            inputs: inputs.collect(),
        }
    }

    pub fn op(&self) -> &'a str {
        &self.node.op_type
    }

    pub fn outputs(&self) -> usize {
        self.node.output.len()
    }

    /// All inputs, in order; those left out are `None`.
    pub fn inputs(&self) -> &[Option<&'a Value>] {
        &self.inputs
    }

    /// Whether engines can compute it before there is a picture, and then keep it.
    pub fn is_lasting(&self) -> bool {
        let mut inputs = self.inputs.iter().flatten();
        matches!(self.op(), "Shape" | "Size") || inputs.all(|input| input.is_constant)
    }

    pub fn optional(&self, index: usize) -> Option<&'a Value> {
        self.inputs.get(index).copied().flatten()
    }

    pub fn input(&self, index: usize) -> ShapeResult<&'a Value> {
        let value = self.optional(index);
        let value = value.ok_or_else(|| format!("it lacks input {index}"))?;
        match value.rank() <= MAX_RANK {
            true => Ok(value),
            false => Err(format!("its input {index} has more than {MAX_RANK} axes").into()),
        }
    }

    /// The elements of an input that decides a shape.
    pub fn numbers(&self, index: usize) -> ShapeResult<&'a [f64]> {
        let numbers = self.input(index)?.numbers.as_deref();
        let text = "decides a shape, but is not a short list of known numbers";
        numbers.ok_or_else(|| format!("its input {index} {text}").into())
    }

    fn attribute(&self, name: &str, kind: i32) -> Option<&'a Attribute> {
        let mut all = self.node.attribute.iter();
        all.find(|a| a.name == name && a.kind == kind)
    }

    pub fn int(&self, name: &str, default: i64) -> i64 {
        self.attribute(name, onnx::KIND_INT)
            .map_or(default, |attribute| attribute.i)
    }

    pub fn ints(&self, name: &str) -> Option<&'a [i64]> {
        self.attribute(name, onnx::KIND_INTS)
            .map(|attribute| attribute.ints.as_slice())
    }

    pub fn text(&self, name: &str) -> &'a [u8] {
        self.attribute(name, onnx::KIND_STRING)
            .map_or(b"", |attribute| &attribute.s)
    }
}

/// An axis counted from either end.
pub fn axis(number: f64, rank: usize) -> ShapeResult<usize> {
    let from_start = match number < 0.0 {
        true => number + rank as f64,
        false => number,
    };
    match (0.0..rank as f64).contains(&from_start) {
        true => Ok(from_start as usize),
        false => Err(format!("it has no axis {number}, its input has {rank}").into()),
    }
}

/// Axes counted from either end, each given once.
pub fn axes(numbers: impl Iterator<Item = f64>, rank: usize) -> ShapeResult<Vec<usize>> {
    let mut axes = Vec::new();
    for number in numbers {
        let axis = axis(number, rank)?;
        if axes.contains(&axis) {
            return Err(format!("it names axis {axis} twice").into());
        }
        axes.push(axis);
    }
    Ok(axes)
}

/// A computed side of a shape.
pub fn side(number: f64) -> ShapeResult<usize> {
    match (0.0..=MAX_SIDE).contains(&number) {
        true => Ok(number as usize),
        false => Err(format!("it makes a side of {number}").into()),
    }
}

/// Computed sides of a shape.
pub fn sides(numbers: &[f64]) -> ShapeResult<Vec<usize>> {
    numbers.iter().map(|&number| side(number)).collect()
}

/// The axis that the attribute `axis` names.
pub fn at(view: &View, default: i64, rank: usize) -> ShapeResult<usize> {
    axis(view.int("axis", default) as f64, rank)
}
