//! Engines in the order in which they are tried, and the steps down from one to the next.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::probe;
use super::sessions::Sessions;
use crate::engine::{Engine, Session};
use crate::memory;
use crate::pack::Pack;
use crate::{Error, ErrorKind, Result};

/// The exact number format.
pub(super) const FP32: &str = "fp32";

/// An engine with the number format that it runs.
pub(super) struct Rung {
    pub engine: Arc<dyn Engine>,
    pub precision: String,
    /// The only size of its tiles (width, height), where its graphs are for one.
    pub tile: Option<(usize, usize)>,
    sessions: Sessions,
    /// Variants that have shown that they compute what they should.
    proved: Mutex<Vec<String>>,
}

impl Rung {
    pub fn new(engine: Arc<dyn Engine>, precision: &str, tile: Option<(usize, usize)>) -> Self {
        Self {
            sessions: Sessions::default(),
            proved: Mutex::default(),
            engine,
            precision: precision.to_owned(),
            tile,
        }
    }

    /// Whether it computes with 32-bit floats on the processor, as the pack was checked.
    fn exact(&self) -> bool {
        self.engine.provider() == "cpu" && self.precision == FP32
    }

    /// Prepares a variant for pictures of `size` (height, width).
    fn load(&self, pack: &Pack, variant: &str, size: (usize, usize)) -> Result<Box<dyn Session>> {
        let target = self.engine.target();
        let graph = match self.tile {
            None => pack.graph(variant, target, &self.precision)?,
            Some(tile) => pack.tile_graph(variant, target, &self.precision, tile)?,
        };
        let file = pack.place().join(&graph.entry.entry.file);
        let session = self.engine.load(graph.bytes, graph.weights.clone(), size);
        session.map_err(|e| e.in_file(file))
    }

    fn name(&self) -> String {
        let (name, precision) = (self.engine.name(), &self.precision);
        match self.engine.provider() {
            "cpu" => format!("{name} in {precision}"),
            provider => format!("{name} on {provider} in {precision}"),
        }
    }
}

/// All engines of a restorer; the first that has not failed is in use.
pub(super) struct Ladder {
    rungs: Vec<Rung>,
    at: AtomicUsize,
    /// What was given up so far, a line each.
    demotions: Mutex<Vec<String>>,
}

impl Ladder {
    /// At least one rung; the later ones serve when the earlier fail.
    pub fn new(rungs: Vec<Rung>) -> Self {
        Self {
            rungs,
            at: AtomicUsize::new(0),
            demotions: Mutex::new(Vec::new()),
        }
    }

    /// The rung in use, and its place.
    pub fn current(&self) -> (usize, &Rung) {
        let at = self.at.load(Ordering::Acquire);
        (at, &self.rungs[at])
    }

    /// What was given up so far, a line each.
    pub fn demotions(&self) -> Vec<String> {
        let demotions = self.demotions.lock();
        demotions.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A session of the rung in use for a variant and a size (height, width). A graph that fails
    /// to start or to prove itself is given up for the next rung's.
    pub fn session(
        &self,
        pack: &Pack,
        variant: &str,
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        loop {
            let (at, _) = self.current();
            match self.session_of(at, pack, variant, size) {
                Ok(session) => return Ok(session),
                Err(error) => self.demote(at, error)?,
            }
        }
    }

    /// Steps down from the rung at `at`, which failed with `error`.
    ///
    /// # Errors
    /// `error` itself when it is the caller's fault or the pack's, or when nothing is left.
    pub fn demote(&self, at: usize, error: Error) -> Result<()> {
        let fault = match error.kind() {
            ErrorKind::Engine | ErrorKind::EngineMissing => true,
            // What is no number in the exact form is so on every engine.
            ErrorKind::NotFinite => !self.rungs[at].exact(),
            _ => false,
        };
        if !fault || at + 1 >= self.rungs.len() {
            return Err(error);
        }
        let order = Ordering::AcqRel;
        // Another thread may have been quicker; one line for one step is enough.
        let stepped = self
            .at
            .compare_exchange(at, at + 1, order, Ordering::Acquire);
        if stepped.is_ok() {
            let [from, to] = [at, at + 1].map(|at| self.rungs[at].name());
            let line = format!("{from} was given up for {to}: {error}");
            let demotions = self.demotions.lock();
            demotions.unwrap_or_else(PoisonError::into_inner).push(line);
        }
        Ok(())
    }

    fn session_of(
        &self,
        at: usize,
        pack: &Pack,
        variant: &str,
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        let rung = &self.rungs[at];
        rung.sessions.get(variant, size, || {
            let mut session = rung.load(pack, variant, size)?;
            let proved = || rung.proved.lock().unwrap_or_else(PoisonError::into_inner);
            if !rung.exact() && !proved().iter().any(|name| name == variant) {
                self.prove(at, pack, variant, size, session.as_mut())?;
                proved().push(variant.to_owned());
            }
            memory::give_back();
            Ok(session)
        })
    }

    /// Lets a session restore a made-up picture, and an exact one the same picture.
    fn prove(
        &self,
        at: usize,
        pack: &Pack,
        variant: &str,
        size: (usize, usize),
        session: &mut dyn Session,
    ) -> Result<()> {
        let picture = probe::picture(size.1, size.0);
        let output = session.run(&picture)?;
        let exact = self.rungs[at + 1..].iter().find(|rung| rung.exact());
        let exact = match exact {
            // Not kept: its weights would stay in memory for this one picture.
            Some(exact) => Some(exact.load(pack, variant, size)?.run(&picture)?),
            None => None,
        };
        match probe::fault(&output, exact.as_ref(), &self.rungs[at].precision) {
            None => Ok(()),
            Some(fault) => Err(Error::new(
                ErrorKind::Engine,
                format!("variant {variant:?} does not compute here what it should: {fault}"),
            )),
        }
    }
}
