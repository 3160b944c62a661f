//! What `libdynet` exports: the C functions and, with the feature `jni`, those of the Kotlin classes.

pub use dynet_bindings::*;
