//! An ONNX graph under construction.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use burn::tensor::TensorData;

/// ONNX element types.
pub(crate) mod element {
    pub const FLOAT: i32 = 1;
    pub const UINT8: i32 = 2;
    pub const INT8: i32 = 3;
    pub const INT32: i32 = 6;
    pub const INT64: i32 = 7;
    pub const BOOL: i32 = 9;
}

/// A node's attribute.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Attr {
    Int(i64),
    Ints(Vec<i64>),
    Float(f32),
    Str(&'static str),
}

/// One operation.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub op: &'static str,
    pub inputs: Vec<String>,
    pub output: String,
    pub attrs: Vec<(&'static str, Attr)>,
}

/// A constant tensor.
#[derive(Clone, Debug)]
pub(crate) struct Initializer {
    pub name: String,
    /// ONNX element type.
    pub element: i32,
    pub dims: Vec<usize>,
    pub bytes: Bytes,
}

/// Where a constant's bytes are.
#[derive(Clone, Debug)]
pub(crate) enum Bytes {
    /// Inside the graph: shapes and single numbers.
    Embedded(Vec<u8>),
    /// In the weights file: a part of `tensor`.
    External {
        tensor: Arc<TensorData>,
        range: Range<usize>,
    },
}

/// Nodes in execution order over one input and one output.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    pub nodes: Vec<Node>,
    pub initializers: Vec<Initializer>,
    pub input: String,
    pub output: String,
    pub channels: [usize; 2],
    /// The output of each node by what it computes, so that nothing is computed twice.
    known: HashMap<String, String>,
    names: HashSet<String>,
}

impl Graph {
    pub fn new(input: &str) -> Self {
        Self {
            nodes: Vec::new(),
            initializers: Vec::new(),
            input: input.to_owned(),
            output: String::new(),
            channels: [0; 2],
            known: HashMap::new(),
            names: HashSet::from([input.to_owned()]),
        }
    }

    /// Adds a node, or finds the one that computes the same; gives its output's name.
    pub fn node(
        &mut self,
        op: &'static str,
        inputs: &[&str],
        attrs: &[(&'static str, Attr)],
    ) -> String {
        let key = format!("{op} {inputs:?} {attrs:?}");
        if let Some(output) = self.known.get(&key) {
            return output.clone();
        }
        let output = self.fresh(&format!("{}_{}", op.to_lowercase(), self.nodes.len()));
        self.nodes.push(Node {
            op,
            inputs: inputs.iter().map(|&name| name.to_owned()).collect(),
            output: output.clone(),
            attrs: attrs.to_vec(),
        });
        self.known.insert(key, output.clone());
        output
    }

    /// Adds a constant unless one of that name is there.
    pub fn initializer(&mut self, initializer: Initializer) -> String {
        let name = initializer.name.clone();
        if self.names.insert(name.clone()) {
            self.initializers.push(initializer);
        }
        name
    }

    /// Whole numbers, such as a shape.
    pub fn ints(&mut self, values: &[i64]) -> String {
        let text: Vec<String> = values.iter().map(i64::to_string).collect();
        self.initializer(Initializer {
            name: format!("ints[{}]", text.join(",")),
            element: element::INT64,
            dims: vec![values.len()],
            bytes: Bytes::Embedded(values.iter().flat_map(|v| v.to_le_bytes()).collect()),
        })
    }

    /// A single number, shape `[]`.
    pub fn float(&mut self, value: f32) -> String {
        self.initializer(Initializer {
            name: format!("float[{value:?}]"),
            element: element::FLOAT,
            dims: Vec::new(),
            bytes: Bytes::Embedded(value.to_le_bytes().to_vec()),
        })
    }

    fn fresh(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while !self.names.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    /// Names what leaves the graph; `value` is a node's output, the input or a constant.
    pub fn finish(&mut self, value: &str, output: &str) {
        self.output = output.to_owned();
        if !self.nodes.iter().any(|node| node.output == value) {
            self.node("Identity", &[value], &[]);
            let identity = self.nodes.last_mut();
            identity
                .into_iter()
                .for_each(|node| node.output = output.to_owned());
            return;
        }
        for node in &mut self.nodes {
            let inputs = node.inputs.iter_mut();
            for name in inputs.chain([&mut node.output]) {
                if name == value {
                    *name = output.to_owned();
                }
            }
        }
    }

    /// Drops nodes and constants that the output does not depend on.
    pub fn drop_dead(&mut self) {
        let mut needed = HashSet::from([self.output.clone()]);
        for node in self.nodes.iter().rev() {
            if needed.contains(&node.output) {
                needed.extend(node.inputs.iter().cloned());
            }
        }
        self.nodes.retain(|node| needed.contains(&node.output));
        self.initializers.retain(|init| needed.contains(&init.name));
    }
}
