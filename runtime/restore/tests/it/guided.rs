//! Whole pictures through a pack with a prompter.

use dynet::restorer::{Backend, Options, Restorer};
use dynet::tile::InPlace;
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_engine::tract::Tract;
use dynet_engine::{Engine, Session};
use dynet_pack::Weights;
use dynet_pack::{Pack, Signature, verify_graph};
use dynet_testing::guided::Guided;
use dynet_testing::{expected, largest_difference, picture_of};
use serde_json::json;
use std::fs;
use std::sync::Arc;

#[test]
fn all_tiles_of_a_photo_share_what_was_found_in_it() {
    let folder = Guided::new().write();
    let builder = Restorer::builder().backend(Backend::Tract).threads(2);
    let restorer = builder.open(folder.path()).unwrap();
    // Dark on the left, bright on the right: each tile by itself has another mean.
    let mut photo = picture_of(64, 48);
    for (at, value) in photo.data_mut().iter_mut().enumerate() {
        *value = 0.5 * *value + if at % 64 < 32 { 0.0 } else { 0.5 };
    }
    let mean = photo.data().iter().sum::<f32>() / photo.data().len() as f32;
    let mut bright = expected(&photo);
    bright
        .data_mut()
        .iter_mut()
        .for_each(|value| *value += mean);
    let options = Options::default().tile(16);
    for _ in 0..2 {
        let restored = restorer.restore(&photo, &options).unwrap();
        assert!(restored.report.tiles > 4);
        // Beside borders, tiles blur what they do not see.
        let middle = |image: &Planar| image.plane(1)[24 * 64 + 30];
        assert!((middle(&restored.image) - middle(&bright)).abs() < 0.1);
        let whole = restorer.restore(&photo, &Options::default()).unwrap();
        assert!(largest_difference(&whole.image, &bright) < 1e-5);
        let total = |image: &Planar| image.data().iter().sum::<f32>();
        let per_pixel = (total(&restored.image) - total(&bright)) / photo.data().len() as f32;
        assert!(per_pixel.abs() < 0.05, "{per_pixel}");
    }
    // Another photo has a latent of its own.
    let dark = Planar::new(64, 48);
    let restored = restorer.restore(&dark, &Options::default()).unwrap();
    assert!(restored.image.data().iter().all(|value| value.abs() < 1e-6));

    let error = restorer.restore_rows((64, 48), &mut InPlace(&mut photo), &Options::default());
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Argument);
}

#[test]
fn a_time_budget_counts_the_look_at_the_photo() {
    let folder = Guided::new().write();
    let cache = tempfile::tempdir().unwrap();
    let open = || {
        let builder = Restorer::builder().backend(Backend::Tract);
        builder.cache(cache.path()).open(folder.path()).unwrap()
    };
    let mut cost = open().cost("s").unwrap();
    assert!(cost.ns_per_pixel > 0.0 && cost.prompt_ns_per_pixel > 0.0);
    // As if the machine had been measured so.
    cost.ns_per_pixel = 100.0;
    cost.prompt_ns_per_pixel = 1000.0;
    let file = fs::read_dir(cache.path()).unwrap().next().unwrap();
    fs::write(file.unwrap().path(), serde_json::to_vec(&cost).unwrap()).unwrap();
    let options = Options::default().budget_ms(1.0);
    let restored = open().restore(&picture_of(64, 48), &options).unwrap();
    let expected = restored.report.expected_ms.unwrap();
    assert!(
        (expected - 64.0 * 48.0 * 1100.0 / 1e6).abs() < 1e-9,
        "{expected}"
    );
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
            (report.backend.as_str(), report.fallbacks.len()),
            ("half", 1)
        );
        let line = &report.fallbacks[0];
        assert!(line.contains("failed on the prompter; tract"), "{line}");
    }
}

#[test]
fn sessions_want_the_latent_of_their_graph() {
    let folder = Guided::new().write();
    let pack = Pack::open(folder.path()).unwrap();
    let engine = Tract::new();
    let load =
        |graph: &dynet_pack::PackGraph| engine.load(graph.bytes, graph.weights, (16, 16)).unwrap();
    let photo = picture_of(16, 16);
    let mut session = load(&pack.graph("s", "cpu", "fp32").unwrap());
    let kind = |error: dynet_core::Error| error.kind();
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
    assert!((first.data()[7] - second.data()[7] - 0.3).abs() < 1e-6);
    assert_eq!(session.run(&photo).unwrap(), first);

    let mut prompter = load(&pack.prompter("cpu", "fp32").unwrap());
    assert_eq!(prompter.latent(&photo).unwrap().len(), 3);
    assert_eq!(kind(prompter.run(&photo).unwrap_err()), ErrorKind::Argument);
    assert_eq!(
        kind(prompter.prompt(&[0.0; 3]).unwrap_err()),
        ErrorKind::Argument
    );
}

#[test]
fn haze_is_looked_for_in_the_whole_photo_and_noise_in_pieces_of_it() {
    let mut guided = Guided::new();
    let level =
        |name: &str, from_overview: bool| json!({"name": name, "from_overview": from_overview});
    let prompter = &mut guided.tiny.manifest["prompter"];
    (prompter["longest"], prompter["overview"]) = (64.into(), 64.into());
    prompter["levels"] = json!([
        level("noise", false),
        level("haze", true),
        level("jpeg", false)
    ]);
    let folder = guided.write();
    let restorer = Restorer::builder()
        .backend(Backend::Tract)
        .open(folder.path())
        .unwrap();
    // A frame around the one piece of 64x64 pixels, in the center, that the prompter sees at full resolution.
    let mut photo = Planar::new(192, 192);
    for at in 0..3 * 192 * 192 {
        let (x, y) = (at % 192, at / 192 % 192);
        let inside = (64..128).contains(&x) && (64..128).contains(&y);
        photo.data_mut()[at] = if inside { 0.9 } else { 0.0 };
    }
    let report = restorer
        .restore(&photo, &Options::default())
        .unwrap()
        .report;
    let found: Vec<f32> = report.levels.iter().map(|(_, value)| *value).collect();
    for (found, expected) in found.iter().zip([0.9, 0.1, 0.9]) {
        assert!((found - expected).abs() < 1e-3, "{found} for {expected}");
    }
}
