//! How strong each degradation of a picture is, as networks are told it.

use dynet_core::Planar;

/// The levels of a picture's degradations; 0 means that there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Levels {
    /// Standard deviation of the noise in brightness, of picture values 0 to 1.
    pub noise: f32,
    /// The same of the noise in color, the mean of Cb and Cr.
    pub color_noise: f32,
    /// Correlation of the noise of neighboring pixels, 0 (white noise) to 1 (coarse grain).
    pub grain: f32,
    /// Root mean square of what rain or snow changes (streaks, flakes and their veil), of picture values.
    pub rain: f32,
    /// Share of the scene's light (green) that haze scatters, 0 to 1: 1 - mean transmission.
    pub haze: f32,
    /// The haze's color, red, green, blue, 0 to 1; 0 without haze.
    pub air: [f32; 3],
    /// JPEG's compression, 0 to 0.99: 1 - quality / 100 of the lowest quality.
    pub jpeg: f32,
}

impl Levels {
    /// The names of the values of [`Levels::to_array`].
    pub const NAMES: [&str; 9] = [
        "noise",
        "color_noise",
        "grain",
        "rain",
        "haze",
        "air_red",
        "air_green",
        "air_blue",
        "jpeg",
    ];

    /// The values in the order of [`Levels::NAMES`].
    pub fn to_array(&self) -> [f32; 9] {
        let [red, green, blue] = self.air;
        [
            self.noise,
            self.color_noise,
            self.grain,
            self.rain,
            self.haze,
            red,
            green,
            blue,
            self.jpeg,
        ]
    }

    /// With the levels of the noise that `noisy` has more than `clean`.
    pub(super) fn with_noise(mut self, clean: &Planar, noisy: &Planar) -> Self {
        let [luma, blue, red] = difference(clean, noisy);
        self.noise = deviation(&luma);
        self.color_noise = (deviation(&blue) + deviation(&red)) / 2.0;
        self.grain = neighbours(&luma, clean.width());
        self
    }

    /// With the level of the rain or snow that `rainy` has more than `clean`.
    pub(super) fn with_rain(mut self, clean: &Planar, rainy: &Planar) -> Self {
        let pairs = clean.data().iter().zip(rainy.data());
        let squares: f32 = pairs.map(|(a, b)| (a - b) * (a - b)).sum();
        self.rain = (squares / clean.data().len().max(1) as f32).sqrt();
        self
    }
}

/// What was added, as brightness, Cb and Cr (ITU-R BT.601, as in JPEG).
fn difference(clean: &Planar, noisy: &Planar) -> [Vec<f32>; 3] {
    let apart = |channel: usize, at: usize| noisy.plane(channel)[at] - clean.plane(channel)[at];
    let mix = |[r, g, b]: [f32; 3]| -> Vec<f32> {
        let value = |at| r * apart(0, at) + g * apart(1, at) + b * apart(2, at);
        (0..clean.pixels()).map(value).collect()
    };
    [
        mix([0.299, 0.587, 0.114]),
        mix([-0.168_736, -0.331_264, 0.5]),
        mix([0.5, -0.418_688, -0.081_312]),
    ]
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

fn deviation(values: &[f32]) -> f32 {
    let middle = mean(values);
    let squares: f32 = values.iter().map(|v| (v - middle) * (v - middle)).sum();
    (squares / values.len().max(1) as f32).sqrt()
}

/// The correlation of values with their right neighbors; a negative one counts as 0.
fn neighbours(values: &[f32], width: usize) -> f32 {
    let middle = mean(values);
    let (mut products, mut squares) = (0.0, 1e-12);
    for row in values.chunks_exact(width.max(1)) {
        for pair in row.windows(2) {
            products += (pair[0] - middle) * (pair[1] - middle);
            squares += (pair[0] - middle) * (pair[0] - middle);
        }
    }
    (products / squares).clamp(0.0, 1.0)
}
