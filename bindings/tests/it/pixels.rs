//! Callers' pictures in every format.

use dynet::{ErrorKind, Result};
use dynet_bindings::pixels::{Format, Layout, Picture, read, write};

/// A picture in a buffer with room between its rows, and between its planes.
fn spaced(format: Format, (width, height): (usize, usize)) -> (Layout, usize) {
    let row = width * if format == Format::RgbF32 { 12 } else { 4 } + 5;
    let plane = row * height + 7;
    let layout = Layout::new("picture", format, (width, height), row, plane).unwrap();
    (layout, 3 * plane)
}

fn read_from(layout: &Layout, buffer: &[u8]) -> Result<Picture> {
    let rows = layout.rows();
    read(layout, rows.map(|at| &buffer[at..][..layout.row_bytes()]))
}

fn written(picture: &Picture, layout: &Layout, mut buffer: Vec<u8>) -> Vec<u8> {
    write(picture, layout, |at, row| {
        buffer[at..][..row.len()].copy_from_slice(row);
    });
    buffer
}

#[test]
fn bytes_come_back_as_they_were_and_nothing_between_rows_is_touched() {
    for format in [Format::Rgb8, Format::Rgba8] {
        let (layout, length) = spaced(format, (13, 21));
        // Every level, and padding of the same kind.
        let before: Vec<u8> = (0..length).map(|i| (i * 7 % 256) as u8).collect();
        let picture = read_from(&layout, &before).unwrap();
        assert_eq!(written(&picture, &layout, before.clone()), before);
        // Written over something else, only pixels change.
        let after = written(&picture, &layout, vec![99; length]);
        let rows: Vec<usize> = layout.rows().collect();
        for (i, value) in after.iter().enumerate() {
            let inside = rows
                .iter()
                .any(|at| (*at..at + layout.row_bytes()).contains(&i));
            assert_eq!(*value, if inside { before[i] } else { 99 }, "byte {i}");
        }
    }
}

#[test]
fn floats_keep_every_bit_from_one_layout_to_the_other() {
    let (planar, length) = spaced(Format::PlanarF32, (5, 4));
    let (interleaved, other_length) = spaced(Format::RgbF32, (5, 4));
    let value = |channel: usize, at: usize| (channel * 100 + at) as f32 / -7.0;
    let mut buffer = vec![0; length];
    for (index, row) in planar.rows().enumerate() {
        for x in 0..5 {
            let bytes = value(index / 4, index % 4 * 5 + x).to_ne_bytes();
            buffer[row + 4 * x..][..4].copy_from_slice(&bytes);
        }
    }
    let picture = read_from(&planar, &buffer).unwrap();
    let other = written(&picture, &interleaved, vec![0; other_length]);
    for (y, row) in interleaved.rows().enumerate() {
        for (i, bytes) in other[row..][..60].chunks_exact(4).enumerate() {
            let expected = value(i % 3, y * 5 + i / 3).to_ne_bytes();
            assert_eq!(bytes, expected);
        }
    }
    let back = read_from(&interleaved, &other).unwrap();
    assert_eq!(written(&back, &planar, vec![0; length]), buffer);
}

#[test]
fn opacity_is_kept_or_full_and_levels_are_the_nearest() {
    let (with, length) = spaced(Format::Rgba8, (2, 1));
    let (without, _) = spaced(Format::Rgb8, (2, 1));
    let picture = read_from(&with, &[10, 20, 30, 40, 50, 60, 70, 80]).unwrap();
    assert_eq!(picture.alpha, Some(vec![40, 80]));
    let opaque = read_from(&without, &[10, 20, 30, 50, 60, 70]).unwrap();
    let buffer = written(&opaque, &with, vec![0; length]);
    assert_eq!(buffer[..8], [10, 20, 30, 255, 50, 60, 70, 255]);
    let mut outside = opaque;
    let data = vec![-0.1, 1.1, 0.4999 / 255.0, 0.5001 / 255.0, 0.5, 1.0];
    outside.pixels = dynet::Planar::from_data(2, 1, data).unwrap();
    let buffer = written(&outside, &without, vec![0; length]);
    assert_eq!(buffer[..6], [0, 0, 128, 255, 1, 255]);
}

#[test]
fn what_is_not_a_number_is_refused_with_its_place() {
    let (layout, length) = spaced(Format::PlanarF32, (3, 2));
    let mut buffer = vec![0; length];
    let last_row = layout.rows().last().unwrap();
    buffer[last_row + 4..][..4].copy_from_slice(&f32::INFINITY.to_ne_bytes());
    let error = read_from(&layout, &buffer).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("column 1, row 1"), "{error}");
}

#[test]
fn layouts_that_no_memory_has_are_refused() {
    const MAX: usize = usize::MAX;
    let refused = [
        (Format::Rgb8, (0, 4), 12, 0, "empty"),
        (Format::Rgb8, (4, 0), 12, 0, "empty"),
        (
            Format::Rgb8,
            (4, 4),
            11,
            0,
            "row_stride is 11 bytes, a row of 4 pixels has 12",
        ),
        (Format::Rgba8, (4, 4), 15, 0, "row_stride"),
        (Format::RgbF32, (4, 4), 47, 0, "row_stride"),
        (Format::PlanarF32, (4, 4), 15, 64, "row_stride"),
        (
            Format::PlanarF32,
            (4, 4),
            16,
            63,
            "plane_stride is 63 bytes, a plane has 64",
        ),
        (Format::Rgb8, (MAX / 2, 1), MAX, 0, "more than memory"),
        (Format::Rgb8, (1, MAX), 3, 0, "more than memory"),
        (Format::Rgb8, (1, 2), MAX, 0, "more than memory"),
        (Format::Rgb8, (1, 2), MAX / 2, 0, "more than memory"),
        (Format::PlanarF32, (1, 1), 4, MAX / 2, "more than memory"),
    ];
    for (format, size, row, plane, reason) in refused {
        let error = Layout::new("input", format, size, row, plane).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        let text = error.to_string();
        assert!(
            text.starts_with("input: ") && text.contains(reason),
            "{text}"
        );
    }
    // One pixel has no next row: any stride that holds it will do.
    assert!(Layout::new("input", Format::Rgb8, (1, 1), MAX, 0).is_ok());
}

#[test]
fn more_than_there_is_memory_for_is_an_error() {
    let size = (1 << 30, 1 << 30);
    let layout = Layout::new("input", Format::Rgb8, size, 3 << 30, 0).unwrap();
    let error = read(&layout, std::iter::empty::<&[u8]>()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfMemory);
}
