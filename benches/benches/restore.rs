//! A 256x256 tile of the shipped pack on each engine at hand.

use criterion::{Criterion, criterion_group, criterion_main};
use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::Planar;

fn tile(c: &mut Criterion) {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs/default");
    let mut picture = Planar::new(256, 256);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        *value = (i * 37 % 251) as f32 / 250.0;
    }
    let mut group = c.benchmark_group("one 256x256 tile, 1 thread");
    group.sample_size(10);
    for backend in [Backend::Tract, Backend::Ort] {
        let Ok(restorer) = Restorer::builder().backend(backend).threads(1).open(pack) else {
            eprintln!("{backend:?} is not available: `dynet setup-ort` installs ONNX Runtime");
            continue;
        };
        for variant in ["s", "l"] {
            let options = Options::default().variant(variant).tile(256);
            let name = format!("{} {variant}", restorer.backend());
            group.bench_function(name, |b| b.iter(|| restorer.restore(&picture, &options)));
        }
    }
}

criterion_group!(benches, tile);
criterion_main!(benches);
