//! Prepared graphs, kept for the next picture.

use std::sync::{Mutex, PoisonError};

use dynet_core::Result;
use dynet_engine::Session;
use dynet_pack::NetworkRef;

/// The most prepared graphs to keep. Each holds the weights in the engine's own layout, and a batch
/// of photos has few sizes: two variants, portrait and landscape.
const KEPT: usize = 4;
/// Additional ones for each task: portrait and landscape.
const KEPT_FOR_A_TASK: usize = 2;
/// The limit for all together.
const KEPT_AT_MOST: usize = 12;

/// The most recently used prepared graphs of one engine.
pub(super) struct Sessions {
    entries: Mutex<Vec<Entry>>,
    kept: usize,
}

struct Entry {
    task: Option<String>,
    variant: String,
    size: (usize, usize),
    session: Box<dyn Session>,
}

impl Sessions {
    /// An empty cache for a pack with a number of tasks.
    pub fn new(tasks: usize) -> Self {
        Self {
            entries: Mutex::default(),
            kept: (KEPT + KEPT_FOR_A_TASK * tasks).min(KEPT_AT_MOST),
        }
    }

    /// A session for this variant and size (height, width), prepared by `load` when there is none.
    ///
    /// Holds the lock while it prepares: two threads that want the same graph prepare it once.
    pub(super) fn get(
        &self,
        which: NetworkRef,
        size: (usize, usize),
        load: impl FnOnce() -> Result<Box<dyn Session>>,
    ) -> Result<Box<dyn Session>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries
            .iter()
            .position(|entry| entry.size == size && entry.which() == which);
        let entry = match known {
            Some(index) => entries.remove(index),
            None => Entry {
                task: which.task.map(str::to_owned),
                variant: which.variant.to_owned(),
                size,
                session: load()?,
            },
        };
        let session = entry.session.fork()?;
        entries.push(entry);
        if entries.len() > self.kept {
            entries.remove(0);
        }
        Ok(session)
    }
}

impl Entry {
    fn which(&self) -> NetworkRef<'_> {
        NetworkRef {
            task: self.task.as_deref(),
            variant: &self.variant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynet_core::Planar;

    struct Copy;

    impl Session for Copy {
        fn run(&mut self, input: &Planar) -> Result<Planar> {
            Ok(input.clone())
        }

        fn fork(&self) -> Result<Box<dyn Session>> {
            Ok(Box::new(Copy))
        }
    }

    fn loads(wanted: &[(&str, usize)]) -> usize {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|&(name, side)| (NetworkRef::from(name), side))
            .collect();
        loads_of(&wanted, 0)
    }

    fn loads_of(wanted: &[(NetworkRef, usize)], tasks: usize) -> usize {
        let sessions = Sessions::new(tasks);
        let mut loads = 0;
        for &(which, side) in wanted {
            let got = sessions.get(which, (side, side), || {
                loads += 1;
                Ok(Box::new(Copy))
            });
            assert!(got.is_ok());
        }
        loads
    }

    #[test]
    fn prepares_each_size_once() {
        let wanted = [("s", 8), ("s", 8), ("l", 8), ("s", 16), ("s", 8)];
        assert_eq!(loads(&wanted), 3);
    }

    #[test]
    fn forgets_the_size_not_used_for_longest() {
        let again = [8, 16, 24, 32, 8, 40, 8, 16];
        let wanted: Vec<_> = again.iter().map(|&side| ("s", side)).collect();
        // 40 pushed out 16, so only 16 is prepared a second time.
        assert_eq!(loads(&wanted), 6);
    }

    #[test]
    fn tasks_have_sessions_of_their_own_and_room_for_them() {
        let task = |task| NetworkRef {
            task: Some(task),
            variant: "s",
        };
        let all = [NetworkRef::from("s"), task("rain"), task("jpeg")];
        let sides = [8, 16];
        let once: Vec<_> = all
            .iter()
            .flat_map(|which| sides.map(|side| (*which, side)))
            .collect();
        assert_eq!(loads_of(&once.repeat(3), 2), 6);
    }
}
