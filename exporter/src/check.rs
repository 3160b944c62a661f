//! Runs exported graphs on the engines and compares them with the network in Burn.

use std::sync::Arc;
use std::time::Instant;

use dynet_runtime::Planar;
use dynet_runtime::engine::library::{Search, find};
use dynet_runtime::engine::ort::Ort;
use dynet_runtime::engine::tract::Tract;
use dynet_runtime::engine::{Engine, Weights};
use dynet_runtime::pack::Check;

use crate::{Error, ErrorKind, Result};

/// The largest difference between Burn's output and an engine's that a pack may have; pixels
/// run from 0 to 1, and an 8-bit picture steps by 4e-3.
pub const MAX_ABS: f64 = 1e-3;

/// What dB values are capped at: two equal pictures have no finite ratio.
const MOST_DB: f64 = 200.0;

/// The engines that are here: tract, and ONNX Runtime where its library is found.
///
/// The second value says why ONNX Runtime is missing, where it is.
pub fn engines() -> (Vec<Box<dyn Engine>>, Option<String>) {
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(Tract::new())];
    let found = find(None).map_err(|error| error.to_string());
    let ort = found.and_then(|search| match search {
        Search::Found(path) => Ort::new(&path, 0).map_err(|error| error.to_string()),
        Search::Absent(reason) => Err(reason),
    });
    match ort {
        Ok(ort) => {
            engines.push(Box::new(ort));
            (engines, None)
        }
        Err(reason) => (engines, Some(reason)),
    }
}

/// Two picture sizes (height, width) for checking, none of which the exporter records.
pub fn sizes(multiple: usize) -> [[usize; 2]; 2] {
    let unit = multiple * 16usize.div_ceil(multiple);
    [[4 * unit, 6 * unit], [7 * unit, 5 * unit]]
}

/// A picture with edges, gradients and noise; the same one every time.
pub fn picture(height: usize, width: usize) -> Planar {
    let mut picture = Planar::new(width, height);
    let mut state = 0x9e37_79b9_u32;
    for (i, value) in picture.data.iter_mut().enumerate() {
        let (y, x) = (i / width % height, i % width);
        // xorshift32: repeatable, and good enough for noise.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let noise = f64::from(state) / f64::from(u32::MAX);
        let edge = if (x / 7 + y / 11) % 2 == 0 { 0.3 } else { 0.0 };
        let slope = 0.4 * (x + y) as f64 / (width + height) as f64;
        *value = (edge + slope + 0.3 * noise) as f32;
    }
    picture
}

/// Runs one graph on one engine and compares its output with `expected`.
///
/// # Errors
/// [`ErrorKind::Engine`] when the engine refuses the graph or fails.
pub fn compare(
    engine: &dyn Engine,
    file: &str,
    nodes: usize,
    graph: &[u8],
    weights: &Arc<Weights>,
    [input, expected]: [&Planar; 2],
) -> Result<Check> {
    let place = |error: dynet_runtime::Error| Error::from(error).at(file);
    let size = (input.height, input.width);
    let mut session = engine.load(graph, weights.clone(), size).map_err(place)?;
    session.run(input).map_err(place)?; // The first run allocates; the second is timed.
    let start = Instant::now();
    let output = session.run(input).map_err(place)?;
    let ms = start.elapsed().as_secs_f64() * 1e3;

    let pairs = output.data.iter().zip(&expected.data);
    let differences = pairs.map(|(a, b)| f64::from(a - b).abs());
    let (max_abs, sum) = differences.fold((0.0, 0.0), |(max, sum): (f64, f64), d| {
        // `max` passes over NaN; infinity does not.
        let d = if d.is_nan() { f64::INFINITY } else { d };
        (max.max(d), sum + d * d)
    });
    let mse = sum / expected.data.len() as f64;
    Ok(Check {
        graph: file.to_owned(),
        engine: engine.name().to_owned(),
        height: input.height,
        width: input.width,
        max_abs,
        db_vs_burn: (-10.0 * mse.log10()).min(MOST_DB),
        nodes,
        ms,
    })
}

/// Refuses a check that is too far off.
///
/// # Errors
/// [`ErrorKind::Mismatch`].
pub fn judge(check: &Check) -> Result<()> {
    if check.max_abs <= MAX_ABS {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Mismatch,
        format!(
            "{} on {} differs from Burn by up to {:.2e} on a picture of {}x{} pixels; at most \
             {MAX_ABS:.0e} is allowed, so nothing was written",
            check.graph, check.engine, check.max_abs, check.width, check.height
        ),
    ))
}
