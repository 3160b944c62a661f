//! Prepared graphs, kept for the next picture.

use std::sync::{Mutex, PoisonError};

use crate::Result;
use crate::engine::Session;

/// Prepared graphs kept at most. Each holds the weights in the engine's own layout, and a batch
/// of photos has few sizes: two variants, upright and lying.
const KEPT: usize = 4;

/// The most recently used prepared graphs of one engine.
#[derive(Default)]
pub(super) struct Sessions {
    entries: Mutex<Vec<Entry>>,
}

struct Entry {
    variant: String,
    size: (usize, usize),
    session: Box<dyn Session>,
}

impl Sessions {
    /// A session for this variant and size (height, width), prepared by `load` when there is none.
    ///
    /// Holds the lock while it prepares: two threads that want the same graph prepare it once.
    pub(super) fn get(
        &self,
        variant: &str,
        size: (usize, usize),
        load: impl FnOnce() -> Result<Box<dyn Session>>,
    ) -> Result<Box<dyn Session>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries
            .iter()
            .position(|entry| entry.size == size && entry.variant == variant);
        let entry = match known {
            Some(index) => entries.remove(index),
            None => Entry {
                variant: variant.to_owned(),
                size,
                session: load()?,
            },
        };
        let session = entry.session.fork()?;
        entries.push(entry);
        if entries.len() > KEPT {
            entries.remove(0);
        }
        Ok(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Planar;

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
        let sessions = Sessions::default();
        let mut loads = 0;
        for &(variant, side) in wanted {
            let got = sessions.get(variant, (side, side), || {
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
}
