//! Infers the shape of every value in a graph, for one picture size, before an engine does.
//!
//! Engines trust a graph: one node that repeats its input a million times, or a hundred that
//! double it, and they ask for memory until the system ends the process. So this module first adds
//! up what a graph needs. That takes a rule for every operation. Operations without one are refused:
//! packs use what `dynet-export` writes, and nothing that runs other code, reads files or draws
//! random numbers.

mod deform;
mod error;
mod layout;
mod math;
mod pick;
mod rules;
mod value;
mod view;
mod window;

use std::collections::HashMap;
use std::sync::Arc;

pub use rules::is_known;
use value::Value;
use view::View;

use super::onnx::Graph;
use super::signature::Signature;
use super::verify::{decode, label};
use crate::{INPUT, LATENT, Weights};
use dynet_core::{Error, ErrorKind, Result};

/// Values alive at the same time per pixel of the picture: the networks of the papers at full
/// width need 3200, unfolded convolutions included.
const MAX_LIVE_PER_PIXEL: u64 = 1 << 14;
/// The same, whatever the picture's size: maps of channels by channels, 64 MB in all.
const MAX_LIVE: u64 = 1 << 24;
/// Multiplications per pixel: those networks need 2.6 million.
const MAX_WORK_PER_PIXEL: u64 = 1 << 25;
/// The same, whatever the picture's size: about a second.
const MAX_WORK: u64 = 1 << 32;

/// What running a graph on a picture of one size needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The most values that are alive at the same time.
    pub live: u64,
    /// Multiplications, and elements of everything else.
    pub work: u64,
}

/// Checks that running `graph` on a picture of `size` (height, width) needs no more memory and time
/// than a restoration network does, and gives a picture of that size, or a prompter's latent.
///
/// The graph has passed [`super::verify_graph`].
///
/// # Errors
/// [`ErrorKind::Graph`] for an unsupported operation or shapes that do not fit,
/// [`ErrorKind::TooLarge`] for a graph that needs too much; both name the node.
pub fn verify_sizes(graph: &[u8], weights: &[Arc<Weights>], size: (usize, usize)) -> Result<Needs> {
    follow(&decode(graph)?, weights, size)
}

pub(super) fn follow(
    graph: &Graph,
    weights: &[Arc<Weights>],
    size: (usize, usize),
) -> Result<Needs> {
    let picture = [1, 3, size.0, size.1];
    let pixels = (size.0 as u64).saturating_mul(size.1 as u64);
    let most = Needs {
        live: pixels
            .saturating_mul(MAX_LIVE_PER_PIXEL)
            .saturating_add(MAX_LIVE),
        work: pixels
            .saturating_mul(MAX_WORK_PER_PIXEL)
            .saturating_add(MAX_WORK),
    };
    let mut values: HashMap<&str, Value> = HashMap::new();
    for tensor in &graph.initializer {
        values.insert(&tensor.name, Value::of_tensor(tensor, weights));
    }
    values.insert(INPUT, Value::of(&picture));
    let signature = Signature::of(graph)?;
    let mut live = 3 * pixels;
    if let Signature::Guided { latent } = signature {
        values.insert(LATENT, Value::of(&[1, latent]));
        live += latent as u64;
    }
    let output = signature.output();
    let last_uses = last_uses(graph, output);
    let mut needs = Needs::default();
    for (index, node) in graph.node.iter().enumerate() {
        let at = |e: Error| e.at_node(label(node));
        let view = View::new(node, &values);
        let is_constant = view.is_lasting();
        let made = rules::apply(&view).map_err(|error| at(wrong(error)))?;
        if made.values.len() != node.output.len() {
            return Err(at(wrong("it has outputs that are not supported")));
        }
        for (name, mut value) in node.output.iter().zip(made.values) {
            live = live.saturating_add(value.elements());
            value.is_constant = is_constant;
            values.insert(name, value);
        }
        needs.live = needs.live.max(live.saturating_add(made.scratch));
        needs.work = needs.work.saturating_add(made.work);
        if needs.live > most.live || needs.work > most.work {
            return Err(at(too_much(size)));
        }
        // A value after its last use is freed, once even if that node uses it twice.
        for name in node.input.iter().chain(&node.output) {
            if last_uses
                .get(name.as_str())
                .is_none_or(|&last| last == index)
                && let Some(value) = values.remove(name.as_str())
                && !value.is_constant
            {
                live = live.saturating_sub(value.elements());
            }
        }
    }
    let expected = signature.output_shape(picture);
    match values.get(output) {
        Some(value) if value.dims == expected => Ok(needs),
        value => {
            let wanted = match expected == picture {
                true => "the same".to_owned(),
                false => format!("{expected:?}"),
            };
            Err(wrong(format!(
                "for a picture of shape {picture:?}, the output's is {:?}; it must be {wanted}",
                value.map(|value| &value.dims)
            )))
        }
    }
}

/// The last node that uses each value; the result is needed to the end.
fn last_uses<'a>(graph: &'a Graph, output: &'a str) -> HashMap<&'a str, usize> {
    let mut last = HashMap::new();
    for (index, node) in graph.node.iter().enumerate() {
        for name in &node.input {
            last.insert(name.as_str(), index);
        }
    }
    last.insert(output, usize::MAX);
    last
}

fn too_much((height, width): (usize, usize)) -> Error {
    Error::new(
        ErrorKind::TooLarge,
        format!(
            "up to here, a picture of {width}x{height} takes more memory or time than any \
             restoration network needs; do not use this pack unless you trust who made it"
        ),
    )
}

fn wrong(text: impl Into<String>) -> Error {
    Error::new(ErrorKind::Graph, text)
}
