//! Every family of networks as a pack, through the runtime, against Burn.

#[path = "common/networks.rs"]
mod networks;
#[path = "common/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use dynet_exporter::{ErrorKind, Target, check, pack};
use dynet_models::{AirNetConfig, AnyConfig, AnyNetwork, NAFNetConfig, NetworkConfig as _, Reuse};
use dynet_runtime::engine::tract::Tract;
use dynet_runtime::engine::{Engine, library};
use dynet_runtime::pack::{Pack, Size};
use dynet_runtime::restorer::{Backend, Options, Restorer};
use dynet_runtime::tile::{TileOptions, reflect_pad, restore_tiled};
use dynet_runtime::{Planar, Result};
use networks::{burn, guided, latent, maxim, plain, restore, saved, tensor};
use program::{code, export, text};
use prost::Message;
use tract_onnx::pb::{ModelProto, TensorProto};

/// What engines may differ by from Burn.
const CLOSE: f32 = 1e-4;

fn written(folder: &Path, config: &AnyConfig) -> (PathBuf, AnyNetwork) {
    let (weights, network) = saved(folder, config);
    let target = folder.join("pack");
    let variants = match config.reuses() {
        true => vec![("s".to_owned(), Reuse::ONCE)],
        false => Vec::new(),
    };
    let job = pack::Job::new("test", weights, variants);
    let (engines, _) = check::engines();
    pack::write(&job, &target, &engines, |_| {})
        .unwrap_or_else(|error| panic!("{}: {error}", config.name()));
    (target, network)
}

/// Restorers on tract and, where it is found, ONNX Runtime.
fn restorers(pack: &Path) -> Vec<Restorer> {
    let found = library::find(None).is_ok_and(|found| matches!(found, library::Search::Found(_)));
    let backends = [Backend::Tract, Backend::Ort];
    let here = backends
        .into_iter()
        .filter(|b| found || *b == Backend::Tract);
    here.map(|backend| {
        let builder = Restorer::builder().backend(backend).threads(1);
        builder.open(pack).unwrap()
    })
    .collect()
}

fn largest_difference(a: &Planar, b: &Planar) -> f32 {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let pairs = a.data.iter().zip(&b.data);
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// Restores by the pack on every engine, and tile by tile by `run`.
fn agrees(name: &str, pack: &Path, run: &(dyn Fn(&Planar) -> Result<Planar> + Sync)) {
    let picture = check::picture(40, 48);
    for restorer in restorers(pack) {
        let manifest = restorer.pack().manifest();
        let size = manifest.variants[0].graphs[0].size;
        let tiling = TileOptions {
            tile: None,
            fixed: size.map(|[height, width]| (width, height)),
            overlap: 24,
            multiple: manifest.input.multiple,
            threads: 1,
        };
        let (expected, tiles) = restore_tiled(&picture, &tiling, run).unwrap();
        let restored = restorer.restore(&picture, &Options::default()).unwrap();
        assert_eq!(restored.report.tiles, tiles, "{name}");
        let difference = largest_difference(&restored.image, &expected);
        assert!(
            difference < CLOSE,
            "{name} on {}: {difference}",
            restorer.backend()
        );
        assert!(
            largest_difference(&restored.image, &picture) > CLOSE,
            "{name} does nothing"
        );
    }
}

#[test]
fn every_family_restores_through_a_pack_as_burn_does() {
    for config in plain() {
        let folder = tempfile::tempdir().unwrap();
        let (pack, network) = written(folder.path(), &config);
        let network = Mutex::new(network);
        agrees(config.name(), &pack, &|tile| {
            Ok(burn(tile, |x| {
                network.lock().unwrap().forward(x, Reuse::ONCE)
            }))
        });
        let opened = Pack::open(&pack).unwrap();
        let variant = &opened.manifest().variants[0];
        if !config.reuses() {
            assert_eq!(
                (variant.name.as_str(), variant.reuse.len()),
                (config.family(), 0)
            );
        }
        assert_eq!(opened.manifest().network.family, config.family());
    }
}

#[test]
fn a_network_of_one_tile_is_exported_at_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (pack, _) = written(folder.path(), &maxim());
    let opened = Pack::open(&pack).unwrap();
    assert!(!opened.manifest().input.dynamic);
    assert_eq!(opened.manifest().variants[0].graphs[0].size, Some([32, 32]));
    let weights = folder.path().join("weights.safetensors");
    let common = ["pack", "--weights", text(&weights), "-o", text(&pack)];
    let output = export(&[&common[..], &["--target", "cpu,mobile:64"]].concat());
    let (status, errors) = code(&output);
    assert!(status == 2 && errors.contains("mobile:32"), "{errors}");

    // Local means need pictures that are larger than their window.
    let folder = tempfile::tempdir().unwrap();
    let config = NAFNetConfig {
        encoder: vec![1],
        middle: 1,
        decoder: vec![1],
        local_pooling: Some(16),
        ..NAFNetConfig::sidd(4)
    };
    let (pack, network) = written(folder.path(), &config.into());
    let network = Mutex::new(network);
    agrees("local NAFNet", &pack, &|tile| {
        assert_eq!((tile.width, tile.height), (32, 32));
        Ok(burn(tile, |x| {
            network.lock().unwrap().forward(x, Reuse::ONCE)
        }))
    });
}

#[test]
fn variants_are_asked_for_as_the_network_has_them() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("pack");
    let config = NAFNetConfig {
        encoder: vec![1],
        middle: 1,
        decoder: vec![1],
        ..NAFNetConfig::sidd(4)
    };
    let (weights, _) = saved(folder.path(), &config.into());
    let pack = |weights: &Path, more: &[&str]| {
        let common = ["pack", "--weights", text(weights), "-o", text(&target)];
        code(&export(&[&common[..], more].concat()))
    };
    for (more, word) in [
        (
            &["--variant", "a", "--variant", "b"][..],
            "one variant, not 2",
        ),
        (&["--variant", "a=2,1,1,1"], "leave the counts out"),
        (&["--variant", "a/b"], "use letters"),
    ] {
        let (status, errors) = pack(&weights, more);
        assert!(status == 2 && errors.contains(word), "{errors}");
        assert!(!target.exists());
    }
    let (status, errors) = pack(&weights, &["--variant", "mine"]);
    assert_eq!(status, 0, "{errors}");
    let opened = Pack::open(&target).unwrap();
    assert_eq!(opened.manifest().variants[0].name, "mine");
    // Its own weights are found in the pack again.
    let (status, errors) = code(&export(&["check", text(&target)]));
    assert_eq!(status, 0, "{errors}");

    let dynet = program::weights_file(folder.path());
    for more in [&[][..], &["--variant", "s"]] {
        let (status, errors) = pack(&dynet, more);
        assert!(status == 2 && errors.contains("=2,3,3,4"), "{errors}");
    }
}

/// AirNet moves the taps of its convolutions, which tract cannot.
#[test]
fn an_engine_that_lacks_an_operation_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let config = AirNetConfig {
        features: 4,
        groups: 1,
        blocks: 1,
    };
    let (weights, network) = saved(folder.path(), &config.into());
    let target = folder.path().join("pack");
    let job = pack::Job::new("test", weights, Vec::new());
    let tract: [Box<dyn Engine>; 1] = [Box::new(Tract::new())];
    let error = pack::write(&job, &target, &tract, |_| {}).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Engine);
    assert!(error.to_string().contains("no DeformConv"), "{error}");
    assert!(!target.exists());

    let (engines, missing) = check::engines();
    if missing.is_some() {
        return;
    }
    let mut said = Vec::new();
    let manifest = pack::write(&job, &target, &engines, |step| {
        if let pack::Step::Does(line) = step {
            said.push(line.to_owned());
        }
    });
    assert!(
        manifest
            .unwrap()
            .checks
            .iter()
            .all(|check| check.engine == "ort")
    );
    assert!(
        said.iter().any(|line| line.contains("not run on tract")),
        "{said:?}"
    );

    let picture = check::picture(40, 48);
    let mut here = restorers(&target).into_iter();
    let error = here.next().unwrap().restore(&picture, &Options::default());
    assert!(format!("{:?}", error.unwrap_err()).contains("DeformConv"));
    let restored = here.next().unwrap().restore(&picture, &Options::default());
    let expected = burn(&picture, |x| network.forward(x, Reuse::ONCE));
    let difference = largest_difference(&restored.unwrap().image, &expected);
    assert!(difference < CLOSE, "{difference}");
}

#[test]
fn tiles_of_a_guided_network_share_one_latent() {
    for config in guided() {
        let folder = tempfile::tempdir().unwrap();
        let (pack, network) = written(folder.path(), &config);
        let opened = Pack::open(&pack).unwrap();
        let prompter = opened.manifest().prompter.clone().unwrap();
        assert_eq!((prompter.latent, prompter.longest), (16, 512));
        let name = config.name();
        let latent_of = |picture: &Planar| {
            let [width, height] =
                [picture.width, picture.height].map(|side| side.next_multiple_of(16));
            latent(&network, tensor(&reflect_pad(picture, width, height)))
        };

        // The whole photo says what is wrong with it, however small its tiles are.
        let picture = check::picture(72, 100);
        let prompt = Mutex::new(latent_of(&picture));
        let network = Mutex::new(&network);
        let run = |tile: &Planar| {
            let prompt = prompt.lock().unwrap().clone();
            Ok(burn(tile, |x| restore(&network.lock().unwrap(), x, prompt)))
        };
        for restorer in restorers(&pack) {
            let manifest = restorer.pack().manifest();
            let fixed = manifest.variants[0].graphs[0].size.map(|[h, w]| (w, h));
            let tiling = TileOptions {
                tile: Some((48, 48)),
                fixed,
                overlap: 24,
                multiple: manifest.input.multiple,
                threads: 1,
            };
            let (expected, tiles) = restore_tiled(&picture, &tiling, &run).unwrap();
            let options = Options {
                tile: Some(48),
                ..Options::default()
            };
            let restored = restorer.restore(&picture, &options).unwrap();
            assert!(
                tiles > 3 && restored.report.tiles == tiles,
                "{name}: {tiles}"
            );
            let difference = largest_difference(&restored.image, &expected);
            assert!(
                difference < CLOSE,
                "{name} on {}: {difference}",
                restorer.backend()
            );
        }
        // With the prompts of the tiles themselves it would be another picture.
        let tile = check::picture(32, 32);
        let own = latent(&network.lock().unwrap(), tensor(&tile));
        let apart = |prompt| burn(&tile, |x| restore(&network.lock().unwrap(), x, prompt));
        let shared = apart(prompt.lock().unwrap().clone());
        assert!(
            largest_difference(&apart(own), &shared) > 0.0,
            "{name} takes no heed of it"
        );
    }
}

#[test]
fn a_large_photo_is_looked_at_in_a_small_view() {
    let folder = tempfile::tempdir().unwrap();
    let (pack, network) = written(folder.path(), &guided()[0]);
    // In stripes 3 pixels wide, whose means are what a view of a third of the size has.
    let mut photo = Planar::new(3 * 512, 3 * 32);
    for (at, value) in photo.data.iter_mut().enumerate() {
        *value = ((at / 3 * 7) % 11) as f32 / 11.0;
    }
    let mut view = Planar::new(512, 32);
    for channel in 0..3 {
        for y in 0..32 {
            for x in 0..512 {
                let cell =
                    (0..9).map(|i| photo.plane(channel)[(3 * y + i / 3) * 1536 + 3 * x + i % 3]);
                view.plane_mut(channel)[y * 512 + x] = cell.sum::<f32>() / 9.0;
            }
        }
    }
    let close = latent(&network, tensor(&view));
    let size = (96, 1536);
    for restorer in restorers(&pack) {
        let whole = restorer.restore(
            &photo,
            &Options {
                tile: Some(2000),
                ..Options::default()
            },
        );
        let whole = whole.unwrap();
        assert_eq!(whole.report.tiles, 1);
        let expected = burn(&photo, |x| restore(&network, x, close.clone()));
        assert_eq!((expected.height, expected.width), size);
        let difference = largest_difference(&whole.image, &expected);
        // The view's filter is smoother than plain means.
        assert!(difference < 5e-3, "{difference}");
    }
}

#[test]
fn a_prompters_weights_are_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let (pack, _) = written(folder.path(), &guided()[0]);
    let opened = Pack::open(&pack).unwrap();
    let manifest = opened.manifest();
    assert_eq!(opened.weights().len(), 1);
    let graph = opened
        .graph(&manifest.variants[0].name, "cpu", "fp32")
        .unwrap();
    let prompter = opened.prompter("cpu", "fp32").unwrap();
    let apart = graph.facts.weight_bytes + prompter.facts.weight_bytes;
    // The first three stages of the encoder are in both.
    assert!(
        manifest.weights.bytes < apart,
        "{} of {apart}",
        manifest.weights.bytes
    );
    let [own, shared] =
        [graph.bytes, prompter.bytes].map(|bytes| places(bytes, "ConStyle.encoder_q.stage2"));
    assert!(!shared.is_empty());
    for (name, place) in &shared {
        assert_eq!(own.get(name), Some(place), "{name}");
    }

    // What no guided pack can be is refused, and checking again needs what it was made from.
    let weights = folder.path().join("weights.safetensors");
    let words = ["pack", "--weights", text(&weights), "-o", text(&pack)];
    for more in [
        &["--precision", "fp16"][..],
        &["--target", "cpu,cuda"],
        &["--variant", "prompter"],
        &[
            "--layout",
            "triton",
            "-o",
            text(&folder.path().join("models")),
        ],
    ] {
        let words = if more.len() > 2 {
            &words[..3]
        } else {
            &words[..]
        };
        let (status, errors) = code(&export(&[words, more].concat()));
        assert!(status == 2 && errors.contains("prompter"), "{errors}");
    }
    let (status, errors) = code(&export(&["check", text(&pack)]));
    assert!(status == 1 && errors.contains("--weights"), "{errors}");
    let (status, errors) = code(&export(&[
        "check",
        text(&pack),
        "--weights",
        text(&weights),
    ]));
    assert_eq!(status, 0, "{errors}");
}

/// A phone's accelerator takes tiles of one size; the prompter's graph is for processors, at any size.
#[test]
fn a_guided_network_is_exported_for_accelerators() {
    let folder = tempfile::tempdir().unwrap();
    let (weights, _) = saved(folder.path(), &guided()[0]);
    let size = Size {
        width: 64,
        height: 64,
    };
    let mut job = pack::Job::new("test", weights, Vec::new());
    job.targets = vec![Target::Cpu, Target::Mobile(size)];
    let (engines, _) = check::engines();
    let manifest = pack::write(&job, &folder.path().join("pack"), &engines, |_| {}).unwrap();
    assert_eq!(manifest.prompter.unwrap().graphs.len(), 1);
    let mobile = manifest
        .checks
        .iter()
        .find(|check| check.partitions.is_some());
    let parts = mobile.unwrap().partitions.unwrap();
    assert_eq!((parts.nnapi, parts.coreml), (1, 1));
}

/// Offsets of the tensors whose names begin so.
fn places(graph: &[u8], begin: &str) -> BTreeMap<String, String> {
    let model = ModelProto::decode(graph).unwrap();
    let tensors = model.graph.unwrap().initializer.into_iter();
    let offset = |tensor: &TensorProto| {
        let entry = tensor.external_data.iter().find(|e| e.key == "offset")?;
        Some((tensor.name.clone(), entry.value.clone()))
    };
    let own = tensors.filter(|tensor| tensor.name.starts_with(begin));
    own.filter_map(|tensor| offset(&tensor)).collect()
}
