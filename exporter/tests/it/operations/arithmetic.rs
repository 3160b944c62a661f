//! Arithmetic, comparisons, logic and number formats.

use burn::tensor::{Bool, DType, Int, IntDType, Tensor};

use crate::operations::table::Table;

type F = Tensor<2>;
type I = Tensor<2, Int>;
type B = Tensor<2, Bool>;

const ONE: &[&str] = &["b,n"];
const POSITIVE: &[&str] = &["+b,n"];
const SMALL: &[&str] = &["~b,n"];
const TWO: &[&str] = &["b,n", "b,n"];
/// The second one is stretched.
const STRETCH: &[&str] = &["b,n", "1,n"];

pub fn cases(t: &mut Table) {
    numbers(t);
    functions(t);
    whole_numbers(t);
    comparisons(t);
    formats(t);
}

fn numbers(t: &mut Table) {
    t.family("Arithmetic");
    t.case("a + b", TWO, |(a, b): (F, F)| a + b);
    t.case("a + b, stretched", STRETCH, |(a, b): (F, F)| a + b);
    t.case("a - b", TWO, |(a, b): (F, F)| a - b);
    t.case("a * b", TWO, |(a, b): (F, F)| a * b);
    t.case("a / b", &["b,n", "+b,n"], |(a, b): (F, F)| a / b);
    t.case("a + 2", ONE, |a: F| a + 2.0);
    t.case("a - 2", ONE, |a: F| a - 2.0);
    t.case("a * 2", ONE, |a: F| a * 2.0);
    t.case("a / 3", ONE, |a: F| a / 3.0);
    t.case("remainder", &["b,n", "+b,n"], |(a, b): (F, F)| {
        a.remainder(b)
    });
    t.case("remainder_scalar", ONE, |a: F| a.remainder_scalar(0.7));
    t.case("fmod", &["b,n", "+b,n"], |(a, b): (F, F)| a.fmod(b));
    t.case("powf", &["+b,n", "b,n"], |(a, b): (F, F)| a.powf(b));
    t.case("powf_scalar", POSITIVE, |a: F| a.powf_scalar(1.7));
    t.case("powi_scalar(3)", ONE, |a: F| a.powi_scalar(3));
    t.case("square", ONE, |a: F| a.square());
    t.case("abs", ONE, |a: F| a.abs());
    t.case("neg", ONE, |a: F| a.neg());
    t.case("sign", ONE, |a: F| a.sign());
    t.case("clamp", ONE, |a: F| a.clamp(-0.5, 0.6));
    t.case("clamp_min", ONE, |a: F| a.clamp_min(0.1));
    t.case("clamp_max", ONE, |a: F| a.clamp_max(0.1));
    t.case("max_pair", TWO, |(a, b): (F, F)| a.max_pair(b));
    t.case("matmul", &["b,k", "k,5"], |(a, b): (F, F)| a.matmul(b));
    t.case(
        "matmul, batches",
        &["b,2,m,k", "1,2,k,n"],
        |(a, b): (Tensor<4>, Tensor<4>)| a.matmul(b),
    );
    t.case("cross", &["b,3", "b,3"], |(a, b): (F, F)| a.cross(b, 1));
    t.case("zeros, ones, full", ONE, |a: F| {
        let (shape, device) = (a.dims(), a.device());
        a + F::zeros(shape, &device) + F::ones(shape, &device) + F::full(shape, 0.3, &device)
    });
    t.case("arange", ONE, |a: F| {
        let [b, n] = a.dims();
        let counts = Tensor::<1, Int>::arange(0..n as i64, &a.device()).float();
        let odd = Tensor::<1, Int>::arange_step(1..1 + 2 * b as i64, 2, &a.device()).float();
        a + counts.unsqueeze() * odd.unsqueeze_dim::<2>(1)
    });
    t.family("Functions");
}

fn functions(t: &mut Table) {
    t.case("exp", ONE, |a: F| a.exp());
    t.case("log", POSITIVE, |a: F| a.log());
    t.case("log1p", POSITIVE, |a: F| a.log1p());
    t.case("sqrt", POSITIVE, |a: F| a.sqrt());
    t.case("recip", POSITIVE, |a: F| a.recip());
    t.case("erf", ONE, |a: F| a.erf());
    t.case("sin", ONE, |a: F| a.sin());
    t.case("cos", ONE, |a: F| a.cos());
    t.case("tan", SMALL, |a: F| a.tan());
    t.case("asin", SMALL, |a: F| a.asin());
    t.case("acos", SMALL, |a: F| a.acos());
    t.case("atan", ONE, |a: F| a.atan());
    t.case("sinh", ONE, |a: F| a.sinh());
    t.case("cosh", ONE, |a: F| a.cosh());
    t.case("tanh", ONE, |a: F| a.tanh());
    t.case("asinh", ONE, |a: F| a.asinh());
    t.case("acosh", ONE, |a: F| (a.abs() + 1.1).acosh());
    t.case("atanh", SMALL, |a: F| a.atanh());
    t.case("atan2", TWO, |(a, b): (F, F)| {
        a.clone().atan2(b) + a.clone().zeros_like().atan2(a)
    });
    t.case("hypot", TWO, |(a, b): (F, F)| a.hypot(b));
    t.case("round", ONE, |a: F| a.round());
    t.case("floor", ONE, |a: F| a.floor());
    t.case("ceil", ONE, |a: F| a.ceil());
    t.case("trunc", ONE, |a: F| a.trunc());
}

fn whole_numbers(t: &mut Table) {
    t.family("Whole numbers");
    t.case("ints: + - *", TWO, |(a, b): (I, I)| {
        (a.clone() + b.clone()) * (a - b) + 3
    });
    t.case("ints: /", TWO, |(a, b): (I, I)| (a * 7 - 9) / (b + 2));
    t.case("ints: remainder", TWO, |(a, b): (I, I)| {
        (a * 7 - 9).remainder(b + 2)
    });
    t.case("ints: remainder_scalar", ONE, |a: I| {
        (a * 7 - 9).remainder_scalar(4)
    });
    t.case("ints: abs, neg, sign", ONE, |a: I| {
        (a.clone() - 2).abs() - (a - 1).sign().neg()
    });
    t.case("ints: clamp", ONE, |a: I| {
        a.clone().clamp(1, 2) + a.clone().clamp_min(2) - a.clamp_max(1)
    });
    t.case("ints: powi", TWO, |(a, b): (I, I)| a.powi(b));
    t.case("ints: powi_scalar(3)", ONE, |a: I| a.powi_scalar(3));
    t.case("ints: powi_scalar(2)", ONE, |a: I| a.powi_scalar(2));
    t.case("ints: matmul", &["b,k", "k,5"], |(a, b): (I, I)| {
        a.matmul(b)
    });
    t.case("ints: sum_dim, max_dim", ONE, |a: I| {
        a.clone().sum_dim(1) - a.max_dim(1)
    });
    t.case("ints: mean_dim", ONE, |a: I| (a * 3 - 4).mean_dim(1));
    t.case("bitwise_and, or, xor", TWO, |(a, b): (I, I)| {
        a.clone().bitwise_and(b.clone()) + a.clone().bitwise_or(b.clone()) * 8 + a.bitwise_xor(b)
    });
    t.case("bitwise_not", ONE, |a: I| a.bitwise_not());
    t.case("bitwise_left_shift", TWO, |(a, b): (I, I)| {
        a.bitwise_left_shift(b)
    });
    t.case("bitwise_right_shift", TWO, |(a, b): (I, I)| {
        (a * 9 - 13).bitwise_right_shift(b)
    });
    t.case("bitwise shifts by numbers", ONE, |a: I| {
        a.clone().bitwise_left_shift_scalar(3) + (a * 9 - 13).bitwise_right_shift_scalar(1)
    });
}

fn comparisons(t: &mut Table) {
    t.family("Comparisons and logic");
    t.case("greater, lower", TWO, |(a, b): (F, F)| {
        (a.clone().greater(b.clone()), a.lower(b))
    });
    t.case("greater_equal, lower_equal", TWO, |(a, b): (I, I)| {
        (a.clone().greater_equal(b.clone()), a.lower_equal(b))
    });
    t.case("comparisons with numbers", ONE, |a: F| {
        let outside = a
            .clone()
            .greater_elem(0.5)
            .bool_or(a.clone().lower_elem(-0.5));
        let inside = a
            .clone()
            .greater_equal_elem(-0.2)
            .bool_and(a.lower_equal_elem(0.2));
        (outside, inside)
    });
    t.case("equal, not_equal", TWO, |(a, b): (I, I)| {
        (a.clone().equal(b.clone()), a.not_equal(b))
    });
    t.case("equal_elem, not_equal_elem", ONE, |a: I| {
        (a.clone().equal_elem(2), a.not_equal_elem(1))
    });
    t.case("equal of truth values", TWO, |(a, b): (B, B)| a.equal(b));
    t.case("bool_not", ONE, |a: B| a.bool_not());
    t.case("bool_and", TWO, |(a, b): (B, B)| a.bool_and(b));
    t.case("bool_or", TWO, |(a, b): (B, B)| a.bool_or(b));
    t.case("bool_xor", TWO, |(a, b): (B, B)| a.bool_xor(b));
    t.case("is_nan", ONE, |a: F| a.log().is_nan());
    t.case("is_inf", ONE, |a: F| a.clamp_min(0.0).log().is_inf());
    t.case("mask_fill", &["b,n", "b,n"], |(a, m): (F, B)| {
        a.mask_fill(m, 0.25)
    });
    t.case("mask_fill of ints", &["b,n", "b,n"], |(a, m): (I, B)| {
        a.mask_fill(m, 7)
    });
    t.case("mask_fill of truth values", TWO, |(a, m): (B, B)| {
        a.mask_fill(m, true)
    });
    t.case(
        "mask_where",
        &["b,n", "b,n", "b,n"],
        |(a, m, v): (F, B, F)| a.mask_where(m, v),
    );
    t.case(
        "mask_where of truth values",
        &["b,n", "b,n", "b,n"],
        |(a, m, v): (B, B, B)| a.mask_where(m, v),
    );
}

fn formats(t: &mut Table) {
    t.family("Number formats");
    t.case("int", ONE, |a: F| (a * 3.0).int());
    t.case("float", ONE, |a: I| a.float());
    t.case("float of truth values", ONE, |a: B| a.float());
    t.case("int of truth values", ONE, |a: B| a.int());
    t.case("bool", ONE, |a: I| a.bool());
    t.case("cast to i32 and back", ONE, |a: I| {
        (a.cast(IntDType::I32) * 2 + 1).cast(IntDType::I64)
    });
    t.refused("cast(F16)", ONE, "Cast", |a: F| {
        a.cast(DType::F16).cast(DType::F32)
    });
    t.refused("random", ONE, "Random", |a: F| {
        a.random_like(burn::tensor::Distribution::Default)
    });
}
