//! The colors that cameras see, as matrices.

/// From XYZ to the colors of four cameras (Sony A7R, Olympus E-M10, Sony RX100 IV, Huawei Nexus 6P), as Brooks et
/// al. list them for the cameras of the Darmstadt noise dataset.
const CAMERAS: [Matrix; 4] = [
    [
        [1.0234, -0.2969, -0.2266],
        [-0.5625, 1.6328, -0.0469],
        [-0.0703, 0.2188, 0.6406],
    ],
    [
        [0.4913, -0.0541, -0.0202],
        [-0.6130, 1.3513, 0.2906],
        [-0.1564, 0.2151, 0.7183],
    ],
    [
        [0.8380, -0.2630, -0.0639],
        [-0.2887, 1.0725, 0.2496],
        [-0.0627, 0.1427, 0.5438],
    ],
    [
        [0.6596, -0.2079, -0.0562],
        [-0.4782, 1.3016, 0.1933],
        [-0.0970, 0.1581, 0.5181],
    ],
];

/// From linear sRGB to XYZ (IEC 61966-2-1).
const XYZ: Matrix = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.119_192, 0.9503041],
];

pub(super) type Matrix = [[f32; 3]; 3];

/// From linear sRGB to the colors of a mixture of [`CAMERAS`], white kept.
pub(super) fn camera(weights: [f32; 4]) -> Matrix {
    let sum = weights.iter().sum::<f32>().max(1e-6);
    let mixed = |row: usize, column: usize| {
        let parts = CAMERAS.iter().zip(weights);
        parts
            .map(|(camera, w)| camera[row][column] * w / sum)
            .sum::<f32>()
    };
    let mut colours = [[0.0; 3]; 3];
    for (at, row) in colours.iter_mut().enumerate() {
        for (column, value) in row.iter_mut().enumerate() {
            *value = (0..3).map(|k| mixed(at, k) * XYZ[k][column]).sum();
        }
        let sum: f32 = row.iter().sum();
        row.iter_mut().for_each(|value| *value /= sum);
    }
    colours
}

pub(super) fn inverse(m: &Matrix) -> Matrix {
    let minor = |row: usize, column: usize| {
        let [a, b] = [(row + 1) % 3, (row + 2) % 3];
        let [c, d] = [(column + 1) % 3, (column + 2) % 3];
        m[a][c] * m[b][d] - m[a][d] * m[b][c]
    };
    let determinant: f32 = (0..3).map(|column| m[0][column] * minor(0, column)).sum();
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| minor(column, row) / determinant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_stays_white_and_the_inverse_inverts() {
        for weights in [[1.0, 0.0, 0.0, 0.0], [0.2, 0.9, 0.1, 0.4]] {
            let colours = camera(weights);
            for row in colours {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            }
            let back = inverse(&colours);
            for (at, row) in colours.iter().enumerate() {
                let product = [0, 1, 2].map(|column| {
                    let parts = row.iter().zip(&back);
                    parts.map(|(value, back)| value * back[column]).sum::<f32>()
                });
                let mut expected = [0.0; 3];
                expected[at] = 1.0;
                let pairs = product.iter().zip(expected);
                assert!(
                    pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-5),
                    "{product:?}"
                );
            }
        }
    }
}
