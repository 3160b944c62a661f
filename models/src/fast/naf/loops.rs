//! Loops over runs of numbers, which the compiler makes vector code of.

use multiversion::multiversion;

/// `a * b`.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn multiply(a: &[f32], b: &[f32], out: &mut [f32]) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a * b;
    }
}

/// Replaces `a` and `b` by their gradients, given the gradient of their product.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn multiply_back(slopes: &[f32], a: &mut [f32], b: &mut [f32]) {
    for ((s, a), b) in slopes.iter().zip(a).zip(b) {
        (*a, *b) = (s * *b, s * *a);
    }
}

/// The same, with a constant added to the gradient of the product, written to separate memory.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn shifted_multiply_back(
    slopes: &[f32],
    shift: f32,
    [a, b]: [&[f32]; 2],
    [d_a, d_b]: [&mut [f32]; 2],
) {
    let sources = slopes.iter().zip(a).zip(b);
    for (((s, a), b), (d_a, d_b)) in sources.zip(d_a.iter_mut().zip(d_b)) {
        let s = s + shift;
        (*d_a, *d_b) = (s * b, s * a);
    }
}

/// `a + shift`.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn shift(a: &[f32], shift: f32, out: &mut [f32]) {
    for (out, a) in out.iter_mut().zip(a) {
        *out = a + shift;
    }
}

/// `a + b`.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn sum_of(a: &[f32], b: &[f32], out: &mut [f32]) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a + b;
    }
}

/// The sum of `a * b`, in sixteen parts, which keep the additions in vector registers.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0f32; LANES];
    let (a16, b16) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a16.remainder().iter().zip(b16.remainder());
    let rest: f32 = rest.map(|(a, b)| a * b).sum();
    for (a, b) in a16.zip(b16) {
        for i in 0..LANES {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum::<f32>() + rest
}
