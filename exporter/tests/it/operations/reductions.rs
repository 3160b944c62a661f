//! Sums, extremes, orders and running sums.

use burn::tensor::{Bool, Int, Tensor};

use crate::operations::table::Table;

type F = Tensor<3>;

const ONE: &[&str] = &["b,4,n"];

pub fn cases(t: &mut Table) {
    t.family("Reductions");
    t.case("sum_dim", ONE, |x: F| x.sum_dim(2));
    t.case("sum_dims", ONE, |x: F| x.sum_dims(&[1, 2]));
    t.case("mean_dim", ONE, |x: F| x.mean_dim(0));
    t.case("mean_dim, one after another", ONE, |x: F| {
        x.mean_dim(2).mean_dim(1)
    });
    t.case("prod_dim", ONE, |x: F| x.prod_dim(1));
    t.case("max_dim", ONE, |x: F| x.max_dim(2));
    t.case("min_dim", ONE, |x: F| x.min_dim(1));
    t.case("max_abs_dim", ONE, |x: F| x.max_abs_dim(1));
    t.case("sum", ONE, |x: F| x.sum());
    t.case("mean", ONE, |x: F| x.mean());
    t.case("prod", &["b,4,2"], |x: F| x.prod());
    t.case("max", ONE, |x: F| x.max());
    t.case("min", ONE, |x: F| x.min());
    t.case("max_abs", ONE, |x: F| x.max_abs());
    t.case("var", ONE, |x: F| x.var(1));
    t.case("var_mean", ONE, |x: F| x.var_mean(1));
    t.case("all, any", ONE, |x: Tensor<3, Bool>| {
        (x.clone().all(), x.any())
    });
    t.case("all_dim, any_dim", ONE, |x: Tensor<3, Int>| {
        (x.clone().all_dim(2), x.any_dim(1))
    });
    t.case("any of numbers", ONE, |x: F| (x.clamp_min(0.0)).any_dim(1));
    t.family("Orders");
    t.case("argmax", ONE, |x: F| x.argmax(2));
    t.case("argmin", ONE, |x: F| x.argmin(1));
    t.case("max_dim_with_indices", ONE, |x: F| {
        x.max_dim_with_indices(1)
    });
    t.case("min_dim_with_indices", ONE, |x: F| {
        x.min_dim_with_indices(2)
    });
    t.case("topk", ONE, |x: F| x.topk(2, 1));
    t.case("topk_with_indices", ONE, |x: F| x.topk_with_indices(3, 2));
    t.case("argtopk", ONE, |x: F| x.argtopk(2, 1));
    t.case("sort", ONE, |x: F| x.sort(2));
    t.case("sort_descending", ONE, |x: F| x.sort_descending(1));
    t.case("sort_with_indices", ONE, |x: F| x.sort_with_indices(2));
    t.case("argsort", ONE, |x: F| x.argsort(1));
    t.family("Running sums");
    t.case("cumsum", ONE, |x: F| x.cumsum(2));
    t.refused("cumprod", ONE, "CumProd", |x: F| x.cumprod(2));
    t.refused("cummax", ONE, "CumMax", |x: F| x.cummax(2));
    t.refused("cummin", ONE, "CumMin", |x: F| x.cummin(2));
}
