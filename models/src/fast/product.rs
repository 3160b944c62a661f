//! Matrix products, written directly to uninitialized memory.
//!
//! Flex's own product zeroes its output and then copies it to memory of another alignment. At the widths
//! of these networks that takes about as long as multiplying.

#![allow(unsafe_code)]

use std::slice::ChunksExact;

use gemm::Parallelism;

/// Minimum number of multiplications for a product that is split between threads.
const LARGE: usize = 1 << 22;

/// A matrix in a slice, row after row, or column after column when it is transposed.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    /// From the start of one row to that of the next; of one column if transposed.
    stride: usize,
    turned: bool,
}

impl<'a> Matrix<'a> {
    /// `values` must hold `rows * columns` numbers.
    pub fn new(values: &'a [f32], rows: usize, columns: usize) -> Self {
        assert_eq!(values.len(), rows * columns);
        Self::apart(values, rows, columns, columns)
    }

    /// Rows that start `stride` numbers apart in `values`.
    pub fn apart(values: &'a [f32], rows: usize, columns: usize, stride: usize) -> Self {
        assert!(values.len() >= reach(rows, columns, stride));
        Self {
            values,
            rows,
            columns,
            stride,
            turned: false,
        }
    }

    /// Its transpose.
    pub fn turned(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            turned: !self.turned,
            ..self
        }
    }

    /// Numbers in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The rows of a matrix that is neither transposed nor strided.
    pub fn rows(&self) -> ChunksExact<'a, f32> {
        self.values.chunks_exact(self.columns.max(1))
    }

    /// Distances in the slice between neighbors along a row and along a column.
    fn steps(&self) -> (isize, isize) {
        match self.turned {
            true => (self.stride as isize, 1),
            false => (1, self.stride as isize),
        }
    }
}

/// Appends `a b`, row after row.
pub(super) fn append(out: &mut Vec<f32>, a: Matrix, b: Matrix) {
    let count = a.rows * b.columns;
    out.reserve(count);
    // SAFETY: `reserve` has made room for `count` values behind the last one, and nothing else refers to
    // it. `multiply` writes every one of them and, as it does not add, reads none.
    unsafe {
        let end = out.as_mut_ptr().add(out.len());
        multiply(end, b.columns, false, a, b);
        out.set_len(out.len() + count);
    }
}

/// Adds `a b` to `out`, row after row.
pub(super) fn add(out: &mut [f32], a: Matrix, b: Matrix) {
    assert_eq!(out.len(), a.rows * b.columns);
    add_apart(out, b.columns, a, b);
}

/// Adds `a b` to rows that start `stride` numbers apart in `out`.
pub(super) fn add_apart(out: &mut [f32], stride: usize, a: Matrix, b: Matrix) {
    assert!(out.len() >= reach(a.rows, b.columns, stride));
    // SAFETY: `out` holds all that is written, all of it initialised, and is ours alone.
    unsafe { multiply(out.as_mut_ptr(), stride, true, a, b) }
}

/// Writes `a b` over rows that start `stride` numbers apart in `out`.
pub(super) fn write_apart(out: &mut [f32], stride: usize, a: Matrix, b: Matrix) {
    assert!(out.len() >= reach(a.rows, b.columns, stride));
    // SAFETY: as in `add_apart`.
    unsafe { multiply(out.as_mut_ptr(), stride, false, a, b) }
}

/// How many numbers such rows span. Rows that overlap would be written twice.
fn reach(rows: usize, columns: usize, stride: usize) -> usize {
    assert!(stride >= columns);
    match rows {
        0 => 0,
        _ => (rows - 1) * stride + columns,
    }
}

/// # Safety
/// `out` must be valid for the [`reach`] of `a.rows` rows of `b.columns` numbers, initialised where `adds`,
/// and not overlap the matrices.
unsafe fn multiply(out: *mut f32, stride: usize, adds: bool, a: Matrix, b: Matrix) {
    assert_eq!(a.columns, b.rows);
    let parallelism = match a.rows * a.columns * b.columns >= LARGE {
        true if rayon::current_num_threads() > 1 => Parallelism::Rayon(0),
        _ => Parallelism::None,
    };
    let ((a_along, a_down), (b_along, b_down)) = (a.steps(), b.steps());
    // SAFETY: `Matrix::new` has checked that the slices hold what their sides and steps reach; the caller
    // vouches for `out`. Where there is nothing to sum up, `gemm` writes zeros.
    unsafe {
        gemm::gemm(
            a.rows,
            b.columns,
            a.columns,
            out,
            1,
            stride as isize,
            adds,
            a.values.as_ptr(),
            a_along,
            a_down,
            b.values.as_ptr(),
            b_along,
            b_down,
            1.0,
            1.0,
            false,
            false,
            false,
            parallelism,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(m: &Matrix, row: usize, column: usize) -> f32 {
        match m.turned {
            true => m.values[column * m.rows + row],
            false => m.values[row * m.columns + column],
        }
    }

    #[test]
    fn products_of_either_order_are_appended_and_added() {
        let values: Vec<f32> = (0..400).map(|i| ((i * 37) % 19) as f32 - 9.0).collect();
        // With k = 0 there is nothing to sum up, and zeros must be written.
        for (m, k, n) in [
            (1, 1, 1),
            (3, 0, 2),
            (3, 5, 2),
            (16, 7, 9),
            (2, 100, 3),
            (17, 1, 20),
        ] {
            let a = Matrix::new(&values[..m * k], m, k);
            let b = Matrix::new(&values[50..50 + k * n], k, n);
            let a_turned = Matrix::new(&values[..m * k], k, m).turned();
            let b_turned = Matrix::new(&values[50..50 + k * n], n, k).turned();
            for (a, b) in [(a, b), (a_turned, b), (a, b_turned), (a_turned, b_turned)] {
                // Small whole numbers: sums are exact in any order.
                let cells = (0..m * n).map(|i| (i / n, i % n));
                let expected: Vec<f32> = cells
                    .map(|(r, c)| (0..k).map(|i| entry(&a, r, i) * entry(&b, i, c)).sum())
                    .collect();
                // Memory that has been used, as an allocator gives it.
                let mut out = vec![5.0; 1 + m * n];
                out.truncate(1);
                append(&mut out, a, b);
                assert_eq!(out[0], 5.0);
                assert_eq!(out[1..], expected);
                add(&mut out[1..], a, b);
                assert!(out[1..].iter().zip(&expected).all(|(o, e)| *o == 2.0 * e));

                let mut apart = vec![7.0; m * (n + 3)];
                write_apart(&mut apart, n + 3, a, b);
                add_apart(&mut apart, n + 3, a, b);
                for (row, expected) in apart.chunks(n + 3).zip(expected.chunks(n)) {
                    assert!(row.iter().zip(expected).all(|(o, e)| *o == 2.0 * e));
                    assert_eq!(row[n..], [7.0; 3]);
                }
            }
        }
    }
}
