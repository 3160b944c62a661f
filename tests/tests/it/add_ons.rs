//! The shipped add-ons beside the shipped pack, on photos that neither was trained on.

use std::path::{Path, PathBuf};

use dynet::restorer::{Backend, Options, Restorer, TaskChoice};
use dynet_core::metrics::psnr;
use dynet_degrade::Degradation;
use dynet_image::Photo;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn open(backend: Backend) -> Option<Restorer> {
    let packs = root().join("packs");
    let builder = Restorer::builder()
        .backend(backend)
        .threads(2)
        .add_on(packs.join("camera-noise"))
        .add_on(packs.join("deblur"));
    builder.open(packs.join("default")).ok()
}

/// An add-on, how photos are degraded for it, and the least that it must win over the base in dB.
const ADD_ONS: [(&str, &str, f64); 2] = [
    ("camera-noise", "camera-noise-200", 2.0),
    ("deblur", "deblur-2", 1.0),
];

#[test]
fn each_add_on_mends_what_the_base_leaves_and_is_found_by_itself() {
    let tract = open(Backend::Tract).expect("the shipped add-ons fit the shipped pack");
    let ort = open(Backend::Ort);
    for (name, what, least) in ADD_ONS {
        let what: Degradation = what.parse().unwrap();
        let mut gain = 0.0;
        let photos = ["noisy", "rainy", "hazy"];
        for (number, photo) in photos.iter().enumerate() {
            let path = root().join(format!("photos/clean/{photo}.jpg"));
            let clean = Photo::open(path).unwrap().pixels;
            let degraded = what.apply(&clean, 0, number as u64).unwrap();
            let restore = |restorer: &Restorer, task| {
                // The same tiles on both engines, which would choose other ones.
                let options = Options::default().task(task).variant("s").tile(256);
                restorer.restore(&degraded, &options).unwrap()
            };
            let base = restore(&tract, TaskChoice::None);
            let mended = restore(&tract, TaskChoice::Auto);
            assert_eq!(mended.report.task.as_deref(), Some(name), "{photo}");
            gain += psnr(&mended.image, &clean).unwrap() - psnr(&base.image, &clean).unwrap();
            if let Some(ort) = &ort {
                let other = restore(ort, TaskChoice::Named(name.into()));
                let near = psnr(&other.image, &mended.image).unwrap();
                assert!(near > 60.0, "{photo}: the engines are {near:.1} dB apart");
            }
        }
        let gain = gain / photos.len() as f64;
        assert!(gain > least, "{name} wins {gain:.2} dB over the base");
    }
}

#[test]
fn an_add_on_is_a_small_part_of_its_base() {
    let tract = open(Backend::Tract).unwrap();
    let manifest = tract.pack().manifest();
    let base = manifest.variants[0].parameters;
    assert_eq!(manifest.tasks.len(), ADD_ONS.len());
    for task in &manifest.tasks {
        assert!(
            task.parameters * 100 <= 3 * base,
            "{}: {}",
            task.name,
            task.parameters
        );
        assert!(
            !task.quality.is_empty() && task.card.is_some(),
            "{}",
            task.name
        );
        for (own, of_base) in task.variants.iter().zip(&manifest.variants) {
            let more = own.macs_per_pixel / of_base.macs_per_pixel;
            assert!(more < 1.08, "{} costs {more:.2} times as much", own.name);
        }
    }
}
