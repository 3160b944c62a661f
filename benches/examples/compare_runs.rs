//! Draws the validation PSNR of several training runs over the time that each took, prints how
//! long each took to its best, and how long a run of all variants took to the PSNR that each variant
//! reaches in a run named `alone`:
//!
//! ```text
//! compare_runs OUT.png TASK NAME=RUN_FOLDER...
//! ```

use std::error::Error;
use std::path::Path;

use dynet_benches::runs;
use dynet_eval::plot::{Curve, Panel, draw};
use dynet_image::Photo;

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
    print_ratios(&all);
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

/// The time of each run of all variants, as a share of what the runs named `alone` took together to
/// the same PSNR: for each variant the best that both ways reach.
fn print_ratios(all: &[Run]) {
    let split = |run: &Run| {
        let (name, variant) = run.name.split_once(' ').unwrap_or_default();
        (name.to_owned(), variant.to_owned())
    };
    let mut names: Vec<String> = all.iter().map(|run| split(run).0).collect();
    names.dedup();
    for together in names.into_iter().filter(|name| name != "alone") {
        let mut times = [0.0_f64; 2];
        for run in all.iter().filter(|run| split(run).0 == "alone") {
            let variant = split(run).1;
            let shared = |other: &&Run| other.name == format!("{together} {variant}");
            let Some(shared) = all.iter().find(shared) else {
                continue;
            };
            let best = |run: &Run| run.points.iter().map(|p| p.1).fold(f64::MIN, f64::max);
            let level = best(run).min(best(shared));
            let (a, b) = (reached(shared, level), reached(run, level));
            println!("{variant} at {level:.2} dB: {together} {a:.0} s, alone {b:.0} s");
            times = [times[0].max(a), times[1] + b];
        }
        if times[1] > 0.0 {
            let share = times[0] / times[1];
            println!("{together}: {share:.2} of the time of the runs alone");
        }
    }
}

/// When a run first came to a PSNR, in a straight line between its checkpoints.
fn reached(run: &Run, level: f64) -> f64 {
    let mut before = (0.0, f64::MIN);
    for &(seconds, psnr) in &run.points {
        if psnr >= level {
            let share = (level - before.1) / (psnr - before.1);
            return before.0
                + (seconds - before.0) * if before.1 == f64::MIN { 1.0 } else { share };
        }
        before = (seconds, psnr);
    }
    f64::INFINITY
}

/// The curves of a run, one for each variant that it trained.
fn read(name: &str, folder: &Path, task: &str) -> Result<Vec<Run>, Box<dyn Error>> {
    let mut runs: Vec<Run> = Vec::new();
    for checkpoint in runs::read(folder, task)? {
        let point = (checkpoint.seconds, checkpoint.after);
        let name = format!("{name} {}", checkpoint.variant);
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
