//! A graph's protobuf form.

mod messages;

use prost::Message;
use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::tensor_proto::DataLocation;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::type_proto;
use tract_onnx::pb::{
    OperatorSetIdProto, StringStringEntryProto, TensorProto, TensorShapeProto, TypeProto,
    ValueInfoProto,
};

use self::messages::{AttributeProto, GraphProto, ModelProto, NodeProto};
use crate::Result;
use crate::graph::{Attr, Bytes, Graph, Initializer, Node, Port, Side};
use crate::weights::WeightFile;

/// Gelu as one operator came with opset 20.
const OPSET: i64 = 20;
/// The oldest protobuf layout that goes with that opset.
const IR_VERSION: i64 = 9;

/// The graph as ONNX bytes; the large constants go into `weights`.
///
/// # Errors
/// [`crate::ErrorKind::NotFinite`] when a constant holds NaN or infinity.
pub(crate) fn encode(
    graph: &Graph,
    name: &str,
    metadata: &[(String, String)],
    weights: &mut WeightFile,
) -> Result<Vec<u8>> {
    let initializers = graph.initializers.iter();
    let tensors = initializers.map(|initializer| tensor_proto(initializer, weights));
    let proto = GraphProto {
        name: name.to_owned(),
        input: graph.inputs.iter().map(port).collect(),
        output: graph.outputs.iter().map(port).collect(),
        initializer: tensors.collect::<Result<_>>()?,
        node: graph.nodes.iter().map(node_proto).collect(),
    };
    let model = ModelProto {
        ir_version: IR_VERSION,
        producer_name: "dynet-export".to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        opset_import: vec![OperatorSetIdProto {
            domain: String::new(),
            version: OPSET,
        }],
        graph: Some(proto),
        metadata_props: metadata.iter().map(|(k, v)| text(k, v)).collect(),
    };
    Ok(model.encode_to_vec())
}

fn text(key: &str, value: &str) -> StringStringEntryProto {
    StringStringEntryProto {
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

fn port(port: &Port) -> ValueInfoProto {
    let dimension = |side: &Side| Dimension {
        value: Some(match side {
            Side::Fixed(length) => dimension::Value::DimValue(*length as i64),
            Side::Named(name) => dimension::Value::DimParam(name.clone()),
        }),
        ..Default::default()
    };
    let tensor = type_proto::Tensor {
        elem_type: port.element,
        shape: Some(TensorShapeProto {
            dim: port.shape.iter().map(dimension).collect(),
        }),
    };
    ValueInfoProto {
        name: port.name.clone(),
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn node_proto(node: &Node) -> NodeProto {
    NodeProto {
        op_type: node.op.to_owned(),
        name: node.name.clone(),
        input: node.inputs.clone(),
        output: node.outputs().cloned().collect(),
        attribute: node.attrs.iter().map(attribute_proto).collect(),
    }
}

fn attribute_proto((name, attr): &(&'static str, Attr)) -> AttributeProto {
    let mut proto = AttributeProto {
        name: (*name).to_owned(),
        ..Default::default()
    };
    let kind = match attr {
        Attr::Int(value) => {
            proto.i = Some(*value);
            AttributeType::Int
        }
        Attr::Ints(values) => {
            proto.ints = values.clone();
            AttributeType::Ints
        }
        Attr::Float(value) => {
            proto.f = Some(*value);
            AttributeType::Float
        }
        Attr::Str(value) => {
            proto.s = Some(value.as_bytes().to_vec());
            AttributeType::String
        }
    };
    proto.kind = kind as i32;
    proto
}

fn tensor_proto(initializer: &Initializer, weights: &mut WeightFile) -> Result<TensorProto> {
    let mut proto = TensorProto {
        name: initializer.name.clone(),
        data_type: initializer.element,
        dims: initializer.dims.iter().map(|&n| n as i64).collect(),
        ..Default::default()
    };
    match &initializer.bytes {
        Bytes::Embedded(bytes) => proto.raw_data = bytes.clone(),
        Bytes::External { tensor, range } => {
            let place = weights.add(tensor, &initializer.name)?;
            let entries = [
                ("location", place.file.to_owned()),
                ("offset", (place.start + range.start).to_string()),
                ("length", range.len().to_string()),
            ];
            proto.data_location = Some(DataLocation::External as i32);
            proto.external_data = entries.map(|(key, value)| text(key, &value)).to_vec();
        }
    }
    Ok(proto)
}
