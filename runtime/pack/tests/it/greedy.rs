//! Graphs that must not reach an engine: other operations, too much memory, a division by zero. All
//! have true sizes and hashes.

use dynet_core::{Error, ErrorKind};
use dynet_pack::Pack;
use dynet_testing::{Tiny, int, ints, node};
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{GraphProto, TensorProto};

/// The error of opening a pack that `spoil` changed before it was written with true hashes.
fn refused(spoil: impl FnOnce(&mut Tiny)) -> Error {
    let mut tiny = Tiny::new();
    spoil(&mut tiny);
    match Pack::from_bytes(dynet_testing::zips::stored(&tiny.files(), 1)) {
        Ok(_) => panic!("a corrupted pack was opened"),
        Err(error) => error,
    }
}

#[track_caller]
fn check(error: &Error, kind: ErrorKind, word: &str) {
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(word), "no {word:?} in: {error}");
}

/// What engines could do beyond arithmetic: other code, files, endless loops.
#[test]
fn operations_that_packs_do_not_need_are_refused() {
    for operation in ["EPContext", "Loop", "RandomUniform", "NonZero", ""] {
        let error = refused(|tiny| tiny.graph().node[0].op_type = operation.into());
        check(&error, ErrorKind::Graph, "operation");
    }
    let error = refused(|tiny| tiny.graph().node[0].domain = "com.microsoft".into());
    check(&error, ErrorKind::Graph, "operation");
    let error = refused(|tiny| tiny.model.opset_import[0].domain = "com.microsoft".into());
    check(&error, ErrorKind::Graph, "ONNX's own");
    let error = refused(|tiny| tiny.model.opset_import[0].version = 7);
    check(&error, ErrorKind::Graph, "version");
    let error = refused(|tiny| {
        let twice = tiny.graph().node[0].attribute[2].clone();
        tiny.graph().node[0].attribute.push(twice);
    });
    check(&error, ErrorKind::Graph, "twice");
}

/// Engines would ask for the memory, and the system would end the process.
#[test]
fn graphs_that_need_too_much_are_refused() {
    // A picture joined with itself, again and again, then multiplied down to size.
    let error = refused(|tiny| {
        let graph = tiny.graph();
        graph.node.truncate(1);
        let mut last = "blurred".to_owned();
        for i in 0..40 {
            let next = format!("more{i}");
            let twice = [last.as_str(), last.as_str()];
            graph
                .node
                .push(node("Concat", &twice, &next, vec![int("axis", 1)]));
            last = next;
        }
        graph
            .node
            .push(node("ReduceMean", &[&last], "mean", vec![]));
        graph
            .node
            .push(node("Add", &["image", "mean"], "restored", vec![]));
    });
    check(&error, ErrorKind::TooLarge, "memory");
    for (name, value) in [("pads", 1 << 40), ("dilations", 1 << 20), ("pads", -1)] {
        let error = refused(|tiny| {
            let attributes = &mut tiny.graph().node[0].attribute;
            attributes.retain(|attribute| attribute.name != name);
            let count = if name == "pads" { 4 } else { 2 };
            attributes.push(ints(name, &vec![value; count]));
        });
        check(&error, ErrorKind::Graph, name);
    }
    // Padding that the limits allow, but then the result is not a picture of the same size.
    let error = refused(|tiny| {
        let attributes = &mut tiny.graph().node[0].attribute;
        attributes.retain(|attribute| attribute.name != "pads");
        attributes.push(ints("pads", &[2, 2, 2, 2]));
    });
    check(&error, ErrorKind::Graph, "do not fit");
    let error = refused(|tiny| {
        tiny.graph().node[2].input[0] = "gain".into();
        tiny.graph().node[2].input[1] = "gain".into();
    });
    check(&error, ErrorKind::Graph, "must be the same");
}

/// A corrupted graph has crashed ONNX Runtime 1.31 by a division by zero.
#[test]
fn zeros_that_engines_divide_by_are_refused() {
    for (name, value) in [
        ("group", int("group", 0)),
        ("strides", ints("strides", &[0, 0])),
        ("dilations", ints("dilations", &[0, 0])),
    ] {
        let error = refused(|tiny| {
            let attributes = &mut tiny.graph().node[0].attribute;
            attributes.retain(|attribute| attribute.name != name);
            attributes.push(value);
        });
        check(&error, ErrorKind::Graph, &name[..5]);
    }
}

/// Adds `mean(value)`, one number, to the picture; several such are chained by name.
fn mean_of(graph: &mut GraphProto, value: &str, index: usize) {
    let (mean, before, after) = (
        format!("mean{index}"),
        format!("sum{index}"),
        format!("sum{}", index + 1),
    );
    graph.node.push(node("ReduceMean", &[value], &mean, vec![]));
    let before = if index == 0 { "blurred" } else { &before };
    graph
        .node
        .push(node("Add", &[before, &mean], &after, vec![]));
}

fn finish(graph: &mut GraphProto, count: usize) {
    let last = format!("sum{count}");
    graph
        .node
        .push(node("Add", &["image", &last], "restored", vec![]));
}

fn shape_tensor(name: &str, data_type: DataType, raw_data: Vec<u8>) -> TensorProto {
    TensorProto {
        name: name.into(),
        dims: vec![1],
        data_type: data_type as i32,
        raw_data,
        ..Default::default()
    }
}

/// All values that wait for their use count, whatever is freed in between.
#[test]
fn values_that_are_kept_alive_add_up() {
    let grow = |count: usize| {
        move |tiny: &mut Tiny| {
            let graph = tiny.graph();
            graph.node.truncate(1);
            for i in 0..count {
                // 480 channels, twice: one is given back at once, taken by both inputs of a sum.
                let (kept, gone, sum) =
                    (format!("kept{i}"), format!("gone{i}"), format!("twice{i}"));
                let many = ["blurred"; 160];
                graph
                    .node
                    .push(node("Concat", &many, &kept, vec![int("axis", 1)]));
                graph
                    .node
                    .push(node("Concat", &many, &gone, vec![int("axis", 1)]));
                graph.node.push(node("Add", &[&gone, &gone], &sum, vec![]));
            }
            for i in 0..count {
                mean_of(graph, &format!("kept{i}"), i);
            }
            finish(graph, count);
        }
    };
    let error = refused(grow(60));
    check(&error, ErrorKind::TooLarge, "memory");
    let mut few = Tiny::new();
    grow(2)(&mut few);
    let few = dynet_testing::zips::stored(&few.files(), 1);
    assert!(Pack::from_bytes(few).is_ok());
}

/// Engines compute values that do not depend on a picture once, and keep them.
#[test]
fn what_is_computed_beforehand_adds_up() {
    let error = refused(|tiny| {
        let graph = tiny.graph();
        graph.node.truncate(1);
        let size = (1i64 << 23).to_le_bytes().to_vec();
        graph
            .initializer
            .push(shape_tensor("size", DataType::Int64, size));
        for i in 0..12 {
            let large = format!("large{i}");
            graph
                .node
                .push(node("Expand", &["gain", "size"], &large, vec![]));
            mean_of(graph, &large, i);
        }
        finish(graph, 12);
    });
    check(&error, ErrorKind::TooLarge, "memory");
}

/// A size of 0.0064, times a large number: not 0, as with integers.
#[test]
fn sizes_are_computed_as_engines_compute_them() {
    let error = refused(|tiny| {
        let graph = tiny.graph();
        graph.node.truncate(1);
        for (name, value) in [("small", 1e-4f32), ("large", 1e11)] {
            let raw = value.to_le_bytes().to_vec();
            graph
                .initializer
                .push(shape_tensor(name, DataType::Float, raw));
        }
        let to = |kind: i64| vec![int("to", kind)];
        let height = vec![int("start", 2), int("end", 3)];
        graph.node.push(node("Shape", &["image"], "height", height));
        graph.node.push(node("Cast", &["height"], "real", to(1)));
        graph
            .node
            .push(node("Mul", &["real", "small"], "less", vec![]));
        graph
            .node
            .push(node("Mul", &["less", "large"], "more", vec![]));
        graph.node.push(node("Cast", &["more"], "size", to(7)));
        graph
            .node
            .push(node("Expand", &["gain", "size"], "huge", vec![]));
        mean_of(graph, "huge", 0);
        finish(graph, 1);
    });
    check(&error, ErrorKind::TooLarge, "memory");
    // Beyond 2^53 an integer here and in an engine may differ.
    let error = refused(|tiny| {
        let graph = tiny.graph();
        graph.node.truncate(1);
        let large = (1i64 << 53) + 1;
        let large = shape_tensor("large", DataType::Int64, large.to_le_bytes().to_vec());
        graph.initializer.push(large);
        let height = vec![int("start", 2), int("end", 3)];
        graph.node.push(node("Shape", &["image"], "height", height));
        graph
            .node
            .push(node("Mul", &["height", "large"], "much", vec![]));
        graph
            .node
            .push(node("Sub", &["much", "much"], "size", vec![]));
        graph
            .node
            .push(node("Expand", &["gain", "size"], "huge", vec![]));
        mean_of(graph, "huge", 0);
        finish(graph, 1);
    });
    check(&error, ErrorKind::Graph, "known numbers");
}
