//! Both engines on the tiny pack.

mod ort;
mod setup;
mod tract;
