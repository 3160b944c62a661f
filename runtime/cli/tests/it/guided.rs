//! Guided packs, through the program.

use dynet_core::Planar;
use dynet_testing::guided::Guided;

use crate::support::Desk;

#[test]
fn the_program_restores_and_shows_guided_packs() {
    let folder = Guided::new().write();
    let pack = folder.path().to_str().unwrap();
    let desk = Desk::new();
    let photo = desk.photo("photo.png", 40, 24);
    let words = ["restore", "photo.png", "-o", "out.png", "--pack", pack];
    desk.dynet(&[&words[..], &["--backend", "tract"]].concat())
        .ends(0);
    let mut clean = Planar::new(40, 24);
    for (at, pixel) in photo.pixels().enumerate() {
        for (channel, value) in pixel.0.into_iter().enumerate() {
            clean.plane_mut(channel)[at] = f32::from(value) / 255.0;
        }
    }
    let mean = clean.data.iter().sum::<f32>() / clean.data.len() as f32;
    let expected = dynet_testing::expected(&clean);
    let restored = image::open(desk.path("out.png")).unwrap().into_rgb8();
    for (at, pixel) in restored.pixels().enumerate() {
        for (channel, value) in pixel.0.into_iter().enumerate() {
            let wanted = (expected.plane(channel)[at] + mean).clamp(0.0, 1.0) * 255.0;
            assert!((wanted - f32::from(value)).abs() < 1.0, "{at} {channel}");
        }
    }
    let info = desk.dynet(&["info", pack]).ends(0).out;
    assert!(
        info.contains("prompter: ") && info.contains("finds 3 values"),
        "{info}"
    );
    desk.dynet(&["verify", pack, "--backend", "tract"]).ends(0);
}
