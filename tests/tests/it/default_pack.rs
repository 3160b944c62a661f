//! The shipped pack on the shipped photos: what a newcomer sees first.

use std::path::{Path, PathBuf};

use burn::tensor::Device;
use dynet::degradation::Kind;
use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_degrade::{blur, noise};
use dynet_exporter::cost;
use dynet_image::Photo;
use dynet_models::{DyNet, DyNetConfig, Reuse};
use dynet_pack::{Pack, Size};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn open(backend: Backend) -> Option<Restorer> {
    Restorer::builder()
        .backend(backend)
        // More threads mean smaller tiles on tract, and those agree less.
        .threads(2)
        .open(root().join("packs/default"))
        .ok()
}

/// What the files of a shipped pack weigh together.
fn bytes(pack: &str) -> u64 {
    let files = std::fs::read_dir(root().join("packs").join(pack)).unwrap();
    files
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum()
}

/// Degraded photo, its clean original, and the least that each variant must win in dB.
const PHOTOS: [(&str, &str, f64); 3] = [
    ("noisy.png", "clean/noisy.jpg", 8.0),
    ("rainy.png", "clean/rainy.jpg", 6.0),
    // The card says so: half of the haze stays.
    ("hazy.png", "clean/hazy.jpg", 2.5),
];

#[test]
fn rain_and_haze_are_named_and_clean_photos_are_not() {
    for restorer in [Backend::Tract, Backend::Ort].into_iter().filter_map(open) {
        let found = |name: &str| {
            let photo = Photo::open(root().join("photos").join(name)).unwrap();
            restorer
                .inspect(&photo.pixels)
                .unwrap()
                .map(|found| found.kind)
        };
        assert_eq!(found("rainy.png"), Some(Kind::Rain));
        assert_eq!(found("hazy.png"), Some(Kind::Haze));
        assert_eq!(found("noisy.png"), Some(Kind::Noise));
        for (_, clean, _) in PHOTOS {
            assert_eq!(found(clean), None, "{clean}");
        }
    }
}

/// Sand out of focus: pale, soft and without a shadow. Each of its tiles alone comes back darker by some 50 levels.
fn sand() -> Planar {
    const SIDE: usize = 400;
    let mut sand = Planar::new(SIDE, SIDE);
    let grain = noise::gaussian_float(&sand, 250.0, 1, 0);
    for (channel, level) in [0.72, 0.68, 0.6].into_iter().enumerate() {
        let values = sand.plane_mut(channel).iter_mut().zip(grain.plane(0));
        values.for_each(|(value, grain)| *value = level + grain);
    }
    blur::with_sigma(&sand, 3.3)
}

#[test]
fn sand_out_of_focus_is_not_taken_for_haze() {
    let sand = sand();
    let mean = |picture: &Planar| picture.data().iter().sum::<f32>() / picture.data().len() as f32;
    let restorer = [Backend::Ort, Backend::Tract]
        .into_iter()
        .find_map(open)
        .unwrap();
    for variant in ["s", "m", "l"] {
        // In tiles, and whole.
        for tile in [None, Some(sand.width())] {
            let options = Options::default().variant(variant).tile(tile);
            let restored = restorer.restore(&sand, &options).unwrap();
            assert_eq!(restored.report.tiles == 1, tile.is_some());
            let shift = 255.0 * (mean(&restored.image) - mean(&sand));
            assert!(shift.abs() < 0.5, "{variant}: {shift} levels");
            let kept = psnr(&restored.image, &sand).unwrap();
            assert!(kept > 38.0, "{variant}: {kept} dB");
        }
    }
}

#[test]
fn every_variant_mends_every_photo_on_every_engine() {
    let tract = open(Backend::Tract).expect("the shipped pack opens on tract");
    let ort = open(Backend::Ort);
    if ort.is_none() {
        dynet_testing::skipped("ONNX Runtime not found: `dynet setup-ort` installs it");
    }
    for (degraded, clean, least) in PHOTOS {
        let input = Photo::open(root().join("photos").join(degraded))
            .unwrap()
            .pixels;
        let clean = Photo::open(root().join("photos").join(clean))
            .unwrap()
            .pixels;
        let before = psnr(&input, &clean).unwrap();
        for variant in &tract.pack().manifest().variants {
            let options = Options::default().variant(variant.name.clone());
            // On the quicker engine; that the other one paints the same is shown below.
            let quick = ort.as_ref().unwrap_or(&tract);
            let restored = quick.restore(&input, &options).unwrap();
            let after = psnr(&restored.image, &clean).unwrap();
            assert!(
                after > before + least,
                "{degraded} with {}: {before:.2} dB before, {after:.2} dB after",
                variant.name
            );
            // Two engines that share no code must paint the same picture, in the same tiles: the
            // attention sees a whole tile, and each engine chooses its own.
            if let Some(ort) = &ort {
                let tiles = options.tile(256);
                let [one, other] = [&tract, ort].map(|r| r.restore(&input, &tiles).unwrap().image);
                let alike = psnr(&one, &other).unwrap();
                assert!(
                    alike > 60.0,
                    "{degraded} with {}: {alike:.1} dB",
                    variant.name
                );
            }
        }
    }
}

#[test]
fn the_pack_is_small_and_complete() {
    let bytes = bytes("default");
    assert!(bytes <= 8 << 20, "{bytes} bytes");
    let restorer = open(Backend::Tract).unwrap();
    let manifest = restorer.pack().manifest();
    let names: Vec<&str> = manifest.variants.iter().map(|v| v.name.as_str()).collect();
    assert_eq!(names, ["s", "m", "l"]);
    assert!(
        !manifest.quality.is_empty(),
        "measured quality belongs into the manifest"
    );
    for variant in names {
        let engines: Vec<&str> = manifest
            .checks
            .iter()
            .filter(|check| check.graph == format!("{variant}.cpu.onnx"))
            .map(|check| check.engine.as_str())
            .collect();
        for engine in ["tract", "ort"] {
            assert!(
                engines.contains(&engine),
                "{variant} was not checked on {engine}"
            );
        }
    }
}

#[test]
fn the_mobile_pack_is_the_same_network_in_fewer_bytes() {
    let photo = Photo::open(root().join("photos/noisy.png")).unwrap().pixels;
    let restore = |restorer: &Restorer| {
        let options = Options::default().variant("s").tile(256);
        restorer.restore(&photo, &options).unwrap().image
    };
    let engine = "`dynet setup-ort` installs the engine that this needs";
    let exact = restore(&open(Backend::Ort).expect(engine));
    // fp16 rounds far below a level of 8 bits, int8 by a level or two.
    for (precision, least) in [("fp16", 75.0), ("int8", 38.0)] {
        let restorer = Restorer::builder()
            .backend(Backend::Ort)
            .precision(precision)
            .open(root().join("packs/mobile"))
            .unwrap();
        let alike = psnr(&restore(&restorer), &exact).unwrap();
        assert!(alike > least, "{precision}: {alike:.1} dB");
        let weights = restorer.pack().manifest().variants[0].parameters;
        assert_eq!(weights, 950_419);
    }
    let all = bytes("default") + bytes("mobile");
    assert!(all <= 16 << 20, "{all} bytes");
}

#[test]
fn what_the_manifest_says_of_costs_is_what_the_network_records() {
    let pack = Pack::open(root().join("packs/default")).unwrap();
    let manifest = pack.manifest();
    let config: DyNetConfig = serde_json::from_value(manifest.network.config.clone()).unwrap();
    let network = config.init(&Device::flex());
    for variant in &manifest.variants {
        let counts = <[usize; 4]>::try_from(variant.reuse.as_slice()).unwrap();
        let reuse = Reuse::new(counts).unwrap();
        let macs = variant.macs.expect("the shipped pack knows its costs");
        for (width, height) in [(224, 224), (320, 96)] {
            let size = Size { width, height };
            let forward = |n: &DyNet, image| n.forward(image, reuse);
            let cost = cost(&network, forward, 3, size).unwrap();
            assert_eq!(macs.conv_linear.at(size), cost.conv_linear, "{size}");
            assert_eq!(macs.matmul.at(size), cost.matmul, "{size}");
            assert_eq!(variant.parameters, cost.parameters);
        }
    }
}
