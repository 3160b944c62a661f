//! Packs with a prompter, hostile ones among them.

use dynet_core::ErrorKind;
use dynet_pack::{Pack, Signature};
use dynet_testing::Tiny;
use dynet_testing::guided::{Guided, shape, values};
use serde_json::json;
use tract_onnx::pb::tensor_shape_proto::dimension;

#[test]
fn a_guided_pack_opens() {
    let folder = Guided::new().write();
    let pack = Pack::open(folder.path()).unwrap();
    let guided = Signature::Guided { latent: 3 };
    assert_eq!(pack.manifest().signature(), guided);
    assert_eq!(
        pack.graph("s", "cpu", "fp32").unwrap().facts.signature,
        guided
    );
    // Another target's engine takes it, too.
    let prompter = pack.prompter("tract", "fp32").unwrap();
    assert_eq!(prompter.facts.signature, Signature::Prompts { latent: 3 });
    assert!(pack.prompter("cpu", "fp16").is_err());
    assert_eq!(pack.prompters().count(), 1);
    let text = serde_json::to_value(pack.manifest()).unwrap();
    assert_eq!(text["prompter"]["longest"], 64);
}

#[test]
fn hostile_prompters_are_refused() {
    type Spoil = fn(&mut Guided);
    fn graph(guided: &mut Guided) -> &mut tract_onnx::pb::GraphProto {
        guided.prompter.graph.as_mut().unwrap()
    }
    let cases: [(Spoil, ErrorKind, &str); 20] = [
        (
            |g| g.prompter()["levels"] = json!([{"name": "noise"}]),
            ErrorKind::Manifest,
            "1 names for a latent of 3",
        ),
        (
            |g| {
                g.prompter()["levels"] =
                    json!([{"name": "noise"}, {"name": "rain"}, {"name": "noise"}])
            },
            ErrorKind::Manifest,
            "twice",
        ),
        (
            |g| {
                g.prompter()["levels"] =
                    json!([{"name": "noise"}, {"name": "rain"}, {"name": "\u{1b}[2J"}])
            },
            ErrorKind::Manifest,
            "lower case",
        ),
        (
            |g| g.prompter()["latent"] = json!(0),
            ErrorKind::Manifest,
            "latent is 0",
        ),
        (
            |g| g.prompter()["latent"] = json!(1u64 << 40),
            ErrorKind::Manifest,
            "latent",
        ),
        (
            |g| g.prompter()["latent"] = json!(4),
            ErrorKind::Graph,
            "latent of 3 values",
        ),
        (
            |g| g.prompter()["longest"] = json!(1_000_000),
            ErrorKind::Manifest,
            "longest",
        ),
        (
            |g| g.prompter()["multiple"] = json!(0),
            ErrorKind::Manifest,
            "multiple",
        ),
        (
            |g| g.prompter()["multiple"] = json!(65),
            ErrorKind::Manifest,
            "multiple",
        ),
        (
            |g| g.prompter()["graphs"] = json!([]),
            ErrorKind::Manifest,
            "0 graphs",
        ),
        (
            |g| g.prompter()["graphs"][0]["size"] = json!([64, 64]),
            ErrorKind::Manifest,
            "one size",
        ),
        (
            |g| g.prompter()["graphs"][0]["file"] = json!("../prompter.onnx"),
            ErrorKind::UnsafePath,
            "plain name",
        ),
        (
            |g| g.prompter()["graphs"][0]["file"] = json!("nowhere.onnx"),
            ErrorKind::Manifest,
            "SHA-256",
        ),
        // The restoring graph as its own prompter.
        (
            |g| {
                g.tiny.seal();
                let own = g.tiny.manifest["variants"][0]["graphs"][0].clone();
                g.prompter()["graphs"] = json!([own]);
            },
            ErrorKind::Graph,
            "makes a latent",
        ),
        // A guided graph without a prompter, and a prompter of a graph that takes none.
        (
            |g| {
                g.tiny.manifest.as_object_mut().unwrap().remove("prompter");
            },
            ErrorKind::Graph,
            "with a latent of 3",
        ),
        (
            |g| g.tiny.model = Tiny::new().model,
            ErrorKind::Graph,
            "restores a picture",
        ),
        (
            |g| graph(g).output.push(values("found", 3)),
            ErrorKind::Graph,
            "outputs",
        ),
        (
            |g| {
                let length = &mut shape(&mut g.tiny.graph().input[1]).dim[1];
                length.value = Some(dimension::Value::DimParam("n".into()));
            },
            ErrorKind::Graph,
            "[1, N]",
        ),
        // It declares another length than it makes.
        (
            |g| {
                graph(g).output = vec![values("latent", 5)];
                g.prompter()["latent"] = json!(5);
                g.tiny.graph().input[1] = values("latent", 5);
            },
            ErrorKind::Graph,
            "must be [1, 5]",
        ),
        (
            |g| graph(g).node[0].attribute = Vec::new(),
            ErrorKind::Graph,
            "must be [1, 3]",
        ),
    ];
    for (at, (spoil, kind, word)) in cases.into_iter().enumerate() {
        let mut guided = Guided::new();
        spoil(&mut guided);
        let folder = guided.write();
        let error = Pack::open(folder.path()).err();
        let error = error.unwrap_or_else(|| panic!("case {at} was opened"));
        assert_eq!(error.kind(), kind, "case {at}: {error}");
        assert!(
            error.to_string().contains(word),
            "case {at}, {word:?}: {error}"
        );
    }
}

#[test]
fn a_prompter_that_is_missing_or_changed_is_named() {
    for (spoil, kind) in [
        (None, ErrorKind::Missing),
        (Some(&b"x"[..]), ErrorKind::WrongSize),
    ] {
        let folder = Guided::new().write();
        let path = folder.path().join("prompter.onnx");
        match spoil {
            None => std::fs::remove_file(&path).unwrap(),
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
        }
        let error = Pack::open(folder.path()).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains("prompter.onnx"), "{error}");
    }
}
