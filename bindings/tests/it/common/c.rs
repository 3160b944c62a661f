//! Compiling and running C.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where Cargo put libdynet.so and libdynet.a: beside this test.
pub fn libraries() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().to_owned()
}

/// A compiler with every warning an error and the header's folder.
pub fn compiler(program: &str) -> Command {
    let found = Command::new(program).arg("--version").output();
    assert!(
        found.is_ok_and(|output| output.status.success()),
        "the C API is tested with a C and a C++ compiler, and {program:?} is not there: install \
         gcc and g++, or clang (on Debian: apt-get install gcc g++)"
    );
    let mut command = Command::new(program);
    command.args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-O1", "-I"]);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("include"));
    command
}

/// Runs a command that must succeed.
pub trait Succeeds {
    /// Its output; if it fails, so does the test, with that output.
    fn succeeds(&mut self) -> Output;
}

impl Succeeds for Command {
    fn succeeds(&mut self) -> Output {
        let output = self.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{self:?}: {said}");
        output
    }
}
