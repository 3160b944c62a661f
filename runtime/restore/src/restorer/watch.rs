//! Progress of a restoration, and a way to stop it.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use dynet_core::{Error, ErrorKind, Result};

/// Stops restorations from another thread; clones stop the same ones.
///
/// ```
/// use dynet::restorer::{Cancel, Options};
/// let cancel = Cancel::new();
/// let options = Options::default().cancel(cancel.clone());
/// // ... another thread restores with `options` ...
/// cancel.cancel();
/// assert!(cancel.is_cancelled());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A canceller that has not been used.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops every restoration that has it, at the next tile at the latest, and later ones at once.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`Cancel::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Receives a restoration's progress: tiles done, and tiles in all. Called from the threads that
/// restore, first with 0 tiles done; the number never falls.
#[derive(Clone)]
pub struct Observer(Arc<dyn Fn(usize, usize) + Send + Sync>);

impl Observer {
    /// Calls `hear` after every tile.
    pub fn new(hear: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

/// The canceller and the observer of one picture.
pub(super) struct Watch<'a> {
    pub cancel: Option<&'a Cancel>,
    pub observer: Option<&'a Observer>,
    pub tiles: usize,
    pub done: Mutex<usize>,
}

impl Watch<'_> {
    /// An error once the restoration is cancelled.
    pub fn check(&self) -> Result<()> {
        match self.cancel {
            Some(cancel) if cancel.is_cancelled() => Err(Error::new(
                ErrorKind::Cancelled,
                "the restoration was cancelled",
            )),
            _ => Ok(()),
        }
    }

    /// Reports the progress.
    pub fn tell(&self, more: usize) {
        // Held during the call, or two threads could report their numbers in the wrong order.
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        *done += more;
        if let Some(Observer(hear)) = self.observer {
            hear(*done, self.tiles);
        }
    }
}
