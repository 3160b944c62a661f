//! Finding a graph in a pack.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{Graph, GraphFacts, Pack, Task, Variant};
use crate::Weights;
use dynet_core::{Error, ErrorKind, Result};

/// The target whose graphs every engine runs.
const PLAIN: &str = "cpu";

/// One of a pack's networks: a variant, by itself or with a task's adapter.
///
/// ```
/// use dynet_pack::NetworkRef;
/// assert_eq!(NetworkRef::from("s"), NetworkRef { task: None, variant: "s" });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NetworkRef<'a> {
    /// Name of the task; `None` for the pack's own network.
    pub task: Option<&'a str>,
    /// Name of the variant.
    pub variant: &'a str,
}

/// A graph of a pack, as an engine takes it.
#[derive(Clone, Copy, Debug)]
pub struct PackGraph<'a> {
    /// Its entry in the manifest.
    pub entry: &'a Graph,
    /// Its path, for messages.
    pub path: &'a Path,
    /// ONNX.
    pub bytes: &'a [u8],
    /// What the checks found in it.
    pub facts: GraphFacts,
    /// The files that its initializers point into: one of the pack's, and after it the task's own.
    pub weights: &'a [Arc<Weights>],
}

impl Pack {
    /// The variant of that name.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], listing the names that there are.
    pub fn variant(&self, name: &str) -> Result<&Variant> {
        self.manifest().variant(name).ok_or_else(|| {
            let variants = self.manifest().variants.iter();
            let names: Vec<&str> = variants.map(|variant| variant.name.as_str()).collect();
            let names = names.join(", ");
            self.unknown(format!(
                "there is no variant {name:?}; this pack has {names}"
            ))
        })
    }

    /// The task of that name.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownTask`], listing the names that there are.
    pub fn task(&self, name: &str) -> Result<&Task> {
        self.manifest().task(name).ok_or_else(|| {
            let tasks = self.manifest().tasks.iter();
            let names: Vec<&str> = tasks.map(|task| task.name.as_str()).collect();
            let known = match names.is_empty() {
                true => "this pack has none; an add-on can add one".to_owned(),
                false => format!("this pack has {}", names.join(", ")),
            };
            let text = format!("there is no task {name:?}; {known}");
            Error::new(ErrorKind::UnknownTask, text).in_file(self.path())
        })
    }

    /// The variants of the pack's own network, or those of a task.
    ///
    /// # Errors
    /// As [`Pack::task`].
    pub fn variants(&self, task: Option<&str>) -> Result<&[Variant]> {
        match task {
            None => Ok(&self.manifest().variants),
            Some(name) => Ok(&self.task(name)?.variants),
        }
    }

    /// A variant's graph for pictures of any size in `precision`: the one for `target`, or the
    /// first where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], also when the variant has no such graph;
    /// [`ErrorKind::UnknownTask`].
    pub fn graph<'a>(
        &self,
        which: impl Into<NetworkRef<'a>>,
        target: &str,
        precision: &str,
    ) -> Result<PackGraph<'_>> {
        let which = which.into();
        let variant = self.which(which)?;
        let entry = self.manifest().graph(variant, target, precision);
        entry
            .and_then(|entry| self.loaded(which.task, entry))
            .ok_or_else(|| {
                self.unknown(format!(
                    "{which} has no {precision} graph for pictures of any size: choose another \
                     precision, or export the pack with this one"
                ))
            })
    }

    /// A variant's graph in `precision` for `target` and for tiles of one size (width, height). In a
    /// pack without graphs for any size, the processor's graph replaces a missing one for `target`.
    ///
    /// # Errors
    /// As [`Pack::graph`].
    pub fn tile_graph<'a>(
        &self,
        which: impl Into<NetworkRef<'a>>,
        target: &str,
        precision: &str,
        (width, height): (usize, usize),
    ) -> Result<PackGraph<'_>> {
        let which = which.into();
        let manifest = self.manifest();
        let variant = self.which(which)?;
        let of = |target: &str| {
            variant.graphs.iter().find(|graph| {
                graph.is_for(target)
                    && graph.size == Some([height, width])
                    && manifest.precision_of(graph) == precision
            })
        };
        let plain = || of(PLAIN).filter(|_| !manifest.input.dynamic);
        of(target)
            .or_else(plain)
            .and_then(|entry| self.loaded(which.task, entry))
            .ok_or_else(|| {
                self.unknown(format!(
                    "{which} has no {precision} graph for {target} and tiles of {width}x{height}, \
                     as others in this pack have: export all variants alike"
                ))
            })
    }

    /// All graphs of the pack's own network, with the variants that they are of.
    pub fn graphs(&self) -> impl Iterator<Item = (&Variant, PackGraph<'_>)> {
        self.all(None, &self.manifest().variants)
    }

    /// All graphs of a task, with the variants that they are of.
    pub fn task_graphs<'a>(
        &'a self,
        task: &'a Task,
    ) -> impl Iterator<Item = (&'a Variant, PackGraph<'a>)> {
        self.all(Some(&task.name), &task.variants)
    }

    fn all<'a>(
        &'a self,
        task: Option<&'a str>,
        variants: &'a [Variant],
    ) -> impl Iterator<Item = (&'a Variant, PackGraph<'a>)> {
        variants.iter().flat_map(move |variant| {
            let graphs = variant.graphs.iter();
            graphs.filter_map(move |entry| Some((variant, self.loaded(task, entry)?)))
        })
    }

    fn which(&self, which: NetworkRef) -> Result<&Variant> {
        // Names of variants are the same in all tasks.
        let base = self.variant(which.variant)?;
        match which.task {
            None => Ok(base),
            Some(task) => Ok(self.task(task)?.variant(which.variant).unwrap_or(base)),
        }
    }

    fn unknown(&self, text: String) -> Error {
        Error::new(ErrorKind::UnknownVariant, text).in_file(self.path())
    }
}

impl<'a> From<&'a str> for NetworkRef<'a> {
    fn from(variant: &'a str) -> Self {
        Self {
            task: None,
            variant,
        }
    }
}

impl<'a> From<&'a String> for NetworkRef<'a> {
    fn from(variant: &'a String) -> Self {
        variant.as_str().into()
    }
}

impl fmt::Display for NetworkRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "variant {:?}", self.variant)?;
        match self.task {
            Some(task) => write!(f, " of the task {task:?}"),
            None => Ok(()),
        }
    }
}
