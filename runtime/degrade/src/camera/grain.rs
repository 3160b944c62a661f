//! Grain of film, which scanned prints and films have.

use super::gauss::blurred;
use dynet_core::Planar;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

/// Film grain: crystals that are opaque or not.
///
/// If they cover a share `v` of a spot, the share varies by `v * (1 - v)` (the Boolean model of Newson et al.,
/// "Realistic Film Grain Rendering", 2017): most in middle gray, none in black and white. They are clumps of about
/// the size of a pixel or larger, which a Gaussian filter makes of white noise, as video encoders do, too (Gomila,
/// "SEI message for film grain encoding", 2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FilmGrain {
    /// Standard deviation in middle gray, the picture being 0 to 1.
    pub strength: f32,
    /// Pixels across a clump.
    pub size: f32,
    /// Each dye layer has a grain of its own; otherwise all colors have the same.
    pub coloured: bool,
}

impl FilmGrain {
    /// Clumps of 1 to 3 pixels with a strength of 0.02 to 0.1, which is 5 to 25 levels of 255; color film in half
    /// of all. The ranges are ours: from hardly visible to as coarse as enlarged small film.
    pub fn random(rng: &mut impl Rng) -> Self {
        Self {
            strength: rng.random_range(0.02..=0.1),
            size: rng.random_range(1.0..=3.0),
            coloured: rng.random_bool(0.5),
        }
    }

    /// The picture on grainy film, 0 to 1, not rounded.
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let mut grainy = clean.clone();
        let mut grain = Vec::new();
        for channel in 0..3 {
            if channel == 0 || self.coloured {
                grain = self.grain(clean.width(), clean.height(), rng);
            }
            for (value, grain) in grainy.plane_mut(channel).iter_mut().zip(&grain) {
                let cover = value.clamp(0.0, 1.0);
                let spread = 2.0 * (cover * (1.0 - cover)).sqrt();
                *value = (cover + self.strength * spread * grain).clamp(0.0, 1.0);
            }
        }
        grainy
    }

    /// Filtered noise of standard deviation 1.
    fn grain(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<f32> {
        // A margin, since filtering repeats what is at an edge.
        const MARGIN: usize = 4;
        let wide = width + 2 * MARGIN;
        let count = wide * (height + 2 * MARGIN);
        let white: Vec<f32> = (0..count).map(|_| StandardNormal.sample(rng)).collect();
        // A Gaussian is about as wide at half its height as 2.35 sigmas.
        let sigma = self.size / 2.355;
        let soft = blurred(&white, wide, sigma);
        // What the filter leaves of the standard deviation: the root of the sum of its squares.
        let mut dot = vec![0.0; 31 * 31];
        dot[15 * 31 + 15] = 1.0;
        let left = blurred(&dot, 31, sigma)
            .iter()
            .map(|w| w * w)
            .sum::<f32>()
            .sqrt();
        let rows = soft.chunks_exact(wide).skip(MARGIN).take(height);
        rows.flat_map(|row| row[MARGIN..][..width].iter().map(|v| v / left))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn grain_is_strongest_in_middle_grey_and_as_strong_as_said() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let film = FilmGrain {
            strength: 0.05,
            size: 2.0,
            coloured: false,
        };
        let mut spread = |level: f32| {
            let mut flat = Planar::new(128, 128);
            flat.data_mut().fill(level);
            let grainy = film.apply(&flat, &mut rng);
            assert_eq!(grainy.plane(0), grainy.plane(2));
            let squares = grainy.plane(0).iter().map(|v| (v - level).powi(2));
            (squares.sum::<f32>() / (128.0 * 128.0)).sqrt()
        };
        assert!((spread(0.5) - 0.05).abs() < 0.003);
        assert!((spread(0.1) - 0.03).abs() < 0.003);
        assert!(spread(0.0) == 0.0 && spread(1.0) == 0.0);
    }

    #[test]
    fn larger_clumps_are_more_alike_in_neighbours() {
        let alike = |size: f32| {
            let mut rng = ChaCha8Rng::seed_from_u64(2);
            let film = FilmGrain {
                strength: 0.05,
                size,
                coloured: true,
            };
            let mut flat = Planar::new(128, 128);
            flat.data_mut().fill(0.5);
            let grainy = film.apply(&flat, &mut rng);
            assert_ne!(grainy.plane(0), grainy.plane(1));
            let plane: Vec<f32> = grainy.plane(0).iter().map(|v| v - 0.5).collect();
            let product = |apart: usize| {
                plane
                    .iter()
                    .zip(&plane[apart..])
                    .map(|(a, b)| a * b)
                    .sum::<f32>()
            };
            product(1) / product(0)
        };
        let [fine, coarse] = [alike(1.0), alike(3.0)];
        assert!(fine < 0.35 && coarse > 0.8, "{fine} {coarse}");
    }
}
