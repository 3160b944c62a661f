//! Graphs that ask for what engines should not be asked: other operations, too much memory, a
//! division by zero. All with true sizes and hashes.

mod pack_support;

use dynet_runtime::pack::Pack;
use dynet_runtime::{Error, ErrorKind};
use pack_support::{Tiny, int, ints, node};

/// The error of opening a pack that `spoil` changed before it was written with true hashes.
fn refused(spoil: impl FnOnce(&mut Tiny)) -> Error {
    let mut tiny = Tiny::new();
    spoil(&mut tiny);
    match Pack::from_bytes(pack_support::zips::stored(&tiny.files(), 1)) {
        Ok(_) => panic!("a spoiled pack was opened"),
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
    // Padding that the limits allow, but then the result is no picture of the same size.
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

/// ONNX Runtime 1.31 divides by these without looking, which ends the process.
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
