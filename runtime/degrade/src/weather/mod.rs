//! Rain, snow and haze as photos show them.
//!
//! [`rain`](mod@crate::rain), [`snow`](mod@crate::snow) and [`haze`](mod@crate::haze) follow the synthetic
//! sets that networks are measured on. A photo of bad weather has more: drops at all distances, darker than
//! the sky and brighter than a wood, a veil that thickens with distance, and air that has a color. The
//! results are 0 to 1 and not rounded to 8 bits, so that a camera's noise and JPEG can follow.

mod airlight;
mod depth;
mod drops;
mod flakes;
mod ground;
mod guided_filter;
mod haze;
mod light;
mod rain;
mod snow;
mod upsample;

pub use drops::Drops;
pub use flakes::Flakes;
pub use haze::Haze;
pub use light::{Light, Veil};
pub use rain::Rain;
pub use snow::Snow;
