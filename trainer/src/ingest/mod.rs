//! From folders of photos to a [`store`](crate::store): patches without duplicates and without flat
//! ones, on one machine or many.
//!
//! ```no_run
//! use dynet_trainer::ingest::ingest;
//! use dynet_trainer::store::Options;
//! let store = ingest(&["photos".into()], "store".as_ref(), &Options::default(), 4, &mut |_| {})?;
//! println!("{} patches of {} photos", store.counts.patches, store.counts.kept);
//! # Ok::<(), dynet_core::Error>(())
//! ```
//!
//! A walk over the sources (`walk.rs`) lists them in the same order on every machine. Workers decode each one
//! (`picture.rs`), compute its hash (`perceptual_hash.rs`) and cut it (`cut.rs`). Results are processed in the order of the
//! walk (`workers.rs`), so the store does not depend on the number of workers. A photo is left out if it is not a
//! real photo (`subject.rs`), is an evaluation picture (`exclude.rs`), or duplicates any earlier photo, kept or not
//! (`seen.rs`). Therefore several machines can each judge their part, and [`merge`](merge()) gives the same result as
//! one machine.

mod cut;
mod exclude;
mod keep;
mod license;
mod merge;
mod perceptual_hash;
mod picture;
mod run;
mod seen;
mod subject;
mod walk;
mod workers;

pub use exclude::excluded;
pub use merge::merge;
pub use perceptual_hash::perceptual_hash;
pub use run::ingest;
pub use seen::{Seen, Twin};
