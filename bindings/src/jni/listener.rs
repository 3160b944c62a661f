//! Callbacks to a Java program.

use std::sync::{Arc, Mutex, PoisonError};

use dynet::restorer::{Cancel, Observer};
use jni::objects::{JObject, JValue};
use jni::refs::Global;
use jni::{Env, JavaVM, jni_sig, jni_str};

use super::fault::Fault;

/// A `dev.dynet.TileListener` with the exception that it threw.
pub(super) struct Listener {
    vm: JavaVM,
    target: Global<JObject<'static>>,
    fault: Mutex<Option<Fault>>,
}

impl Listener {
    /// The listener, if Java gave one.
    pub fn new(env: &Env<'_>, target: &JObject<'_>) -> Result<Option<Arc<Self>>, Fault> {
        if target.is_null() {
            return Ok(None);
        }
        Ok(Some(Arc::new(Self {
            vm: env.get_java_vm()?,
            target: env.new_global_ref(target)?,
            fault: Mutex::new(None),
        })))
    }

    /// Calls it after every tile until it throws, which cancels.
    pub fn observer(self: &Arc<Self>, cancel: &Cancel) -> Observer {
        let (listener, cancel) = (self.clone(), cancel.clone());
        Observer::new(move |done, total| {
            if let Err(fault) = listener.tell(done, total) {
                listener.keep(fault);
                cancel.cancel();
            }
        })
    }

    /// Its exception, to be thrown again on the thread that restores.
    pub fn fault(&self) -> Option<Fault> {
        let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.take()
    }

    /// Only the first one; others follow from it.
    fn keep(&self, fault: Fault) {
        let mut kept = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get_or_insert(fault);
    }

    fn tell(&self, done: usize, total: usize) -> Result<(), Fault> {
        let count = |tiles| JValue::Int(i32::try_from(tiles).unwrap_or(i32::MAX));
        // Tiles run on threads that the JVM does not know; they stay attached until they end.
        self.vm.attach_current_thread(|env| {
            let values = [count(done), count(total)];
            let told =
                env.call_method(&self.target, jni_str!("onTile"), jni_sig!("(II)V"), &values);
            match env.exception_occurred() {
                None => Ok(told.map(|_| ())?),
                Some(thrown) => {
                    env.exception_clear();
                    Err(Fault::Thrown(env.new_global_ref(thrown)?))
                }
            }
        })
    }
}
