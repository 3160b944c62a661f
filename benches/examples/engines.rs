//! Times one variant of a pack on tract and on ONNX Runtime in turns, for `peers/export.py`:
//!
//! ```text
//! engines PACK VARIANT SIDE RUNS THREADS
//! ```
//!
//! Prints one line of JSON for each engine: the median of the runs, in milliseconds. tract runs one
//! picture on one thread, whatever THREADS says.

use std::error::Error;
use std::time::Instant;

use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::Planar;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [pack, variant, side, runs, threads] = args.as_slice() else {
        return Err("give a pack, a variant, a side in pixels, runs and threads".into());
    };
    let (side, runs, threads): (usize, usize, usize) =
        (side.parse()?, runs.parse()?, threads.parse()?);
    let mut picture = Planar::new(side, side);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        *value = (i * 37 % 251) as f32 / 250.0;
    }
    let options = Options::default().variant(variant.clone()).tile(side);
    let open = |backend| {
        let builder = Restorer::builder().backend(backend).threads(threads);
        builder.open(pack)
    };
    let engines = [open(Backend::Tract)?, open(Backend::Ort)?];
    let mut times = [Vec::new(), Vec::new()];
    for run in 0..=runs {
        for (engine, times) in engines.iter().zip(&mut times) {
            let start = Instant::now();
            engine.restore(&picture, &options)?;
            // The first run prepares the graph.
            if run > 0 {
                times.push(start.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
    for (engine, mut times) in engines.iter().zip(times) {
        times.sort_by(f64::total_cmp);
        let line = serde_json::json!({
            "engine": engine.backend(),
            "ms": times[times.len() / 2],
        });
        println!("{line}");
    }
    Ok(())
}
