//! Pictures as the network takes them.

use burn::tensor::{Device, Tensor, TensorData};
use dynet_runtime::Planar;
use rayon::prelude::*;

use crate::data::PatchSource;
use crate::degrade::Mix;

/// Degraded patches and what they should become.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Degraded, all of one size.
    pub input: Vec<Planar>,
    /// Clean, in the same order.
    pub target: Vec<Planar>,
}

impl Batch {
    /// The patches of step `step`: the same for the same seed, whatever ran before.
    pub fn draw(photos: &PatchSource, mix: &Mix, seed: u64, step: u64, size: usize) -> Self {
        let (input, target) = (0..size as u64)
            .into_par_iter()
            .map(|i| {
                let index = step * size as u64 + i;
                let clean = photos.patch(seed, index);
                let (degraded, _) = mix.sample(&clean, seed, index);
                (degraded, clean)
            })
            .unzip();
        Self { input, target }
    }
}

/// `[batch, 3, height, width]` from pictures of one size.
pub(crate) fn tensor(pictures: &[Planar], device: &Device) -> Tensor<4> {
    let (width, height) = pictures.first().map_or((0, 0), |p| (p.width, p.height));
    let values: Vec<f32> = pictures
        .iter()
        .flat_map(|p| p.data.iter().copied())
        .collect();
    Tensor::from_data(
        TensorData::new(values, [pictures.len(), 3, height, width]),
        device,
    )
}
