//! `setup-ort` with fake Pythons: a failure leaves no files.
#![cfg(all(unix, feature = "setup-ort"))]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use dynet_core::{Error, ErrorKind};
use dynet_engine::library::file_name;
use dynet_engine::setup_ort::{SetupOptions, install};

/// A script in place of Python; `$folder` in it is pip's target folder for the wheel.
fn python(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("python");
    let text = format!("#!/bin/sh\nfor folder; do :; done\n{script}\n");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The error of an installation with this script; checks that nothing is left in the folder.
fn failure(script: &str) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache/dynet");
    let options = SetupOptions::default()
        .python(python(folder.path(), script))
        .folder(cache.clone());
    let error = install(&options).unwrap_err();
    assert!(!folder.path().join("cache").exists(), "a folder was left");
    error
}

#[test]
fn a_wheel_with_another_hash_is_not_installed() {
    let error = failure("echo other > $folder/onnxruntime-1.whl");
    assert_eq!(error.kind(), ErrorKind::WrongHash, "{error}");
}

#[test]
fn pip_trouble_is_told() {
    let error = failure("echo 'ERROR: No matching distribution found' >&2; exit 1");
    assert_eq!(error.kind(), ErrorKind::Setup);
    let told = format!("{error:#}");
    assert!(told.contains("No matching distribution"), "{told}");
    let error = failure("echo '/usr/bin/python3: No module named pip' >&2; exit 1");
    assert!(error.to_string().contains("python3-pip"), "{error}");
    let error = failure("exit 0");
    assert!(error.to_string().contains("no wheel"), "{error}");
}

#[test]
fn a_missing_python_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let options = SetupOptions::default()
        .python("/nowhere/python3")
        .folder(folder.path());
    let error = install(&options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Setup);
    assert!(error.to_string().contains("/nowhere/python3"), "{error}");
}

#[test]
fn an_installed_library_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join(file_name());
    fs::write(&library, "there").unwrap();
    let options = SetupOptions::default()
        // Would fail if it were started.
        .python("/nowhere/python3")
        .folder(folder.path());
    assert_eq!(install(&options).unwrap(), (library.clone(), false));
    assert_eq!(fs::read(library).unwrap(), b"there");
}
