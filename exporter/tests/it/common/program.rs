//! Running the program `dynet-export` on small weights.
#![allow(dead_code)] // each test program uses its part

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use burn::tensor::Device;
use dynet_models::{DyNetConfig, weights};

/// Small enough to export in a moment.
pub fn weights_file(folder: &Path) -> PathBuf {
    let device = Device::flex();
    device.seed(3);
    let path = folder.join("weights.safetensors");
    weights::save(
        &path,
        &DyNetConfig::tiny(),
        &DyNetConfig::tiny().init(&device),
    )
    .unwrap();
    path
}

pub fn export(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_dynet-export");
    Command::new(program).args(args).output().unwrap()
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn code(output: &Output) -> (i32, String) {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!errors.contains("panicked"), "{errors}");
    (output.status.code().unwrap(), errors)
}
