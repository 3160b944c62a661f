//! Exports networks with any inputs and outputs, and compares the engines with Burn.
#![allow(dead_code)] // each test program uses its part

use burn::module::Module;
use dynet_exporter::{Dim, Exported, Input, Options, WeightFile, export};

use super::arrays::Array;
pub use super::arrays::Samples;
use super::engines::{guarded, inline, onnx_runtime, ort_engine, tract};

/// An input from text: `b,3,h:8,w:8` has free axes b, h and w, the latter multiples of 8.
pub fn input(name: &str, dims: &str) -> Input {
    let dim = |text: &str| match (text.parse::<usize>(), text.split_once(':')) {
        (Ok(length), _) => Dim::Fixed(length),
        (_, Some((name, multiple))) => Dim::multiple(name, multiple.parse().unwrap()),
        _ => Dim::free(text),
    };
    Input::new(name, dims.split(',').map(dim))
}

/// Lengths of free axes in one run; none of them is recorded by the exporter.
fn lengths(input: &Input, run: usize) -> Vec<usize> {
    let length = |dim: &Dim| match dim {
        Dim::Fixed(length) => *length,
        Dim::Free { name, .. } if name == "b" => [3, 1][run],
        Dim::Free { name, multiple } => {
            let spread = name.bytes().map(usize::from).sum::<usize>() % 5;
            multiple * ([12, 9][run] / multiple.min(&3) + spread)
        }
    };
    input.dims.iter().map(length).collect()
}

/// The name of an engine, and what went wrong there.
pub type Outcome = (&'static str, Option<String>);

/// Exports `forward` and compares every engine that is here with Burn, at two sizes that were
/// not recorded.
pub fn outcomes<M: Module, I: Samples, O: Samples>(
    module: &M,
    forward: impl Fn(&M, I) -> O,
    inputs: &[Input],
) -> Result<(Exported, Vec<Outcome>), dynet_exporter::Error> {
    let exported = export(module, &forward, inputs, &Options::default())?;
    let mut file = WeightFile::new("weights.bin");
    let graph = inline(&exported.to_onnx("test", &mut file)?, file.bytes());
    let mut outcomes: Vec<Outcome> = vec![("tract", None)];
    if ort_engine().is_some() {
        outcomes.push(("ort", None));
    }
    for run in 0..2 {
        let arrays = inputs.iter().zip(I::kinds()).enumerate();
        let arrays: Vec<Array> = arrays
            .map(|(at, (input, kind))| Array::sample(kind, &lengths(input, run), at as u64))
            .collect();
        let arrays: Vec<Array> = arrays
            .into_iter()
            .zip(inputs)
            .map(|(a, i)| a.within(i))
            .collect();
        let expected = forward(module, I::from(&arrays)).arrays();
        for (engine, failure) in &mut outcomes {
            let output = match *engine {
                "tract" => guarded(|| tract(&graph, &arrays)),
                _ => guarded(|| onnx_runtime(&graph, inputs, &arrays)),
            };
            let found = output.and_then(|output| compare(&expected, &output));
            if let Err(error) = found {
                failure.get_or_insert(error);
            }
        }
    }
    Ok((exported, outcomes))
}

/// Asserts that all engines agree with Burn.
pub fn agrees<M: Module, I: Samples, O: Samples>(
    module: &M,
    forward: impl Fn(&M, I) -> O,
    inputs: &[Input],
) -> Exported {
    let (exported, outcomes) = outcomes(module, forward, inputs).unwrap();
    for (engine, failure) in outcomes {
        assert_eq!(failure, None, "{engine}");
    }
    exported
}

fn compare(expected: &[Array], output: &[Array]) -> Result<(), String> {
    if expected.len() != output.len() {
        return Err(format!("{} outputs, not {}", output.len(), expected.len()));
    }
    for (a, b) in expected.iter().zip(output) {
        if a.shape != b.shape || a.kind != b.kind {
            let text = format!("{:?} {:?}, not {:?} {:?}", b.kind, b.shape, a.kind, a.shape);
            return Err(text);
        }
        let most = a.values.iter().zip(&b.values).map(|(a, b)| {
            let equal = a == b || (a.is_nan() && b.is_nan());
            let off = (a - b).abs() / (1.0 + a.abs());
            if equal {
                0.0
            } else {
                off.max(if off.is_nan() { f64::INFINITY } else { 0.0 })
            }
        });
        let most = most.fold(0.0, f64::max);
        if most > 1e-4 {
            return Err(format!("off by {most:.1e}"));
        }
    }
    Ok(())
}
