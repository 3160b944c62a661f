//! A run that dies at any moment goes on from its newest whole checkpoint.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn photo(folder: &Path) {
    image::RgbImage::from_fn(96, 96, |x, y| {
        let wave = |f: f32| 127.0 + 90.0 * ((x as f32 * f).sin() * (y as f32 * 0.05).cos());
        image::Rgb([wave(0.04), wave(0.06), wave(0.02)].map(|v| v as u8))
    })
    .save(folder.join("photo.png"))
    .unwrap();
}

fn training(photos: &Path, run: &Path, steps: u64) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynet-train"));
    command.args([
        "finetune",
        "--network",
        "tiny",
        "--batch",
        "2",
        "--patch",
        "32",
    ]);
    command.args(["--checkpoint-every", "2", "--steps", &steps.to_string()]);
    command.arg("--photos").arg(photos).arg("--run").arg(run);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The name of the newest checkpoint.
fn newest(run: &Path) -> Option<String> {
    let names = fs::read_dir(run).ok()?.flatten();
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("checkpoint-")).max()
}

#[test]
fn killed_at_any_moment_it_resumes() {
    let dir = tempfile::tempdir().unwrap();
    photo(dir.path());
    let run = dir.path().join("run");
    // Three kills at moments that fall into steps, into writing and between them.
    for pause in [0, 37, 91] {
        let mut child = training(dir.path(), &run, 60)
            .arg("--resume")
            .spawn()
            .unwrap();
        let (before, begun) = (newest(&run), Instant::now());
        while newest(&run) == before && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let killed_at = newest(&run).unwrap();
    assert!(
        *killed_at < *"checkpoint-00000060",
        "it was done before the last kill"
    );
    let done = training(dir.path(), &run, 60)
        .arg("--resume")
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );

    // Uninterrupted, the same weights come out, bit for bit.
    let whole = dir.path().join("whole");
    assert!(
        training(dir.path(), &whole, 60)
            .output()
            .unwrap()
            .status
            .success()
    );
    let weights = |run: &Path| fs::read(run.join("weights.safetensors")).unwrap();
    assert!(
        weights(&run) == weights(&whole),
        "weights differ after kills"
    );
}

#[test]
fn devices_that_are_not_there_are_named() {
    let dir = tempfile::tempdir().unwrap();
    photo(dir.path());
    for device in ["cuda:0", "gpu", "cpu:x"] {
        let mut command = training(dir.path(), &dir.path().join("run"), 1);
        let output = command.args(["--device", device]).output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(device.split(':').next().unwrap()), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
