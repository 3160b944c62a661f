//! Between a finished picture and a sensor's raw values: tone curve, colors, white balance, exposure, there and
//! back.
//!
//! The method is that of Brooks et al. ("Unprocessing Images for Learned Raw Denoising", 2019). Their ranges and
//! matrices are used unless another source is named.

use super::colours::{camera, inverse};
use super::sensor::deviation;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// White balance for light bulbs and for open shade, red and blue relative to green: medians of "Tungsten",
/// "Incandescent" and "Shade" in darktable's white balances of some 400 cameras (`wb_presets.json` of darktable
/// 4.2.1).
const BULB: [f32; 2] = [1.31, 2.57];
const SHADE: [f32; 2] = [2.38, 1.29];
/// The place of daylight (medians 1.98 and 1.60) between bulbs (0) and shade (1).
const DAYLIGHT: f32 = 0.7;
/// How much cameras differ in red and blue: standard deviations of the logarithms.
const WHITE_SPREAD: [f32; 2] = [0.18, 0.15];

/// How a camera turns raw values into a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Develop {
    /// White balance: how much red and blue are amplified, green being 1.
    pub white: [f32; 2],
    /// From linear sRGB to the camera's colors; each row sums to 1. Developing inverts it, which amplifies noise
    /// and makes it colored.
    pub colours: [[f32; 3]; 3],
    /// Raw value of white in green: less where the photographer or the camera left room, or where the scene was
    /// dark and the picture was brightened.
    pub exposure: f32,
    /// How much the tone curve lifts dark and middle values, at the cost of contrast in bright areas. A value of 0.5
    /// rises by a quarter of this.
    pub lift: f32,
    /// Contrast of the tone curve, from 0 (sRGB's own) to 1 (the S of Brooks et al.); below 0 shadows are lifted.
    pub contrast: f32,
}

impl Develop {
    /// Light from the sun to the shade in three photos of four, from bulbs to the sun in the others (our guess), on
    /// a camera by chance.
    ///
    /// White lies at 0.8, give or take 0.1 (Brooks et al.). One photo in four was exposed less than that, by up to
    /// two stops, and brightened, as dark scenes are. The contrast is from 0.5 to 1 in three of four, since Brooks
    /// et al. always take 1 but raw converters can take less; in the others it goes down to -0.3, as cameras lift
    /// shadows ("dynamic range optimizer", HDR+). Cameras leave half a stop and more for highlights (ISO 12232),
    /// whose contrast their curves give up to lift the rest: half a stop takes a lift of 0.28, a whole one 0.57.
    pub fn random(rng: &mut impl Rng) -> Self {
        let light = if rng.random_bool(0.75) {
            rng.random_range(DAYLIGHT..=1.0)
        } else {
            rng.random_range(0.0..=DAYLIGHT)
        };
        let white = white(light, WHITE_SPREAD.map(|spread| spread * deviation(rng)));
        let mut exposure = 0.8 + 0.1 * deviation(rng);
        if rng.random_bool(0.25) {
            exposure *= (-rng.random_range(0.0..=2.0f32)).exp2();
        }
        Self {
            white,
            colours: camera([0; 4].map(|_| rng.random_range(0.0..=1.0))),
            exposure,
            lift: rng.random_range(0.0..=0.6),
            contrast: if rng.random_bool(0.75) {
                rng.random_range(0.5..=1.0)
            } else {
                rng.random_range(-0.3..=0.5)
            },
        }
    }

    /// Daylight and the middle of the other ranges.
    pub fn typical() -> Self {
        Self {
            white: white(DAYLIGHT, [0.0; 2]),
            colours: camera([1.0; 4]),
            exposure: 0.8,
            lift: 0.25,
            contrast: 0.75,
        }
    }

    /// What a sensor catches of the scene behind the picture, without noise; `shift` as in
    /// [`Demosaic`](super::Demosaic).
    pub(super) fn raw(&self, picture: &Planar, shift: (usize, usize)) -> Vec<f32> {
        let light = Table::new(1024, |value| linear(self.flat(value)));
        let [red, green, blue] = [0, 1, 2].map(|channel| picture.plane(channel));
        let gains = self.gains().map(|gain| 1.0 / gain);
        let width = picture.width();
        let mut raw = Vec::with_capacity(red.len());
        for y in 0..picture.height() {
            for x in 0..width {
                let at = y * width + x;
                let colour = (x + shift.0) % 2 + (y + shift.1) % 2;
                let [r, g, b] = self.colours[colour];
                let sum = r * light.at(red[at]) + g * light.at(green[at]) + b * light.at(blue[at]);
                raw.push((sum * gains[colour]).clamp(0.0, 1.0));
            }
        }
        raw
    }

    /// The picture of a camera's red, green and blue raw values, 0 to 1.
    pub(super) fn shown(&self, mut planes: [Vec<f32>; 3]) -> [Vec<f32>; 3] {
        let tone = Table::new(4096, |light| self.curved(srgb(light)));
        let gains = self.gains();
        let mut back = inverse(&self.colours);
        for row in &mut back {
            row.iter_mut().zip(gains).for_each(|(c, gain)| *c *= gain);
        }
        let [red, green, blue] = &mut planes;
        for ((r, g), b) in red.iter_mut().zip(green).zip(blue) {
            let raw = [*r, *g, *b];
            let light = |row: &[f32; 3]| row[0] * raw[0] + row[1] * raw[1] + row[2] * raw[2];
            *r = tone.at(light(&back[0]));
            *g = tone.at(light(&back[1]));
            *b = tone.at(light(&back[2]));
        }
        planes
    }

    /// From raw values to white at 1.
    fn gains(&self) -> [f32; 3] {
        [self.white[0], 1.0, self.white[1]].map(|gain| gain / self.exposure)
    }

    /// The tone curve, after sRGB's.
    fn curved(&self, value: f32) -> f32 {
        let lifted = value + self.lift * value * (1.0 - value);
        let smooth = lifted * lifted * (3.0 - 2.0 * lifted);
        lifted + self.contrast * (smooth - lifted)
    }

    /// The inverse of [`Self::curved`], by bisection.
    fn flat(&self, value: f32) -> f32 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..20 {
            let middle = (low + high) / 2.0;
            if self.curved(middle) < value {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low + high) / 2.0
    }
}

/// White balance for a light between [`BULB`] (0) and [`SHADE`] (1); `off` is what the camera adds to the
/// logarithms.
fn white(light: f32, off: [f32; 2]) -> [f32; 2] {
    [0, 1].map(|at| {
        let (bulb, shade) = (BULB[at].ln(), SHADE[at].ln());
        (bulb + light * (shade - bulb) + off[at]).exp()
    })
}

/// A lookup table of a function on 0 to 1: much faster than powers.
struct Table {
    values: Vec<f32>,
}

impl Table {
    fn new(steps: usize, function: impl Fn(f32) -> f32) -> Self {
        let value = |at| function(at as f32 / steps as f32);
        // One more than the end, for the step after it.
        let values = (0..=steps + 1).map(|at| value(at.min(steps))).collect();
        Self { values }
    }

    #[inline]
    fn at(&self, value: f32) -> f32 {
        let place = value.clamp(0.0, 1.0) * (self.values.len() - 2) as f32;
        let at = place as usize;
        let (low, high) = (self.values[at], self.values[at + 1]);
        low + (high - low) * (place - at as f32)
    }
}

/// Light from an sRGB value (IEC 61966-2-1), both 0 to 1.
fn linear(value: f32) -> f32 {
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// The sRGB value of light.
fn srgb(light: f32) -> f32 {
    if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn a_flat_picture_comes_back() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..50 {
            let develop = Develop::random(&mut rng);
            let colour: [f32; 3] = [0; 3].map(|_| rng.random_range(0.25..=0.75));
            let mut picture = Planar::new(2, 2);
            for (channel, value) in colour.iter().enumerate() {
                picture.plane_mut(channel).fill(*value);
            }
            let raw = develop.raw(&picture, (0, 0));
            let caught = [vec![raw[0]], vec![raw[1]], vec![raw[3]]];
            let back = develop.shown(caught);
            for (value, expected) in back.iter().zip(colour) {
                // Few cameras see the most colorful ones without clipping.
                let error = (value[0] - expected).abs();
                assert!(error < 0.004, "{develop:?} {colour:?} {back:?}");
            }
        }
    }

    #[test]
    fn white_is_where_the_exposure_says() {
        let develop = Develop::typical();
        let mut picture = Planar::new(2, 2);
        picture.data_mut().fill(1.0);
        let raw = develop.raw(&picture, (0, 0));
        let [red, blue] = develop.white;
        assert!((red / 1.98 - 1.0).abs() < 0.03 && (blue / 1.6 - 1.0).abs() < 0.03);
        let expected = [0.8 / red, 0.8, 0.8, 0.8 / blue];
        for (value, expected) in raw.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-3, "{raw:?}");
        }
    }

    #[test]
    fn developing_amplifies_red_and_blue_noise() {
        let back = inverse(&Develop::typical().colours);
        let gain = back.map(|row| row.iter().map(|c| c * c).sum::<f32>().sqrt());
        assert!(gain.iter().all(|gain| *gain > 1.2), "{gain:?}");
    }
}
