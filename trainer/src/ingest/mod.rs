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
//! A walk over the sources (`walk.rs`) gives them in one order on every machine. Workers decode each
//! (`picture.rs`), take its looks (`likeness.rs`) and cut it (`cut.rs`); what they find is taken up in the
//! order of the walk (`workers.rs`), so the store is the same whatever the number of workers. A photo is
//! left out when it is no photo (`subject.rs`), or kept for measuring (`exclude.rs`), or when any earlier one has the same bytes or looks the same (`seen.rs`). "Any", not "any that
//! was kept": so several machines can each judge their share, and [`merge`](merge()) comes to the same
//! result as one machine.

mod cut;
mod exclude;
mod keep;
mod license;
mod likeness;
mod merge;
mod picture;
mod run;
mod seen;
mod subject;
mod walk;
mod workers;

pub use exclude::excluded;
pub use likeness::likeness;
pub use merge::merge;
pub use run::ingest;
pub use seen::{Seen, Twin};
