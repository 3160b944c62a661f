//! Batches drawn ahead of the step that needs them.

use crate::batch::Batch;
use crate::recipe::Recipe;
use crate::samples::Samples;
use dynet_runtime::Result;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Scope;

/// Batches ready before they are needed: one more would only take memory.
const AHEAD: usize = 2;

/// Draws the batches from step `first` to the end of the recipe on a thread of `scope`.
///
/// The thread ends when the receiver is dropped.
pub(crate) fn prefetch<'scope>(
    scope: &'scope Scope<'scope, '_>,
    samples: &'scope Samples,
    recipe: &'scope Recipe,
    first: u64,
) -> Receiver<Result<Batch>> {
    let (send, receive) = sync_channel(AHEAD);
    scope.spawn(move || {
        for step in first..recipe.steps {
            let batch = Batch::draw(samples, recipe, step);
            let failed = batch.is_err();
            if send.send(batch).is_err() || failed {
                break;
            }
        }
    });
    receive
}
