//! Objects that other languages use: they hold a number, and the object stays in a table.
//!
//! A number that was closed or never existed finds nothing, so a stale one is an error instead of a
//! pointer into freed memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// The next number, common to all tables: so a number finds nothing in the wrong table. It starts
/// at 1, because zeroed memory must not be a handle. At a billion per second, Java's `long` lasts
/// for 292 years.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Objects of one kind by their numbers.
#[derive(Debug)]
pub struct Table<T>(RwLock<BTreeMap<u64, Arc<T>>>);

impl<T> Table<T> {
    /// An empty table.
    pub const fn new() -> Self {
        Self(RwLock::new(BTreeMap::new()))
    }

    /// Stores an object and returns its number, which is never 0 and never used again.
    pub fn insert(&self, object: T) -> u64 {
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let mut objects = self.0.write().unwrap_or_else(PoisonError::into_inner);
        objects.insert(id, Arc::new(object));
        id
    }

    /// The object, which lives at least as long as the result is held.
    pub fn get(&self, id: u64) -> Option<Arc<T>> {
        let objects = self.0.read().unwrap_or_else(PoisonError::into_inner);
        objects.get(&id).cloned()
    }

    /// Takes the object out; calls that still hold it keep it alive. `None` when it is not there.
    pub fn remove(&self, id: u64) -> Option<Arc<T>> {
        // The lock is released before the object is dropped, which may take a while.
        let mut objects = self.0.write().unwrap_or_else(PoisonError::into_inner);
        objects.remove(&id)
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::sync::atomic::AtomicUsize;

    #[test]
    fn a_number_finds_its_object_until_it_is_removed_and_never_again() {
        let (words, others) = (Table::new(), Table::new());
        let (one, other) = (words.insert("one"), others.insert("other"));
        assert_ne!(one, other);
        assert_eq!(words.get(one).as_deref(), Some(&"one"));
        assert!(words.get(other).is_none() && words.get(0).is_none());
        assert_eq!(words.remove(one).as_deref(), Some(&"one"));
        assert!(words.get(one).is_none() && words.remove(one).is_none());
        assert_ne!(words.insert("two"), one);
    }

    /// Counts its living instances, and knows its own value.
    struct Counted<'a>(usize, &'a AtomicUsize);

    impl Drop for Counted<'_> {
        fn drop(&mut self) {
            self.1.fetch_sub(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn opening_using_and_closing_race_without_loss_or_leak() {
        let alive = AtomicUsize::new(0);
        let table = Table::new();
        let ids = Mutex::new(Vec::<(u64, usize)>::new());
        let removed = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (table, ids, removed, alive) = (&table, &ids, &removed, &alive);
                scope.spawn(move || {
                    for step in 0..2000 {
                        let value = thread * 10_000 + step;
                        alive.fetch_add(1, Ordering::SeqCst);
                        let id = table.insert(Counted(value, alive));
                        let (other, expected) = {
                            let mut ids = ids.lock().unwrap();
                            ids.push((id, value));
                            // Some number that any thread may be closing at this moment.
                            ids[(value * 31) % ids.len()]
                        };
                        if let Some(found) = table.get(other) {
                            assert_eq!(found.0, expected);
                        }
                        if step % 2 == 0 && table.remove(other).is_some() {
                            removed.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                });
            }
        });
        assert_eq!(
            alive.load(Ordering::SeqCst),
            16_000 - removed.load(Ordering::SeqCst)
        );
        // Each number was closed once at most, and closing the rest frees the rest.
        let ids = ids.into_inner().unwrap();
        let rest = ids.iter().filter(|(id, _)| table.remove(*id).is_some());
        assert_eq!(rest.count(), 16_000 - removed.load(Ordering::SeqCst));
        assert_eq!(alive.load(Ordering::SeqCst), 0);
    }
}
