//! Work on several threads, with its parts begun and ended in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use super::rows::Rows;
use dynet_core::{Planar, Result};

/// Parts prepared ahead of every thread: no thread waits, and few tiles are in memory.
const AHEAD: usize = 2;

/// For `0..count`: `make` a tile, `work` on it on one of `threads`, `take` the result. Making and
/// taking happen in order and on this thread, so that floating point sums come out the same
/// however the threads ran.
///
/// # Errors
/// The error of the earliest part that has one.
pub(super) fn run(
    (count, threads): (usize, usize),
    rows: &mut dyn Rows,
    make: &mut dyn FnMut(&mut dyn Rows, usize) -> Result<Planar>,
    work: &(dyn Fn(usize, Planar) -> Result<Planar> + Sync),
    take: &mut dyn FnMut(&mut dyn Rows, usize, Planar) -> Result<()>,
) -> Result<()> {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        for index in 0..count {
            let tile = make(rows, index)?;
            take(rows, index, work(index, tile)?)?;
        }
        return Ok(());
    }
    let stop = &AtomicBool::new(false);
    let (jobs, queue) = mpsc::channel::<(usize, Planar)>();
    let queue = &Mutex::new(queue);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        // Dropped first when this closure ends, early or not: the threads then end as well.
        let jobs = jobs;
        let _stop = StopOnDrop(stop);
        for _ in 0..threads {
            let send = send.clone();
            scope.spawn(move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((index, tile)) = job else { break };
                    if stop.load(Ordering::Relaxed)
                        || send.send((index, work(index, tile))).is_err()
                    {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let (mut begun, mut done) = (0, 0);
        while done < count {
            while begun < count && begun - done < AHEAD * threads {
                let tile = make(rows, begun)?;
                // Fails when all threads are gone; then nothing arrives below either.
                let _ = jobs.send((begun, tile));
                begun += 1;
            }
            let Ok((index, result)) = receive.recv() else {
                break;
            };
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&done) {
                take(rows, done, result?)?;
                done += 1;
            }
        }
        Ok(())
    })
}

/// Tells the threads to leave what is still in the queue.
struct StopOnDrop<'a>(&'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
