//! A thread pool whose results arrive in order, fed by another thread.

use std::sync::mpsc::sync_channel;

use dynet_core::Result;

/// Queued tasks per worker.
const WAITING: usize = 2;

/// `feed` produces tasks (until it gets `false`), `work` runs them on `workers` threads, and `take` receives the
/// results in the order of the tasks. Returns the result of `feed`.
///
/// # Errors
/// The first error of `take`, otherwise that of `feed`.
pub(super) fn in_order<T: Send, R: Send, F: Send>(
    workers: usize,
    feed: impl FnOnce(&mut dyn FnMut(T) -> bool) -> Result<F> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<F> {
    std::thread::scope(|scope| {
        let (send, mut tasks) = sync_channel(WAITING * workers.max(1));
        let feeder = scope.spawn(move || feed(&mut |task| send.send(task).is_ok()));
        let taken = dynet_core::in_order(
            workers,
            &mut tasks,
            |tasks| tasks.recv().ok().map(Ok),
            work,
            |_, result| take(result),
        );
        // Stops the feeder after an error.
        drop(tasks);
        let fed = feeder
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(fed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynet_core::{Error, ErrorKind};

    #[test]
    fn results_come_in_order_whoever_is_slow() {
        for count in [0, 1, 7, 50] {
            let mut results = Vec::new();
            let feed = |each: &mut dyn FnMut(u64) -> bool| Ok((0..count).all(each));
            let work = |n: u64| {
                std::thread::sleep(std::time::Duration::from_micros(n * 7919 % 500));
                n * n
            };
            let fed = in_order(3, feed, work, |r| {
                results.push(r);
                Ok(())
            });
            assert!(fed.unwrap());
            assert_eq!(results, (0..count).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_an_endless_feed() {
        let feed = |each: &mut dyn FnMut(u32) -> bool| Ok((0..).all(each));
        let take = |n| match n {
            100 => Err(Error::new(ErrorKind::Io, "full")),
            _ => Ok(()),
        };
        assert_eq!(
            in_order(2, feed, |n| n, take).unwrap_err().message(),
            "full"
        );
    }
}
