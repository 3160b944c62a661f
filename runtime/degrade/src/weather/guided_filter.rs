//! Depth fitted to a picture's edges by the guided filter (He, Sun and Tang, 2010): near an edge of the picture
//! it follows the edge, in between it is smooth.

use dynet_core::Planar;

/// The filter's epsilon: a local variance well below this is not an edge.
const NO_EDGE: f32 = 0.002;

/// `field`, `[height, width]`, filtered over squares that reach `radius` pixels, guided by the picture's gray.
pub(super) fn guided(picture: &Planar, field: &[f32], radius: usize) -> Vec<f32> {
    let size = picture.size();
    let [red, green, blue] = [0, 1, 2].map(|channel| picture.plane(channel));
    let grey: Vec<f32> = (0..field.len())
        .map(|at| 0.3 * red[at] + 0.59 * green[at] + 0.11 * blue[at])
        .collect();
    let mean = |values: &mut dyn Iterator<Item = f32>| box_mean(values.collect(), size, radius);
    let m = mean(&mut grey.iter().copied());
    let f = mean(&mut field.iter().copied());
    let mm = mean(&mut grey.iter().map(|g| g * g));
    let mf = mean(&mut grey.iter().zip(field).map(|(g, f)| g * f));
    // In each square the field is a line over the gray: slope and start.
    let slope: Vec<f32> = (0..field.len())
        .map(|at| (mf[at] - m[at] * f[at]) / ((mm[at] - m[at] * m[at]).max(0.0) + NO_EDGE))
        .collect();
    let start = mean(&mut (0..field.len()).map(|at| f[at] - slope[at] * m[at]));
    let slope = box_mean(slope, size, radius);
    let line = |at: usize| slope[at] * grey[at] + start[at];
    (0..field.len()).map(line).collect()
}

/// Means over squares, which are cut at the border.
fn box_mean(mut values: Vec<f32>, (width, height): (usize, usize), radius: usize) -> Vec<f32> {
    let mut line = Vec::new();
    for y in 0..height {
        line_mean(
            &mut values[y * width..][..width],
            1,
            width,
            radius,
            &mut line,
        );
    }
    for x in 0..width {
        line_mean(&mut values[x..], width, height, radius, &mut line);
    }
    values
}

/// Means along one line of `count` values, `step` apart, by running sums.
fn line_mean(values: &mut [f32], step: usize, count: usize, radius: usize, sums: &mut Vec<f64>) {
    sums.clear();
    sums.push(0.0);
    let mut sum = 0.0;
    for at in 0..count {
        sum += f64::from(values[at * step]);
        sums.push(sum);
    }
    for at in 0..count {
        let (from, to) = (at.saturating_sub(radius), (at + radius + 1).min(count));
        values[at * step] = ((sums[to] - sums[from]) / (to - from) as f64) as f32;
    }
}
