//! The camera example keeps its time per frame.

#[path = "../../examples/camera.rs"]
#[allow(dead_code)] // Its main.
mod camera;

use std::path::Path;

use camera::{Camera, Frame};
use dynet::restorer::Backend;
use dynet_core::{ErrorKind, Planar, Result};
use dynet_image::Photo;

const FRAMES: usize = 12;

/// Frames of 32x32 that are not written in the order of their names; each has its own gray.
fn frames(folder: &Path) {
    for number in (0..FRAMES).rev() {
        let mut pixels = Planar::new(32, 32);
        pixels.data_mut().fill(grey(number));
        let photo = Photo::from_pixels(pixels);
        photo
            .save(folder.join(format!("frame-{number:02}.png")))
            .unwrap();
    }
}

fn grey(number: usize) -> f32 {
    0.2 + 0.05 * number as f32
}

/// The frames, the table, and the names of what was written.
fn run(budget_ms: f64) -> Result<(Vec<Frame>, String, Vec<String>)> {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("in"), folder.path().join("out"));
    std::fs::create_dir(&input).unwrap();
    frames(&input);
    let camera = Camera {
        frames: input,
        out: out.clone(),
        budget_ms,
        pack: dynet_testing::small_pack(),
        backend: Backend::Tract,
    };
    let mut table = Vec::new();
    let frames = camera.run(&mut table)?;
    for frame in frames.iter().filter(|frame| frame.restored.is_some()) {
        let number: usize = frame.name[6..8].parse().unwrap();
        let photo = Photo::open(out.join(&frame.name)).unwrap();
        let middle = photo.pixels.plane(0)[16 * 32 + 16];
        assert!(
            (middle - grey(number)).abs() < 0.003,
            "{} is {middle}",
            frame.name
        );
    }
    let written = std::fs::read_dir(&out).unwrap();
    let mut written: Vec<String> = written
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    Ok((frames, String::from_utf8(table).unwrap(), written))
}

fn names(frames: &[Frame], all: bool) -> Vec<String> {
    let kept = frames
        .iter()
        .filter(|frame| all || frame.restored.is_some());
    kept.map(|frame| frame.name.clone()).collect()
}

#[test]
fn time_enough_goes_up_to_the_heaviest_and_skips_nothing() {
    let (frames, table, written) = run(60_000.0).unwrap();
    let expected: Vec<String> = (0..FRAMES).map(|n| format!("frame-{n:02}.png")).collect();
    assert_eq!(names(&frames, true), expected);
    assert_eq!(written, expected);
    let variants: Vec<&str> = frames
        .iter()
        .map(|frame| frame.restored.as_ref().unwrap().0.as_str())
        .collect();
    assert_eq!((variants[0], variants[FRAMES - 1]), ("s", "l"));
    // One step, and no way back.
    assert!(variants.is_sorted_by(|a, b| a >= b), "{variants:?}");
    assert_eq!(table.lines().count(), FRAMES);
    assert!(table.lines().last().unwrap().contains(" l "), "{table}");
}

#[test]
fn too_little_time_stays_at_the_lightest_and_skips_frames() {
    // A thousandth of what any machine needs: the first frame takes until the end.
    let (frames, table, written) = run(0.001).unwrap();
    assert_eq!(frames.len(), FRAMES);
    let restored = names(&frames, false);
    assert_eq!(restored, ["frame-00.png"]);
    assert_eq!(written, restored);
    assert_eq!(frames[0].restored.as_ref().unwrap().0, "s");
    assert_eq!(table.matches("skipped").count(), FRAMES - 1, "{table}");
}

#[test]
fn a_budget_of_nothing_is_refused() {
    for budget in [0.0, -1.0, f64::NAN] {
        let error = run(budget).map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }
}
