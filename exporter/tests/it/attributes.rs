//! Attributes in the bytes of a graph, as the official definitions read them.
//!
//! In ONNX's own messages (protobuf 2) a number that is absent is no 0: accelerators' compilers refuse the node.

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_exporter::{Picture, WeightFile, export_picture};
use prost::Message;

#[derive(Message)]
struct Model {
    #[prost(message, optional, tag = "7")]
    graph: Option<Graph>,
}

#[derive(Message)]
struct Graph {
    #[prost(message, repeated, tag = "1")]
    node: Vec<Node>,
}

#[derive(Message)]
struct Node {
    #[prost(string, tag = "4")]
    op_type: String,
    #[prost(message, repeated, tag = "5")]
    attribute: Vec<Attribute>,
}

#[derive(Message)]
struct Attribute {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(float, optional, tag = "2")]
    f: Option<f32>,
    #[prost(int64, optional, tag = "3")]
    i: Option<i64>,
    #[prost(int32, tag = "20")]
    kind: i32,
}

/// `AttributeProto.AttributeType`.
const FLOAT: i32 = 1;
const INT: i32 = 2;

#[derive(Module, Debug)]
struct Doubled;

#[test]
fn a_number_of_0_is_in_the_bytes() {
    let double = |_: &Doubled, x: Tensor<4>| Tensor::cat(vec![x.clone(), x], 0).mean_dim(0);
    let exported = export_picture(&Doubled, double, Picture::default()).unwrap();
    let bytes = exported.to_onnx("test", &mut WeightFile::new("weights.bin"));
    let graph = Model::decode(&bytes.unwrap()[..]).unwrap().graph.unwrap();
    let mut zeros = 0;
    for node in &graph.node {
        for attribute in &node.attribute {
            let (op, name) = (&node.op_type, &attribute.name);
            match attribute.kind {
                FLOAT => assert!(attribute.f.is_some(), "{op}, {name}"),
                INT => assert!(attribute.i.is_some(), "{op}, {name}"),
                _ => {}
            }
            zeros += usize::from(attribute.i == Some(0));
        }
    }
    assert!(zeros > 0, "no attribute of this graph is 0");
}
