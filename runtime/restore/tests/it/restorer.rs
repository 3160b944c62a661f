//! Whole pictures through a pack.

use dynet::restorer::{Backend, Cancel, Observer, Options, Restorer};
use dynet::tile::Rows;
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_testing::{Tiny, expected, largest_difference, picture_of};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// A tiny pack in a folder of its own.
fn pack(spoil: impl FnOnce(&mut Tiny)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    spoil(&mut tiny);
    tiny.write(folder.path());
    folder
}

fn on_tract(folder: &TempDir) -> Restorer {
    let builder = Restorer::builder().backend(Backend::Tract).threads(2);
    builder.open(folder.path()).unwrap()
}

#[test]
fn a_picture_of_any_size_comes_back_in_its_size() {
    let restorer = on_tract(&pack(|_| {}));
    for (width, height) in [(1, 1), (7, 300), (64, 64), (33, 18)] {
        let image = picture_of(width, height);
        let restored = restorer.restore(&image, &Options::default()).unwrap();
        assert_eq!(restored.image.size(), (width, height));
        assert_eq!(
            (
                restored.report.backend.as_str(),
                restored.report.variant.as_str()
            ),
            ("tract", "s")
        );
        // Away from the right and bottom borders, padding by reflection changes nothing.
        let wanted = expected(&image);
        for y in 0..height.saturating_sub(1) {
            for x in 0..width.saturating_sub(1) {
                let at = y * width + x;
                let difference = restored.image.data()[at] - wanted.data()[at];
                assert!(difference.abs() < 1e-6, "{width}x{height} at {x},{y}");
            }
        }
    }
}

#[test]
fn a_network_for_haze_that_only_darkens_is_not_believed() {
    // The tiny network removes half of the brightness, which is kept unless it is for haze.
    let image = picture_of(200, 130);
    let mean = |degradations: &[&str], tile: usize| {
        let options = Options::default().tile(tile);
        let restorer = on_tract(&pack(|tiny| {
            tiny.manifest["degradations"] = degradations.into()
        }));
        let restored = restorer.restore(&image, &options).unwrap().image;
        restored.data().iter().sum::<f32>() / restored.data().len() as f32
    };
    // Several tiles, and the whole as one.
    for tile in [64, 200] {
        for degradations in [&[][..], &["noise"]] {
            let mean = mean(degradations, tile);
            assert!((mean - 0.25).abs() < 0.01, "{degradations:?}: {mean}");
        }
        let mean = mean(&["noise", "haze"], tile);
        assert!((mean - 0.5).abs() < 0.02, "{tile}: {mean}");
    }
}

#[test]
fn tiles_give_the_picture_that_the_whole_gives() {
    let restorer = on_tract(&pack(|_| {}));
    let image = picture_of(160, 96);
    let whole = restorer.restore(&image, &Options::default()).unwrap();
    assert_eq!(whole.report.tiles, 1);
    let options = Options::default().tile(64).independent_tiles(true);
    let tiled = restorer.restore(&image, &options).unwrap();
    assert!(tiled.report.tiles > 1);
    // The blur sees one pixel; the weight of a tile's own border is small, not zero.
    assert!(largest_difference(&whole.image, &tiled.image) < 0.02);
    let off = whole.image.data().iter().zip(tiled.image.data());
    let far = off.filter(|(a, b)| (**a - **b).abs() > 1e-6).count();
    assert!(far * 10 < whole.image.data().len(), "{far} values differ");
}

#[test]
fn threads_share_one_restorer() {
    let restorer = on_tract(&pack(|_| {}));
    let image = picture_of(50, 40);
    let alone = restorer.restore(&image, &Options::default()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let again = restorer.restore(&image, &Options::default()).unwrap();
                assert!(again.image == alone.image);
            });
        }
    });
}

#[test]
fn wrong_requests_are_errors() {
    let restorer = on_tract(&pack(|_| {}));
    let image = picture_of(16, 16);
    let ask = |variant: Option<&str>, tile| {
        let mut options = Options::default().tile(tile);
        options.variant = variant.map(String::from);
        restorer.restore(&image, &options).unwrap_err().kind()
    };
    assert_eq!(ask(Some("xl"), None), ErrorKind::UnknownVariant);
    assert_eq!(ask(None, Some(0)), ErrorKind::Argument);
}

#[test]
fn weights_that_are_not_numbers_are_noticed() {
    let folder = pack(|tiny| {
        let gain = tiny.weights.len() - 4;
        tiny.weights[gain..].copy_from_slice(&f32::NAN.to_le_bytes());
    });
    let error = on_tract(&folder)
        .restore(&picture_of(16, 16), &Options::default())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFinite);
}

#[test]
fn graphs_of_one_size_are_refused() {
    let folder = pack(|tiny| tiny.manifest["input"]["dynamic"] = false.into());
    let error = Restorer::open(folder.path()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[test]
fn a_named_library_must_exist() {
    let folder = pack(|_| {});
    for backend in [Backend::Auto, Backend::Ort] {
        let builder = Restorer::builder().backend(backend);
        let builder = builder.ort_library("/nowhere/libonnxruntime.so");
        let error = builder.open(folder.path()).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::EngineMissing);
        assert!(error.to_string().contains("/nowhere/"), "{error}");
    }
}

#[test]
fn auto_says_when_tract_steps_in() {
    let restorer = Restorer::open(pack(|_| {}).path()).unwrap();
    match restorer.backend() {
        "tract" => assert!(restorer.note().unwrap().starts_with("tract is in use: ")),
        "ort" => assert_eq!(restorer.note(), None),
        other => panic!("unknown engine {other}"),
    }
}

#[test]
fn backends_are_read_from_their_names() {
    for name in ["auto", "ort", "tract"] {
        assert_eq!(name.parse::<Backend>().unwrap().to_string(), name);
    }
    let error = "cuda".parse::<Backend>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
}

#[test]
fn every_tile_is_told_and_any_can_be_the_last() {
    let restorer = on_tract(&pack(|_| {}));
    let image = picture_of(256, 128);
    let restore = |stop_at: usize| {
        let cancel = Cancel::new();
        let told = Arc::new(Mutex::new(Vec::new()));
        let (stop, hear) = (cancel.clone(), told.clone());
        let options = Options::default()
            .tile(64)
            .cancel(cancel)
            .observer(Observer::new(move |done, all| {
                hear.lock().unwrap().push((done, all));
                if done == stop_at {
                    stop.cancel();
                }
            }));
        let result = restorer.restore(&image, &options);
        let told = told.lock().unwrap().clone();
        (result, told)
    };
    let (restored, told) = restore(usize::MAX);
    let tiles = restored.unwrap().report.tiles;
    let expected: Vec<_> = (0..=tiles).map(|done| (done, tiles)).collect();
    assert!(tiles > 4 && told == expected, "{told:?}");

    for stop_at in [0, 1, 3] {
        let (result, told) = restore(stop_at);
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled);
        // The other thread may have had a tile in work.
        assert!(told.len() <= stop_at + 3, "{told:?}");
    }
}

/// Rows made when they are asked for, and checked when they come back.
struct Scanner {
    whole: Planar,
    read: usize,
    written: usize,
    /// The most rows that were in work at once.
    most: usize,
    back: Planar,
}

impl Rows for Scanner {
    fn read(&mut self, top: usize, rows: &mut Planar) -> Result<()> {
        assert_eq!(top, self.read, "every row once, in order");
        for channel in 0..3 {
            let width = self.whole.width();
            let from = &self.whole.plane(channel)[top * width..][..rows.height() * width];
            rows.plane_mut(channel).copy_from_slice(from);
        }
        self.read += rows.height();
        self.most = self.most.max(self.read - self.written);
        Ok(())
    }

    fn write(&mut self, top: usize, rows: &Planar) -> Result<()> {
        assert_eq!(top, self.written);
        self.written += rows.height();
        assert!(self.written <= self.read);
        let width = self.whole.width();
        for channel in 0..3 {
            let to = &mut self.back.plane_mut(channel)[top * width..][..rows.height() * width];
            to.copy_from_slice(rows.plane(channel));
        }
        if self.written > 1500 {
            return Err(Error::new(ErrorKind::Io, "the disk is full"));
        }
        Ok(())
    }
}

#[test]
fn a_picture_larger_than_memory_goes_through_row_by_row() {
    let restorer = on_tract(&pack(|_| {}));
    let options = Options::default().tile(64).independent_tiles(true);
    let scan = |height| {
        let whole = picture_of(90, height);
        let mut scanner = Scanner {
            back: Planar::new(90, height),
            whole,
            read: 0,
            written: 0,
            most: 0,
        };
        let report = restorer.restore_rows((90, height), &mut scanner, &options);
        (scanner, report)
    };
    let (scanner, report) = scan(1000);
    assert!(report.unwrap().tiles > 40);
    assert_eq!((scanner.read, scanner.written), (1000, 1000));
    // A row of tiles in work, and one begun beside it.
    assert!(scanner.most <= 3 * 64, "{} rows at once", scanner.most);
    let whole = restorer.restore(&scanner.whole, &options).unwrap().image;
    assert!(whole == scanner.back, "the same numbers as at once");

    let (_, report) = scan(2000);
    assert_eq!(
        report.unwrap_err().kind(),
        ErrorKind::Io,
        "the caller's own error"
    );
}
