//! Networks that a prompter guides, as packs of two graphs, through the runtime, against Burn.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::common::networks::small::{conditioned, guided};
use crate::common::networks::{
    CLOSE, burn, largest_difference, latent, restore, restorers, saved, tensor, written,
};
use crate::common::program::{code, export, text};
use burn::tensor::Tensor;
use dynet::restorer::Options;
use dynet::tile::{TileOptions, reflect_pad, restore_tiled};
use dynet_core::{ErrorKind, Planar};
use dynet_exporter::{Target, check, pack};
use dynet_models::{LEVELS, NetworkConfig as _};
use dynet_pack::{Pack, Size};
use prost::Message;
use tract_onnx::pb::{ModelProto, TensorProto};

#[test]
fn tiles_of_a_guided_network_share_one_latent() {
    for config in guided().into_iter().chain(conditioned()) {
        let folder = tempfile::tempdir().unwrap();
        let (pack, network) = written(folder.path(), &config);
        let opened = Pack::open(&pack).unwrap();
        let prompter = opened.manifest().prompter.clone().unwrap();
        assert_eq!(Some(prompter.latent), config.latent());
        assert_eq!(prompter.longest, 512);
        let name = config.name();
        let latent_of = |picture: &Planar| {
            let [width, height] =
                [picture.width(), picture.height()].map(|side| side.next_multiple_of(16));
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
            let tiling = TileOptions::default()
                .tile((48, 48))
                .fixed(fixed)
                .overlap(24)
                .multiple(manifest.input.multiple)
                .threads(1);
            let (expected, tiles) = restore_tiled(&picture, &tiling, &run).unwrap();
            let options = Options::default().tile(48).independent_tiles(true);
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
    let mut photo = Planar::new(1536, 96);
    for (at, value) in photo.data_mut().iter_mut().enumerate() {
        *value = ((at / 3 * 7) % 11) as f32 / 11.0;
    }
    // Four pieces from left to right, as high as the photo.
    let mut view = Planar::new(512, 96);
    for channel in 0..3 {
        for y in 0..96 {
            for (piece, left) in [0, 469, 938, 1408].into_iter().enumerate() {
                let row = &photo.plane(channel)[y * 1536 + left..][..128];
                let to = &mut view.plane_mut(channel)[y * 512 + 128 * piece..][..128];
                to.copy_from_slice(row);
            }
        }
    }
    let close = latent(&network, tensor(&view));
    let size = (96, 1536);
    for restorer in restorers(&pack) {
        let whole = restorer.restore(&photo, &Options::default().tile(2000));
        let whole = whole.unwrap();
        assert_eq!(whole.report.tiles, 1);
        let expected = burn(&photo, |x| restore(&network, x, close.clone()));
        assert_eq!((expected.height(), expected.width()), size);
        let difference = largest_difference(&whole.image, &expected);
        assert!(difference < CLOSE, "{difference}");
    }
}

#[test]
fn levels_that_are_set_take_the_place_of_those_that_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let config = &conditioned()[0];
    let (pack, network) = written(folder.path(), config);
    let picture = check::picture(48, 32);
    let found = latent(&network, tensor(&picture));
    for restorer in restorers(&pack) {
        let names = &restorer.pack().manifest().prompter.as_ref().unwrap().levels;
        assert!(names.iter().map(|level| &level.name).eq(LEVELS));
        let run = |levels: &[(&str, f32)]| {
            let levels = levels
                .iter()
                .map(|(name, value)| ((*name).to_owned(), *value));
            let options = Options::default().levels(levels);
            restorer.restore(&picture, &options)
        };
        // All but noise as the estimator has them.
        let restored = run(&[("noise", 0.125)]).unwrap();
        let told: Vec<f32> = restored
            .report
            .levels
            .iter()
            .map(|(_, value)| *value)
            .collect();
        let own: Vec<f32> = found.to_data().iter::<f32>().collect();
        assert_eq!(told[0], 0.125);
        let apart = told.iter().zip(&own).skip(1).map(|(a, b)| (a - b).abs());
        assert!(apart.fold(0.0, f32::max) < CLOSE);
        let set = Tensor::<1>::from_floats(told.as_slice(), &found.device()).unsqueeze();
        let expected = burn(&picture, |x| restore(&network, x, set));
        let difference = largest_difference(&restored.image, &expected);
        assert!(difference < CLOSE, "{difference}");

        let quiet = run(&[("noise", 0.0)]).unwrap().report.levels;
        let off = quiet.iter().filter(|(_, value)| *value == 0.0);
        let off: Vec<&str> = off.map(|(name, _)| name.as_str()).collect();
        for name in ["noise", "color_noise", "grain"] {
            assert!(off.contains(&name), "{off:?}");
        }

        let unknown = run(&[("moire", 0.1)]).unwrap_err().to_string();
        assert!(
            unknown.contains("moire") && unknown.contains("haze"),
            "{unknown}"
        );
        for value in [-1.0, f32::NAN] {
            assert_eq!(
                run(&[("noise", value)]).unwrap_err().kind(),
                ErrorKind::Argument
            );
        }
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
