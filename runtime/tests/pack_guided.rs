//! Packs with a prompter: what they do, and hostile ones.

#[cfg(all(feature = "cli", feature = "tract"))]
mod cli_support;
mod pack_support;

use dynet_runtime::ErrorKind;
use dynet_runtime::pack::{Pack, Signature};
use pack_support::{Tiny, external, int, node, picture, seal};
use prost::Message;
use serde_json::{Value, json};
use tempfile::TempDir;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{ModelProto, TensorProto, TensorShapeProto, ValueInfoProto, type_proto};

/// The tiny pack, guided: what it restores is brighter by the mean of the latent, which has the means of the
/// photo's three planes.
struct Guided {
    tiny: Tiny,
    prompter: ModelProto,
}

impl Guided {
    fn new() -> Self {
        let mut tiny = Tiny::new();
        let mut prompter = tiny.model.clone();
        let graph = tiny.graph();
        graph.input.push(values("latent", 3));
        (graph.node[2].name, graph.node[2].output[0]) = ("make_sharp".into(), "sharp".into());
        let mean = node("ReduceMean", &["latent"], "mean", vec![]);
        let sum = node("Add", &["sharp", "mean"], "restored", vec![]);
        graph.node.extend([mean, sum]);

        let graph = prompter.graph.as_mut().unwrap();
        let axes = TensorProto {
            name: "axes".into(),
            dims: vec![2],
            data_type: 7,
            int64_data: vec![2, 3],
            ..Default::default()
        };
        let one = external("one", &[1], &[1.0], &mut tiny.weights);
        graph.initializer = vec![axes, one];
        let mean = node(
            "ReduceMean",
            &["image", "axes"],
            "found",
            vec![int("keepdims", 0)],
        );
        graph.node = vec![mean, node("Mul", &["found", "one"], "latent", vec![])];
        graph.output = vec![values("latent", 3)];
        tiny.manifest["prompter"] = json!({
            "latent": 3, "longest": 64, "multiple": 8, "parameters": 1,
            "graphs": [{ "target": "cpu", "file": "prompter.onnx", "bytes": 0, "sha256": "" }],
        });
        Self { tiny, prompter }
    }

    fn prompter(&mut self) -> &mut Value {
        &mut self.tiny.manifest["prompter"]
    }

    /// Writes the pack with true sizes and hashes.
    fn write(&mut self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let bytes = self.prompter.encode_to_vec();
        if let Some(entry) = self.tiny.manifest.pointer_mut("/prompter/graphs/0")
            && entry["file"] == "prompter.onnx"
        {
            seal(entry, &bytes);
        }
        std::fs::write(folder.path().join("prompter.onnx"), &bytes).unwrap();
        self.tiny.write(folder.path());
        folder
    }
}

/// `[1, length]`
fn values(name: &str, length: i64) -> ValueInfoProto {
    let mut port = picture(name);
    let dim = |value| Dimension {
        value: Some(dimension::Value::DimValue(value)),
        ..Default::default()
    };
    *shape(&mut port) = TensorShapeProto {
        dim: vec![dim(1), dim(length)],
    };
    port
}

fn shape(port: &mut ValueInfoProto) -> &mut TensorShapeProto {
    let Some(type_proto::Value::TensorType(tensor)) = &mut port.r#type.as_mut().unwrap().value
    else {
        panic!("no tensor");
    };
    tensor.shape.as_mut().unwrap()
}

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
    let cases: [(Spoil, ErrorKind, &str); 17] = [
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
            "by a latent of 3",
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
        // It says another length than it makes.
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

#[cfg(feature = "tract")]
mod run {
    use super::*;
    use dynet_runtime::engine::tract::Tract;
    use dynet_runtime::engine::{Engine, Session, Weights};
    use dynet_runtime::pack::verify_graph;
    use dynet_runtime::restorer::{Backend, Options, Restorer};
    use dynet_runtime::tile::InPlace;
    use dynet_runtime::{Error, Result};
    use pack_support::{expected, largest_difference, picture_of};
    use std::sync::Arc;

    #[test]
    fn all_tiles_of_a_photo_share_what_was_found_in_it() {
        let folder = Guided::new().write();
        let builder = Restorer::builder().backend(Backend::Tract).threads(2);
        let restorer = builder.open(folder.path()).unwrap();
        // Dark on the left, bright on the right: each tile by itself has another mean.
        let mut photo = picture_of(64, 48);
        for (at, value) in photo.data.iter_mut().enumerate() {
            *value = 0.5 * *value + if at % 64 < 32 { 0.0 } else { 0.5 };
        }
        let mean = photo.data.iter().sum::<f32>() / photo.data.len() as f32;
        let mut bright = expected(&photo);
        bright.data.iter_mut().for_each(|value| *value += mean);
        let options = Options {
            tile: Some(16),
            ..Options::default()
        };
        for _ in 0..2 {
            let restored = restorer.restore(&photo, &options).unwrap();
            assert!(restored.report.tiles > 4);
            // Beside borders, tiles blur what they do not see.
            let middle = |image: &dynet_runtime::Planar| image.plane(1)[24 * 64 + 30];
            assert!((middle(&restored.image) - middle(&bright)).abs() < 0.1);
            let whole = restorer.restore(&photo, &Options::default()).unwrap();
            assert!(largest_difference(&whole.image, &bright) < 1e-5);
            let total = |image: &dynet_runtime::Planar| image.data.iter().sum::<f32>();
            let per_pixel = (total(&restored.image) - total(&bright)) / photo.data.len() as f32;
            assert!(per_pixel.abs() < 0.05, "{per_pixel}");
        }
        // Another photo has a latent of its own.
        let dark = dynet_runtime::Planar::new(64, 48);
        let restored = restorer.restore(&dark, &Options::default()).unwrap();
        assert!(restored.image.data.iter().all(|value| value.abs() < 1e-6));

        let error = restorer.restore_rows((64, 48), &mut InPlace(&mut photo), &Options::default());
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Argument);
        let cache = tempfile::tempdir().unwrap();
        let builder = Restorer::builder()
            .backend(Backend::Tract)
            .cache(cache.path());
        let restorer = builder.open(folder.path()).unwrap();
        assert!(restorer.cost("s").unwrap().ns_per_pixel > 0.0);
    }

    /// tract, but for graphs of prompters.
    struct NoPrompter(Tract);

    impl Engine for NoPrompter {
        fn name(&self) -> &str {
            "half"
        }

        fn target(&self) -> &str {
            "cpu"
        }

        fn threaded(&self) -> bool {
            true
        }

        fn load(
            &self,
            graph: &[u8],
            weights: &[Arc<Weights>],
            size: (usize, usize),
        ) -> Result<Box<dyn Session>> {
            match verify_graph(graph, weights)?.signature {
                Signature::Prompts { .. } => Err(Error::new(ErrorKind::Engine, "cannot")),
                _ => self.0.load(graph, weights, size),
            }
        }
    }

    #[test]
    fn an_engine_that_cannot_prompt_leaves_it_to_the_next() {
        let folder = Guided::new().write();
        let builder = Restorer::builder().backend(Backend::Tract);
        let engine = Arc::new(NoPrompter(Tract::new()));
        let restorer = builder.engine(engine).open(folder.path()).unwrap();
        for _ in 0..2 {
            let restored = restorer.restore(&picture_of(32, 32), &Options::default());
            let report = restored.unwrap().report;
            assert_eq!(
                (report.backend.as_str(), report.demotions.len()),
                ("half", 1)
            );
            let line = &report.demotions[0];
            assert!(line.contains("left the prompter to tract"), "{line}");
        }
    }

    #[test]
    fn sessions_want_the_latent_of_their_graph() {
        let folder = Guided::new().write();
        let pack = Pack::open(folder.path()).unwrap();
        let engine = Tract::new();
        let load = |graph: &dynet_runtime::pack::PackGraph| {
            engine.load(graph.bytes, graph.weights, (16, 16)).unwrap()
        };
        let photo = picture_of(16, 16);
        let mut session = load(&pack.graph("s", "cpu", "fp32").unwrap());
        let kind = |error: dynet_runtime::Error| error.kind();
        assert_eq!(kind(session.run(&photo).unwrap_err()), ErrorKind::Argument);
        assert_eq!(
            kind(session.prompt(&[0.0; 4]).unwrap_err()),
            ErrorKind::Argument
        );
        assert_eq!(
            kind(session.latent(&photo).unwrap_err()),
            ErrorKind::Argument
        );
        session.prompt(&[0.3; 3]).unwrap();
        let mut fork = session.fork().unwrap();
        let first = session.run(&photo).unwrap();
        assert_eq!(fork.run(&photo).unwrap(), first);
        fork.prompt(&[0.0; 3]).unwrap();
        let second = fork.run(&photo).unwrap();
        assert!((first.data[7] - second.data[7] - 0.3).abs() < 1e-6);
        assert_eq!(session.run(&photo).unwrap(), first);

        let mut prompter = load(&pack.prompter("cpu", "fp32").unwrap());
        assert_eq!(prompter.latent(&photo).unwrap().len(), 3);
        assert_eq!(kind(prompter.run(&photo).unwrap_err()), ErrorKind::Argument);
        assert_eq!(
            kind(prompter.prompt(&[0.0; 3]).unwrap_err()),
            ErrorKind::Argument
        );
    }
}

#[cfg(all(feature = "cli", feature = "tract"))]
#[test]
fn the_program_restores_and_shows_guided_packs() {
    use dynet_runtime::Planar;

    let folder = Guided::new().write();
    let pack = folder.path().to_str().unwrap();
    let desk = cli_support::Desk::new();
    let photo = desk.photo("photo.png", 40, 24);
    let words = ["restore", "photo.png", "-o", "out.png", "--pack", pack];
    desk.dynet(&[&words[..], &["--backend", "tract"]].concat())
        .ends(0);
    let mut clean = Planar::new(40, 24);
    for (at, pixel) in photo.pixels().enumerate() {
        for (channel, value) in pixel.0.into_iter().enumerate() {
            clean.plane_mut(channel)[at] = f32::from(value) / 255.0;
        }
    }
    let mean = clean.data.iter().sum::<f32>() / clean.data.len() as f32;
    let expected = pack_support::expected(&clean);
    let restored = image::open(desk.path("out.png")).unwrap().into_rgb8();
    for (at, pixel) in restored.pixels().enumerate() {
        for (channel, value) in pixel.0.into_iter().enumerate() {
            let wanted = (expected.plane(channel)[at] + mean).clamp(0.0, 1.0) * 255.0;
            assert!((wanted - f32::from(value)).abs() < 1.0, "{at} {channel}");
        }
    }
    let info = desk.dynet(&["info", pack]).ends(0).out;
    assert!(
        info.contains("prompter: ") && info.contains("finds 3 values"),
        "{info}"
    );
    desk.dynet(&["verify", pack, "--backend", "tract"]).ends(0);
}
