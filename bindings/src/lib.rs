//! `dynet-runtime` for other languages: JNI for Android's Kotlin API, a C header for
//! everyone else, in one shared library `libdynet`.
//!
//! Nothing is exported yet. The crate exists so that the runtime's public API is designed with
//! this caller in mind: handles that may be closed while in use, no panics, errors with a code.
