//! Loading ONNX Runtime's library, once a process.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ort::environment::Environment;

use crate::library;
use dynet_core::{Error, ErrorKind, Result};

/// The library that this process uses. It stays loaded: ONNX Runtime allows one environment a
/// process and cannot be started a second time.
static LOADED: Mutex<Option<(PathBuf, Environment)>> = Mutex::new(None);

/// Loads the library, or returns what an earlier call loaded from the same path.
///
/// Always through an explicit path: the `ort` crate's own search panics when it finds nothing.
pub(super) fn load(file: &Path) -> Result<Environment> {
    let missing = |message: String| Error::new(ErrorKind::EngineMissing, message).in_file(file);
    let path = match cfg!(target_os = "android") && file == Path::new(library::IN_APP) {
        true => file.to_owned(),
        // Absolute, because the crate takes a relative path from the program's own folder.
        false => file
            .canonicalize()
            .map_err(|e| missing("ONNX Runtime's library is not there".into()).caused_by(e))?,
    };
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((before, environment)) = &*loaded {
        if *before == path {
            return Ok(environment.clone());
        }
        return Err(missing(format!(
            "this process already uses the ONNX Runtime in {}; use that one, or another process",
            before.display()
        )));
    }
    let environment = ort::init_from(&path)
        .map_err(|e| {
            missing("it cannot be used as ONNX Runtime (version 1.24 or later)".into())
                .caused_by(e.to_string())
        })?
        .with_name("dynet")
        .with_telemetry(false)
        .build()
        .map_err(|e| missing("ONNX Runtime did not start".into()).caused_by(e.to_string()))?;
    // Errors reach the caller as errors; nothing is printed.
    environment.set_log_level(ort::logging::LogLevel::Fatal);
    *loaded = Some((path, environment.clone()));
    Ok(environment)
}
