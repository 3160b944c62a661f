//! Running the real program on files in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for one test, deleted at its end.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// A photo made by a formula, saved by the image crate.
    pub fn photo(&self, name: &str, width: u32, height: u32) -> image::RgbImage {
        let image = image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x * 3) as u8, (y * 5) as u8, (x * y) as u8])
        });
        image.save(self.path(name)).unwrap();
        image
    }

    /// Runs `dynet` in this folder with these arguments.
    pub fn dynet(&self, words: &[&str]) -> Run {
        self.dynet_with(words, &[])
    }

    /// Runs `dynet` with environment variables set.
    pub fn dynet_with(&self, words: &[&str], variables: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_dynet"))
            .args(words)
            .env_remove("DYNET_PACK")
            .envs(variables.iter().copied())
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Run::new(output)
    }

    /// `dynet restore` with the small pack's variant that changes nothing, on the built-in engine.
    pub fn restore(&self, words: &[&str]) -> Run {
        let pack = small_pack();
        let mut all = vec!["restore", "--pack", &pack, "--backend", "tract"];
        if !words.contains(&"--variant") {
            all.extend(["--variant", "s"]);
        }
        all.extend(words);
        self.dynet(&all)
    }

    /// Names of the files in the folder, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// The output of a run.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert!(!err.contains("panicked"), "{err}");
        Self {
            code: output.status.code(),
            out,
            err,
        }
    }

    /// Asserts the exit code, and shows the output if it is another.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "out: {}\nerr: {}",
            self.out,
            self.err
        );
        self
    }

    /// The lines of the output as JSON objects.
    pub fn json(&self) -> Vec<serde_json::Value> {
        let lines = self.out.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// A photo of the image crate's tests.
pub fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../image/tests/reference")
        .join(name)
}

/// The small pack, as an argument.
pub fn small_pack() -> String {
    dynet_testing::small_pack().to_str().unwrap().into()
}
