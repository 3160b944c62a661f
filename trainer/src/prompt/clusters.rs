//! Whether a prompter distinguishes degradations: its prompts as points, and their clusters.

use burn::tensor::Device;
use dynet_core::{Planar, Result};
use dynet_eval::plot::{Curve, Panel, draw};
use dynet_models::constyle::ConStyle;

use crate::batch::tensor;
use crate::data::PatchSource;
use dynet_degrade::{TrainingDegradation, random};

/// Iterations of the power method: far more than two axes of a few hundred points need.
const TURNS: usize = 200;

/// Prompts of patches with known degradations.
#[derive(Clone, Debug)]
pub struct Clusters {
    names: Vec<String>,
    /// The index of the degradation's name, and the prompt.
    prompts: Vec<(usize, Vec<f32>)>,
}

impl Clusters {
    /// The prompts of `each` patches, the same ones for every degradation.
    ///
    /// # Errors
    /// Photos that cannot be read.
    pub fn new(
        prompter: &ConStyle,
        photos: &PatchSource,
        degradations: &[TrainingDegradation],
        each: u64,
    ) -> Result<Self> {
        let device = Device::flex();
        let mut prompts = Vec::new();
        for (which, degradation) in degradations.iter().enumerate() {
            for index in 0..each {
                let clean = photos.patch(0, index)?;
                let mut rng = random::stream(random::DEGRADATIONS, which as u64, index);
                let degraded = degradation.apply(&clean, &mut rng);
                let image = tensor(std::slice::from_ref(&degraded), &device);
                let latent = prompter.encoder_q.forward(image).latent;
                let latent = latent.into_data().try_into_vec().unwrap_or_default();
                prompts.push((which, latent));
            }
        }
        Ok(Self {
            names: degradations.iter().map(|d| d.name()).collect(),
            prompts,
        })
    }

    /// For each degradation, the fraction of prompts whose nearest prompt of another patch has the same degradation.
    /// By chance it would be 1 / number of degradations.
    pub fn gathered(&self) -> Vec<(&str, f64)> {
        let near = |at: usize| {
            let (_, prompt) = &self.prompts[at];
            let others = self
                .prompts
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at);
            let nearest = others.min_by(|(_, (_, a)), (_, (_, b))| {
                distance(a, prompt).total_cmp(&distance(b, prompt))
            });
            nearest.is_some_and(|(_, (which, _))| *which == self.prompts[at].0)
        };
        let share = |which: usize| {
            let own = (0..self.prompts.len()).filter(|at| self.prompts[*at].0 == which);
            let hits: Vec<bool> = own.map(near).collect();
            hits.iter().filter(|hit| **hit).count() as f64 / hits.len().max(1) as f64
        };
        let names = self.names.iter().enumerate();
        names
            .map(|(which, name)| (name.as_str(), share(which)))
            .collect()
    }

    /// The prompts along the two directions in which they differ most (principal components).
    pub fn picture(&self) -> Planar {
        let mut centred: Vec<Vec<f64>> = self.prompts.iter().map(|(_, p)| wide(p)).collect();
        let length = centred.first().map_or(0, Vec::len);
        for value in 0..length {
            let mean = centred.iter().map(|p| p[value]).sum::<f64>() / centred.len() as f64;
            centred.iter_mut().for_each(|p| p[value] -= mean);
        }
        let across = along_most(&mut centred, length);
        let up = along_most(&mut centred, length);
        let dots = |which: usize| {
            let own = (0..self.prompts.len()).filter(|at| self.prompts[*at].0 == which);
            own.map(|at| (across[at], up[at])).collect()
        };
        let names = self.names.iter().enumerate();
        draw(&[Panel {
            title: "prompts by degradation, second principal component over the first".into(),
            across: "first".into(),
            curves: names
                .map(|(which, name)| Curve::dots(name, dots(which)))
                .collect(),
        }])
    }
}

fn distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
}

fn wide(prompt: &[f32]) -> Vec<f64> {
    prompt.iter().map(|value| f64::from(*value)).collect()
}

/// The points' coordinates along their first principal component, which is then removed from them.
fn along_most(points: &mut [Vec<f64>], length: usize) -> Vec<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // A start vector that is not along one axis of the prompt.
    let mut axis: Vec<f64> = (0..length).map(|at| 1.0 / (at + 1) as f64).collect();
    for _ in 0..TURNS {
        let mut next = vec![0.0; length];
        for point in points.iter() {
            let share = dot(point, &axis);
            next.iter_mut()
                .zip(point)
                .for_each(|(to, value)| *to += share * value);
        }
        let norm = dot(&next, &next).sqrt().max(f64::MIN_POSITIVE);
        axis = next.into_iter().map(|value| value / norm).collect();
    }
    let along = |point: &mut Vec<f64>| {
        let share = dot(point, &axis);
        point
            .iter_mut()
            .zip(&axis)
            .for_each(|(value, axis)| *value -= share * axis);
        share
    };
    points.iter_mut().map(along).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(apart: f32) -> Clusters {
        let point = |which: usize, at: usize| {
            let wave = |k: usize| ((at * 7 + k * 3 + which) % 11) as f32 / 11.0;
            (
                which,
                vec![apart * which as f32 + wave(0), wave(1), 0.1 * wave(2)],
            )
        };
        Clusters {
            names: vec!["rain".into(), "noise".into()],
            prompts: (0..40).map(|n| point(n % 2, n / 2)).collect(),
        }
    }

    #[test]
    fn what_lies_apart_is_gathered_and_drawn_apart() {
        assert!(
            clusters(5.0)
                .gathered()
                .iter()
                .all(|(_, share)| *share == 1.0)
        );
        assert!(
            clusters(0.0)
                .gathered()
                .iter()
                .any(|(_, share)| *share < 0.9)
        );

        // The first component is the direction between the clusters.
        let mut points: Vec<_> = clusters(5.0).prompts.iter().map(|(_, p)| wide(p)).collect();
        for value in 0..3 {
            let mean = points.iter().map(|p| p[value]).sum::<f64>() / 40.0;
            points.iter_mut().for_each(|p| p[value] -= mean);
        }
        let along = along_most(&mut points, 3);
        let sides: Vec<bool> = along.iter().map(|at| *at > 0.0).collect();
        assert!((0..40).all(|n| sides[n] == sides[n % 2]) && sides[0] != sides[1]);
        assert_eq!(
            clusters(5.0)
                .picture()
                .data()
                .iter()
                .filter(|v| v.is_nan())
                .count(),
            0
        );
    }
}
