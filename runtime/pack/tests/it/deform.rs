//! Deformable convolutions of unknown origin.

use dynet_core::ErrorKind;
use dynet_pack::Pack;
use dynet_testing::{Tiny, int, ints, node};
use tract_onnx::pb::TensorProto;
use tract_onnx::pb::tensor_proto::DataType;

/// Engines would read missing offsets.
#[test]
fn moved_taps_need_all_their_moves() {
    let moved = |moves: i64, weights: i64, attributes: &[(&str, i64)]| {
        let mut tiny = Tiny::new();
        let graph = tiny.graph();
        let pads = ints("pads", &[1, 1, 1, 1]);
        let channels = |count: i64, name: &str| {
            let kernel = format!("{name}_kernel");
            let tensor = TensorProto {
                name: kernel.clone(),
                dims: vec![count, 3, 3, 3],
                data_type: DataType::Float as i32,
                float_data: vec![0.01; 27 * count as usize],
                ..Default::default()
            };
            (
                tensor,
                node("Conv", &["image", &kernel], name, vec![pads.clone()]),
            )
        };
        let made = [(moves, "moves"), (weights, "weights"), (3, "plain")];
        graph.node.clear();
        for (count, name) in made {
            let (tensor, conv) = channels(count, name);
            graph.initializer.push(tensor);
            graph.node.push(conv);
        }
        let mut given = vec![pads.clone()];
        given.extend(attributes.iter().map(|(name, value)| int(name, *value)));
        let inputs = ["plain", "plain_kernel", "moves", "", "weights"];
        graph
            .node
            .push(node("DeformConv", &inputs, "restored", given));
        Pack::from_bytes(dynet_testing::zips::stored(&tiny.files(), 1))
    };
    moved(18, 9, &[]).unwrap();
    moved(54, 27, &[("offset_group", 3)]).unwrap();
    for (moves, weights, attributes, word) in [
        (2, 9, &[][..], "moves"),
        (18, 1, &[], "weights of places"),
        (18, 9, &[("offset_group", 3)], "moves"),
        (18, 9, &[("offset_group", 2)], "with 2 offset groups"),
        (18, 9, &[("offset_group", 0)], "with 0 offset groups"),
        (18, 9, &[("offset_group", -1)], "with 0 offset groups"),
        (18, 9, &[("group", 3)], "groups"),
    ] {
        let error = moved(moves, weights, attributes).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Graph, "{error}");
        assert!(error.to_string().contains(word), "no {word:?} in: {error}");
    }
}
