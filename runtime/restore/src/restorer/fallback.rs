//! The fallback chain: engines in the order in which they are tried, each replacing one that fails.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::probe;
use super::sessions::Sessions;
use dynet_core::memory;
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_engine::{Engine, Session};
use dynet_pack::{NetworkRef, Pack, PackGraph};

/// The exact number format.
pub(super) const FP32: &str = "fp32";

/// An engine with the number format that it runs.
pub(super) struct Candidate {
    pub engine: Arc<dyn Engine>,
    pub precision: String,
    /// The fixed size of its tiles (width, height), if its graphs have one.
    pub tile: Option<(usize, usize)>,
    sessions: Sessions,
    /// The prompter's, for views of some sizes.
    prompters: Sessions,
    /// Networks that passed the check of their results, by task and variant.
    proved: Mutex<Vec<(Option<String>, String)>>,
    /// Whether it was given up.
    failed: AtomicBool,
}

impl Candidate {
    /// An engine for a pack with a number of tasks.
    pub fn new(
        engine: Arc<dyn Engine>,
        precision: &str,
        tile: Option<(usize, usize)>,
        tasks: usize,
    ) -> Self {
        Self {
            sessions: Sessions::new(tasks),
            prompters: Sessions::new(0),
            proved: Mutex::default(),
            failed: AtomicBool::new(false),
            engine,
            precision: precision.to_owned(),
            tile,
        }
    }

    /// Whether it computes with 32-bit floats on the processor, as in the checks of the pack.
    fn exact(&self) -> bool {
        self.engine.provider() == "cpu" && self.precision == FP32
    }

    /// The pack's graph that it runs. A task may have none for it.
    pub fn graph<'a>(&self, pack: &'a Pack, which: NetworkRef) -> Result<PackGraph<'a>> {
        let target = self.engine.target();
        match self.tile {
            None => pack.graph(which, target, &self.precision),
            Some(tile) => pack.tile_graph(which, target, &self.precision, tile),
        }
    }

    /// Whether it was not given up and has a graph.
    fn serves(&self, pack: &Pack, which: NetworkRef) -> bool {
        !self.failed.load(Ordering::Acquire) && self.graph(pack, which).is_ok()
    }

    /// Prepares a graph for pictures of `size` (height, width).
    fn load(
        &self,
        pack: &Pack,
        which: NetworkRef,
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        let graph = self.graph(pack, which)?;
        let session = self.engine.load(graph.bytes, graph.weights, size);
        session.map_err(|e| e.in_file(graph.path))
    }

    /// The prompter's latent for a view.
    fn latent(&self, pack: &Pack, view: &Planar) -> Result<Vec<f32>> {
        let graph = pack.prompter(self.engine.target(), &self.precision)?;
        let size = (view.height(), view.width());
        // There is one prompter, so its sessions need no name.
        let session = self.prompters.get(NetworkRef::from(""), size, || {
            self.engine.load(graph.bytes, graph.weights, size)
        });
        let latent = session.and_then(|mut session| session.latent(view));
        let latent = latent.map_err(|e| e.in_file(graph.path))?;
        match latent.iter().all(|value| value.is_finite()) {
            true => Ok(latent),
            false => Err(Error::new(
                ErrorKind::NotFinite,
                "the prompter gave NaN or infinity; the pack's weights are not usable",
            )
            .in_file(graph.path)),
        }
    }

    fn name(&self) -> String {
        let (name, precision) = (self.engine.name(), &self.precision);
        match self.engine.provider() {
            "cpu" => format!("{name} in {precision}"),
            provider => format!("{name} on {provider} in {precision}"),
        }
    }
}

/// All engines of a restorer. The first that has not failed is in use; for a task, the first of
/// these that has graphs of it.
pub(super) struct FallbackChain {
    candidates: Vec<Candidate>,
    /// What was given up so far, one line for each.
    fallbacks: Mutex<Vec<String>>,
}

impl FallbackChain {
    /// A chain of at least one candidate; a later one replaces an earlier one that fails.
    pub fn new(candidates: Vec<Candidate>) -> Self {
        Self {
            candidates,
            fallbacks: Mutex::new(Vec::new()),
        }
    }

    /// The candidate in use, and its index.
    pub fn current(&self) -> (usize, &Candidate) {
        let usable = |candidate: &Candidate| !candidate.failed.load(Ordering::Acquire);
        // The last one is never given up.
        let at = self.candidates.iter().position(usable);
        let at = at.unwrap_or(self.candidates.len() - 1);
        (at, &self.candidates[at])
    }

    /// The candidate in use for a network. If none has a graph of it, one that reports this error.
    pub fn current_for(&self, pack: &Pack, which: NetworkRef) -> (usize, &Candidate) {
        let at = self
            .candidates
            .iter()
            .position(|candidate| candidate.serves(pack, which));
        at.map_or_else(|| self.current(), |at| (at, &self.candidates[at]))
    }

    /// What was given up so far, one line for each.
    pub fn fallbacks(&self) -> Vec<String> {
        let fallbacks = self.fallbacks.lock();
        fallbacks.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A session of the candidate in use for a network and a size (height, width). If a graph fails to
    /// start or fails its check, the next candidate replaces it.
    pub fn session(
        &self,
        pack: &Pack,
        which: NetworkRef,
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        loop {
            let (at, _) = self.current_for(pack, which);
            match self.session_of(at, pack, which, size) {
                Ok(session) => return Ok(session),
                Err(error) => self.fall_back(at, pack, which, error)?,
            }
        }
    }

    /// The prompter's latent for a view. It runs once per photo, so it runs on an exact engine, and on
    /// the next one if that fails.
    pub fn latent(&self, pack: &Pack, view: &Planar) -> Result<Vec<f32>> {
        let (exact, rest): (Vec<_>, Vec<_>) = self
            .candidates
            .iter()
            .partition(|candidate| candidate.exact());
        let usable = |candidate: &&Candidate| !candidate.failed.load(Ordering::Acquire);
        let mut failed: Option<(&Candidate, Error)> = None;
        for candidate in exact.into_iter().chain(rest).filter(usable) {
            match (candidate.latent(pack, view), failed.take()) {
                (Err(error), first) if error.kind() == ErrorKind::Engine => {
                    failed = first.or(Some((candidate, error)));
                }
                (Ok(latent), Some((first, error))) => {
                    let [from, to] = [first, candidate].map(Candidate::name);
                    self.say(format!(
                        "{from} failed on the prompter; {to} is used instead: {error:#}"
                    ));
                    return Ok(latent);
                }
                (result, _) => return result,
            }
        }
        let none = || Error::new(ErrorKind::Engine, "no engine is left for the prompter");
        Err(failed.map_or_else(none, |(_, error)| error))
    }

    /// Adds a line on what was given up, unless it is there already.
    fn say(&self, line: String) {
        let fallbacks = self.fallbacks.lock();
        let mut fallbacks = fallbacks.unwrap_or_else(PoisonError::into_inner);
        if !fallbacks.contains(&line) {
            fallbacks.push(line);
        }
    }

    /// Gives up the candidate at `at`, which failed with `error`.
    ///
    /// # Errors
    /// `error` itself when it is the caller's fault or the pack's, or when nothing is left for
    /// this network.
    pub fn fall_back(&self, at: usize, pack: &Pack, which: NetworkRef, error: Error) -> Result<()> {
        let fault = match error.kind() {
            ErrorKind::Engine | ErrorKind::EngineMissing => true,
            // NaN in the exact format is NaN on every engine.
            ErrorKind::NotFinite => !self.candidates[at].exact(),
            _ => false,
        };
        let mut rest = self.candidates[at + 1..].iter();
        let Some(next) = rest.find(|candidate| fault && candidate.serves(pack, which)) else {
            return Err(error);
        };
        // Another thread may have done this already; one line is enough.
        if !self.candidates[at].failed.swap(true, Ordering::AcqRel) {
            let [from, to] = [&self.candidates[at], next].map(Candidate::name);
            self.say(format!("{from} failed; {to} is used instead: {error:#}"));
        }
        Ok(())
    }

    fn session_of(
        &self,
        at: usize,
        pack: &Pack,
        which: NetworkRef,
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        let candidate = &self.candidates[at];
        candidate.sessions.get(which, size, || {
            let mut session = candidate.load(pack, which, size)?;
            let proved = || {
                candidate
                    .proved
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
            };
            let own = (which.task.map(str::to_owned), which.variant.to_owned());
            if !candidate.exact() && !proved().contains(&own) {
                self.prove(at, pack, which, size, session.as_mut())?;
                proved().push(own);
            }
            memory::release_freed();
            Ok(session)
        })
    }

    /// Compares a session with an exact one on a synthetic picture.
    fn prove(
        &self,
        at: usize,
        pack: &Pack,
        which: NetworkRef,
        size: (usize, usize),
        session: &mut dyn Session,
    ) -> Result<()> {
        let picture = probe::picture(size.1, size.0);
        let prompter = pack.manifest().prompter.as_ref();
        let run = |session: &mut dyn Session| {
            if let Some(prompter) = prompter {
                session.prompt(&probe::latent(prompter.latent))?;
            }
            session.run(&picture)
        };
        let output = run(session)?;
        let mut rest = self.candidates[at + 1..].iter();
        let exact =
            rest.find(|candidate| candidate.exact() && candidate.graph(pack, which).is_ok());
        let exact = match exact {
            // Not cached: its weights would stay in memory for this one picture.
            Some(exact) => Some(run(exact.load(pack, which, size)?.as_mut())?),
            None => None,
        };
        match probe::fault(&output, exact.as_ref(), &self.candidates[at].precision) {
            None => Ok(()),
            Some(fault) => Err(Error::new(
                ErrorKind::Engine,
                format!("{which} gives a wrong result on this engine: {fault}"),
            )),
        }
    }
}
