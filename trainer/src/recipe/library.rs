//! The recipes that come with the program.

use super::Recipe;
use dynet_core::{Error, ErrorKind, Result};
use std::path::Path;

/// The built-in recipes: name and TOML text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("photo", include_str!("../../recipes/photo.toml")),
    (
        "photo-levels",
        include_str!("../../recipes/photo-levels.toml"),
    ),
    (
        "paper-pretrain",
        include_str!("../../recipes/paper-pretrain.toml"),
    ),
    (
        "paper-finetune",
        include_str!("../../recipes/paper-finetune.toml"),
    ),
    (
        "paper-denoise",
        include_str!("../../recipes/paper-denoise.toml"),
    ),
    (
        "paper-derain",
        include_str!("../../recipes/paper-derain.toml"),
    ),
    (
        "paper-dehaze",
        include_str!("../../recipes/paper-dehaze.toml"),
    ),
    (
        "edge-pretrain",
        include_str!("../../recipes/edge-pretrain.toml"),
    ),
    (
        "adair-pretrain",
        include_str!("../../recipes/adair-pretrain.toml"),
    ),
    ("edge-pack", include_str!("../../recipes/edge-pack.toml")),
    (
        "edge-pack-end",
        include_str!("../../recipes/edge-pack-end.toml"),
    ),
    (
        "edge-pack-more",
        include_str!("../../recipes/edge-pack-more.toml"),
    ),
    (
        "edge-pack-muon",
        include_str!("../../recipes/edge-pack-muon.toml"),
    ),
    (
        "edge-pack-even",
        include_str!("../../recipes/edge-pack-even.toml"),
    ),
    (
        "edge-pack-last",
        include_str!("../../recipes/edge-pack-last.toml"),
    ),
];

/// The error for a name that is neither a file nor one of these built-in recipes (name and TOML text).
pub fn unknown_recipe<'a>(
    name: &str,
    built_in: impl IntoIterator<Item = &'a (&'a str, &'a str)>,
) -> Error {
    let names: Vec<&str> = built_in.into_iter().map(|(name, _)| *name).collect();
    let names = names.join(", ");
    let message = format!("{name} is neither a file nor a built-in recipe ({names})");
    Error::new(ErrorKind::Argument, message)
}

impl Recipe {
    /// A recipe by the name of a built-in one, or from a TOML file.
    ///
    /// # Errors
    /// A name that is neither, or what [`Recipe::parse`] says.
    pub fn open(name: &str) -> Result<Self> {
        if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            return Self::parse(text);
        }
        let path = Path::new(name);
        if !path.exists() {
            return Err(unknown_recipe(name, BUILT_IN));
        }
        let text = std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))?;
        Self::parse(&text).map_err(|e| e.in_file(path))
    }
}
