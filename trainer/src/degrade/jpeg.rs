//! JPEG compression.

use dynet_runtime::Planar;
use dynet_runtime::spoil::{self, Colours};
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// Encoder qualities: 10 is the hardest of the usual test levels (Dong et al., ARCNN, 2015: 10 to
/// 40); above 60 hardly anything is left to repair.
pub const QUALITY: RangeInclusive<u8> = 10..=60;
/// How often colours are kept at half resolution, as most cameras and programs write them.
const HALF_COLOURS: f64 = 0.7;

/// Compresses and decompresses with a quality drawn from [`QUALITY`].
///
/// A picture that JPEG cannot hold (a side over 65535 pixels) comes back as it is.
pub fn jpeg(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let quality = rng.random_range(QUALITY);
    let colours = match rng.random_bool(HALF_COLOURS) {
        true => Colours::Half,
        false => Colours::Full,
    };
    with_quality(clean, quality, colours)
}

/// Compresses and decompresses with this quality, 1 to 100.
pub fn with_quality(clean: &Planar, quality: u8, colours: Colours) -> Planar {
    spoil::jpeg(clean, quality, colours).unwrap_or_else(|_| clean.clone())
}
