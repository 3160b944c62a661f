//! Restoring pictures with a pack: the part most programs need.

mod backend;
mod backoff;
mod broad;
mod budget;
mod builder;
mod costs;
mod fallback;
mod inspect;
mod options;
mod probe;
mod prompt;
mod report;
mod sessions;
mod task;
mod tiling;
mod watch;

use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use backoff::TileBackoff;
use broad::Broad;
use budget::Plan;
use costs::Costs;
use fallback::FallbackChain;
use task::Chosen;
use watch::Watch;

pub use backend::Backend;
pub use builder::Builder;
pub use costs::Cost;
pub use options::Options;
pub use report::{Report, Restored};
pub use task::TaskChoice;
pub use watch::{Cancel, Observer};

use crate::ThermalStatus;
use crate::tile::{self, InPlace, Rows, reflect_pad};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_pack::{NetworkRef, Pack, PackGraph};

/// A pack with an engine, ready to restore pictures; shared freely between threads.
pub struct Restorer {
    pack: Pack,
    chain: FallbackChain,
    costs: Costs,
    note: Option<String>,
    threads: usize,
    /// Bytes that the process held before any graph was prepared.
    held_at_open: u64,
    thermal_status: Mutex<ThermalStatus>,
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
        self.chain.current().1.engine.name()
    }

    /// Where the engine computes: `cpu`, or an accelerator.
    pub fn provider(&self) -> &str {
        self.chain.current().1.engine.provider()
    }

    /// The export target whose graphs are in use where the pack has them.
    pub fn target(&self) -> &str {
        self.chain.current().1.engine.target()
    }

    /// Number format of the weights in use, such as `fp32`.
    pub fn precision(&self) -> &str {
        &self.chain.current().1.precision
    }

    /// One line for the user when another engine than the fastest is in use: why, and what to do.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The graph in use for a variant, by itself (give its name) or with a task ([`NetworkRef`]).
    ///
    /// # Errors
    /// As [`Pack::graph`].
    pub fn graph<'a>(&self, which: impl Into<NetworkRef<'a>>) -> Result<PackGraph<'_>> {
        let which = which.into();
        self.chain
            .current_for(&self.pack, which)
            .1
            .graph(&self.pack, which)
    }

    /// Threads in use.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Restores one picture of any size. Calls from several threads run side by side.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], [`ErrorKind::UnknownTask`],
    /// [`ErrorKind::Argument`] for an empty tile,
    /// [`ErrorKind::Engine`] when the graph cannot be run on any engine,
    /// [`ErrorKind::NotFinite`] when it gives NaN or infinity, [`ErrorKind::Cancelled`] when the
    /// caller stops it, [`ErrorKind::OutOfMemory`] when not even small tiles fit.
    pub fn restore(&self, image: &Planar, options: &Options) -> Result<Restored> {
        let mut image = image.clone();
        let report = self.restore_in_place(&mut image, options)?;
        Ok(Restored { image, report })
    }

    /// As [`Restorer::restore`], in place, which halves the memory for a large photo.
    ///
    /// # Errors
    /// As [`Restorer::restore`]; the picture is then partly restored.
    pub fn restore_in_place(&self, image: &mut Planar, options: &Options) -> Result<Report> {
        let size = image.size();
        let job = self.job(size, Some(image), options)?;
        self.run(size, &mut InPlace(image), options, job)
    }

    /// Restores a picture of `size` (width, height) without holding all of it in memory: rows are read
    /// from `rows` and written to it in order.
    ///
    /// # Errors
    /// As [`Restorer::restore`], and those of `rows`; [`ErrorKind::Argument`] for
    /// [`TaskChoice::Auto`] and for a pack with a [`dynet_pack::Prompter`], which need the whole
    /// picture.
    pub fn restore_rows(
        &self,
        size: (usize, usize),
        rows: &mut dyn Rows,
        options: &Options,
    ) -> Result<Report> {
        let job = self.job(size, None, options)?;
        self.run(size, rows, options, job)
    }

    /// Plans a restoration; `photo` is `None` if only rows of it are in memory.
    fn job<'a>(
        &'a self,
        (width, height): (usize, usize),
        photo: Option<&Planar>,
        options: &'a Options,
    ) -> Result<Job<'a>> {
        let started = Instant::now();
        let chosen = self.choose(&options.task, photo)?;
        let view = self.view(photo)?;
        // The first plan with a budget measures this machine, which is not part of the photo's time.
        let planning = Instant::now();
        let plan = self.plan((width, height), options, chosen.task)?;
        let started = started + planning.elapsed();
        let tile = plan.tiling.tile_size(width, height);
        let looked_at = photo.filter(|_| broad::wanted(&plan.tiling, (width, height), options));
        Ok(Job {
            started,
            chosen,
            small: looked_at.map(|photo| photo.downscaled(tile)),
            view,
            plan,
        })
    }

    fn run(
        &self,
        (width, height): (usize, usize),
        rows: &mut dyn Rows,
        options: &Options,
        job: Job,
    ) -> Result<Report> {
        let plan = job.plan;
        let watch = Watch {
            cancel: options.cancel.as_ref(),
            observer: options.observer.as_ref(),
            tiles: plan.tiling.count(width, height),
            done: Mutex::new(0),
        };
        watch.check()?;
        watch.tell(0);
        let preparing = Instant::now();
        let (tile_width, tile_height) = plan.tiling.tile_size(width, height);
        let which = plan.which;
        let prepared = self
            .chain
            .session(&self.pack, which, (tile_height, tile_width));
        match prepared {
            // Smaller tiles may still fit.
            Err(error) if error.kind() != ErrorKind::OutOfMemory => return Err(error),
            _ => {}
        }
        let prepare_ms = milliseconds(preparing);
        // All tiles share the prompter's latent for the whole photo.
        let latent = self.latent(job.view.as_ref(), &options.levels)?;
        let latent = latent.as_deref();
        let backoff = TileBackoff::new(plan.tiling);
        let restored = |tile: &Planar| {
            let restored = backoff.run(tile, &|tile| {
                watch.check()?;
                self.tile(which, tile, latent)
            })?;
            tile::check_answer(tile.size(), &restored)?;
            Ok(restored)
        };
        // What a task's network does was asked for.
        let doubting = which.task.is_none() && self.pack.manifest().removes_haze();
        let broad = match &job.small {
            Some(view) => {
                let padded = reflect_pad(view, tile_width, tile_height);
                // As tiles are, on a thread of its own: what memory it leaves, the allocator gives to theirs.
                let after = thread::scope(|scope| scope.spawn(|| restored(&padded)).join());
                let after = after.unwrap_or_else(|panic| resume_unwind(panic))?;
                let after = after.crop((0, 0), view.size());
                Some(Broad::new(view, &after, (width, height), doubting))
            }
            None => None,
        };
        let single = doubting && watch.tiles == 1 && !options.independent_tiles;
        let tiles = tile::restore_rows((width, height), rows, &plan.tiling, &|place, tile| {
            let mut restored = restored(tile)?;
            match &broad {
                Some(broad) => broad.correct(place, tile, &mut restored),
                None if single => {
                    Broad::of_single(tile, &restored).correct(place, tile, &mut restored)
                }
                None => {}
            }
            watch.check()?;
            watch.tell(1);
            Ok(restored)
        })?;
        let (_, candidate) = self.chain.current_for(&self.pack, which);
        let mut fallbacks = self.chain.fallbacks();
        fallbacks.extend(backoff.line());
        Ok(Report {
            variant: which.variant.into(),
            task: which.task.map(str::to_owned),
            found: job.chosen.found,
            levels: self.levels(latent),
            backend: candidate.engine.name().into(),
            provider: candidate.engine.provider().into(),
            precision: candidate.precision.clone(),
            tiles,
            ms: milliseconds(job.started),
            prepare_ms,
            expected_ms: plan.expected_ms,
            fallbacks,
        })
    }

    /// Restores one tile, with its photo's latent if the network is guided; uses the next engine when
    /// one fails.
    fn tile(&self, which: NetworkRef, tile: &Planar, latent: Option<&[f32]>) -> Result<Planar> {
        loop {
            let (at, _) = self.chain.current_for(&self.pack, which);
            let size = (tile.height(), tile.width());
            let mut session = self.chain.session(&self.pack, which, size)?;
            if let Some(latent) = latent {
                session.prompt(latent)?;
            }
            let restored = session.run(tile).and_then(|restored| {
                check_finite(&restored, which)?;
                Ok(restored)
            });
            match restored {
                Ok(restored) => return Ok(restored),
                Err(error) => self.chain.fall_back(at, &self.pack, which, error)?,
            }
        }
    }
}

/// The plan of one picture's restoration.
struct Job<'a> {
    started: Instant,
    chosen: Chosen<'a>,
    plan: Plan<'a>,
    /// The prompter's view of the photo.
    view: Option<prompt::View>,
    /// The photo scaled down to one tile, if it has several.
    small: Option<Planar>,
}

fn check_finite(image: &Planar, which: NetworkRef) -> Result<()> {
    if image.data().iter().all(|value| value.is_finite()) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::NotFinite,
        format!("{which} gave NaN or infinity; the pack's weights are not usable"),
    ))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
