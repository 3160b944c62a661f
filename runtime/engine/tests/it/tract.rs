//! tract computes what the graph defines, or returns an error.
#![cfg(feature = "tract")]

use std::sync::Arc;

use dynet_core::ErrorKind;
use dynet_engine::tract::Tract;
use dynet_engine::{Engine, Session};
use dynet_pack::Weights;
use dynet_testing::{Tiny, expected, largest_difference, node, picture_of};

fn load(tiny: &Tiny, size: (usize, usize)) -> dynet_core::Result<Box<dyn Session>> {
    let weights = Weights::from_vec(tiny.weights.clone(), "weights.bin");
    Tract::new().load(&tiny.graph_bytes(), &[Arc::new(weights)], size)
}

#[test]
fn computes_what_plain_loops_compute() {
    for (height, width) in [(8, 8), (24, 40), (1, 3)] {
        let mut session = load(&Tiny::new(), (height, width)).unwrap();
        let image = picture_of(width, height);
        let restored = session.run(&image).unwrap();
        assert!(largest_difference(&restored, &expected(&image)) < 1e-6);
    }
}

#[test]
fn forks_run_side_by_side() {
    let session = load(&Tiny::new(), (32, 48)).unwrap();
    let image = picture_of(48, 32);
    let wanted = expected(&image);
    let forks: Vec<_> = (0..4).map(|_| session.fork().unwrap()).collect();
    std::thread::scope(|scope| {
        for mut fork in forks {
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
fn another_size_than_prepared_is_an_error() {
    let mut session = load(&Tiny::new(), (16, 16)).unwrap();
    let error = session.run(&picture_of(16, 24)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.message().contains("16x24"), "{error}");
}

#[test]
fn an_unknown_operation_is_named() {
    let mut tiny = Tiny::new();
    tiny.graph().node[1] = node("Frobnicate", &["blurred", "gain"], "scaled", vec![]);
    let error = load(&tiny, (16, 16)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Graph);
    assert!(error.to_string().contains("Frobnicate"), "{error}");
}

#[test]
fn types_that_do_not_fit_are_an_error() {
    let mut tiny = Tiny::new();
    // Integers where a convolution needs floats: shapes do not show it.
    tiny.graph().initializer[0].data_type = 6;
    assert_eq!(
        load(&tiny, (16, 16)).err().unwrap().kind(),
        ErrorKind::Engine
    );
}

#[test]
fn tensors_outside_the_weights_are_refused_here_too() {
    let mut tiny = Tiny::new();
    *tiny.entry("offset") = "4096".into();
    let error = load(&tiny, (16, 16)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::TensorRange);
    assert_eq!(error.tensor(), Some("kernel"));
}
