//! Depth of a ground with things that stand on it under a sky.
//!
//! The ground's depth follows from perspective: it grows as one over the distance to the horizon. A thing is a group of
//! cells with similar color and place (the assignment step of SLIC, Achanta et al., 2012). It stands upright, so all
//! of it is as far away as its foot. The sky is bright, not red, and reaches the picture's top.

use super::depth::{CELLS, SKY};
use super::guided_filter::guided;
use super::upsample::Cells;
use crate::field::Grid;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// A patch of the picture.
#[derive(Clone, Copy)]
struct Cell {
    colour: [f32; 3],
    /// To the right and upwards, 0 to 1.
    x: f32,
    up: f32,
}

/// A ground, things upright on it, and sky.
pub(super) fn scene(clean: &Planar, rng: &mut impl Rng) -> Vec<f32> {
    let (width, height) = clean.size();
    let side = (width.min(height) / CELLS).max(1);
    let grids = [0, 1, 2].map(|c| Grid::average(clean.plane(c), width, height, side));
    let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
    let cells: Vec<Cell> = (0..columns * rows)
        .map(|at| Cell {
            colour: [0, 1, 2].map(|c| grids[c].values()[at]),
            x: (at % columns) as f32 / columns as f32,
            up: 1.0 - (at / columns) as f32 / rows as f32,
        })
        .collect();
    let labels = things(&cells, rng);
    let mut ground = Ground::random(rng);
    let sky = if rng.random_bool(0.9) {
        sky(&cells, columns)
    } else {
        vec![false; cells.len()]
    };
    // The ground ends where the sky begins.
    let under = cells
        .iter()
        .zip(&sky)
        .filter(|(_, sky)| **sky)
        .map(|(cell, _)| cell.up);
    let horizon = under.fold(f32::MAX, f32::min);
    if horizon < 1.0 {
        ground.horizon = horizon.max(0.1);
    }
    let mut depths = stand(&cells, &labels, &ground, rng);
    for (depth, sky) in depths.iter_mut().zip(sky) {
        *depth = if sky { SKY } else { *depth };
    }
    let cells = Cells {
        columns,
        side,
        colours: [0, 1, 2].map(|c| grids[c].values()),
        values: &depths,
    };
    let fitted = guided(clean, &cells.upsample(clean), side);
    fitted.into_iter().map(|d| d.clamp(0.05, SKY)).collect()
}

/// The ground in perspective.
struct Ground {
    near: f32,
    /// Height of the horizon in the picture; over 1 it is not seen.
    horizon: f32,
    far: f32,
}

impl Ground {
    fn random(rng: &mut impl Rng) -> Self {
        Self {
            near: rng.random_range(0.08..=0.6),
            horizon: rng.random_range(0.3..=1.4),
            far: rng.random_range(0.9..=2.0),
        }
    }

    fn depth(&self, up: f32) -> f32 {
        let below = (1.0 - up / self.horizon).max(1e-3);
        (self.near / below).min(self.far)
    }
}

/// The number of the thing that each cell belongs to.
fn things(cells: &[Cell], rng: &mut impl Rng) -> Vec<usize> {
    let count = rng.random_range(6..=24);
    let weight: f32 = rng.random_range(0.7..=2.0);
    let seeds: Vec<Cell> = (0..count)
        .map(|_| cells[rng.random_range(0..cells.len())])
        .collect();
    let apart = |a: &Cell, b: &Cell| {
        let colour: f32 = (0..3).map(|c| (a.colour[c] - b.colour[c]).powi(2)).sum();
        // Things are taller than wide.
        weight * weight * colour + (a.x - b.x).powi(2) + 0.5 * (a.up - b.up).powi(2)
    };
    let nearest = |cell: &Cell| {
        let closer =
            |a: &usize, b: &usize| apart(cell, &seeds[*a]).total_cmp(&apart(cell, &seeds[*b]));
        (0..count).min_by(closer).unwrap_or(0)
    };
    cells.iter().map(nearest).collect()
}

/// Which cells are sky: bright, at most a little redder than blue, and connected to the top of the picture.
fn sky(cells: &[Cell], columns: usize) -> Vec<bool> {
    let mean = cells.iter().map(|cell| cell.colour[1]).sum::<f32>() / cells.len() as f32;
    let can_be = |at: usize| {
        let [red, green, blue] = cells[at].colour;
        blue > (mean + 0.05).max(0.45) && red.max(green) < blue + 0.08
    };
    let alike = |a: usize, b: usize| (cells[a].colour[1] - cells[b].colour[1]).abs() < 0.12;
    let mut sky = vec![false; cells.len()];
    let mut open: Vec<usize> = (0..columns).filter(|at| can_be(*at)).collect();
    open.iter().for_each(|at| sky[*at] = true);
    while let Some(at) = open.pop() {
        let column = at % columns;
        let next = [
            (column > 0).then(|| at - 1),
            (column + 1 < columns).then_some(at + 1),
            at.checked_sub(columns),
            Some(at + columns).filter(|below| *below < cells.len()),
        ];
        for to in next.into_iter().flatten() {
            if !sky[to] && can_be(to) && alike(at, to) {
                sky[to] = true;
                open.push(to);
            }
        }
    }
    sky
}

/// Depth by cell: of the ground, or of the foot of the thing there.
fn stand(cells: &[Cell], labels: &[usize], ground: &Ground, rng: &mut impl Rng) -> Vec<f32> {
    let count = labels.iter().max().map_or(0, |last| last + 1);
    let mut feet = vec![1.0f32; count];
    for (cell, label) in cells.iter().zip(labels) {
        feet[*label] = feet[*label].min(cell.up);
    }
    // Half of the things lie flat on the ground, as meadows and paths do.
    let standing: Vec<Option<f32>> = feet
        .iter()
        .map(|foot| {
            let own = rng.random_range(0.85..=1.15);
            rng.random_bool(0.5).then(|| own * ground.depth(*foot))
        })
        .collect();
    let place = |(cell, label): (&Cell, &usize)| standing[*label].unwrap_or(ground.depth(cell.up));
    cells.iter().zip(labels).map(place).collect()
}
