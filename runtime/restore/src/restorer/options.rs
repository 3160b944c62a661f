//! What a caller may ask for when a picture is restored.

use std::collections::BTreeMap;

#[cfg(doc)]
use super::Restorer;
use super::{Cancel, Observer, TaskChoice};
#[cfg(doc)]
use dynet_core::ErrorKind;

/// How one picture is restored.
///
/// ```
/// use dynet::Options;
/// let options = Options::default().variant("s").tile(256);
/// assert_eq!(options.tile, Some(256));
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The variant's name. By default the heaviest, or the heaviest within `budget_ms` and `max_memory`.
    pub variant: Option<String>,
    /// The task whose adapter the network gets; none unless given.
    pub task: TaskChoice,
    /// Levels of degradation by name ([`Prompter::levels`](dynet_pack::Prompter::levels)), 0 or more. They replace
    /// those that the pack's prompter finds in the photo; 0 means not to remove that degradation. Only for packs whose
    /// network takes levels.
    pub levels: BTreeMap<String, f32>,
    /// Longest side of a tile in pixels; by default chosen by picture size, engine and memory.
    pub tile: Option<usize>,
    /// Restores each tile by itself, which saves the time of one tile, for example for the frames of a video. Otherwise
    /// a photo of several tiles is first restored as a whole, scaled down to one tile, so that its tiles agree on what
    /// is haze. Without a task, a pack that [removes](dynet_pack::Manifest::degradations) haze then only changes what
    /// this makes clearer or brighter, on more than one surface. [`Restorer::restore_rows`] with several tiles never
    /// does this, because it does not have the whole picture.
    pub independent_tiles: bool,
    /// Milliseconds that the picture may take, the preparation of graphs not counted, while the
    /// machine is cool; less when it is hot ([`Restorer::set_thermal_status`]). When no variant is quick
    /// enough, the lightest runs. The first call measures this machine ([`Restorer::cost`]).
    pub budget_ms: Option<f64>,
    /// Bytes of memory that the process should stay under, pictures included. Tiles become
    /// smaller and variants lighter for it; [`ErrorKind::OutOfMemory`] when nothing fits.
    pub max_memory: Option<u64>,
    /// Stops the restoration on request; checked before and after every tile.
    pub cancel: Option<Cancel>,
    /// Receives the progress after every tile.
    pub observer: Option<Observer>,
}

impl Options {
    /// Sets [`Options::variant`].
    pub fn variant(mut self, name: impl Into<String>) -> Self {
        self.variant = Some(name.into());
        self
    }

    /// Sets [`Options::task`].
    pub fn task(mut self, task: impl Into<TaskChoice>) -> Self {
        self.task = task.into();
        self
    }

    /// Sets [`Options::levels`].
    pub fn levels(mut self, levels: impl IntoIterator<Item = (String, f32)>) -> Self {
        self.levels = levels.into_iter().collect();
        self
    }

    /// Sets [`Options::tile`].
    pub fn tile(mut self, side: impl Into<Option<usize>>) -> Self {
        self.tile = side.into();
        self
    }

    /// Sets [`Options::independent_tiles`].
    pub fn independent_tiles(mut self, independent: bool) -> Self {
        self.independent_tiles = independent;
        self
    }

    /// Sets [`Options::budget_ms`].
    pub fn budget_ms(mut self, ms: impl Into<Option<f64>>) -> Self {
        self.budget_ms = ms.into();
        self
    }

    /// Sets [`Options::max_memory`].
    pub fn max_memory(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.max_memory = bytes.into();
        self
    }

    /// Sets [`Options::cancel`].
    pub fn cancel(mut self, cancel: Cancel) -> Self {
        self.cancel = Some(cancel);
        self
    }

    /// Sets [`Options::observer`].
    pub fn observer(mut self, observer: impl Into<Option<Observer>>) -> Self {
        self.observer = observer.into();
        self
    }
}
