//! Work on several threads whose results come in order, with bounded memory.

use dynet_core::Result;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Tasks and results that wait for each worker.
const WAITING: usize = 2;

/// `feed` gives tasks (until it is told `false`), `work` does them on `workers` threads, `take` gets the
/// results in the order of the tasks. Gives what `feed` gives.
///
/// Worker `w` does the tasks `w`, `w + workers`, ... and has its own channels, so "in order" means taking
/// from them in turn. At most 5 tasks a worker are under way.
///
/// # Errors
/// The first error of `take`, otherwise that of `feed`.
pub(super) fn in_order<T: Send, R: Send, F: Send>(
    workers: usize,
    feed: impl FnOnce(&mut dyn FnMut(T) -> bool) -> Result<F> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<F> {
    let (task_in, task_out): (Vec<SyncSender<T>>, Vec<Receiver<T>>) =
        (0..workers.max(1)).map(|_| sync_channel(WAITING)).unzip();
    let (result_in, result_out): (Vec<SyncSender<R>>, Vec<Receiver<R>>) =
        (0..workers.max(1)).map(|_| sync_channel(WAITING)).unzip();
    std::thread::scope(|scope| {
        let work = &work;
        for (tasks, results) in task_out.into_iter().zip(result_in) {
            scope.spawn(move || {
                tasks
                    .into_iter()
                    .all(|task| results.send(work(task)).is_ok())
            });
        }
        let feeder = scope.spawn(move || {
            let mut next = task_in.iter().cycle();
            feed(&mut |task| next.next().is_some_and(|worker| worker.send(task).is_ok()))
        });
        let mut taken = Ok(());
        // The first worker without a result has none left, so nobody after it has one.
        for result in result_out.iter().cycle().map_while(|r| r.recv().ok()) {
            taken = take(result);
            if taken.is_err() {
                break;
            }
        }
        // Ends the workers, and they the feeder.
        drop(result_out);
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
