//! What falling drops and flakes do to the light on its way to the camera. Those that can be seen one by one cover
//! what is behind them; all others together form a veil.

use dynet_core::Planar;
use rand::{Rng, RngExt};

/// The light that drops or flakes send to the camera.
///
/// A drop refracts a field of view of about 165 degrees, so it shows neither what is behind it nor a light
/// of its own but a mean over the scene, in which the sky has most weight (Garg and Nayar, "Vision and
/// Rain", 2007). It is brighter than a wood and darker than the sky.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// The sky's light, linear, by channel; 1 is what a picture shows as white, a sky can be brighter.
    pub sky: [f32; 3],
    /// The sky's share, 0 to 1; the rest is the picture's mean.
    pub share: f32,
}

impl Light {
    /// A gray sky of a brightness from a range, linear; a channel differs by 8 % at most.
    pub(super) fn grey(low: f32, high: f32, rng: &mut impl Rng) -> Self {
        let bright = rng.random_range(low..=high);
        let cold = rng.random_range(-0.08..=0.08);
        Self {
            sky: [bright * (1.0 - cold), bright, bright * (1.0 + cold)],
            share: rng.random_range(0.5..=0.95),
        }
    }

    /// The light of one drop, linear.
    pub(super) fn of(&self, picture: &Planar) -> [f32; 3] {
        let count = picture.pixels().max(1) as f32;
        let means = [0, 1, 2].map(|channel| {
            let sum: f32 = picture.plane(channel).iter().map(|v| linear(*v)).sum();
            sum / count
        });
        // A sky darker than 1.3 times the scene's brightest channel is raised to that; only its color is kept.
        let scene = means.into_iter().fold(0.0, f32::max);
        let raise = (1.3 * scene / self.sky[1].max(1e-3)).max(1.0);
        [0, 1, 2].map(|c| self.share * raise * self.sky[c] + (1.0 - self.share) * means[c])
    }
}

/// Light is added up where it is linear: the same drop is plain before a wood and nothing before a sky.
/// A square is near enough to what cameras do (sRGB's exponent is 2.2 on the whole).
fn linear(value: f32) -> f32 {
    value * value
}

/// Covers a picture by `cover` (0 to 1 by pixel) with a light (linear): `J (1 - a) + E a`, as Garg and Nayar.
pub(super) fn lay_over(picture: &mut Planar, cover: &[f32], light: [f32; 3]) {
    for (channel, light) in light.into_iter().enumerate() {
        for (value, a) in picture.plane_mut(channel).iter_mut().zip(cover) {
            if *a > 0.0 {
                let sum = linear(*value) * (1.0 - a) + light * a;
                *value = sum.max(0.0).sqrt().min(1.0);
            }
        }
    }
}

/// Drops or flakes too small or far to be seen singly: mist in front of everything, thicker with distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Veil {
    /// Its color, 0 to 1.
    pub air: [f32; 3],
    /// Scattering by unit of depth; 0 is no veil.
    pub beta: f32,
}

impl Veil {
    /// Lays it over a picture whose depth is known by pixel.
    pub(super) fn apply(&self, picture: &mut Planar, depth: &[f32]) {
        let through: Vec<f32> = depth.iter().map(|d| (-self.beta * d).exp()).collect();
        for (channel, air) in self.air.into_iter().enumerate() {
            for (value, t) in picture.plane_mut(channel).iter_mut().zip(&through) {
                *value = *value * t + air * (1.0 - t);
            }
        }
    }
}

/// Mean of a picture's values.
pub(super) fn mean(picture: &Planar) -> f32 {
    picture.data().iter().sum::<f32>() / picture.data().len().max(1) as f32
}
