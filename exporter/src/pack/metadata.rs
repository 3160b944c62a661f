//! A graph's metadata.

use dynet_models::Reuse;

use crate::Precision;

/// A graph's metadata, for graphs that are found without their pack.
pub(super) struct GraphMetadata<'a> {
    /// The network's family.
    pub network: &'a str,
    pub pack: &'a str,
    pub version: &'a str,
    pub license: &'a str,
    /// The task that it was adapted to.
    pub task: Option<&'a str>,
}

impl GraphMetadata<'_> {
    /// The entries of the graph of a variant.
    pub fn entries(
        &self,
        variant: &str,
        reuse: Reuse,
        target: &str,
        precision: Precision,
    ) -> Vec<(String, String)> {
        let (reuse, precision) = (reuse.to_string(), precision.to_string());
        let entries = [
            ("network", self.network),
            ("pack", self.pack),
            ("variant", variant),
            ("reuse", &reuse),
            ("target", target),
            ("precision", &precision),
            ("version", self.version),
            ("license", self.license),
        ];
        let task = self.task.map(|task| ("task", task));
        let entries = entries.into_iter().chain(task);
        entries
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    }
}
