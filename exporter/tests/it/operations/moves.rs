//! Moving values without computing: shapes, slices, padding.

use burn::tensor::ops::PadMode;
use burn::tensor::{Bool, Int, Tensor, s};

use crate::operations::table::Table;

type F = Tensor<3>;

const ONE: &[&str] = &["b,4,n"];

pub fn cases(t: &mut Table) {
    t.family("Shapes");
    t.case("reshape", &["b,4,n:6"], |x: F| {
        let [b, c, n] = x.dims();
        x.reshape([b, c / 2, 2 * n / 3, 3])
    });
    t.case("reshape of ints", ONE, |x: Tensor<3, Int>| {
        x.reshape([0, -1]) as Tensor<2, Int>
    });
    t.case("flatten", ONE, |x: F| x.flatten::<2>(1, 2));
    t.case("squeeze, unsqueeze", &["b,1,n"], |x: F| {
        x.squeeze_dim::<2>(1).unsqueeze_dim::<3>(0)
    });
    t.case("swap_dims", ONE, |x: F| x.swap_dims(0, 2));
    t.case("permute", ONE, |x: F| x.permute([1, 2, 0]));
    t.case("permute of truth values", ONE, |x: Tensor<3, Bool>| {
        x.permute([2, 0, 1])
    });
    t.case("movedim", ONE, |x: F| x.movedim(0, 2));
    t.case("expand", &["b,1,n"], |x: F| {
        let [b, _, n] = x.dims();
        x.expand([3, b, 4, n]) as Tensor<4>
    });
    t.case("repeat_dim", ONE, |x: F| x.repeat_dim(1, 3));
    t.case("repeat_dim, as often as free", ONE, |x: F| {
        let n = x.dims()[2];
        x.repeat_dim(1, n)
    });
    t.case("cat", &["b,4,n", "b,2,n"], |(x, y): (F, F)| {
        Tensor::cat(vec![x, y], 1)
    });
    t.case(
        "cat of free lengths",
        &["b,m", "b,n"],
        |(x, y): (Tensor<2>, Tensor<2>)| Tensor::cat(vec![x, y], 1),
    );
    t.case(
        "stack",
        &["b,n", "b,n"],
        |(x, y): (Tensor<2>, Tensor<2>)| Tensor::stack::<3>(vec![x, y], 1),
    );
    t.case("flip", ONE, |x: F| x.flip([0, 2]));
    t.case("roll", &["b,5"], |x: Tensor<2>| x.roll(&[2], &[1]));
    t.family("Slices");
    t.case("slice", ONE, |x: F| x.slice(s![.., 1..3, 2..-1]));
    t.case("slice, from the back", ONE, |x: F| {
        x.slice(s![.., -3..-1, -4..])
    });
    t.case("slice, free bounds", &["b,4,n:2"], |x: F| {
        let n = x.dims()[2];
        x.slice(s![.., .., n / 2..n])
    });
    t.case("slice, steps", ONE, |x: F| x.slice(s![.., 1..4;2, 1..;3]));
    t.case("slice, steps back", ONE, |x: F| {
        x.slice(s![.., 0..3;-1, 2..;-2])
    });
    t.case("narrow", ONE, |x: F| x.narrow(1, 1, 2));
    t.case("chunk", ONE, |x: F| {
        let [a, b] = x.chunk(2, 1).try_into().unwrap();
        (a, b)
    });
    t.case("split", ONE, |x: F| {
        let [a, b] = x.split(3, 1).try_into().unwrap();
        (a, b)
    });
    t.case("slice_assign", &["b,4,n", "b,2,n"], |(x, y): (F, F)| {
        x.slice_assign(s![.., 1..3, ..], y)
    });
    t.case(
        "slice_assign, several axes",
        &["b,4,n", "b,2,3"],
        |(x, y): (F, F)| x.slice_assign(s![.., 2..4, 1..4], y),
    );
    t.case(
        "slice_assign, steps",
        &["b,7,n", "b,3,n"],
        |(x, y): (F, F)| x.slice_assign(s![.., 1..6;2, ..], y),
    );
    t.case("slice_fill", ONE, |x: F| {
        x.slice_fill(s![.., 0..2, 1..-2], 0.5)
    });
    t.case("select_dim", ONE, |x: F| x.select_dim::<2>(1, 2));
    t.case("tril", &["b,5,5"], |x: F| x.tril(0));
    t.case("triu", &["b,5,5"], |x: F| x.triu(1));
    t.family("Padding and windows");
    t.case("pad, constant", ONE, |x: F| {
        x.pad([(1, 2), (3, 1)], PadMode::Constant(0.5))
    });
    t.case("pad, reflect", ONE, |x: F| {
        x.pad([(1, 2), (3, 1)], PadMode::Reflect)
    });
    t.case("pad, edge", ONE, |x: F| {
        x.pad([(0, 2), (3, 0)], PadMode::Edge)
    });
    t.case("pad by a free length", ONE, |x: F| {
        let n = x.dims()[2];
        x.pad([(0, n)], PadMode::Constant(0.0))
    });
    t.case("unfold", ONE, |x: F| x.unfold::<4, _>(2, 3, 2));
}
