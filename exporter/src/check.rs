//! Runs exported graphs on the engines and compares them with the network in Burn.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use dynet_runtime::engine::library::{Search, find};
use dynet_runtime::engine::ort::Ort;
use dynet_runtime::engine::tract::Tract;
use dynet_runtime::engine::{Engine, Weights};
use dynet_runtime::metrics::psnr;
use dynet_runtime::pack::Check;
use dynet_runtime::photo::Photo;
use dynet_runtime::{Planar, noise};

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

/// A picture to check on.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What the network gets.
    pub input: Planar,
    /// The picture before it was spoilt.
    pub truth: Option<Planar>,
}

impl Scene {
    /// A clean picture with the noise of the denoising protocol at sigma 25.
    pub fn noisy(truth: Planar) -> Self {
        Self {
            input: noise::gaussian(&truth, 25.0, 0, 0),
            truth: Some(truth),
        }
    }

    /// A made-up picture with noise.
    pub fn made_up([height, width]: [usize; 2]) -> Self {
        Self::noisy(picture(height, width))
    }

    /// The middle of a clean photo, at most `most` (height, width) and a multiple of `multiple`, with
    /// noise.
    ///
    /// # Errors
    /// A file that is no photo, or one smaller than `multiple`, or than `most` where that is to be
    /// met exactly.
    pub fn photo(path: &Path, most: [usize; 2], exactly: bool, multiple: usize) -> Result<Self> {
        let photo = Photo::open(path)?.pixels;
        let fit = |side: usize, most: usize| side.min(most) / multiple * multiple;
        let size = [fit(photo.height, most[0]), fit(photo.width, most[1])];
        if size.contains(&0) || (exactly && size != most) {
            let [height, width] = most;
            return Err(Error::new(
                ErrorKind::Argument,
                format!("this photo is smaller than {width}x{height}: check on larger ones"),
            )
            .at(path.display().to_string()));
        }
        Ok(Self::noisy(middle(&photo, size)))
    }
}

/// The middle of a picture.
fn middle(picture: &Planar, [height, width]: [usize; 2]) -> Planar {
    let (top, left) = ((picture.height - height) / 2, (picture.width - width) / 2);
    let mut part = Planar::new(width, height);
    for channel in 0..3 {
        let from = picture.plane(channel);
        for (y, row) in part.plane_mut(channel).chunks_exact_mut(width).enumerate() {
            row.copy_from_slice(&from[(top + y) * picture.width + left..][..width]);
        }
    }
    part
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

/// Runs one graph on one engine and compares its output for `input` with `expected`.
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
    let scene = Scene {
        input: input.clone(),
        truth: None,
    };
    let weights = std::slice::from_ref(weights);
    compare_scene(engine, file, nodes, graph, weights, (&scene, expected))
}

/// The same with a scene, whose truth the output is compared with as well.
///
/// # Errors
/// As [`compare()`].
pub fn compare_scene(
    engine: &dyn Engine,
    file: &str,
    nodes: usize,
    graph: &[u8],
    weights: &[Arc<Weights>],
    (scene, expected): (&Scene, &Planar),
) -> Result<Check> {
    let input = &scene.input;
    let place = |error: dynet_runtime::Error| Error::from(error).at(file);
    let size = (input.height, input.width);
    let mut session = engine.load(graph, weights, size).map_err(place)?;
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
    let truth = scene.truth.as_ref();
    let against = |picture: &Planar| psnr(picture, truth?).ok().filter(|db| db.is_finite());
    let (db_vs_truth, db_of_burn) = (against(&output), against(expected));
    Ok(Check {
        graph: file.to_owned(),
        engine: engine.name().to_owned(),
        height: input.height,
        width: input.width,
        max_abs,
        db_vs_burn: (-10.0 * mse.log10()).min(MOST_DB),
        db_vs_truth,
        db_lost: db_of_burn.zip(db_vs_truth).map(|(burn, here)| burn - here),
        nodes,
        ms,
        partitions: None,
    })
}

/// How far a graph may be from the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The largest difference of an fp32 graph's output.
    pub max_abs: f64,
    /// What an fp16 graph may lose against the truth, in dB.
    pub fp16_db: f64,
    /// What an int8 graph may lose against the truth, in dB.
    pub int8_db: f64,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self {
            max_abs: MAX_ABS,
            fp16_db: 0.05,
            int8_db: 0.5,
        }
    }
}

impl Tolerance {
    /// Refuses a check of a graph in `precision` that is too far off.
    ///
    /// # Errors
    /// [`ErrorKind::Mismatch`].
    pub fn judge(&self, check: &Check, precision: &str) -> Result<()> {
        let off = |what: String| {
            let Check {
                graph,
                engine,
                width,
                height,
                ..
            } = check;
            let text =
                format!("{graph} on {engine} {what} on a picture of {width}x{height} pixels");
            Err(Error::new(
                ErrorKind::Mismatch,
                format!("{text}; nothing was written"),
            ))
        };
        let most = match precision {
            "fp16" => self.fp16_db,
            "int8" => self.int8_db,
            _ if check.max_abs <= self.max_abs => return Ok(()),
            _ => {
                let (found, most) = (check.max_abs, self.max_abs);
                return off(format!(
                    "differs from Burn by up to {found:.2e}, {most:.0e} is allowed,"
                ));
            }
        };
        match check.db_lost {
            Some(lost) if lost.is_nan() || lost > most => {
                off(format!("loses {lost:.2} dB, {most} is allowed,"))
            }
            None if !check.max_abs.is_finite() => off("gives values that are no numbers".into()),
            _ => Ok(()),
        }
    }
}
