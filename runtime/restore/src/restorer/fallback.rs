//! Engines in the order in which they are tried, and the steps down from one to the next.

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
    /// The only size of its tiles (width, height), where its graphs are for one.
    pub tile: Option<(usize, usize)>,
    sessions: Sessions,
    /// The prompter's, for views of some sizes.
    prompters: Sessions,
    /// Networks that have shown that they compute what they should: task and variant.
    proved: Mutex<Vec<(Option<String>, String)>>,
    /// Whether it was given up.
    failed: AtomicBool,
}

impl Candidate {
    /// An engine for a pack with so many tasks.
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

    /// Whether it computes with 32-bit floats on the processor, as the pack was checked.
    fn exact(&self) -> bool {
        self.engine.provider() == "cpu" && self.precision == FP32
    }

    /// The graph that it runs of a pack. A task may have none for it.
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

    /// What the pack's prompter finds in a view.
    fn latent(&self, pack: &Pack, view: &Planar) -> Result<Vec<f32>> {
        let graph = pack.prompter(self.engine.target(), &self.precision)?;
        let size = (view.height, view.width);
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

/// All engines of a restorer; the first that has not failed is in use, and for a task the first of
/// these that its graphs are for.
pub(super) struct FallbackChain {
    candidates: Vec<Candidate>,
    /// What was given up so far, a line each.
    demotions: Mutex<Vec<String>>,
}

impl FallbackChain {
    /// At least one candidate; the later ones serve when the earlier fail.
    pub fn new(candidates: Vec<Candidate>) -> Self {
        Self {
            candidates,
            demotions: Mutex::new(Vec::new()),
        }
    }

    /// The candidate in use, and its place.
    pub fn current(&self) -> (usize, &Candidate) {
        let usable = |candidate: &Candidate| !candidate.failed.load(Ordering::Acquire);
        // The last one is never given up.
        let at = self.candidates.iter().position(usable);
        let at = at.unwrap_or(self.candidates.len() - 1);
        (at, &self.candidates[at])
    }

    /// The candidate in use for a network. Where none has a graph of it, one to say so.
    pub fn current_for(&self, pack: &Pack, which: NetworkRef) -> (usize, &Candidate) {
        let at = self
            .candidates
            .iter()
            .position(|candidate| candidate.serves(pack, which));
        at.map_or_else(|| self.current(), |at| (at, &self.candidates[at]))
    }

    /// What was given up so far, a line each.
    pub fn demotions(&self) -> Vec<String> {
        let demotions = self.demotions.lock();
        demotions.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A session of the candidate in use for a network and a size (height, width). A graph that fails
    /// to start or to prove itself is given up for the next candidate's.
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
                Err(error) => self.demote(at, pack, which, error)?,
            }
        }
    }

    /// What the pack's prompter finds in a view. It runs once a photo, so it runs where it computes
    /// exactly, and where an engine fails it, on the next.
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
                    self.say(format!("{from} left the prompter to {to}: {error:#}"));
                    return Ok(latent);
                }
                (result, _) => return result,
            }
        }
        let none = || Error::new(ErrorKind::Engine, "no engine is left for the prompter");
        Err(failed.map_or_else(none, |(_, error)| error))
    }

    /// Keeps a line on what was given up; the same one once.
    fn say(&self, line: String) {
        let demotions = self.demotions.lock();
        let mut demotions = demotions.unwrap_or_else(PoisonError::into_inner);
        if !demotions.contains(&line) {
            demotions.push(line);
        }
    }

    /// Gives up the candidate at `at`, which failed with `error`.
    ///
    /// # Errors
    /// `error` itself when it is the caller's fault or the pack's, or when nothing is left for
    /// this network.
    pub fn demote(&self, at: usize, pack: &Pack, which: NetworkRef, error: Error) -> Result<()> {
        let fault = match error.kind() {
            ErrorKind::Engine | ErrorKind::EngineMissing => true,
            // What is no number in the exact form is so on every engine.
            ErrorKind::NotFinite => !self.candidates[at].exact(),
            _ => false,
        };
        let mut rest = self.candidates[at + 1..].iter();
        let Some(next) = rest.find(|candidate| fault && candidate.serves(pack, which)) else {
            return Err(error);
        };
        // Another thread may have been quicker; one line for one step is enough.
        if !self.candidates[at].failed.swap(true, Ordering::AcqRel) {
            let [from, to] = [&self.candidates[at], next].map(Candidate::name);
            self.say(format!("{from} was given up for {to}: {error:#}"));
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
            memory::give_back();
            Ok(session)
        })
    }

    /// Lets a session restore a synthetic picture, and an exact one the same picture.
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
            // Not kept: its weights would stay in memory for this one picture.
            Some(exact) => Some(run(exact.load(pack, which, size)?.as_mut())?),
            None => None,
        };
        match probe::fault(&output, exact.as_ref(), &self.candidates[at].precision) {
            None => Ok(()),
            Some(fault) => Err(Error::new(
                ErrorKind::Engine,
                format!("{which} does not compute here what it should: {fault}"),
            )),
        }
    }
}
