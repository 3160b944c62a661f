//! A run's losses, as a table and as a plot.

use dynet_core::{Error, Result};
use dynet_eval::plot::{Curve, Panel, draw};
use dynet_image::Photo;
use std::path::Path;

use super::train::PromptProgress;
use crate::metrics;

/// The table's columns. Unused losses are empty.
const COLUMNS: &str =
    "step,seconds,waited,loss,contrast,content,style,classes,distill,learning_rate";
/// Which of them are plotted.
const PLOTTED: std::ops::Range<usize> = 3..9;

/// Adds a line to `metrics.csv` in `folder` and redraws `curves.png`.
pub fn log(folder: &Path, progress: &PromptProgress) -> Result<()> {
    let table = folder.join("metrics.csv");
    let mut text = String::new();
    if !table.exists() {
        text += &(COLUMNS.to_owned() + "\n");
    }
    let f = &progress.losses;
    let number = |loss: Option<f32>| loss.map_or(String::new(), |loss| format!("{loss:.6}"));
    text += &format!(
        "{},{:.1},{:.4},{:.6},{:.6},{:.6},{:.6},{},{},{:.3e}\n",
        progress.step,
        progress.seconds,
        progress.waited,
        f.sum(),
        f.contrast,
        f.content,
        f.style,
        number(f.classes),
        number(f.distill),
        progress.learning_rate
    );
    metrics::add(&table, &text)?;
    plot(&table, &folder.join("curves.png"))
}

fn plot(from: &Path, to: &Path) -> Result<()> {
    let text = std::fs::read_to_string(from).map_err(|e| Error::io("read", from, e))?;
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|l| l.split(',').collect())
        .collect();
    let number = |row: &[&str], at: usize| row.get(at).and_then(|v| v.parse::<f64>().ok());
    let mut panels = Vec::new();
    for (at, name) in COLUMNS.split(',').enumerate() {
        let points = rows.iter();
        let points = points.filter_map(|row| Some((number(row, 0)?, number(row, at)?)));
        let points: Vec<_> = points.collect();
        if PLOTTED.contains(&at) && !points.is_empty() {
            panels.push(Panel {
                title: format!("{name} of the step"),
                across: "step".into(),
                curves: vec![Curve::new("", points)],
            });
        }
    }
    Photo::from_pixels(draw(&panels)).save(to)
}
