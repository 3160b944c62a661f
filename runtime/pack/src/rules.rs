//! Checks of a manifest beyond well-formed JSON.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::files::is_plain_name;
use super::prompter::check_prompter;
use super::task_rules::check_tasks;
use super::{FileEntry, Graph, Manifest, SCHEMA, Variant};
use dynet_core::{Error, ErrorKind, Result};

/// More variants than anyone exports; bounds what opening a hostile pack costs.
const MAX_VARIANTS: usize = 64;
/// More targets than there are.
const MAX_GRAPHS: usize = 16;
/// The number formats that graphs may have.
const PRECISIONS: [&str; 3] = ["fp32", "fp16", "int8"];
/// More degradations than have names.
const MAX_DEGRADATIONS: usize = 64;
/// The longest name of a task or of a degradation, in bytes.
pub(super) const MAX_NAME_BYTES: usize = 64;
/// The largest padding multiple.
const MAX_MULTIPLE: usize = 1024;

/// Parses and checks the text of a `pack.json`; `path` is for messages.
pub fn parse_manifest(text: &[u8], path: &Path) -> Result<Manifest> {
    let manifest: Manifest = parse(text, path)?;
    check(&manifest).map_err(|e| e.in_file(path))?;
    Ok(manifest)
}

/// Parses a manifest of this schema.
pub(super) fn parse<T: DeserializeOwned>(text: &[u8], path: &Path) -> Result<T> {
    /// Only the schema number, to tell a newer manifest from a broken one.
    #[derive(Deserialize)]
    struct Schema {
        schema: u64,
    }
    let bad_json = |e: serde_json::Error| {
        Error::new(
            ErrorKind::Manifest,
            "this is not a pack manifest; fetch or export the pack again",
        )
        .in_file(path)
        .caused_by(e)
    };
    let Schema { schema } = serde_json::from_slice(text).map_err(bad_json)?;
    if schema != u64::from(SCHEMA) {
        return Err(Error::new(
            ErrorKind::UnknownSchema,
            format!(
                "this pack needs a newer dynet: it has schema {schema}, this program reads \
                 schema {SCHEMA}"
            ),
        )
        .in_file(path));
    }
    serde_json::from_slice(text).map_err(bad_json)
}

/// Checks the values of a manifest.
fn check(manifest: &Manifest) -> Result<()> {
    let multiple = manifest.input.multiple;
    if !(1..=MAX_MULTIPLE).contains(&multiple) {
        return Err(bad(format!(
            "input.multiple is {multiple}, it must be 1 to {MAX_MULTIPLE}"
        )));
    }
    if manifest.degradations.len() > MAX_DEGRADATIONS
        || !manifest.degradations.iter().all(|kind| is_short_text(kind))
    {
        let text = format!("degradations must be at most {MAX_DEGRADATIONS} short texts");
        return Err(bad(text));
    }
    check_precision(&manifest.precision)?;
    check_entry("weights", &manifest.weights)?;
    let further = &manifest.further_weights;
    if further.len() > PRECISIONS.len() {
        return Err(bad(format!("there are {} further weights", further.len())));
    }
    let mut files = HashSet::from([&manifest.weights.file]);
    for entry in further {
        check_entry("further_weights", entry)?;
        if !files.insert(&entry.file) {
            return Err(bad(format!(
                "the weights {:?} are listed twice",
                entry.file
            )));
        }
    }
    if let Some(card) = &manifest.card {
        check_name("card", card)?;
    }
    check_variants(manifest, &manifest.variants, &files)?;
    check_prompter(manifest, &files)?;
    check_tasks(manifest)
}

/// Checks variants whose graphs may point into those weights files.
pub(super) fn check_variants(
    manifest: &Manifest,
    variants: &[Variant],
    files: &HashSet<&String>,
) -> Result<()> {
    if variants.is_empty() || variants.len() > MAX_VARIANTS {
        return Err(bad(format!(
            "there are {} variants, there must be 1 to {MAX_VARIANTS}",
            variants.len()
        )));
    }
    let mut names = HashSet::new();
    for variant in variants {
        let name = &variant.name;
        if name.is_empty() || !names.insert(name) {
            return Err(bad(format!(
                "the variant name {name:?} is empty or used twice"
            )));
        }
        check_graphs(
            manifest,
            &format!("variant {name:?}"),
            &variant.graphs,
            files,
        )?;
    }
    Ok(())
}

/// Checks graphs that may point into those weights files; `place` is for messages.
pub(super) fn check_graphs(
    manifest: &Manifest,
    place: &str,
    graphs: &[Graph],
    files: &HashSet<&String>,
) -> Result<()> {
    let multiple = manifest.input.multiple;
    if graphs.is_empty() || graphs.len() > MAX_GRAPHS {
        return Err(bad(format!(
            "{place} has {} graphs, there must be 1 to {MAX_GRAPHS}",
            graphs.len()
        )));
    }
    for graph in graphs {
        check_entry(place, &graph.entry)?;
        check_precision(manifest.precision_of(graph))?;
        let weights = manifest.weights_of(graph);
        if !files.iter().any(|file| *file == weights) {
            return Err(bad(format!(
                "{place}: {:?} points into {weights:?}, which the manifest does not list as \
                 weights",
                graph.entry.file
            )));
        }
        if let Some(size) = graph.size
            && size.iter().any(|side| *side == 0 || side % multiple != 0)
        {
            return Err(bad(format!(
                "{place}: the size {size:?} is not a multiple of {multiple}"
            )));
        }
    }
    Ok(())
}

fn check_precision(precision: &str) -> Result<()> {
    if PRECISIONS.contains(&precision) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Unsupported,
        format!(
            "the precision is {precision:?}, this program runs {}",
            PRECISIONS.join(", ")
        ),
    ))
}

pub(super) fn check_entry(place: &str, entry: &FileEntry) -> Result<()> {
    check_name(place, &entry.file)?;
    let hash = &entry.sha256;
    if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(bad(format!("{place}: {hash:?} is not a SHA-256")));
    }
    Ok(())
}

pub(super) fn check_name(place: &str, name: &str) -> Result<()> {
    if is_plain_name(name) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::UnsafePath,
        format!(
            "{place}: the file name {name:?} is not a plain name inside the pack; \
             do not use this pack unless you trust who made it, and ask them for a clean one"
        ),
    ))
}

/// Whether a text can be shown in a line: 1 to 64 bytes without control characters.
pub(super) fn is_short_text(text: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&text.len()) && !text.chars().any(char::is_control)
}

pub(super) fn bad(message: String) -> Error {
    Error::new(ErrorKind::Manifest, message)
}
