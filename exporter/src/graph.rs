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
    pub const FLOAT16: i32 = 10;
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
    /// The module that issued it and the operator, such as `encoder.attn.qkv/Conv#2`.
    pub name: String,
    pub op: &'static str,
    pub inputs: Vec<String>,
    pub output: String,
    /// Further outputs; few operators have any.
    pub more: Vec<String>,
    pub attrs: Vec<(&'static str, Attr)>,
}

impl Node {
    /// All outputs of the node.
    pub fn outputs(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.output).chain(&self.more)
    }
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

/// An input or output of a graph.
#[derive(Clone, Debug)]
pub(crate) struct Port {
    pub name: String,
    /// ONNX element type.
    pub element: i32,
    pub shape: Vec<Side>,
}

/// The length of an axis of an input or output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Side {
    Fixed(usize),
    /// Free, under a name: equal names are equal lengths.
    Named(String),
}

/// Nodes in execution order.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    pub nodes: Vec<Node>,
    pub initializers: Vec<Initializer>,
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
    /// The module path of the nodes to be added.
    pub module: String,
    /// The output of each node by what it computes, so that nothing is computed twice.
    known: HashMap<String, String>,
    /// Constants by their requested names.
    constants: HashMap<String, String>,
    names: HashSet<String>,
    /// How many names were derived from one.
    counts: HashMap<String, usize>,
}

impl Graph {
    /// A graph without nodes.
    pub fn new(inputs: Vec<Port>, outputs: Vec<Port>) -> Self {
        let names = inputs.iter().chain(&outputs);
        Self {
            names: names.map(|port| port.name.clone()).collect(),
            nodes: Vec::new(),
            initializers: Vec::new(),
            inputs,
            outputs,
            module: String::new(),
            known: HashMap::new(),
            constants: HashMap::new(),
            counts: HashMap::new(),
        }
    }

    /// Adds a node, or finds the one that computes the same; returns its output's name.
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
        // A value has the name of the node that makes it.
        let output = self.fresh_node(op);
        self.nodes.push(Node {
            name: output.clone(),
            op,
            inputs: inputs.iter().map(|&name| name.to_owned()).collect(),
            output: output.clone(),
            more: Vec::new(),
            attrs: attrs.to_vec(),
        });
        self.known.insert(key, output.clone());
        output
    }

    /// [`Graph::node`] for an operator with two outputs.
    pub fn node2(
        &mut self,
        op: &'static str,
        inputs: &[&str],
        attrs: &[(&'static str, Attr)],
    ) -> [String; 2] {
        let output = self.node(op, inputs, attrs);
        let fresh = self.fresh(&format!("{output}.1"));
        let node = self.nodes.iter_mut().find(|node| node.output == output);
        let second = node.map(|node| {
            if node.more.is_empty() {
                node.more.push(fresh.clone());
            }
            node.more[0].clone()
        });
        [output, second.unwrap_or(fresh)]
    }

    /// Adds a constant unless one of that name exists; returns its name, which differs from the requested one if an
    /// input or output has it.
    pub fn initializer(&mut self, mut initializer: Initializer) -> String {
        if let Some(name) = self.constants.get(&initializer.name) {
            return name.clone();
        }
        let name = self.fresh(&initializer.name);
        let wanted = std::mem::replace(&mut initializer.name, name.clone());
        self.constants.insert(wanted, name.clone());
        self.initializers.push(initializer);
        name
    }

    /// The name of the constant that was requested as `wanted`.
    pub fn constant(&self, wanted: &str) -> Option<&String> {
        self.constants.get(wanted)
    }

    /// Integers, such as a shape.
    pub fn ints(&mut self, values: &[i64]) -> String {
        let text: Vec<String> = values.iter().map(i64::to_string).collect();
        self.initializer(Initializer {
            name: format!("ints[{}]", text.join(",")),
            element: element::INT64,
            dims: vec![values.len()],
            bytes: Bytes::Embedded(values.iter().flat_map(|v| v.to_le_bytes()).collect()),
        })
    }

    /// A single number, of shape `[1; rank]`; `text` is the number.
    pub fn number(&mut self, element: i32, text: &str, bytes: Vec<u8>, rank: usize) -> String {
        let kind = match element {
            element::FLOAT => "float",
            element::BOOL => "bool",
            element::INT32 => "int32",
            _ => "int",
        };
        self.initializer(Initializer {
            name: format!("{kind}[{text}]{}", ".1".repeat(rank)),
            element,
            dims: vec![1; rank],
            bytes: Bytes::Embedded(bytes),
        })
    }

    /// A new node's name: `module/Op`, and `module/Op#2` for the second one.
    pub fn fresh_node(&mut self, op: &str) -> String {
        let name = match self.module.as_str() {
            "" => op.to_owned(),
            module => format!("{module}/{op}"),
        };
        self.fresh(&name)
    }

    /// `wanted`, with a number where something else has that name.
    fn fresh(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let count = self.counts.entry(name.clone()).or_insert(0);
        loop {
            *count += 1;
            if *count > 1 {
                name = format!("{wanted}#{count}");
            }
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    /// Sets the outputs' values, which are nodes' outputs, inputs or constants.
    pub fn finish(&mut self, values: &[String]) {
        self.module.clear();
        let mut renamed: HashMap<&String, String> = HashMap::new();
        for (at, value) in values.iter().enumerate() {
            let output = self.outputs[at].name.clone();
            let made = self
                .nodes
                .iter()
                .any(|node| node.outputs().any(|name| name == value));
            if renamed.contains_key(value) || !made {
                // Inputs, constants and earlier outputs keep their names.
                let value = renamed.get(value).unwrap_or(value).clone();
                let name = self.fresh_node("Identity");
                self.nodes.push(Node {
                    name,
                    op: "Identity",
                    inputs: vec![value],
                    output,
                    more: Vec::new(),
                    attrs: Vec::new(),
                });
                continue;
            }
            for node in &mut self.nodes {
                let inputs = node.inputs.iter_mut();
                for name in inputs.chain([&mut node.output]).chain(&mut node.more) {
                    if name == value {
                        name.clone_from(&output);
                    }
                }
            }
            renamed.insert(value, output);
        }
    }

    /// Drops nodes and constants that the outputs do not depend on.
    pub fn drop_dead(&mut self) {
        let outputs = self.outputs.iter();
        let mut needed: HashSet<String> = outputs.map(|port| port.name.clone()).collect();
        for node in self.nodes.iter().rev() {
            if node.outputs().any(|name| needed.contains(name)) {
                needed.extend(node.inputs.iter().cloned());
            }
        }
        let used = |node: &Node| node.outputs().any(|name| needed.contains(name));
        self.nodes.retain(used);
        self.initializers.retain(|init| needed.contains(&init.name));
        // A removed node may be requested again.
        self.known.retain(|_, output| needed.contains(output));
        let (names, counts) = (&mut self.names, &mut self.counts);
        self.constants.retain(|wanted, name| {
            let kept = needed.contains(name);
            if !kept {
                names.remove(name);
                counts.remove(wanted);
            }
            kept
        });
    }
}
