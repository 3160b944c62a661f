//! What each variant costs on this machine: measured once, then read from a cache.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::Restorer;
use super::probe;
use dynet_core::files::write_atomic;
use dynet_core::memory::{Memory, PeakMonitor};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_engine::Session;
use dynet_pack::{NetworkRef, sha256_hex};

/// Side of the measured picture: fast, and close to the usual tiles.
const SIDE: usize = 256;
/// Increased when the measurement changes, so that older files are ignored.
const VERSION: u32 = 2;
/// A larger file in the cache is not one of ours.
const MAX_BYTES: u64 = 1 << 16;

/// What a variant costs on this machine with one engine and number of threads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cost {
    /// The task's name; `None` for the pack's own network.
    #[serde(default)]
    pub task: Option<String>,
    /// The variant's name.
    pub variant: String,
    /// Nanoseconds for each pixel of a tile.
    pub ns_per_pixel: f64,
    /// Bytes in use for each pixel of all tiles in work.
    pub bytes_per_pixel: f64,
    /// Bytes that stay in use once the variant is prepared.
    pub bytes: u64,
    /// Nanoseconds per pixel of the prompter's view of a photo; 0 without a prompter.
    #[serde(default)]
    pub prompt_ns_per_pixel: f64,
}

impl Cost {
    fn is(&self, which: NetworkRef) -> bool {
        (self.task.as_deref(), self.variant.as_str()) == (which.task, which.variant)
    }
}

/// The costs known so far.
pub(super) struct Costs {
    folder: Option<PathBuf>,
    known: Mutex<Vec<Cost>>,
}

impl Costs {
    /// Kept in `folder`, or in `dynet` in the user's cache folder.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder: folder.or_else(|| Some(dirs::cache_dir()?.join("dynet"))),
            known: Mutex::new(Vec::new()),
        }
    }
}

impl Restorer {
    /// What a variant costs here, by itself (give its name) or with a task ([`NetworkRef`]); measured at
    /// the first use, which takes the time of a few tiles.
    ///
    /// Measured costs are kept in the user's cache folder (see [`super::Builder::cache`]) by the
    /// pack's hash, the engine, its number of threads and the processor's name; what cannot be
    /// written there is measured again the next time.
    ///
    /// # Errors
    /// As [`Restorer::restore`].
    pub fn cost<'a>(&self, which: impl Into<NetworkRef<'a>>) -> Result<Cost> {
        let which = which.into();
        self.pack.variant(which.variant)?;
        // Held while measuring: two measurements at once would disturb each other.
        let known = self.costs.known.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        if let Some(cost) = known.iter().find(|cost| cost.is(which)) {
            return Ok(cost.clone());
        }
        let file = self
            .costs
            .folder
            .as_ref()
            .map(|folder| folder.join(self.cost_file(which)));
        let cost = match file.as_deref().and_then(|file| read(file, which)) {
            Some(cost) => cost,
            None => {
                let cost = self.measure(which)?;
                if let Some(file) = &file {
                    // A cache that cannot be written only costs time.
                    let _ = write(file, &cost);
                }
                cost
            }
        };
        known.push(cost.clone());
        Ok(cost)
    }

    /// The file's name depends on all that the cost depends on.
    fn cost_file(&self, which: NetworkRef) -> String {
        let (_, candidate) = self.chain.current_for(&self.pack, which);
        let graph = candidate.graph(&self.pack, which);
        let graph = graph.map(|graph| graph.entry.entry.sha256.clone());
        let key = format!(
            "{VERSION} {} {} {} {} {} {} {} {}",
            self.pack.manifest().weights.sha256,
            graph.unwrap_or_default(),
            which.variant,
            candidate.engine.name(),
            candidate.engine.provider(),
            candidate.engine.profile().name(),
            self.threads,
            processor(),
        );
        format!("cost-{}.json", &sha256_hex(key.as_bytes())[..32])
    }

    fn measure(&self, which: NetworkRef) -> Result<Cost> {
        let (_, candidate) = self.chain.current_for(&self.pack, which);
        let multiple = self.pack.manifest().input.multiple.max(1);
        let side = SIDE.next_multiple_of(multiple);
        let (width, height) = candidate.tile.unwrap_or((side, side));
        let picture = probe::picture(width, height);
        let at_once = if candidate.engine.threaded() {
            1
        } else {
            self.threads.max(1)
        };
        let pixels = (width * height * at_once) as f64;

        let before = Memory::now();
        let mut session = self.chain.session(&self.pack, which, (height, width))?;
        if let Some(prompter) = &self.pack.manifest().prompter {
            session.prompt(&probe::latent(prompter.latent))?;
        }
        let prepared = Memory::now();
        let watched = PeakMonitor::start();
        run(session.as_ref(), &picture, at_once)?;
        let peak = watched.peak();
        let quickest = quickest(&|| run(session.as_ref(), &picture, at_once))?;
        let held = |memory: Option<Memory>| memory.map_or(0, |memory| memory.anonymous);
        let prepared = held(prepared);
        Ok(Cost {
            task: which.task.map(str::to_owned),
            variant: which.variant.to_owned(),
            ns_per_pixel: quickest / (width * height) as f64,
            bytes_per_pixel: peak.saturating_sub(prepared) as f64 / pixels,
            bytes: prepared.saturating_sub(held(before)),
            prompt_ns_per_pixel: self.measure_prompter()?,
        })
    }

    /// Nanoseconds a pixel of the prompter, on a view of the size that tiles are measured at.
    fn measure_prompter(&self) -> Result<f64> {
        let Some(prompter) = &self.pack.manifest().prompter else {
            return Ok(0.0);
        };
        let side = SIDE.min(prompter.longest);
        let side = side.next_multiple_of(prompter.multiple);
        let view = probe::picture(side, side);
        let look = || self.chain.latent(&self.pack, &view).map(|_| ());
        look()?; // prepares the graph
        Ok(quickest(&look)? / (side * side) as f64)
    }
}

/// Nanoseconds of the faster of two runs.
fn quickest(run: &dyn Fn() -> Result<()>) -> Result<f64> {
    let mut quickest = f64::INFINITY;
    for _ in 0..2 {
        let started = Instant::now();
        run()?;
        quickest = quickest.min(started.elapsed().as_nanos() as f64);
    }
    Ok(quickest)
}

/// One tile on each of `threads` threads.
fn run(session: &dyn Session, picture: &Planar, threads: usize) -> Result<()> {
    let forks = (0..threads).map(|_| session.fork());
    let forks = forks.collect::<Result<Vec<_>>>()?;
    std::thread::scope(|scope| {
        let running = forks
            .into_iter()
            .map(|mut fork| scope.spawn(move || fork.run(picture)));
        let running: Vec<_> = running.collect();
        running.into_iter().try_for_each(|thread| {
            let result = thread.join().unwrap_or_else(|_| {
                Err(Error::new(
                    ErrorKind::Engine,
                    "a thread of the engine stopped unexpectedly",
                ))
            });
            result.map(|_| ())
        })
    })
}

fn read(file: &Path, which: NetworkRef) -> Option<Cost> {
    if std::fs::metadata(file).ok()?.len() > MAX_BYTES {
        return None;
    }
    let cost: Cost = serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok()?;
    let sound = |value: f64| value.is_finite() && (0.0..1e9).contains(&value);
    let usable = cost.is(which)
        && cost.ns_per_pixel > 0.0
        && sound(cost.ns_per_pixel)
        && sound(cost.bytes_per_pixel)
        && sound(cost.prompt_ns_per_pixel);
    usable.then_some(cost)
}

fn write(file: &Path, cost: &Cost) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Error::io("create", folder, e))?;
    }
    let text = serde_json::to_vec(cost).unwrap_or_default();
    write_atomic(file, &text)
}

/// The processor's name and number of cores, as far as the system reports them.
fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let names = ["model name", "CPU implementer", "CPU part", "Hardware"];
    let mut lines: Vec<&str> = info
        .lines()
        .filter(|line| names.iter().any(|name| line.starts_with(name)))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let cores = std::thread::available_parallelism().map_or(0, |n| n.get());
    format!("{} {cores} {}", std::env::consts::ARCH, lines.join(" "))
}
