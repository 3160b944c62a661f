//! Draws the validation PSNR of several training runs over the time that each took, and prints how
//! long each took to its best:
//!
//! ```text
//! compare_runs OUT.png TASK NAME=RUN_FOLDER...
//! ```

use std::error::Error;
use std::path::Path;

use dynet_runtime::photo::Photo;
use dynet_trainer::plot::{Curve, Panel, draw};

/// Seconds and PSNR of one variant's checkpoints.
struct Run {
    name: String,
    points: Vec<(f64, f64)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, task, runs @ ..] = args.as_slice() else {
        return Err("give OUT.png, a task and NAME=RUN_FOLDER for each run".into());
    };
    let mut all = Vec::new();
    for run in runs {
        let (name, folder) = run.split_once('=').ok_or("give NAME=RUN_FOLDER")?;
        all.extend(read(name, Path::new(folder), task)?);
    }
    println!("| run | variant | best PSNR | reached after |\n|---|---|---|---|");
    for run in &all {
        let best = run.points.iter().map(|p| p.1).fold(f64::MIN, f64::max);
        let at = run.points.iter().find(|p| p.1 >= best).map_or(0.0, |p| p.0);
        let name = run.name.replacen(' ', " | ", 1);
        println!("| {name} | {best:.2} dB | {at:.0} s |");
    }
    let minutes = |run: &Run| {
        let points = run.points.iter().map(|(s, psnr)| (s / 60.0, *psnr));
        Curve::new(&run.name, points.collect())
    };
    let panel = Panel {
        title: format!("{task}: PSNR in dB over time"),
        across: "minutes".into(),
        curves: all.iter().map(minutes).collect(),
    };
    Photo::from_pixels(draw(&[panel])).save(Path::new(out))?;
    Ok(())
}

/// The curves of a run, one for each variant that it trained.
fn read(name: &str, folder: &Path, task: &str) -> Result<Vec<Run>, Box<dyn Error>> {
    let text = std::fs::read_to_string(folder.join("metrics.csv"))?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = names.iter().position(|n| *n == task);
    let column = column.ok_or(format!("{} has no {task}", folder.display()))?;
    let mut runs: Vec<Run> = Vec::new();
    for line in lines {
        let row: Vec<&str> = line.split(',').collect();
        let point = (row[1].parse()?, row[column].parse()?);
        let name = format!("{name} {}", row[3]);
        match runs.iter_mut().find(|run| run.name == name) {
            Some(run) => run.points.push(point),
            None => runs.push(Run {
                name,
                points: vec![point],
            }),
        }
    }
    Ok(runs)
}
