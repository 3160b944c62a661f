//! Patches of photos in one folder per class, as in ImageNet.

use super::{crop, folder};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_degrade::random;
use dynet_image::Format;
use rand::RngExt;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Photos tried before a draw fails: a few broken files must not stop a long run.
const TRIES: usize = 32;

/// A folder with one subfolder of photos per class, read on demand: a set that is large enough to learn classes from
/// does not fit in memory.
pub struct LabelSource {
    classes: Vec<String>,
    photos: Vec<(PathBuf, usize)>,
    patch: usize,
    broken: Mutex<BTreeMap<PathBuf, String>>,
}

impl LabelSource {
    /// Finds the photos (PNG, JPEG, WebP) directly inside each subfolder of `folder`. Classes count from 0
    /// in the order of their names.
    ///
    /// # Errors
    /// A folder that cannot be read, one with fewer than two subfolders, or a subfolder without photos.
    pub fn new(folder: impl AsRef<Path>, patch: usize) -> Result<Self> {
        let folder = folder.as_ref();
        let wrong =
            |message: String, at: &Path| Err(Error::new(ErrorKind::Missing, message).in_file(at));
        let subfolders = inside(folder, Path::is_dir)?;
        let name = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        let classes: Vec<String> = subfolders.iter().map(name).collect();
        let advice = "give two or more subfolders, each with the photos of one class, or train without \
                      classes by --photos";
        match &classes[..] {
            [] => return wrong(format!("there are no classes here: {advice}"), folder),
            [one] => {
                let message = format!("there is only one class here, {one}: {advice}");
                return wrong(message, folder);
            }
            _ => {}
        }
        let mut photos = Vec::new();
        for (class, path) in subfolders.iter().enumerate() {
            let known = |path: &Path| path.is_file() && Format::from_path(path).is_ok();
            let found = inside(path, known)?;
            if found.is_empty() {
                return wrong("this class has no photo (PNG, JPEG or WebP)".into(), path);
            }
            photos.extend(found.into_iter().map(|path| (path, class)));
        }
        Ok(Self {
            classes,
            photos,
            patch,
            broken: Mutex::default(),
        })
    }

    /// Two patches of one photo, `[3, patch, patch]` each, and the photo's class; the same for the same
    /// `(seed, index)`.
    ///
    /// All photos are equally likely. A photo that cannot be read is listed in [`LabelSource::broken`], and the next
    /// one is used.
    ///
    /// # Errors
    /// No photo can be read.
    pub fn two(&self, seed: u64, index: u64) -> Result<([Planar; 2], usize)> {
        let mut rng = random::stream(random::PATCHES, seed, index);
        let first = rng.random_range(0..self.photos.len() as u64) as usize;
        for offset in 0..TRIES.min(self.photos.len()) {
            let (path, class) = &self.photos[(first + offset) % self.photos.len()];
            match folder::read(path, self.patch) {
                Ok(photo) => {
                    let patches = [0; 2].map(|_| crop::random(&photo, self.patch, &mut rng));
                    return Ok((patches, *class));
                }
                Err(e) => {
                    let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
                    broken.insert(path.clone(), e.to_string());
                }
            }
        }
        let broken = self.broken();
        let first = broken.first().map_or("", |(_, reason)| reason);
        Err(Error::new(
            ErrorKind::Photo,
            format!("none of the photos that were tried can be read; the first: {first}"),
        ))
    }

    /// The names of the classes, in order.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Number of photos.
    pub fn len(&self) -> usize {
        self.photos.len()
    }

    /// Never true: [`LabelSource::new`] refuses a class without photos.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The photos that could not be read so far, and why.
    pub fn broken(&self) -> Vec<(PathBuf, String)> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        broken.iter().map(|(p, r)| (p.clone(), r.clone())).collect()
    }
}

/// The wanted entries of a folder, sorted by name: the file system's order differs between machines.
fn inside(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let failed = |e| Error::io("read", folder, e);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
