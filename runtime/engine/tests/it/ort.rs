//! ONNX Runtime computes what tract computes. Skipped, with the reason, where its library is not
//! found: `dynet setup-ort` installs it.
#![cfg(feature = "ort")]

use std::path::Path;
use std::sync::Arc;

use dynet_core::ErrorKind;
use dynet_engine::library::{Search, find};
use dynet_engine::ort::Ort;
use dynet_engine::{Engine, Profile, Session};
use dynet_pack::Weights;
use dynet_testing::{Tiny, expected, largest_difference, picture_of};

/// The engine, or `None` after saying why there is none.
fn ort() -> Option<Ort> {
    match find(None).unwrap() {
        Search::Found(path) => Some(Ort::new(&path, 2).unwrap()),
        Search::Absent(reason) => {
            dynet_testing::skipped(reason);
            None
        }
    }
}

/// A session for pictures of `size` (width, height).
fn load(
    ort: &Ort,
    tiny: &Tiny,
    (width, height): (usize, usize),
) -> dynet_core::Result<Box<dyn Session>> {
    let weights = Weights::from_vec(tiny.weights.clone(), "weights.bin");
    ort.load(&tiny.graph_bytes(), &[Arc::new(weights)], (height, width))
}

#[test]
fn every_size_is_computed_and_no_other_than_promised() {
    if ort().is_none() {
        return;
    }
    for profile in [Profile::Speed, Profile::Memory] {
        let ort = ort().unwrap().with_profile(profile);
        for (width, height) in [(16, 16), (40, 24), (3, 1)] {
            let image = picture_of(width, height);
            let mut session = load(&ort, &Tiny::new(), (width, height)).unwrap();
            let restored = session.run(&image).unwrap();
            assert!(largest_difference(&restored, &expected(&image)) < 1e-6);
            let error = session.run(&picture_of(height + 1, width)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Argument);
        }
    }
}

#[cfg(feature = "tract")]
#[test]
fn agrees_with_tract() {
    let Some(ort) = ort() else { return };
    let tiny = Tiny::new();
    let weights = Arc::new(Weights::from_vec(tiny.weights.clone(), "weights.bin"));
    let image = picture_of(56, 40);
    let mut tract = dynet_engine::tract::Tract::new()
        .load(&tiny.graph_bytes(), &[weights], (40, 56))
        .unwrap();
    let one = tract.run(&image).unwrap();
    let other = load(&ort, &tiny, (56, 40)).unwrap().run(&image).unwrap();
    assert!(largest_difference(&one, &other) < 1e-6);
}

#[test]
fn the_session_keeps_the_weights_alive() {
    let Some(ort) = ort() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    let map = Weights::map(&folder.path().join("weights.bin"), "weights.bin").unwrap();
    let weights = [Arc::new(map)];
    let session = ort.load(&tiny.graph_bytes(), &weights, (16, 24));
    let mut fork = session.unwrap().fork().unwrap();
    // Only the fork holds the map now, beside this handle.
    assert_eq!(Arc::strong_count(&weights[0]), 2);
    drop(weights);
    let image = picture_of(24, 16);
    let restored = fork.run(&image).unwrap();
    assert!(largest_difference(&restored, &expected(&image)) < 1e-6);
}

#[test]
fn forks_take_turns() {
    let Some(ort) = ort() else { return };
    let session = load(&ort, &Tiny::new(), (48, 32)).unwrap();
    let image = picture_of(48, 32);
    let wanted = expected(&image);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let mut fork = session.fork().unwrap();
            let (image, wanted) = (&image, &wanted);
            scope.spawn(move || {
                for _ in 0..20 {
                    assert!(largest_difference(&fork.run(image).unwrap(), wanted) < 1e-6);
                }
            });
        }
    });
}

#[test]
fn a_graph_that_does_not_fit_is_an_error() {
    let Some(ort) = ort() else { return };
    let mut tiny = Tiny::new();
    // Integers where a convolution needs floats: shapes do not show it.
    tiny.graph().initializer[0].data_type = 6;
    let outcome =
        load(&ort, &tiny, (16, 16)).and_then(|mut session| session.run(&picture_of(16, 16)));
    assert_eq!(outcome.err().unwrap().kind(), ErrorKind::Engine);
    let mut tiny = Tiny::new();
    *tiny.entry("offset") = "4096".into();
    assert_eq!(
        load(&ort, &tiny, (16, 16)).err().unwrap().kind(),
        ErrorKind::TensorRange
    );
}

#[test]
fn a_file_that_is_no_library_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("libonnxruntime.so");
    std::fs::write(&text, "not a library").unwrap();
    for path in [text.as_path(), Path::new("/nowhere/libonnxruntime.so")] {
        let error = Ort::new(path, 1).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::EngineMissing, "{error}");
        assert_eq!(error.file(), Some(path));
    }
}
