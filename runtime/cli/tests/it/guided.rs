//! Guided packs, through the program.

use dynet_core::Planar;
use dynet_testing::guided::Guided;

use serde_json::json;

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
    let mean = clean.data().iter().sum::<f32>() / clean.data().len() as f32;
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

#[test]
fn levels_are_set_for_a_whole_set() {
    let mut guided = Guided::new();
    guided.prompter()["levels"] = json!([{"name": "noise"}, {"name": "rain"}, {"name": "jpeg"}]);
    let folder = guided.write();
    let pack = folder.path().to_str().unwrap();
    let desk = Desk::new();
    std::fs::create_dir(desk.path("photos")).unwrap();
    desk.photo("photos/a.png", 48, 32);
    let eval = |levels: &[&str]| {
        let words = [
            "eval",
            pack,
            "--data",
            "photos",
            "--sigma",
            "5",
            "--json",
            "--backend",
            "tract",
        ];
        let run = desk.dynet(&[&words[..], levels].concat()).ends(0);
        run.json()[0]["psnr"].as_f64().unwrap()
    };
    // The pack brightens by the mean of its levels.
    let [dark, bright] = ["0", "0.9"].map(|value| {
        let levels = ["noise", "rain", "jpeg"].map(|name| format!("--level={name}={value}"));
        eval(&levels.each_ref().map(String::as_str))
    });
    assert!(dark > 12.0 && bright < 5.0, "{dark} {bright}");
    let wrong = desk
        .dynet(&["eval", pack, "--data", "photos", "--level", "haze=1"])
        .ends(2);
    assert!(wrong.err.contains("no level haze"), "{}", wrong.err);
}
