//! Batches drawn ahead of the step that needs them.

use dynet_core::Result;
use std::ops::Range;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Scope;

/// Number of batches drawn ahead; more would only take memory.
const AHEAD: usize = 2;

/// Draws the batches of `steps` on a thread of `scope`.
///
/// The thread ends when the receiver is dropped.
pub(crate) fn prefetch<'scope, B: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    steps: Range<u64>,
    draw: impl Fn(u64) -> Result<B> + Send + 'scope,
) -> Receiver<Result<B>> {
    let (send, receive) = sync_channel(AHEAD);
    scope.spawn(move || {
        for step in steps {
            let batch = draw(step);
            let failed = batch.is_err();
            if send.send(batch).is_err() || failed {
                break;
            }
        }
    });
    receive
}
