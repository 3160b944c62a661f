//! Settings of a restorer.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::backend::{self, Settings, Started};
use super::costs::Costs;
use super::fallback::{Candidate, FP32, FallbackChain};
use super::{Backend, Restorer};
use dynet_core::memory::Memory;
use dynet_core::{Error, ErrorKind, Result};
use dynet_engine::{Engine, Profile};
use dynet_pack::{Pack, PackGraph};

/// The export target of accelerators that take tiles of one size.
const MOBILE: &str = "mobile";
/// The export target of processors, whose graphs every engine runs.
const PROCESSOR: &str = "cpu";

/// Settings of a [`Restorer`], see [`Restorer::builder`].
#[derive(Clone, Default)]
pub struct Builder {
    settings: Settings,
    precision: Option<String>,
    cache: Option<PathBuf>,
    engine: Option<Arc<dyn Engine>>,
    add_ons: Vec<PathBuf>,
}

impl Builder {
    /// Which engine to use; [`Backend::Auto`] unless set.
    pub fn backend(mut self, backend: Backend) -> Self {
        self.settings.backend = backend;
        self
    }

    /// ONNX Runtime's execution provider, such as `xnnpack` or `cuda`; `cpu` unless set. Its
    /// results are compared with the processor's before it is used, and when it fails the
    /// processor takes over.
    pub fn provider(mut self, name: impl Into<String>) -> Self {
        self.settings.provider = Some(name.into());
        self
    }

    /// How the engine keeps the weights in memory; [`Profile::Speed`] unless set.
    pub fn profile(mut self, profile: Profile) -> Self {
        self.settings.profile = profile;
        self
    }

    /// Number format of the weights, such as `fp16` or `int8`, where the pack has several; the
    /// pack's first one unless set.
    pub fn precision(mut self, precision: impl Into<String>) -> Self {
        self.precision = Some(precision.into());
        self
    }

    /// How many threads to use; 0, the default, means one per core.
    pub fn threads(mut self, threads: usize) -> Self {
        self.settings.threads = threads;
        self
    }

    /// Where ONNX Runtime's library is, instead of searching for it.
    pub fn ort_library(mut self, library: impl Into<PathBuf>) -> Self {
        self.settings.library = Some(library.into());
        self
    }

    /// Folder for what is measured once on this machine, see [`super::Options::budget_ms`];
    /// `dynet` in the user's cache folder unless set. It is created when needed.
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// An add-on with a further task for the pack, see [`Pack::add`]; may be given several times.
    pub fn add_on(mut self, path: impl Into<PathBuf>) -> Self {
        self.add_ons.push(path.into());
        self
    }

    /// A custom engine, tried before the others.
    pub fn engine(mut self, engine: Arc<dyn Engine>) -> Self {
        self.engine = Some(engine);
        self
    }

    /// Opens a pack and starts the engine.
    ///
    /// # Errors
    /// All of [`Pack::open`] and [`Pack::add`]; [`ErrorKind::EngineMissing`] when the chosen engine is not built in
    /// or its library is not found; [`ErrorKind::Unsupported`] for a pack that only has graphs for accelerators.
    pub fn open(self, pack: impl AsRef<Path>) -> Result<Restorer> {
        self.open_pack(Pack::open(pack)?)
    }

    /// Starts the engine for an open pack.
    ///
    /// # Errors
    /// As [`Builder::open`] for what comes after opening the pack.
    pub fn open_pack(mut self, mut pack: Pack) -> Result<Restorer> {
        for path in &self.add_ons {
            pack.add(path)?;
        }
        let tile = usual_tile(&pack)?;
        let precision = match &self.precision {
            Some(precision) => precision.clone(),
            None => pack.manifest().precision.clone(),
        };
        for variant in &pack.manifest().variants {
            usual_graph(&pack, &variant.name, &precision, tile)?;
        }
        if self.settings.threads == 0 {
            let cores = std::thread::available_parallelism();
            self.settings.threads = cores.map_or(1, |n| n.get());
        }
        let threads = self.settings.threads;
        let Started { mut engines, note } = backend::start(&self.settings)?;
        if let Some(engine) = self.engine {
            engines.insert(0, engine);
        }
        let asked = self.precision.is_some();
        Ok(Restorer {
            chain: FallbackChain::new(candidates(&pack, &engines, (&precision, asked), tile)?),
            thermal_status: Mutex::default(),
            held_at_open: Memory::now().map_or(0, |memory| memory.resident),
            costs: Costs::new(self.cache),
            pack,
            note,
            threads,
        })
    }
}

/// The tile (width, height) of the graphs that every engine runs; `None` if these take any size.
fn usual_tile(pack: &Pack) -> Result<Option<(usize, usize)>> {
    let manifest = pack.manifest();
    if manifest.input.dynamic {
        return Ok(None);
    }
    match manifest.graph_for(PROCESSOR).and_then(|graph| graph.size) {
        Some([height, width]) => Ok(Some((width, height))),
        None => Err(Error::new(
            ErrorKind::Unsupported,
            "it has no graphs that a processor runs: export the pack with --target cpu,...",
        )
        .in_file(pack.path())),
    }
}

/// A variant's graph that every engine runs.
fn usual_graph<'a>(
    pack: &'a Pack,
    variant: &str,
    precision: &str,
    tile: Option<(usize, usize)>,
) -> Result<PackGraph<'a>> {
    match tile {
        None => pack.graph(variant, "", precision),
        Some(tile) => pack.tile_graph(variant, PROCESSOR, precision, tile),
    }
}

/// Each engine in the number format `precision`, followed by the exact one if that is reduced.
/// `asked` says whether the caller chose it; `usual` is the tile of the graphs that every engine runs.
fn candidates(
    pack: &Pack,
    engines: &[Arc<dyn Engine>],
    (precision, asked): (&str, bool),
    usual: Option<(usize, usize)>,
) -> Result<Vec<Candidate>> {
    let variants = &pack.manifest().variants;
    let has_exact = variants
        .iter()
        .all(|variant| usual_graph(pack, &variant.name, FP32, usual).is_ok());
    let tasks = pack.manifest().tasks.len();
    let mut candidates = Vec::new();
    for engine in engines {
        let target = engine.target();
        let own = pack.manifest().graph_for(target);
        let own_precision = own.map(|graph| pack.manifest().precision_of(graph));
        let precision = match (engine.provider(), own_precision) {
            // An accelerator uses the format of its own graphs, unless the caller asks for another.
            (provider, Some(own)) if provider != "cpu" && !asked => own,
            _ => precision,
        };
        let tile = match own.and_then(|graph| graph.size) {
            Some([height, width]) => {
                for variant in variants {
                    pack.tile_graph(&variant.name, target, precision, (width, height))?;
                }
                Some((width, height))
            }
            None if target == MOBILE => {
                let text = "the pack has no graphs of one tile size, which this accelerator needs: \
                            export it with --target cpu,mobile:256";
                return Err(Error::new(ErrorKind::Unsupported, text).in_file(pack.path()));
            }
            None => usual,
        };
        // tract computes reduced formats slowly.
        if precision == FP32 || engine.name() != "tract" || !has_exact {
            candidates.push(Candidate::new(engine.clone(), precision, tile, tasks));
        }
    }
    let reduced = candidates
        .iter()
        .any(|candidate| candidate.precision != FP32);
    if reduced && has_exact {
        let exact = engines.iter().filter(|engine| engine.provider() == "cpu");
        let new = exact.filter(|engine| {
            let known = |candidate: &Candidate| {
                Arc::ptr_eq(&candidate.engine, engine) && candidate.precision == FP32
            };
            !candidates.iter().any(known)
        });
        let new: Vec<_> = new
            .map(|engine| Candidate::new(engine.clone(), FP32, usual, tasks))
            .collect();
        // Before tract, which is there already.
        let at = candidates
            .iter()
            .position(|candidate| candidate.precision == FP32 && candidate.tile == usual);
        let at = at.unwrap_or(candidates.len());
        candidates.splice(at..at, new);
    }
    Ok(candidates)
}
