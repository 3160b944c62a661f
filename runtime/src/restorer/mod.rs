//! Restoring pictures with a pack: the part most programs need.

mod backend;
mod sessions;
mod tiling;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use sessions::Sessions;
use watch::Watch;

pub use backend::Backend;
pub use watch::{Cancel, Observer};

use crate::engine::Engine;
use crate::pack::Pack;
use crate::tile::restore_tiled;
use crate::{Error, ErrorKind, Planar, Result};

/// A pack with an engine, ready to restore pictures; shared freely between threads.
pub struct Restorer {
    pack: Pack,
    engine: Box<dyn Engine>,
    precision: String,
    note: Option<String>,
    threads: usize,
    sessions: Sessions,
}

/// Settings of a [`Restorer`], see [`Restorer::builder`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    backend: Backend,
    precision: Option<String>,
    threads: usize,
    ort_library: Option<PathBuf>,
}

/// How one picture is restored.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The variant's name; the pack's first one where not given.
    pub variant: Option<String>,
    /// Longest side of a tile in pixels; chosen by picture size and engine where not given.
    pub tile: Option<usize>,
    /// Stops the restoration when asked to; looked at before and after every tile.
    pub cancel: Option<Cancel>,
    /// Hears of every tile.
    pub observer: Option<Observer>,
}

/// A restored picture and how it came about.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The picture, of the input's size; values may leave 0..1 a little.
    pub image: Planar,
    /// The variant that ran.
    pub variant: String,
    /// The engine that ran it.
    pub backend: String,
    /// How many tiles the picture was cut into.
    pub tiles: usize,
    /// Milliseconds in all, `prepare_ms` included.
    pub ms: f64,
    /// Milliseconds spent preparing the graph; near 0 when it was prepared before.
    pub prepare_ms: f64,
}

impl Restorer {
    /// Opens the pack in a folder with the default settings.
    ///
    /// # Errors
    /// As [`Builder::open`].
    pub fn open(pack: impl AsRef<Path>) -> Result<Self> {
        Self::builder().open(pack)
    }

    /// Settings to change before opening.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The opened pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Name of the engine in use.
    pub fn backend(&self) -> &str {
        self.engine.name()
    }

    /// The export target whose graphs are in use where the pack has them.
    pub fn target(&self) -> &str {
        self.engine.target()
    }

    /// Number format of the weights in use, such as `fp32`.
    pub fn precision(&self) -> &str {
        &self.precision
    }

    /// One line for the user when another engine than the fastest is in use: why, and what to do.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Threads in use.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Restores one picture of any size. Calls from several threads run side by side.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], [`ErrorKind::Argument`] for an empty picture or tile,
    /// [`ErrorKind::Engine`] when the graph cannot be run, [`ErrorKind::NotFinite`] when it gives
    /// NaN or infinity, [`ErrorKind::Cancelled`] when the caller stops it.
    pub fn restore(&self, image: &Planar, options: &Options) -> Result<Restored> {
        let started = Instant::now();
        let manifest = self.pack.manifest();
        let variant = match (&options.variant, manifest.variants.first()) {
            (Some(name), _) => self.pack.variant(name)?,
            (None, Some(first)) => first,
            (None, None) => self.pack.variant("")?,
        };
        let tiling = tiling::choose(
            (image.width, image.height),
            options.tile,
            manifest.input.multiple,
            self.engine.threaded(),
            self.threads,
        )?;
        let watch = Watch {
            cancel: options.cancel.as_ref(),
            observer: options.observer.as_ref(),
            tiles: tiling.count(image.width, image.height),
            done: Mutex::new(0),
        };
        watch.check()?;
        watch.tell(0);
        let (width, height) = tiling.tile_size(image.width, image.height);
        let session = self.sessions.get(&variant.name, (height, width), || {
            let target = self.engine.target();
            let graph = self.pack.graph(&variant.name, target, &self.precision)?;
            let file = self.pack.place().join(&graph.entry.entry.file);
            self.engine
                .load(graph.bytes, graph.weights.clone(), (height, width))
                .map_err(|e| e.in_file(file))
        })?;
        let prepare_ms = milliseconds(started);
        let session = Mutex::new(session);
        let (image, tiles) = restore_tiled(image, &tiling, &|tile| {
            watch.check()?;
            let mut own = session
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .fork()?;
            let restored = own.run(tile)?;
            check_finite(&restored, &variant.name)?;
            watch.check()?;
            watch.tell(1);
            Ok(restored)
        })?;
        Ok(Restored {
            image,
            variant: variant.name.clone(),
            backend: self.engine.name().into(),
            tiles,
            ms: milliseconds(started),
            prepare_ms,
        })
    }
}

impl Builder {
    /// Which engine to use; [`Backend::Auto`] unless set.
    pub fn backend(mut self, backend: Backend) -> Self {
        self.backend = backend;
        self
    }

    /// Number format of the weights, such as `fp16` or `int8`, where the pack has several; the
    /// pack's first one unless set.
    pub fn precision(mut self, precision: impl Into<String>) -> Self {
        self.precision = Some(precision.into());
        self
    }

    /// How many threads to use; 0, the default, means one a core.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Where ONNX Runtime's library is, instead of searching for it.
    pub fn ort_library(mut self, library: impl Into<PathBuf>) -> Self {
        self.ort_library = Some(library.into());
        self
    }

    /// Opens a pack and starts the engine.
    ///
    /// # Errors
    /// All of [`Pack::open`]; [`ErrorKind::EngineMissing`] when the chosen engine is not built in
    /// or its library is not found; [`ErrorKind::Unsupported`] for a pack of fixed-size graphs.
    pub fn open(self, pack: impl AsRef<Path>) -> Result<Restorer> {
        let pack = Pack::open(pack)?;
        if !pack.manifest().input.dynamic {
            return Err(Error::new(
                ErrorKind::Unsupported,
                "its graphs are for one picture size only; export the pack with free height and \
                 width",
            )
            .in_file(pack.place()));
        }
        let precision = self
            .precision
            .unwrap_or_else(|| pack.manifest().precision.clone());
        for variant in &pack.manifest().variants {
            pack.graph(&variant.name, "", &precision)?;
        }
        let threads = match self.threads {
            0 => std::thread::available_parallelism().map_or(1, |n| n.get()),
            threads => threads,
        };
        let (engine, note) = backend::start(self.backend, self.ort_library.as_deref(), threads)?;
        let sessions = Sessions::new(engine.any_size());
        Ok(Restorer {
            pack,
            engine,
            precision,
            note,
            threads,
            sessions,
        })
    }
}

fn check_finite(image: &Planar, variant: &str) -> Result<()> {
    if image.data.iter().all(|value| value.is_finite()) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::NotFinite,
        format!(
            "variant {variant:?} gave values that are not numbers; the pack's weights are not \
             usable"
        ),
    ))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
