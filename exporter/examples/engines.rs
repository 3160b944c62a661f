//! Times graphs on every engine that is here:
//! `cargo run --release --workspace --example engines -- SIDE WEIGHTS GRAPH...`.
//!
//! Prints the least of five runs for a square picture. `taskset -c 0` in front gives one thread.

use std::error::Error;
use std::fs;
use std::sync::Arc;
use std::time::Instant;

use dynet_exporter::check;
use dynet_runtime::engine::Weights;

const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "give the picture's side, the weights file and graphs";
    let side: usize = args.next().ok_or(usage)?.parse()?;
    let weights = args.next().ok_or(usage)?;
    let name = weights.rsplit('/').next().unwrap_or_default();
    let weights = Arc::new(Weights::from_vec(fs::read(&weights)?, name));
    let picture = check::picture(side, side);
    for file in args {
        let graph = fs::read(&file)?;
        for engine in check::engines().0 {
            let mut session = engine.load(&graph, weights.clone(), (side, side))?;
            session.run(&picture)?;
            let mut best = f64::INFINITY;
            for _ in 0..RUNS {
                let start = Instant::now();
                session.run(&picture)?;
                best = best.min(start.elapsed().as_secs_f64() * 1e3);
            }
            println!("{file} {}: {best:.1} ms", engine.name());
        }
    }
    Ok(())
}
