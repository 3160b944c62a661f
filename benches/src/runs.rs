//! What training runs wrote of themselves.

use std::error::Error;
use std::path::Path;

/// How one variant did at one checkpoint.
pub struct Checkpoint {
    /// Steps done.
    pub step: f64,
    /// Seconds that they took, without validation.
    pub seconds: f64,
    /// The reuse vector.
    pub variant: String,
    /// PSNR in dB of what the network was given.
    pub before: f64,
    /// PSNR in dB of what it made of it.
    pub after: f64,
}

/// The tasks that the run in `folder` was measured on, such as `denoise-25`.
///
/// # Errors
/// A run without figures.
pub fn tasks(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join("metrics.csv"))?;
    let names = text.lines().next().unwrap_or_default().split(',');
    let tasks = names.filter_map(|name| name.strip_suffix("-in"));
    Ok(tasks.map(str::to_owned).collect())
}

/// The checkpoints of the run in `folder`, for one task such as `denoise-25`.
///
/// # Errors
/// A run without validation of that task.
pub fn read(folder: &Path, task: &str) -> Result<Vec<Checkpoint>, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join("metrics.csv"))?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |wanted: &str| {
        let at = names.iter().position(|name| *name == wanted);
        at.ok_or(format!("{} has no {wanted}", folder.display()))
    };
    let [step, seconds, variant, before, after] =
        ["step", "seconds", "variant", &format!("{task}-in"), task].map(column);
    let (step, seconds, variant, before, after) = (step?, seconds?, variant?, before?, after?);
    lines
        .map(|line| {
            let row: Vec<&str> = line.split(',').collect();
            Ok(Checkpoint {
                step: row[step].parse()?,
                seconds: row[seconds].parse()?,
                variant: row[variant].to_owned(),
                before: row[before].parse()?,
                after: row[after].parse()?,
            })
        })
        .collect()
}
