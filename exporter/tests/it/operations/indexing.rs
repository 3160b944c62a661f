//! Choosing and changing values by their positions.

use burn::nn::{Embedding, EmbeddingConfig};
use burn::tensor::{Device, IndexingUpdateOp as Update, Int, Tensor};

use crate::operations::table::Table;

type F = Tensor<2>;
type I = Tensor<2, Int>;
type L = Tensor<1, Int>;

pub fn cases(t: &mut Table) {
    t.family("Indexing");
    t.case("select", &["b,4,n", "k"], |(x, at): (Tensor<3>, L)| {
        x.select(1, at)
    });
    t.case("select of ints", &["4,n", "k"], |(x, at): (I, L)| {
        x.select(0, at)
    });
    t.case("take", &["b,4", "m,k"], |(x, at): (F, I)| {
        x.take::<2, 3>(1, at)
    });
    t.case("gather", &["b,4", "b,k"], |(x, at): (F, I)| x.gather(1, at));
    t.case("gather_nd", &["4,4,n", "k,2"], |(x, at): (Tensor<3>, I)| {
        x.gather_nd::<2, 2>(at)
    });
    t.case(
        "scatter, add",
        &["b,4", "b,k", "b,k"],
        |(x, at, v): (F, I, F)| x.scatter(1, at, v, Update::Add),
    );
    t.case(
        "scatter, assign",
        &["b,4", "b,1", "b,1"],
        |(x, at, v): (F, I, F)| x.scatter(1, at, v, Update::Assign),
    );
    t.case(
        "scatter, max",
        &["b,4", "b,k", "b,k"],
        |(x, at, v): (F, I, F)| x.scatter(1, at, v, Update::Max),
    );
    t.case(
        "select_assign, add",
        &["b,4,n", "k", "b,k,n"],
        |(x, at, v): (Tensor<3>, L, Tensor<3>)| x.select_assign(1, at, v, Update::Add),
    );
    t.case(
        "select_assign, rows",
        &["4,n", "k", "k,n"],
        |(x, at, v): (F, L, F)| x.select_assign(0, at, v, Update::Add),
    );
    t.case(
        "scatter_nd, add",
        &["4,4,n", "k,2", "k,n"],
        |(x, at, v): (Tensor<3>, I, F)| x.scatter_nd(at, v, Update::Add),
    );
    t.case(
        "scatter_nd, assign",
        &["4,n", "1,1", "1,n"],
        |(x, at, v): (F, I, F)| x.scatter_nd(at, v, Update::Assign),
    );
    let words = EmbeddingConfig::new(4, 3).init(&Device::flex());
    t.layer("Embedding", words, &["b,n"], |words: &Embedding, at: I| {
        words.forward(at)
    });
}
