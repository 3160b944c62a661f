//! The committed header matches the code, and C and C++ compilers accept it.
#![cfg(unix)]

use std::path::Path;

use crate::common::c::{Succeeds, compiler};

#[test]
fn the_header_is_up_to_date() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(crate_folder.join("cbindgen.toml")).unwrap();
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(crate_folder.join("src/capi/types.rs"))
        // cbindgen follows its modules.
        .with_src(crate_folder.join("src/capi/exports/mod.rs"))
        .generate()
        .unwrap();
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).unwrap();
    let file = crate_folder.join("include/dynet.h");
    if std::env::var_os("DYNET_WRITE_HEADER").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == text,
        "include/dynet.h is out of date: run this test with DYNET_WRITE_HEADER=1"
    );
}

/// Uses every struct's initializer, so that a member without one is a warning.
const USER: &str = r#"
#include "dynet.h"
int main(void) {
    dynet_open_options open_options = DYNET_OPEN_OPTIONS_INIT;
    dynet_restore_options restore_options = DYNET_RESTORE_OPTIONS_INIT;
    dynet_result result = DYNET_RESULT_INIT;
    dynet_image image = { NULL, 0, 0, 0, 0, DYNET_RGB8 };
    return (int)(open_options.threads + restore_options.tile + result.tiles + image.width);
}
"#;

#[test]
fn c99_and_cpp_take_the_header_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    for (program, standard, name) in [
        ("cc", "-std=c99", "user.c"),
        ("c++", "-std=c++11", "user.cpp"),
        ("c++", "-std=c++20", "user.cpp"),
    ] {
        let source = folder.path().join(name);
        std::fs::write(&source, USER).unwrap();
        compiler(program)
            .args([standard, "-c", "-o"])
            .arg(folder.path().join("user.o"))
            .arg(&source)
            .succeeds();
    }
}
