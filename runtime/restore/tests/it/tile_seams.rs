//! Tiling must not show: the result equals the network's result for the whole picture.

use dynet::tile::{InPlace, TileOptions, reflect_pad, restore_rows, restore_tiled};
use dynet_core::{Error, ErrorKind, Planar, Result};
use std::sync::Mutex;

fn options(tile: Option<usize>, overlap: usize, multiple: usize, threads: usize) -> TileOptions {
    TileOptions::default()
        .tile(tile.map(|side| (side, side)))
        .overlap(overlap)
        .multiple(multiple)
        .threads(threads)
}

/// A picture in which every value is different from its neighbors.
fn picture(width: usize, height: usize) -> Planar {
    let mut picture = Planar::new(width, height);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        *value = (i as f32 * 0.618_034).fract();
    }
    picture
}

fn largest_difference(a: &Planar, b: &Planar) -> f32 {
    assert_eq!(a.size(), b.size());
    let pairs = a.data().iter().zip(b.data());
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn a_network_that_does_nothing_gives_the_picture_back() {
    let sizes = [(1, 1), (7, 5000), (16, 16), (17, 64), (130, 97), (300, 200)];
    for (width, height) in sizes {
        let image = picture(width, height);
        for tile in [None, Some(1), Some(48), Some(64), Some(100)] {
            for overlap in [0, 16, 1000] {
                let options = options(tile, overlap, 16, 2);
                let (same, tiles) = restore_tiled(&image, &options, &|t| Ok(t.clone())).unwrap();
                let difference = largest_difference(&image, &same);
                assert!(
                    difference <= 1e-6,
                    "{width}x{height} {options:?}: {difference}"
                );
                assert_eq!(tiles, options.count(width, height));
            }
        }
    }
}

#[test]
fn every_tile_has_the_promised_size() {
    for (width, height, tile, expected, count) in [
        (1, 1, None, (16, 16), 1),
        (100, 50, None, (112, 64), 1),
        (100, 50, Some(64), (64, 64), 3),
        (7, 5000, Some(512), (16, 512), 11),
        (512, 512, Some(512), (512, 512), 1),
        (513, 512, Some(512), (512, 512), 2),
        (100, 100, Some(50), (64, 64), 9),
    ] {
        let options = options(tile, 32, 16, 1);
        assert_eq!(options.tile_size(width, height), expected);
        let sizes = Mutex::new(Vec::new());
        restore_tiled(&picture(width, height), &options, &|tile| {
            sizes.lock().unwrap().push(tile.size());
            Ok(tile.clone())
        })
        .unwrap();
        assert_eq!(sizes.into_inner().unwrap(), vec![expected; count]);
    }
}

/// A network whose output depends on the tile, as with global attention: it subtracts a part of the
/// tile's mean.
fn drifting(tile: &Planar) -> Result<Planar> {
    let mean = tile.data().iter().sum::<f32>() / tile.data().len() as f32;
    let mut result = tile.clone();
    result
        .data_mut()
        .iter_mut()
        .for_each(|value| *value -= 0.2 * mean);
    Ok(result)
}

#[test]
fn tiles_that_disagree_leave_no_seam() {
    // A slope from dark to bright: neighboring tiles differ by up to 0.05. Four tiles
    // fit without overlap.
    let (width, height) = (384, 40);
    let mut slope = Planar::new(width, height);
    for (i, value) in slope.data_mut().iter_mut().enumerate() {
        *value = (i % width) as f32 / width as f32;
    }
    let seam = |overlap| {
        let (result, tiles) =
            restore_tiled(&slope, &options(Some(96), overlap, 8, 2), &drifting).unwrap();
        assert!(tiles >= 4);
        let steps = result.plane(0)[..width]
            .windows(2)
            .map(|pair| pair[1] - pair[0]);
        steps
            .map(|step| (step - 1.0 / width as f32).abs())
            .fold(0.0, f32::max)
    };
    let (hard, soft) = (seam(0), seam(32));
    assert!(
        hard > 0.02,
        "without overlap the test must see seams, saw {hard}"
    );
    assert!(
        soft < 0.002,
        "step of {soft} beyond the picture's own slope"
    );
}

#[test]
fn threads_do_not_change_the_result() {
    let image = picture(333, 222);
    let (one, _) = restore_tiled(&image, &options(Some(64), 24, 8, 1), &drifting).unwrap();
    for threads in [2, 3, 64] {
        let (many, _) =
            restore_tiled(&image, &options(Some(64), 24, 8, threads), &drifting).unwrap();
        assert_eq!(one, many);
    }
}

#[test]
fn errors_of_the_network_come_through() {
    let fails = |tile: &Planar| match tile.data()[0] {
        first if first > 0.5 => Err(Error::new(ErrorKind::NotFinite, "half")),
        _ => Ok(tile.clone()),
    };
    for threads in [1, 4] {
        let result = restore_tiled(
            &picture(300, 300),
            &options(Some(32), 8, 8, threads),
            &fails,
        );
        assert_eq!(result.unwrap_err().kind(), ErrorKind::NotFinite);
    }
    let wrong_size = |_: &Planar| Ok(Planar::new(8, 8));
    let result = restore_tiled(&picture(30, 30), &options(None, 0, 8, 1), &wrong_size);
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Engine);
    let mut picture = Planar::new(8, 5);
    for size in [(0, 5), (8, 6), (9, 5)] {
        let result = restore_rows(
            size,
            &mut InPlace(&mut picture),
            &options(None, 0, 8, 1),
            &|_, tile| drifting(tile),
        );
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Argument, "{size:?}");
    }
}

#[test]
fn padding_mirrors_without_repeating_the_border() {
    let data = vec![1., 2., 3., 4., 5., 6., 7., 8., 9.];
    let image = Planar::from_data(3, 1, data).unwrap();
    let padded = reflect_pad(&image, 8, 2);
    assert_eq!(padded.plane(1)[..8], [4., 5., 6., 5., 4., 5., 6., 5.]);
    assert_eq!(padded.plane(1)[8..], padded.plane(1)[..8]);
}
