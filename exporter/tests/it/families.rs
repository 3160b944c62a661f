//! Every family of networks as a pack, through the runtime, against Burn.

use std::path::Path;
use std::sync::Mutex;

use crate::common::networks::small::{airnet, maxim, plain};
use crate::common::networks::{CLOSE, burn, largest_difference, restorers, saved, written};
use crate::common::program::{code, export, text};
use dynet::restorer::Options;
use dynet::tile::{TileOptions, restore_tiled};
use dynet_core::{Planar, Result};
use dynet_engine::Engine;
use dynet_engine::tract::Tract;
use dynet_exporter::{ErrorKind, check, pack};
use dynet_models::{NAFNetConfig, NetworkConfig as _, Reuse};
use dynet_pack::Pack;

/// Restores by the pack on every engine, and tile by tile by `run`.
fn agrees(name: &str, pack: &Path, run: &(dyn Fn(&Planar) -> Result<Planar> + Sync)) {
    let picture = check::picture(40, 48);
    for restorer in restorers(pack) {
        let manifest = restorer.pack().manifest();
        let size = manifest.variants[0].graphs[0].size;
        let tiling = TileOptions::default()
            .fixed(size.map(|[height, width]| (width, height)))
            .overlap(24)
            .multiple(manifest.input.multiple)
            .threads(1);
        let (expected, tiles) = restore_tiled(&picture, &tiling, run).unwrap();
        let options = Options::default().independent_tiles(true);
        let restored = restorer.restore(&picture, &options).unwrap();
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
        assert_eq!(tile.size(), (32, 32));
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

    let dynet = crate::common::program::weights_file(folder.path());
    for more in [&[][..], &["--variant", "s"]] {
        let (status, errors) = pack(&dynet, more);
        assert!(status == 2 && errors.contains("=2,3,3,4"), "{errors}");
    }
}

/// AirNet moves the taps of its convolutions, which tract cannot.
#[test]
fn an_engine_that_lacks_an_operation_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let config = airnet();
    let (weights, network) = saved(folder.path(), &config);
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
