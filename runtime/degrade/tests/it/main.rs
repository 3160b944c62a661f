//! What degradations do to photos.

mod camera;
mod degrade_mask;
mod degrade_noise;
mod degrade_photo;
mod degrade_weather;
mod pipeline;
mod weather;
