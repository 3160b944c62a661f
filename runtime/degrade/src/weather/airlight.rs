//! The color of air that has haze in it.
//!
//! Drops of fog are larger than any wavelength of light and scatter every color equally: fog is gray. Small particles
//! scatter blue more than red, by the wavelength to the power of minus Angstrom's exponent, 0 for fog to 4 for clean
//! air (Narasimhan and Nayar, "Vision and the Atmosphere", 2002); for smoke and dust it is measured as 0 to 2
//! (Eck et al., 1999). So distant hills are blue by day and warm at a low sun, and smog is brown. Real hazes are
//! darker than those of RESIDE (0.7 to 1): RIDCP (Wu et al., 2023) draws 0.25 to 1. Values under 0.5 are night scenes and are not drawn here.

use rand::{Rng, RngExt};

/// The color of the airlight, and how much more haze scatters blue than red.
pub(super) struct Air {
    /// Airlight by channel: green 0.5 to 1, the others 0.35 to 1.
    pub colour: [f32; 3],
    /// Angstrom's exponent, 0 to 2.
    pub angstrom: f32,
}

/// A kind of haze, by ranges.
struct Kind {
    /// Share of pictures.
    share: f32,
    /// Brightness of green.
    bright: [f32; 2],
    /// How much more red than green there is.
    red: [f32; 2],
    /// How much less blue than green there is.
    blue: [f32; 2],
    angstrom: [f32; 2],
}

const FOG: Kind = Kind {
    share: 0.45,
    bright: [0.5, 1.0],
    red: [-0.02, 0.02],
    blue: [-0.03, 0.02],
    angstrom: [0.0, 0.3],
};
const DISTANCE: Kind = Kind {
    share: 0.3,
    bright: [0.55, 0.95],
    red: [-0.12, -0.02],
    blue: [-0.14, -0.01],
    angstrom: [0.5, 2.0],
};
const LOW_SUN: Kind = Kind {
    share: 0.12,
    bright: [0.55, 0.95],
    red: [0.02, 0.14],
    blue: [0.02, 0.2],
    angstrom: [0.3, 1.3],
};
const SMOG: Kind = Kind {
    share: 0.13,
    bright: [0.5, 0.85],
    red: [0.0, 0.08],
    blue: [0.05, 0.22],
    angstrom: [0.0, 1.0],
};

/// Wavelengths of red and blue against green's: about 600, 540 and 450 nm.
const WAVELENGTHS: [f32; 3] = [600.0 / 540.0, 1.0, 450.0 / 540.0];

impl Air {
    /// Draws air for a scene of this mean brightness. The air sees all of the sky that lights the scene, so it is
    /// at least as bright as things are on average.
    pub fn random(scene: f32, rng: &mut impl Rng) -> Self {
        let mut left: f32 = rng.random();
        let kinds = [FOG, DISTANCE, LOW_SUN];
        let kind = kinds.into_iter().find(|kind| {
            left -= kind.share;
            left < 0.0
        });
        let kind = kind.unwrap_or(SMOG);
        let mut draw = |[low, high]: [f32; 2]| rng.random_range(low..=high);
        let bright = draw(kind.bright).max(scene.min(1.0));
        let colour = [
            bright * (1.0 + draw(kind.red)),
            bright,
            bright * (1.0 - draw(kind.blue)),
        ];
        Self {
            colour: colour.map(|value| value.clamp(0.35, 1.0)),
            angstrom: draw(kind.angstrom),
        }
    }
}

/// How strongly haze of an exponent scatters red, green and blue, against green.
pub(super) fn scattering(angstrom: f32) -> [f32; 3] {
    WAVELENGTHS.map(|wave| wave.powf(-angstrom))
}
