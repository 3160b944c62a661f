//! One forward pass recorded at several sizes of its inputs, as one program whose axes have a
//! length for every recording.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use burn::tensor::TensorData;
use burn_capture::TensorId;
use burn_ir::{OperationIr, TensorIr};

use crate::capture::Recording;
use crate::dims::Axis;
use crate::ports::End;
use crate::recorded::{blank, describe, live, progression};
use crate::symbols::{self, Symbol};
use crate::{Error, ErrorKind, Result};

/// The live operations of a forward pass, with tensor ids as in the first recording.
pub(crate) struct Trace {
    /// The free lengths of the inputs.
    pub symbols: Vec<Symbol>,
    /// Their values, one list for each recording.
    pub points: Vec<Vec<usize>>,
    pub operations: Vec<OperationIr>,
    pub inputs: Vec<End>,
    pub outputs: Vec<End>,
    pub values: BTreeMap<TensorId, Arc<TensorData>>,
    pub names: BTreeMap<TensorId, String>,
    /// Constants that are a range (start, step) as long as an input.
    pub progressions: HashMap<TensorId, (i64, i64)>,
    /// Lengths of every tensor's axes.
    axes: HashMap<TensorId, Vec<Axis>>,
    /// The operations of the other recordings, for differences other than shapes.
    others: Vec<Vec<OperationIr>>,
    /// Which operation makes a tensor.
    producers: HashMap<TensorId, usize>,
}

impl Trace {
    /// A trace of one recording, with the symbols' values there.
    pub fn new(recording: Recording, symbols: Vec<Symbol>, point: Vec<usize>) -> Self {
        let operations = live(recording.operations, &recording.outputs);
        let mut trace = Self {
            symbols,
            points: Vec::new(),
            inputs: recording.inputs,
            outputs: recording.outputs,
            values: recording
                .values
                .into_iter()
                .map(|(id, value)| (id, Arc::new(value)))
                .collect(),
            names: recording.names,
            progressions: HashMap::new(),
            axes: HashMap::new(),
            others: Vec::new(),
            producers: HashMap::new(),
            operations,
        };
        for (position, operation) in trace.operations.iter().enumerate() {
            for out in operation.outputs() {
                trace.producers.insert(out.id, position);
            }
        }
        let operations = trace.operations.clone();
        let ends = [&trace.inputs[..], &trace.outputs[..]].concat();
        trace.note(&operations, &ends, point, Some);
        trace
    }

    /// Adds the same forward pass at another size.
    ///
    /// # Errors
    /// [`ErrorKind::SizeDependent`] when its operations or constants are not the same.
    pub fn add(&mut self, other: Recording, point: Vec<usize>) -> Result<()> {
        let operations = live(other.operations, &other.outputs);
        let differs = |what: String| {
            let [here, there] =
                [&self.points[0], &point].map(|point| symbols::describe(&self.symbols, point));
            Error::new(
                ErrorKind::SizeDependent,
                format!(
                    "the forward pass differs between {here} and {there}: {what}; it must use \
                     the same operations at every size"
                ),
            )
        };
        if operations.len() != self.operations.len() {
            let (a, b) = (self.operations.len(), operations.len());
            return Err(differs(format!("{a} operations against {b}")));
        }

        let inputs = other.inputs.iter().zip(&self.inputs);
        let mut ours: HashMap<TensorId, TensorId> =
            inputs.map(|(theirs, ours)| (theirs.id, ours.id)).collect();
        for (position, (a, b)) in self.operations.iter().zip(&operations).enumerate() {
            let (a_blank, a_ids) = blank(a);
            let (b_blank, b_ids) = blank(b);
            let mut wired_alike = || {
                a_ids
                    .iter()
                    .zip(&b_ids)
                    .all(|(a, b)| *ours.entry(*b).or_insert(*a) == *a)
            };
            if a_blank != b_blank || a_ids.len() != b_ids.len() || !wired_alike() {
                return Err(differs(format!(
                    "operation {position} is {} against {}",
                    describe(a),
                    describe(b)
                )));
            }
        }
        for (a, b) in self.outputs.iter().zip(&other.outputs) {
            if *ours.entry(b.id).or_insert(a.id) != a.id || a.shape.len() != b.shape.len() {
                return Err(differs("another tensor is returned".to_owned()));
            }
        }
        for (theirs, value) in &other.values {
            let Some(id) = ours.get(theirs) else {
                continue;
            };
            let here = self.values.get(id).map(Arc::as_ref);
            if here == Some(value) {
                continue;
            }
            if let Some(found) = here.and_then(|here| progression(here, value)) {
                self.progressions.insert(*id, found);
            } else {
                let name = self.name(*id);
                return Err(differs(format!("the constant {name} has other values")));
            }
        }
        let ends = [&other.inputs[..], &other.outputs[..]].concat();
        self.note(&operations, &ends, point, |id| ours.get(&id).copied());
        self.others.push(operations);
        Ok(())
    }

    /// Records the shapes of one more recording.
    fn note(
        &mut self,
        operations: &[OperationIr],
        ends: &[End],
        point: Vec<usize>,
        ours: impl Fn(TensorId) -> Option<TensorId>,
    ) {
        let tensors = operations.iter().flat_map(OperationIr::nodes);
        let tensors = tensors.map(|tensor| (tensor.id, tensor.shape.as_slice()));
        let ends = ends.iter().map(|end| (end.id, end.shape.as_slice()));
        let mut noted = HashSet::new();
        for (id, shape) in tensors.chain(ends) {
            let Some(id) = ours(id).filter(|id| noted.insert(*id)) else {
                continue;
            };
            let axes = self.axes.entry(id).or_default();
            axes.resize(shape.len(), Vec::new());
            for (axis, &length) in axes.iter_mut().zip(shape) {
                axis.push(length);
            }
        }
        self.points.push(point);
    }

    /// Lengths of a tensor's axes; empty for a tensor that no operation touches.
    pub fn axes(&self, id: TensorId) -> &[Axis] {
        self.axes.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The operation at `position` in every recording.
    pub fn recorded(&self, position: usize) -> impl Iterator<Item = &OperationIr> {
        let others = self
            .others
            .iter()
            .map(move |operations| &operations[position]);
        self.operations.get(position).into_iter().chain(others)
    }

    /// The operation that makes `tensor`.
    pub fn producer(&self, tensor: &TensorIr) -> Option<&OperationIr> {
        self.producer_at(tensor).map(|(_, operation)| operation)
    }

    /// The operation that makes `tensor`, and its position.
    pub fn producer_at(&self, tensor: &TensorIr) -> Option<(usize, &OperationIr)> {
        let position = *self.producers.get(&tensor.id)?;
        Some((position, self.operations.get(position)?))
    }

    /// The parameter path of a tensor, or a synthetic name.
    pub fn name(&self, id: TensorId) -> String {
        match self.names.get(&id) {
            Some(name) => name.clone(),
            None => format!("constant_{}", self.constant_number(id)),
        }
    }

    /// Counts unnamed constants from 0, so that names do not depend on what ran before.
    fn constant_number(&self, id: TensorId) -> usize {
        let unnamed = |other: &&TensorId| **other < id && !self.names.contains_key(other);
        self.values.keys().filter(unnamed).count()
    }
}
