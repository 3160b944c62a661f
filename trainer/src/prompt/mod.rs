//! Training of ConStyle's prompter (Fan et al., arXiv 2406.18242; code: github.com/Dongqi-Fan/ConStyle_v2).
//!
//! Stage 1, here, trains the encoder alone by contrastive learning, with a [`Momentum`] encoder, a [`Queue`] of
//! earlier prompts and five [`losses`]. Stage 2 trains a restoration network with the frozen prompter, in the loop of
//! all networks: [`guide`] inserts the prompter.
//!
//! ```
//! use burn::tensor::Device;
//! use dynet_models::NetworkConfig as _;
//! use dynet_core::Planar;
//! use dynet_trainer::prompt::{PromptBatch, PromptRecipe, Prompter};
//!
//! let recipe = PromptRecipe { batch: 2, queue: 8, width: 1, ..PromptRecipe::default() };
//! recipe.validate()?;
//! let device = Device::flex();
//! let mut prompter = Prompter::new(recipe.network(None).init(&device), &recipe, &device);
//! let photo = |level: f32| Planar::filled(32, 32, level);
//! let batch = PromptBatch {
//!     degraded: vec![photo(0.3), photo(0.6)],
//!     alike: vec![photo(0.4), photo(0.5)],
//!     classes: None,
//! };
//! assert!(prompter.step(&batch, 0).sum().is_finite());
//! # Ok::<(), dynet_core::Error>(())
//! ```

mod batch;
mod checkpoint;
mod clusters;
mod figures;
pub mod guide;
pub mod losses;
mod momentum;
mod queue;
mod recipe;
mod step;
mod train;

pub use batch::{PromptBatch, PromptPhotos};
pub use clusters::Clusters;
pub use losses::{Figures, Losses};
pub use momentum::Momentum;
pub use queue::Queue;
pub use recipe::{BUILT_IN, Pretext, PromptRecipe};
pub use step::{Look, Prompter};
pub use train::{PromptProgress, PromptTraining, train_prompter};
