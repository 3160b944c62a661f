//! Finding ONNX Runtime's shared library.

use std::path::{Path, PathBuf};

use dynet_core::{Error, ErrorKind, Result};

/// The version that `dynet setup-ort` installs.
pub const VERSION: &str = "1.31.1";

/// The environment variable that names the library.
pub const VARIABLE: &str = "ORT_DYLIB_PATH";

/// The name under which an Android app's own copy is looked up by the system's loader: inside an
/// app package it has no path.
pub(crate) const IN_APP: &str = "libonnxruntime.so";

/// The result of a search for the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Use this file.
    Found(PathBuf),
    /// It was not found; the text says why and what to do, in one line.
    Absent(String),
}

/// Looks for the library: `explicit`, then `ORT_DYLIB_PATH`, then the cache folder; on Android
/// finally the app's own copy, which may turn out to be missing when it is loaded.
///
/// # Errors
/// [`ErrorKind::EngineMissing`] when `explicit` is given and is not a file: another library does
/// not replace a named one.
pub fn find(explicit: Option<&Path>) -> Result<Search> {
    find_in(
        explicit,
        std::env::var_os(VARIABLE).map(PathBuf::from),
        cache_folder(),
    )
}

/// [`find`] with the environment given.
fn find_in(
    explicit: Option<&Path>,
    variable: Option<PathBuf>,
    cache: Option<PathBuf>,
) -> Result<Search> {
    if let Some(path) = explicit {
        if path.is_file() {
            return Ok(Search::Found(path.to_path_buf()));
        }
        return Err(Error::new(
            ErrorKind::EngineMissing,
            "there is no ONNX Runtime library here; give the path of libonnxruntime itself",
        )
        .in_file(path));
    }
    if let Some(path) = variable.filter(|path| !path.as_os_str().is_empty()) {
        if path.is_file() {
            return Ok(Search::Found(path));
        }
        return Ok(Search::Absent(format!(
            "{VARIABLE} names {}, which is not a file",
            path.display()
        )));
    }
    match cache.map(|folder| folder.join(file_name())) {
        Some(path) if path.is_file() => Ok(Search::Found(path)),
        _ if cfg!(target_os = "android") => Ok(Search::Found(IN_APP.into())),
        _ => Ok(Search::Absent(
            "no ONNX Runtime library was found; `dynet setup-ort` installs it".into(),
        )),
    }
}

/// The folder that `dynet setup-ort` fills, inside the user's cache folder
/// (`$XDG_CACHE_HOME/dynet` or `~/.cache/dynet` on Linux); `None` where the user has none.
pub fn cache_folder() -> Option<PathBuf> {
    Some(
        dirs::cache_dir()?
            .join("dynet")
            .join(format!("onnxruntime-{VERSION}")),
    )
}

/// The library's file name on this system, as the official wheels have it.
pub fn file_name() -> String {
    if cfg!(windows) {
        "onnxruntime.dll".into()
    } else if cfg!(target_vendor = "apple") {
        format!("libonnxruntime.{VERSION}.dylib")
    } else {
        format!("libonnxruntime.so.{VERSION}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explicit_path_wins_and_must_exist() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().join("mine.so");
        let variable = folder.path().join("theirs.so");
        std::fs::write(&variable, b"x").unwrap();
        let error = find_in(Some(&named), Some(variable.clone()), None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::EngineMissing);
        assert_eq!(error.file(), Some(named.as_path()));
        std::fs::write(&named, b"x").unwrap();
        let found = find_in(Some(&named), Some(variable), None).unwrap();
        assert_eq!(found, Search::Found(named));
    }

    #[test]
    fn variable_comes_before_the_cache() {
        let folder = tempfile::tempdir().unwrap();
        let cached = folder.path().join(file_name());
        std::fs::write(&cached, b"x").unwrap();
        let cache = Some(folder.path().to_path_buf());
        assert_eq!(
            find_in(None, None, cache.clone()).unwrap(),
            Search::Found(cached.clone())
        );
        // An empty variable counts as none.
        assert_eq!(
            find_in(None, Some(PathBuf::new()), cache.clone()).unwrap(),
            Search::Found(cached)
        );
        let wrong = folder.path().join("nowhere.so");
        let Search::Absent(note) = find_in(None, Some(wrong), cache).unwrap() else {
            panic!("a wrong variable must not be ignored");
        };
        assert!(note.contains("nowhere.so"), "{note}");
    }

    #[test]
    fn nothing_found_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Some(folder.path().to_path_buf());
        let Search::Absent(note) = find_in(None, None, cache).unwrap() else {
            panic!("found a library in an empty folder");
        };
        assert!(note.contains("setup-ort"), "{note}");
    }
}
