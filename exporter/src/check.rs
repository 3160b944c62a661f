//! Runs exported graphs on the engines and compares them with the network in Burn.

mod tolerance;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_degrade::noise;
use dynet_engine::Engine;
use dynet_engine::library::{Search, find};
use dynet_engine::ort::Ort;
use dynet_engine::tract::Tract;
use dynet_image::Photo;
use dynet_pack::Check;
use dynet_pack::Weights;

pub use tolerance::Tolerance;

use crate::{Error, ErrorKind, Result};

/// Maximum difference between Burn's output and an engine's. Pixels are in 0..=1, and one 8-bit level is 4e-3.
pub const MAX_ABS: f64 = 1e-3;

/// Cap of dB values: equal pictures have no finite ratio.
const MAX_DB: f64 = 200.0;

/// The available engines: tract, and ONNX Runtime if its library is found.
///
/// The second value is the reason if ONNX Runtime is missing.
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
    /// The network's input.
    pub input: Planar,
    /// The picture before it was degraded.
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

    /// A synthetic picture with noise.
    pub fn made_up([height, width]: [usize; 2]) -> Self {
        Self::noisy(picture(height, width))
    }

    /// The middle of a clean photo, at most `most` (height, width) and a multiple of `multiple`, with
    /// noise.
    ///
    /// # Errors
    /// A file that is not a photo, or a photo smaller than `multiple`, or than `most` if `exactly`.
    pub fn photo(path: &Path, most: [usize; 2], exactly: bool, multiple: usize) -> Result<Self> {
        let photo = Photo::open(path)?.pixels;
        let fit = |side: usize, most: usize| side.min(most) / multiple * multiple;
        let size = [fit(photo.height(), most[0]), fit(photo.width(), most[1])];
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
    let (top, left) = (
        (picture.height() - height) / 2,
        (picture.width() - width) / 2,
    );
    let mut part = Planar::new(width, height);
    for channel in 0..3 {
        let from = picture.plane(channel);
        for (y, row) in part.plane_mut(channel).chunks_exact_mut(width).enumerate() {
            row.copy_from_slice(&from[(top + y) * picture.width() + left..][..width]);
        }
    }
    part
}

/// Two picture sizes (height, width) for checking; the exporter records at neither.
pub fn sizes(multiple: usize) -> [[usize; 2]; 2] {
    let unit = multiple * 16usize.div_ceil(multiple);
    [[4 * unit, 6 * unit], [7 * unit, 5 * unit]]
}

/// A picture with edges, gradients and noise; always the same one.
pub fn picture(height: usize, width: usize) -> Planar {
    let mut picture = Planar::new(width, height);
    let mut state = 0x9e37_79b9_u32;
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
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

/// As [`compare()`], for a scene whose truth the output is compared with as well.
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
    compare_guided(
        engine,
        (file, nodes),
        graph,
        weights,
        (scene, expected),
        None,
    )
}

/// As [`compare_scene()`], for a graph that is guided by `latent`, if there is one.
pub(crate) fn compare_guided(
    engine: &dyn Engine,
    (file, nodes): (&str, usize),
    graph: &[u8],
    weights: &[Arc<Weights>],
    (scene, expected): (&Scene, &Planar),
    latent: Option<&[f32]>,
) -> Result<Check> {
    let input = &scene.input;
    let place = |error: dynet_core::Error| Error::from(error).at(file);
    let size = (input.height(), input.width());
    let mut session = engine.load(graph, weights, size).map_err(place)?;
    if let Some(latent) = latent {
        session.prompt(latent).map_err(place)?;
    }
    let (output, ms) = timed(|| session.run(input)).map_err(place)?;
    let truth = scene.truth.as_ref();
    let against = |picture: &Planar| psnr(picture, truth?).ok().filter(|db| db.is_finite());
    let (db_vs_truth, db_of_burn) = (against(&output), against(expected));
    Ok(Check {
        db_vs_truth,
        db_lost: db_of_burn.zip(db_vs_truth).map(|(burn, here)| burn - here),
        ..found(
            engine,
            (file, nodes),
            size,
            [output.data(), expected.data()],
            ms,
        )
    })
}

/// Runs a prompter's graph on one engine and compares the latent of `input` with `expected`.
///
/// # Errors
/// As [`compare()`].
pub(crate) fn compare_latent(
    engine: &dyn Engine,
    (file, nodes): (&str, usize),
    graph: &[u8],
    weights: &[Arc<Weights>],
    (input, expected): (&Planar, &[f32]),
) -> Result<Check> {
    let place = |error: dynet_core::Error| Error::from(error).at(file);
    let size = (input.height(), input.width());
    let mut session = engine.load(graph, weights, size).map_err(place)?;
    let (latent, ms) = timed(|| session.latent(input)).map_err(place)?;
    Ok(found(engine, (file, nodes), size, [&latent, expected], ms))
}

/// The result of a run and its time in milliseconds. The first run, which allocates, is not timed.
fn timed<T>(mut run: impl FnMut() -> dynet_core::Result<T>) -> dynet_core::Result<(T, f64)> {
    run()?;
    let start = Instant::now();
    let output = run()?;
    Ok((output, start.elapsed().as_secs_f64() * 1e3))
}

/// The check of an engine's output against the expected one.
fn found(
    engine: &dyn Engine,
    (file, nodes): (&str, usize),
    (height, width): (usize, usize),
    [given, expected]: [&[f32]; 2],
    ms: f64,
) -> Check {
    let (max_abs, db_vs_burn) = apart(given, expected);
    Check {
        graph: file.to_owned(),
        engine: engine.name().to_owned(),
        height,
        width,
        max_abs,
        db_vs_burn,
        db_vs_truth: None,
        db_lost: None,
        nodes,
        ms,
        partitions: None,
    }
}

/// The largest difference, and the PSNR in dB for a peak value of 1.
fn apart(found: &[f32], expected: &[f32]) -> (f64, f64) {
    let pairs = found.iter().zip(expected);
    let differences = pairs.map(|(a, b)| f64::from(a - b).abs());
    let (max_abs, sum) = differences.fold((0.0, 0.0), |(max, sum): (f64, f64), d| {
        // `max` ignores NaN but not infinity.
        let d = if d.is_nan() { f64::INFINITY } else { d };
        (max.max(d), sum + d * d)
    });
    let mse = sum / expected.len() as f64;
    (max_abs, (-10.0 * mse.log10()).min(MAX_DB))
}
