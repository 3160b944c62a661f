//! An accelerator is only used after its results have been compared with the processor's.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_engine::tract::Tract;
use dynet_engine::{Engine, Session};
use dynet_pack::Weights;
use dynet_testing::{Tiny, largest_difference, picture_of};

/// The fault of a broken accelerator; it gets the number of the run and the result.
type Fault = fn(usize, Planar) -> Result<Planar>;

/// tract, posing as an accelerator, with wrong results.
struct Broken {
    fault: Fault,
    starts: bool,
    /// The largest tile that it has memory for, in pixels.
    most: usize,
}

impl Broken {
    fn new(fault: Fault) -> Self {
        Self {
            fault,
            starts: true,
            most: usize::MAX,
        }
    }
}

impl Engine for Broken {
    fn name(&self) -> &str {
        "broken"
    }

    fn provider(&self) -> &str {
        "accelerator"
    }

    fn target(&self) -> &str {
        "tract"
    }

    fn load(
        &self,
        graph: &[u8],
        weights: &[Arc<Weights>],
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        if !self.starts {
            return Err(Error::new(ErrorKind::Engine, "the driver is too old"));
        }
        Ok(Box::new(Spoiled {
            inner: Tract::new().load(graph, weights, size)?,
            fault: self.fault,
            most: self.most,
            runs: Arc::default(),
        }))
    }

    fn threaded(&self) -> bool {
        true
    }
}

struct Spoiled {
    inner: Box<dyn Session>,
    fault: Fault,
    most: usize,
    runs: Arc<AtomicUsize>,
}

impl Session for Spoiled {
    fn run(&mut self, input: &Planar) -> Result<Planar> {
        if input.pixels() > self.most {
            return Err(Error::new(ErrorKind::OutOfMemory, "no room"));
        }
        let run = self.runs.fetch_add(1, Ordering::Relaxed);
        (self.fault)(run, self.inner.run(input)?)
    }

    fn fork(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(Self {
            inner: self.inner.fork()?,
            fault: self.fault,
            most: self.most,
            runs: self.runs.clone(),
        }))
    }
}

/// A tiny pack on that engine, with tract behind it.
fn open(engine: Broken) -> (tempfile::TempDir, Restorer) {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    let builder = Restorer::builder().backend(Backend::Tract).threads(2);
    let restorer = builder
        .engine(Arc::new(engine))
        .open(folder.path())
        .unwrap();
    (folder, restorer)
}

fn whole(picture: &Planar) -> Planar {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    let builder = Restorer::builder().backend(Backend::Tract);
    let restorer = builder.open(folder.path()).unwrap();
    restorer.restore(picture, &tiled()).unwrap().image
}

fn tiled() -> Options {
    Options::default().tile(64)
}

#[test]
fn an_answer_of_another_size_is_an_error() {
    // Right while it is probed, a row short afterwards.
    let short = |run, image: Planar| match run {
        0 | 1 => Ok(image),
        _ => Ok(image.crop((0, 0), (image.width(), image.height() - 1))),
    };
    let (_folder, restorer) = open(Broken::new(short));
    let error = restorer.restore(&picture_of(130, 70), &tiled());
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Engine);
    assert!(error.to_string().contains("answered a tile"), "{error}");
}

#[test]
fn an_accelerator_that_computes_well_is_used() {
    let (_folder, restorer) = open(Broken::new(|_, image| Ok(image)));
    let picture = picture_of(130, 70);
    let restored = restorer.restore(&picture, &tiled()).unwrap();
    assert_eq!(restored.report.backend, "broken");
    assert_eq!(restored.report.provider, "accelerator");
    assert!(restored.report.fallbacks.is_empty());
    assert!(largest_difference(&restored.image, &whole(&picture)) < 1e-6);
}

#[test]
fn wrong_black_and_missing_numbers_are_noticed_before_a_photo_is_spoiled() {
    let faults: [(Fault, &str); 4] = [
        (
            |_, mut image| {
                image
                    .data_mut()
                    .iter_mut()
                    .step_by(3)
                    .for_each(|v| *v += 0.1);
                Ok(image)
            },
            "dB against the exact one",
        ),
        (
            |_, image| Ok(Planar::new(image.width(), image.height())),
            "one color",
        ),
        (
            |_, mut image| {
                image.data_mut()[5] = f32::NAN;
                Ok(image)
            },
            "NaN or infinity",
        ),
        (
            |_, _| Err(Error::new(ErrorKind::Engine, "device lost")),
            "device lost",
        ),
    ];
    let picture = picture_of(130, 70);
    let exact = whole(&picture);
    for (fault, told) in faults {
        let (_folder, restorer) = open(Broken::new(fault));
        for _ in 0..2 {
            let restored = restorer.restore(&picture, &tiled()).unwrap();
            assert!(restored.image == exact, "{told}");
            assert_eq!(restored.report.backend, "tract");
            let [line] = &restored.report.fallbacks[..] else {
                panic!("one line for one step: {:?}", restored.report.fallbacks);
            };
            assert!(line.contains(told), "{line}");
            assert!(line.starts_with("broken on accelerator in fp32 failed; tract"));
        }
    }
}

#[test]
fn a_device_that_fails_in_the_middle_of_a_photo_costs_no_tile() {
    // Run 0 is the check; the fault comes with the third tile.
    let faults: [Fault; 2] = [
        |run, image| match run {
            0..3 => Ok(image),
            _ => Err(Error::new(ErrorKind::Engine, "device lost")),
        },
        |run, mut image| {
            if run >= 3 {
                image.data_mut()[0] = f32::INFINITY;
            }
            Ok(image)
        },
    ];
    let picture = picture_of(200, 130);
    for fault in faults {
        let (_folder, restorer) = open(Broken::new(fault));
        let restored = restorer.restore(&picture, &tiled()).unwrap();
        assert!(largest_difference(&restored.image, &whole(&picture)) < 1e-6);
        assert_eq!(restored.report.backend, "tract");
        assert_eq!(restored.report.fallbacks.len(), 1);
    }
}

#[test]
fn an_engine_that_does_not_start_is_passed_over() {
    let mut engine = Broken::new(|_, image| Ok(image));
    engine.starts = false;
    let (_folder, restorer) = open(engine);
    let report = restorer
        .restore(&picture_of(20, 20), &tiled())
        .unwrap()
        .report;
    assert_eq!(report.backend, "tract");
    assert!(report.fallbacks[0].contains("driver is too old"));
}

#[test]
fn tiles_shrink_where_memory_is_short() {
    let mut engine = Broken::new(|_, image| Ok(image));
    engine.most = 100 * 100;
    let (_folder, restorer) = open(engine);
    let picture = picture_of(300, 200);
    let options = Options::default().tile(160);
    let restored = restorer.restore(&picture, &options).unwrap();
    assert_eq!(restored.image.size(), (300, 200));
    let exact = whole(&picture);
    let off = restored.image.data().iter().zip(exact.data());
    let mean = off.map(|(a, b)| (a - b).abs()).sum::<f32>() / exact.data().len() as f32;
    assert!(mean < 1e-3, "{mean}");
    assert_eq!(restored.report.backend, "broken");
    let [line] = &restored.report.fallbacks[..] else {
        panic!("{:?}", restored.report.fallbacks);
    };
    assert!(line.contains("cut down to 80 pixels"), "{line}");
}

#[test]
fn weights_that_are_no_numbers_are_not_blamed_on_the_engine() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let gain = tiny.weights.len() - 4;
    tiny.weights[gain..].copy_from_slice(&f32::NAN.to_le_bytes());
    tiny.write(folder.path());
    let builder = Restorer::builder().backend(Backend::Tract);
    let engine = Arc::new(Broken::new(|_, image| Ok(image)));
    let restorer = builder.engine(engine).open(folder.path()).unwrap();
    let error = restorer.restore(&picture_of(16, 16), &tiled()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFinite);
}
