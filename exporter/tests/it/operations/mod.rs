//! Every operation that can be exported, on every engine against Burn, at sizes that were not
//! recorded. The table in OPERATIONS.md is made of these cases.

mod activations;
mod arithmetic;
mod indexing;
mod layers;
mod moves;
mod reductions;
mod table;
mod windows;

use std::path::Path;

use table::{Gap, Table};

/// What an engine does not do.
const GAPS: &[Gap] = &[
    Gap {
        engine: "tract",
        case: "deform_conv2d",
        why: "no: it has no DeformConv",
    },
    Gap {
        engine: "tract",
        case: "deform_conv2d, groups and weights of places",
        why: "no: it has no DeformConv",
    },
    Gap {
        engine: "tract",
        case: "ints: matmul",
        why: "no: it panics",
    },
    Gap {
        engine: "tract",
        case: "ints: powi_scalar(2)",
        why: "no: its square takes no i64",
    },
];

const HEAD: &str = "# Operations\n
What `dynet-exporter` makes of Burn's operations, and which engines were seen to agree with Burn:
tract 0.23 and ONNX Runtime 1.31, each at two sizes that the exporter did not record, with a free
batch wherever the operation allows one. Layers and functions that are not listed are made of
these in Burn itself.

This file is made of the cases in `tests/it/operations`, and a test fails when it is out of date:
`DYNET_WRITE_TABLE=1 cargo test --release --workspace --test it operations` writes it anew.
";

#[test]
fn operations_agree_with_burn_and_the_table_is_up_to_date() {
    let mut table = Table::new(GAPS);
    arithmetic::cases(&mut table);
    activations::cases(&mut table);
    reductions::cases(&mut table);
    moves::cases(&mut table);
    indexing::cases(&mut table);
    windows::cases(&mut table);
    layers::cases(&mut table);
    let text = format!("{HEAD}{}", table.finish());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("OPERATIONS.md");
    if std::env::var_os("DYNET_WRITE_TABLE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == text,
        "OPERATIONS.md is out of date: run this test with DYNET_WRITE_TABLE=1"
    );
}
