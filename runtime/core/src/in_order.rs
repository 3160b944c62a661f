//! Runs tasks on several threads and delivers their results in order.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Tasks in flight per worker: one runs, one waits.
const AHEAD: usize = 2;

/// Takes tasks from `next` until there are none, runs `work` on them on `workers` threads, and passes the results to
/// `take` in the order of the tasks.
///
/// `next` and `take` run on the calling thread and share `context`. Worker `w` runs the tasks `w`, `w + workers`, ...,
/// and has its own channels; reading these in turn keeps the order. At most 2 tasks per worker are in flight.
///
/// ```
/// use dynet_core::in_order;
///
/// let mut squares = Vec::new();
/// in_order(
///     2,
///     &mut (1..=4, &mut squares),
///     |(numbers, _)| numbers.next().map(Ok::<i32, ()>),
///     |number| number * number,
///     |(_, squares), square| Ok(squares.push(square)),
/// )
/// .unwrap();
/// assert_eq!(squares, [1, 4, 9, 16]);
/// ```
///
/// # Errors
/// The first error of `next` or `take`; no task starts after it.
///
/// # Panics
/// When `work` panics.
pub fn in_order<C, T: Send, R: Send, E>(
    workers: usize,
    context: &mut C,
    mut next: impl FnMut(&mut C) -> Option<Result<T, E>>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(&mut C, R) -> Result<(), E>,
) -> Result<(), E> {
    if workers <= 1 {
        while let Some(task) = next(context) {
            take(context, work(task?))?;
        }
        return Ok(());
    }
    let (task_in, task_out): (Vec<SyncSender<T>>, Vec<Receiver<T>>) =
        (0..workers).map(|_| sync_channel(AHEAD)).unzip();
    let (result_in, result_out): (Vec<SyncSender<R>>, Vec<Receiver<R>>) =
        (0..workers).map(|_| sync_channel(AHEAD)).unzip();
    let work = &work;
    std::thread::scope(|scope| {
        let spawn = |(tasks, results): (Receiver<T>, SyncSender<R>)| {
            scope.spawn(move || {
                tasks
                    .into_iter()
                    .all(|task| results.send(work(task)).is_ok())
            })
        };
        let mut threads: Vec<_> = task_out.into_iter().zip(result_in).map(spawn).collect();
        // Dropped when this closure ends, early or not: the workers then end as well.
        let (task_in, result_out) = (task_in, result_out);
        let (mut begun, mut taken, mut more) = (0, 0, true);
        loop {
            while more && begun - taken < AHEAD * workers {
                match next(context) {
                    // Fails when that worker has panicked; its result is then missing below, too.
                    Some(task) => more = task_in[begun % workers].send(task?).is_ok(),
                    None => more = false,
                }
                begun += usize::from(more);
            }
            if taken == begun {
                return Ok(());
            }
            match result_out[taken % workers].recv() {
                Ok(result) => take(context, result)?,
                // A worker with pending tasks ends only by a panic.
                Err(_) => {
                    let worker = threads.swap_remove(taken % workers);
                    return worker
                        .join()
                        .map_or_else(|panic| resume_unwind(panic), |_| Ok(()));
                }
            }
            taken += 1;
        }
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_whoever_is_slow() {
        for (count, workers) in [(0, 3), (1, 3), (7, 3), (50, 3), (50, 1)] {
            let mut results = Vec::new();
            let work = |n: u64| {
                std::thread::sleep(Duration::from_micros(n * 7919 % 500));
                n * n
            };
            in_order(
                workers,
                &mut (0..count, &mut results),
                |(tasks, _)| tasks.next().map(Ok::<u64, ()>),
                work,
                |(_, results), result| {
                    results.push(result);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(results, (0..count).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_ends_endless_work() {
        for workers in [1, 2] {
            let take = |_: &mut _, n| if n == 100 { Err("full") } else { Ok(()) };
            let ended = in_order(workers, &mut (0..), |all| all.next().map(Ok), |n| n, take);
            assert_eq!(ended, Err("full"));
            let next = |all: &mut std::ops::RangeFrom<i32>| {
                let n = all.next()?;
                Some(if n == 7 { Err("torn") } else { Ok(n) })
            };
            let ended = in_order(workers, &mut (0..), next, |n| n, |_, _| Ok(()));
            assert_eq!(ended, Err("torn"));
        }
    }

    #[test]
    fn a_panic_in_the_work_is_passed_on() {
        for workers in [1, 2, 3] {
            let (send, receive) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                let work = |n: i32| assert!(n != 5, "broken");
                let run = || {
                    in_order(
                        workers,
                        &mut (0..100),
                        |all| all.next().map(Ok::<_, ()>),
                        work,
                        |_, ()| Ok(()),
                    )
                };
                let ended = std::panic::catch_unwind(run);
                let said = *ended.unwrap_err().downcast_ref::<&str>().unwrap();
                send.send(said).unwrap();
            });
            let said = receive
                .recv_timeout(Duration::from_secs(20))
                .expect("it hangs");
            assert_eq!(said, "broken");
        }
    }
}
