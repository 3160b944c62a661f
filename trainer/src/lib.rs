//! Training of image restoration networks from photos. The weights of a DyNet serve all its variants.
//!
//! Training has two stages with the same loop ([`train`](train())): dynamic pre-training on masked and degraded
//! pictures, then fine-tuning on noise, rain and haze. Each step draws the light or the heavy variant and updates the
//! weights that both share.
//!
//! ```
//! use dynet_models::DyNetConfig;
//! use dynet_trainer::{Recipe, Stage};
//!
//! let recipe = Recipe { steps: 2000, ..Recipe::new(Stage::Finetune, DyNetConfig::edge()) };
//! assert_eq!(recipe.learning_rate(recipe.steps), 0.0); // cosine to the end
//! ```
//!
//! The binary `dynet-train` is a thin shell around this crate.
#![warn(missing_docs)]

mod about;
mod batch;
mod clip;
pub mod data;
mod device;
mod ema;
pub mod ingest;
mod metrics;
pub mod mix;
mod optimizer;
mod prefetch;
pub mod prompt;
mod recipe;
mod run;
mod samples;
mod scenes;
mod step;
pub mod store;
mod train;
mod validate;

pub use about::About;
pub use batch::{Batch, Condition};
pub use clip::gradient_length;
pub use device::devices;
pub use ema::Ema;
pub use recipe::{
    BUILT_IN, Recipe, SamplingWeights, Scenes, Schedule, Stage, Variant, VariantSampling,
    unknown_recipe,
};
pub use run::{Best, Checkpoint, RunFolder};
pub use samples::Samples;
pub use step::{EstimatorTraining, Learner, Optim, StepPlan};
pub use train::{Progress, Training, train};
pub use validate::{Score, Validation};
