//! The driver of a pass: it visits a graph's nodes in order, and the pass may replace a node's output by another
//! value.

use std::collections::HashMap;

use crate::graph::{Attr, Graph, Initializer, Node};

/// A graph while a pass goes through it.
pub(super) struct Work<'g> {
    pub graph: &'g mut Graph,
    /// The nodes as they were.
    before: Vec<Node>,
    /// Which of them read a value.
    readers: HashMap<String, Vec<usize>>,
    /// The new nodes so far, and which of them makes a value.
    done: Vec<Node>,
    made: HashMap<String, usize>,
    /// Nodes of this pass by what they compute, so that nothing is computed twice.
    known: HashMap<String, String>,
}

/// Visits `graph`; if `pass` returns a value (made by nodes that it added, or older), the value replaces the node's
/// output. Returns the number of replacements.
pub(super) fn rewrite(
    graph: &mut Graph,
    mut pass: impl FnMut(&mut Work, &Node) -> Option<String>,
) -> usize {
    let before = std::mem::take(&mut graph.nodes);
    let mut readers: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, node) in before.iter().enumerate() {
        for input in &node.inputs {
            readers.entry(input.clone()).or_default().push(at);
        }
    }
    let mut work = Work {
        graph,
        readers,
        done: Vec::with_capacity(before.len()),
        made: HashMap::new(),
        known: HashMap::new(),
        before: before.clone(),
    };
    let mut renamed: HashMap<String, String> = HashMap::new();
    for mut node in before {
        for input in &mut node.inputs {
            if let Some(name) = renamed.get(input) {
                input.clone_from(name);
            }
        }
        work.graph.module = module(&node.name).to_owned();
        match pass(&mut work, &node) {
            Some(value) => {
                renamed.insert(node.output, value);
            }
            None => work.push(node),
        }
    }
    let nodes = std::mem::take(&mut work.done);
    graph.nodes = nodes;
    rename_outputs(graph, &renamed);
    graph.module.clear();
    graph.drop_dead();
    renamed.len()
}

/// Restores the names of the graph's outputs.
fn rename_outputs(graph: &mut Graph, renamed: &HashMap<String, String>) {
    let mut taken: HashMap<&String, String> = HashMap::new();
    for output in graph.outputs.clone() {
        let Some(value) = renamed.get(&output.name) else {
            continue;
        };
        let free = graph.nodes.iter().any(|node| node.output == *value)
            && graph.outputs.iter().all(|other| other.name != *value);
        if free {
            for node in &mut graph.nodes {
                let values = node.inputs.iter_mut().chain([&mut node.output]);
                values
                    .filter(|name| *name == value)
                    .for_each(|name| name.clone_from(&output.name));
            }
            taken.insert(value, output.name);
        } else {
            // An input, a constant, or a value that is another output already.
            let name = graph.fresh_node("Identity");
            graph.nodes.push(Node {
                name,
                op: "Identity",
                inputs: vec![taken.get(value).unwrap_or(value).clone()],
                output: output.name,
                more: Vec::new(),
                attrs: Vec::new(),
            });
        }
    }
}

/// The module in a node's name.
fn module(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(module, _)| module)
}

impl Work<'_> {
    fn push(&mut self, node: Node) {
        self.made.insert(node.output.clone(), self.done.len());
        self.done.push(node);
    }

    /// Adds a node, or finds one of this pass that computes the same; returns its output.
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
        let output = self.graph.fresh_node(op);
        self.push(Node {
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

    /// The node that makes `value`, when it is an `op`.
    pub fn made_by(&self, value: &str, op: &str) -> Option<&Node> {
        self.producer(value).filter(|node| node.op == op)
    }

    /// The node that makes `value`; `None` for inputs and constants.
    pub fn producer(&self, value: &str) -> Option<&Node> {
        self.made.get(value).and_then(|at| self.done.get(*at))
    }

    /// The nodes that read `value`, a value that was there before the pass.
    pub fn readers(&self, value: &str) -> impl Iterator<Item = &Node> {
        let readers = self.readers.get(value).map_or(&[][..], Vec::as_slice);
        readers.iter().map(|at| &self.before[*at])
    }

    /// Whether just one node reads `value`, and it does not leave the graph.
    pub fn read_once(&self, value: &str) -> bool {
        self.readers(value).count() == 1 && !self.leaves(value)
    }

    /// Whether `value` is read, and only by nodes of one operator.
    pub fn only_read_by(&self, value: &str, op: &str) -> bool {
        let mut readers = self.readers(value).peekable();
        !self.leaves(value) && readers.peek().is_some() && readers.all(|node| node.op == op)
    }

    /// Whether `value` is an output of the graph.
    pub fn leaves(&self, value: &str) -> bool {
        self.graph.outputs.iter().any(|port| port.name == value)
    }

    /// A constant.
    pub fn constant(&self, name: &str) -> Option<&Initializer> {
        self.graph.find(name)
    }

    /// A constant's integers.
    pub fn ints(&self, name: &str) -> Option<Vec<i64>> {
        self.constant(name)?.ints()
    }

    /// A constant's single integer.
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.ints(name)?.as_slice() {
            [number] => Some(*number),
            _ => None,
        }
    }
}

impl Node {
    /// An attribute's integer, or `otherwise` if it is missing.
    pub fn int(&self, name: &str, otherwise: i64) -> i64 {
        match self.attr(name) {
            Some(Attr::Int(value)) => *value,
            _ => otherwise,
        }
    }

    /// An attribute's integers; empty if it is missing.
    pub fn ints(&self, name: &str) -> &[i64] {
        match self.attr(name) {
            Some(Attr::Ints(values)) => values,
            _ => &[],
        }
    }

    /// An attribute.
    pub fn attr(&self, name: &str) -> Option<&Attr> {
        let mut attrs = self.attrs.iter();
        attrs.find(|(key, _)| *key == name).map(|(_, attr)| attr)
    }
}
