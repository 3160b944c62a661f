//! A run's figures, as a table and as a plot.

use crate::train::Progress;
use dynet_core::{Error, Result};
use dynet_eval::plot::{Curve, Panel, draw};
use dynet_image::Photo;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Columns before those of the tasks.
const FIXED: [&str; 6] = [
    "step",
    "seconds",
    "waited",
    "variant",
    "loss",
    "learning_rate",
];

/// Appends one line per evaluated variant, or one line without task columns.
///
/// PSNR in dB; `seconds` counts steps only; `waited` is the fraction of them spent waiting for a batch.
pub fn append(path: &Path, progress: &Progress) -> Result<()> {
    let mut text = String::new();
    if !path.exists() {
        let tasks = progress
            .scores
            .first()
            .map_or(&[][..], |(_, scores)| scores);
        let tasks = tasks
            .iter()
            .flat_map(|s| [format!("{}-in", s.task), s.task.clone()]);
        let names: Vec<String> = FIXED.iter().map(|&n| n.into()).chain(tasks).collect();
        text += &(names.join(",") + "\n");
    }
    let Progress {
        step,
        seconds,
        waited,
        ..
    } = progress;
    let head = format!("{step},{seconds:.1},{waited:.4}");
    let tail = format!("{:.6},{:.3e}", progress.loss, progress.learning_rate);
    for (reuse, scores) in &progress.scores {
        // A reuse vector must not contain the table's separator.
        let variant = reuse.to_string().replace(',', "-");
        text += &format!("{head},{variant},{tail}");
        for score in scores {
            text += &format!(",{:.4},{:.4}", score.input, score.restored);
        }
        text.push('\n');
    }
    if progress.scores.is_empty() {
        text += &format!("{head},,{tail}\n");
    }
    add(path, &text)
}

/// Adds lines to a table.
pub(crate) fn add(path: &Path, text: &str) -> Result<()> {
    let failed = |e| Error::io("write", path, e);
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Plots the table at `from`: the loss, and below it each variant's gain on each task.
pub fn plot(from: &Path, to: &Path) -> Result<()> {
    let text = fs::read_to_string(from).map_err(|e| Error::io("read", from, e))?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let number = |row: &[&str], at: usize| row.get(at).and_then(|v| v.parse::<f64>().ok());

    let loss = rows
        .iter()
        .filter_map(|row| Some((number(row, 0)?, number(row, 4)?)));
    let mut panels = vec![Panel {
        title: "loss of the step (L1)".into(),
        across: "step".into(),
        curves: vec![Curve::new("", loss.collect())],
    }];
    let mut variants: Vec<&str> = rows.iter().filter_map(|row| row.get(3).copied()).collect();
    variants.sort_unstable();
    variants.dedup();
    for task in (FIXED.len()..names.len().saturating_sub(1)).step_by(2) {
        let curve = |variant: &&str| {
            let of = rows.iter().filter(|row| row.get(3) == Some(variant));
            let points = of.filter_map(|row| Some((number(row, 0)?, number(row, task + 1)?)));
            Curve::new(variant, points.collect())
        };
        panels.push(Panel {
            title: format!("{}: PSNR in dB", names[task + 1]),
            across: "step".into(),
            curves: variants.iter().map(curve).collect(),
        });
    }
    Photo::from_pixels(draw(&panels)).save(to)
}
