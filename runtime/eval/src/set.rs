//! A folder of photos to measure on, and which input belongs to which target.

use dynet_core::{Error, ErrorKind, Result};
use dynet_image::Format;
use std::path::{Path, PathBuf};

/// A degraded photo and the clean one; the same file twice if the degradation is added later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The degraded photo.
    pub input: PathBuf,
    /// The clean photo.
    pub target: PathBuf,
}

/// Photos to measure on, in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The folder's name.
    pub name: String,
    /// Whether the folder holds `input` and `target`.
    pub paired: bool,
    /// The photos; at least one.
    pub pairs: Vec<Pair>,
}

impl Set {
    /// Looks through a folder: `input` and `target` in it mean pairs, otherwise its photos are clean.
    ///
    /// The target of `0001_0.8_0.2.jpg` is `0001_0.8_0.2.*`, or `0001.*` (the name up to its first
    /// `_`), or either of these with `no` before it (Rain100L's `norain-001.png`).
    ///
    /// # Errors
    /// A folder that is missing or holds no photos, an input without a target.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        // The real name also of `.` and `..`.
        let real = folder
            .canonicalize()
            .map_err(|e| Error::io("open", folder, e))?;
        let name = real
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let paired = folder.join("input").is_dir() && folder.join("target").is_dir();
        let pairs = if paired {
            let targets = photos(&folder.join("target"))?;
            let inputs = photos(&folder.join("input"))?.into_iter();
            inputs
                .map(|input| match_up(input, &targets))
                .collect::<Result<_>>()?
        } else {
            let twice = |photo: PathBuf| Pair {
                input: photo.clone(),
                target: photo,
            };
            photos(folder)?.into_iter().map(twice).collect()
        };
        Ok(Self {
            name,
            paired,
            pairs,
        })
    }

    /// The task of a set of pairs, by the words in its name: `derain`, `dehaze`, or just `pairs`. Words are runs of
    /// letters: `Rain100L` is about rain, `training` is not.
    pub(super) fn task(&self) -> String {
        let name = self.name.to_ascii_lowercase();
        let words: Vec<&str> = name.split(|letter: char| !letter.is_alphabetic()).collect();
        let about = |known: &[&str]| words.iter().any(|word| known.contains(word));
        let task = if about(&["rain", "rainy", "derain", "deraining"]) {
            "derain"
        } else if about(&["sots", "reside", "haze", "hazy", "dehaze", "dehazing"]) {
            "dehaze"
        } else {
            "pairs"
        };
        task.into()
    }
}

/// The photos in a folder, recognized by their extensions, in the order of their names.
fn photos(folder: &Path) -> Result<Vec<PathBuf>> {
    let reading = |e| Error::io("read", folder, e);
    let mut photos = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(reading)? {
        let path = entry.map_err(reading)?.path();
        if Format::from_path(&path).is_ok() && path.is_file() {
            photos.push(path);
        }
    }
    if photos.is_empty() {
        return Err(Error::new(
            ErrorKind::Missing,
            "there are no PNG, JPEG, WebP or TIFF photos in this folder, nor the folders input and target",
        )
        .in_file(folder));
    }
    photos.sort();
    Ok(photos)
}

fn match_up(input: PathBuf, targets: &[PathBuf]) -> Result<Pair> {
    let stem = stem(&input);
    let id = stem.split('_').next().unwrap_or_default();
    let names = [
        stem.clone(),
        id.into(),
        format!("no{stem}"),
        format!("no{id}"),
    ];
    let target = names
        .iter()
        .find_map(|name| targets.iter().find(|target| self::stem(target) == *name));
    match target {
        Some(target) => Ok(Pair {
            target: target.clone(),
            input,
        }),
        None => Err(Error::new(
            ErrorKind::Missing,
            if stem == id {
                format!("there is no photo named {stem} in the folder target")
            } else {
                format!("there is no photo named {stem} or {id} in the folder target")
            },
        )
        .in_file(input)),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sets_task_is_told_by_whole_words() {
        let task = |name: &str| {
            let name = name.to_owned();
            let (paired, pairs) = (true, Vec::new());
            Set {
                name,
                paired,
                pairs,
            }
            .task()
        };
        for name in ["Rain100L", "rain", "my-rain_val", "Derain 2"] {
            assert_eq!(task(name), "derain", "{name}");
        }
        for name in ["SOTS-outdoor", "sots_indoor", "haze"] {
            assert_eq!(task(name), "dehaze", "{name}");
        }
        for name in ["training", "terrain", "brain-mri", "", "pairs"] {
            assert_eq!(task(name), "pairs", "{name}");
        }
    }
}
