//! What a camera does to the noise of its picture: it smooths brightness a little and color a lot, then sharpens.
//!
//! So real noise is correlated over several pixels: Lee et al. ("AP-BSN", 2022) must take every fifth pixel of
//! phones' photos before noise looks independent, Zhou et al. ("When AWGN-based Denoiser Meets Real Noises", 2020)
//! every second to fourth of cameras'. No maker publishes its strengths: the ranges are ours, from off to as strong
//! as leaves a picture usable, and by default color noise is nearly gone, as in cameras' JPEG files and raw
//! converters.

use super::gauss::blurred;
use super::size;
use rand::{Rng, RngExt};

/// How soft an unprocessed photo is, as the sigma of a Gaussian in pixels: about what a lens and an optical low-pass
/// filter leave.
const SOFT: f32 = 0.8;

/// In standard deviations. A single pixel that differs by more counts as a defect of the sensor: cameras that smooth
/// clip it first.
const OUTLIER: f32 = 2.5;

/// Strengths of noise reduction and sharpening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smooth {
    /// Brightness: fine detail of as many standard deviations of the noise is halved, smaller detail is lost,
    /// larger detail stays. 0: none.
    pub luma: f32,
    /// What is fine there: the sigma of a Gaussian in pixels.
    pub luma_size: f32,
    /// Sigma in pixels of the blur of colors, which are at half resolution then; 0 leaves them alone.
    pub chroma_size: f32,
    /// Share of the fine color noise (what the blur at half resolution would remove) that is kept.
    pub chroma_kept: f32,
    /// How much is added of what a blur takes away from brightness.
    pub sharpen: f32,
    /// The sigma of that blur in pixels.
    pub sharpen_size: f32,
}

impl Smooth {
    /// One photo in five comes from a raw converter that only sharpens, if that. In the others, colors are blurred
    /// with a sigma of 1 to 8 pixels, but for 0 to 50 %, rather less than more (phones filter color over large
    /// windows: Hasinoff et al., "Burst Photography for High Dynamic Range and Low-light Imaging", 2016);
    /// brightness is smoothed in three of four, by 0.5 to 4 standard deviations. Sharpening, in two of five, is up
    /// to 0.8 with a sigma of 0.5 to 1.2 pixels, as raw converters offer.
    pub fn random(rng: &mut impl Rng) -> Self {
        let mut smooth = Self {
            sharpen_size: rng.random_range(0.5..=1.2),
            ..Self::none()
        };
        if rng.random_bool(0.4) {
            smooth.sharpen = rng.random_range(0.0..=0.8);
        }
        if rng.random_bool(0.2) {
            return smooth;
        }
        if rng.random_bool(0.75) {
            smooth.luma = rng.random_range(0.5..=4.0);
            smooth.luma_size = rng.random_range(0.6..=2.5);
        }
        smooth.chroma_size = rng.random_range(0.0..=8.0f32.ln()).exp();
        smooth.chroma_kept = 0.5 * rng.random::<f32>().powi(2);
        smooth
    }

    /// The middle of the ranges.
    pub fn typical() -> Self {
        Self {
            luma: 1.5,
            luma_size: 1.5,
            chroma_size: 2.5,
            chroma_kept: 0.15,
            sharpen: 0.2,
            sharpen_size: 0.8,
        }
    }

    /// Neither smoothed nor sharpened.
    pub fn none() -> Self {
        Self {
            luma: 0.0,
            luma_size: 1.0,
            chroma_size: 0.0,
            chroma_kept: 1.0,
            sharpen: 0.0,
            sharpen_size: 1.0,
        }
    }

    /// The noise in red, green and blue that is left: what the camera makes of the noisy picture less what it makes
    /// of the same without noise.
    pub(super) fn noise(
        &self,
        noisy: [Vec<f32>; 3],
        clean: &[Vec<f32>; 3],
        width: usize,
    ) -> [Vec<f32>; 3] {
        let [mut red, mut green, mut blue] = noisy;
        // The luma of the noise and of the picture; the noise's colors as red and blue less luma, which is what
        // YCbCr's chroma is but for a factor.
        let mut noise = Vec::with_capacity(red.len());
        let mut picture = Vec::with_capacity(red.len());
        for at in 0..red.len() {
            let before = luma(clean[0][at], clean[1][at], clean[2][at]);
            let after = luma(red[at], green[at], blue[at]);
            noise.push(after - before);
            picture.push(before);
            red[at] -= clean[0][at] + after - before;
            blue[at] -= clean[2][at] + after - before;
        }
        if self.luma > 0.0 {
            self.smooth(&mut noise, &picture, width);
        }
        if self.sharpen > 0.0 {
            let soft = blurred(&noise, width, self.sharpen_size);
            let pairs = noise.iter_mut().zip(soft);
            pairs.for_each(|(value, soft)| *value += self.sharpen * (*value - soft));
        }
        if self.chroma_size > 0.0 {
            red = self.colour(&red, width);
            blue = self.colour(&blue, width);
        }
        for (((r, g), b), y) in red.iter_mut().zip(&mut green).zip(&mut blue).zip(noise) {
            *g = y - (0.299 * *r + 0.114 * *b) / 0.587;
            *r += y;
            *b += y;
        }
        [red, green, blue]
    }

    /// Smooths a color of the noise, at half resolution.
    fn colour(&self, colour: &[f32], width: usize) -> Vec<f32> {
        let height = colour.len() / width;
        let half = (width.div_ceil(2), height.div_ceil(2));
        let mut small = size::after(colour, width, 0, half, false);
        let coarse = blurred(&small, half.0, self.chroma_size / 2.0);
        let pairs = small.iter_mut().zip(coarse);
        pairs.for_each(|(value, coarse)| *value = coarse + self.chroma_kept * (*value - coarse));
        size::enlarged(&small, half, (width, height), 0)
    }

    /// How far a pixel's noise reaches here, for the margin around a picture.
    pub(super) fn reach(&self) -> usize {
        let size = self.luma_size.min(self.luma * 10.0).max(self.chroma_size);
        2 + (1.2 * size).ceil() as usize
    }

    /// Takes small detail from the luma of the noisy picture and from that of the clean one; `noise` becomes their
    /// difference.
    ///
    /// The camera knows how strong its noise is at each brightness (Foi et al., 2008, and every raw converter with
    /// noise profiles), but it cannot tell noise from detail: where the picture has an edge, the noise stays.
    /// Training patches are sharper, pixel by pixel, than unprocessed photos, which a lens and often a filter before
    /// the sensor soften; so the picture is blurred by [`SOFT`] here.
    fn smooth(&self, noise: &mut [f32], picture: &[f32], width: usize) {
        let known = Known::new(noise, picture);
        let share = self.luma * self.luma;
        let coarse_noise = blurred(noise, width, self.luma_size);
        let picture = blurred(picture, width, SOFT);
        let coarse_picture = blurred(&picture, width, self.luma_size);
        for at in 0..noise.len() {
            let detail = picture[at] - coarse_picture[at];
            let variance = known.variance(coarse_picture[at]);
            let limit = share * variance;
            let kept = |detail: f32| {
                let energy = detail * detail;
                detail * energy / (energy + limit)
            };
            let grain = noise[at] - coarse_noise[at];
            let outlier = OUTLIER * variance.sqrt();
            let noisy = detail + grain.clamp(-outlier, outlier);
            noise[at] = coarse_noise[at] + kept(noisy) - kept(detail);
        }
    }
}

/// The variance of noise by brightness.
struct Known([f32; Self::STEPS + 1]);

impl Known {
    const STEPS: usize = 16;

    fn new(noise: &[f32], picture: &[f32]) -> Self {
        let mean = noise.iter().map(|v| v * v).sum::<f32>() / noise.len().max(1) as f32;
        // A brightness with few pixels is pulled to the mean of all.
        let few = 50.0;
        let mut sums = [(few * mean, few); Self::STEPS + 1];
        for (noise, value) in noise.iter().zip(picture) {
            let (sum, count) = &mut sums[Self::place(*value).round() as usize];
            *sum += noise * noise;
            *count += 1.0;
        }
        Self(sums.map(|(sum, count)| (sum / count).max(1e-12)))
    }

    fn place(value: f32) -> f32 {
        value.clamp(0.0, 1.0) * Self::STEPS as f32
    }

    fn variance(&self, value: f32) -> f32 {
        let place = Self::place(value);
        let at = (place as usize).min(Self::STEPS - 1);
        self.0[at] + (self.0[at + 1] - self.0[at]) * (place - at as f32)
    }
}

/// Luma of Rec. 601, as in JPEG.
fn luma(red: f32, green: f32, blue: f32) -> f32 {
    0.299 * red + 0.587 * green + 0.114 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution, StandardNormal};

    fn spread(values: &[f32]) -> f32 {
        (values.iter().map(|v| v * v).sum::<f32>() / values.len() as f32).sqrt()
    }

    /// Luma and the two colors of white noise on gray after `smooth`.
    fn left(smooth: Smooth) -> [f32; 3] {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let clean = [0; 3].map(|_| vec![0.5; 128 * 128]);
        let noisy = [0; 3].map(|_| {
            let value = |_| 0.5 + 0.05 * Distribution::<f32>::sample(&StandardNormal, &mut rng);
            (0..128 * 128).map(value).collect()
        });
        let [red, green, blue] = smooth.noise(noisy, &clean, 128);
        let pixels = red.iter().zip(&green).zip(&blue);
        let y: Vec<f32> = pixels.map(|((r, g), b)| luma(*r, *g, *b)).collect();
        let less =
            |plane: &[f32]| -> Vec<f32> { plane.iter().zip(&y).map(|(c, y)| c - y).collect() };
        [spread(&y), spread(&less(&blue)), spread(&less(&red))]
    }

    #[test]
    fn nothing_done_leaves_all() {
        let [y, blue, red] = left(Smooth::none());
        // sqrt(0.299² + 0.587² + 0.114²) = 0.668 and so on.
        assert!((y / 0.05 - 0.668).abs() < 0.02, "{y}");
        assert!((blue / 0.05 - 1.104).abs() < 0.03, "{blue}");
        assert!((red / 0.05 - 0.921).abs() < 0.03, "{red}");
    }

    #[test]
    fn colours_are_smoothed_more_than_brightness_and_sharpening_brings_grain() {
        let [y, blue, red] = left(Smooth::none());
        let typical = left(Smooth {
            sharpen: 0.0,
            ..Smooth::typical()
        });
        assert!(typical[0] < 0.9 * y);
        assert!(
            typical[1] < 0.5 * blue && typical[2] < 0.5 * red,
            "{typical:?}"
        );
        let sharp = left(Smooth {
            sharpen: 0.5,
            ..Smooth::none()
        });
        assert!(sharp[0] > 1.2 * y && (sharp[1] - blue).abs() < 1e-4);
    }
}
