//! Expands names, folders and patterns to photo files.

use clap::error::ErrorKind as Usage;
use dynet_image::Format;
use glob::MatchOptions;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The suffixes of the files that dynet writes beside a photo.
const RESULTS: [&str; 2] = [".restored", ".compare"];

/// The photos, in the order given, each once. A folder stands for the photos directly in it, a pattern
/// for the photos that it matches; in both, hidden files and dynet's own results are left out. A named
/// file stays, unless it is the result of a photo that is named as well (`*.jpg`, expanded by the
/// shell, on the second run).
///
/// # Errors
/// Invalid arguments: a folder or pattern without photos, an invalid pattern.
pub fn photos(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, clap::Error> {
    let mut photos = Vec::new();
    for input in inputs {
        match pattern(input) {
            _ if input.is_dir() => photos.extend(in_folder(input)?),
            Some(pattern) => photos.extend(matches(pattern)?),
            None if made_from(input).is_some_and(|photo| names(inputs, &photo)) => {}
            None => photos.push(input.clone()),
        }
    }
    let mut seen = HashSet::new();
    photos.retain(|photo| seen.insert(photo.clone()));
    Ok(photos)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, clap::Error> {
    let entries = std::fs::read_dir(folder)
        .map_err(|e| wrong(format!("{}: could not read it: {e}", folder.display())))?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut photos: Vec<PathBuf> = files.filter(|file| is_photo(file)).collect();
    photos.sort();
    if photos.is_empty() {
        return Err(wrong(format!(
            "{}: there are no photos (.jpg, .png, .webp, .tif) directly in this folder",
            folder.display()
        )));
    }
    Ok(photos)
}

/// The text of an input that must be a pattern, because there is no such file.
fn pattern(input: &Path) -> Option<&str> {
    let text = input.to_str()?;
    (text.contains(['*', '?', '[']) && !input.exists()).then_some(text)
}

fn matches(pattern: &str) -> Result<Vec<PathBuf>, clap::Error> {
    let options = MatchOptions {
        // Cameras write .JPG, and shells that leave patterns to programs ignore case.
        case_sensitive: false,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let files = glob::glob_with(pattern, options)
        .map_err(|e| wrong(format!("{pattern:?} is not a pattern: {e}")))?;
    let photos: Vec<PathBuf> = files
        .filter_map(Result::ok)
        .filter(|file| is_photo(file))
        .collect();
    if photos.is_empty() {
        return Err(wrong(format!(
            "{pattern:?} matches no photos (.jpg, .png, .webp, .tif)"
        )));
    }
    Ok(photos)
}

/// Whether to restore a file that was not named.
fn is_photo(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.')
        && Format::from_path(path).is_ok()
        && made_from(path).is_none()
        && path.is_file()
}

/// For a result such as `a.restored.jpg` or `a.restored.compare.png`: the photo's path without its
/// extension, `a`.
fn made_from(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_str()?;
    let mut photo = stem;
    while let Some(shorter) = RESULTS.iter().find_map(|mark| photo.strip_suffix(mark)) {
        photo = shorter;
    }
    (photo != stem && !photo.is_empty()).then(|| path.with_file_name(photo))
}

/// Whether a photo of that path, with any extension, is among the inputs.
fn names(inputs: &[PathBuf], photo: &Path) -> bool {
    inputs
        .iter()
        .any(|input| input.file_stem() == photo.file_name() && input.parent() == photo.parent())
}

fn wrong(message: String) -> clap::Error {
    clap::Error::raw(Usage::ValueValidation, message + "\n")
}
