//! `--task` and `--add-on`, through the real program.

use crate::support::Desk;
use dynet_degrade::{Degradation, noise};
use dynet_image::Photo;
use dynet_testing::Tiny;
use dynet_testing::tasks::{TinyTask, write_with_tasks};
use dynet_testing::zips::stored;

/// A desk with a pack of one task, an add-on for it, and a photo.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut tiny = Tiny::new();
    std::fs::create_dir(desk.path("pack")).unwrap();
    let mut brighter = TinyTask::new(&tiny, "brighter", 0.25);
    brighter.entry["kind"] = "noise".into();
    write_with_tasks(&mut tiny, &mut [brighter], &desk.path("pack"));
    let mut darker = TinyTask::new(&tiny, "darker", -0.25);
    darker.seal();
    desk.write("darker.dynet", &stored(&darker.add_on(), 64));
    desk.photo("photo.png", 48, 40);
    desk
}

/// Arguments for the small pack on tract.
fn on_pack<'a>(command: &'a str, words: &[&'a str]) -> Vec<&'a str> {
    let (pack, rest): (&[&str], _) = match command {
        "restore" => (&["--pack", "pack"], words),
        _ => (&["pack"], words),
    };
    [&[command], pack, &["--backend", "tract"], rest].concat()
}

#[test]
fn restore_takes_a_task_and_says_so() {
    let desk = desk();
    let mean = |words: &[&str], task: Option<&str>| {
        let words = [&["photo.png", "-o", "out.png", "--json"], words].concat();
        let line = &desk.dynet(&on_pack("restore", &words)).ends(0).json()[0];
        assert_eq!(line["task"].as_str(), task, "{line}");
        let values = Photo::open(desk.path("out.png"))
            .unwrap()
            .pixels
            .into_data();
        values.iter().sum::<f32>() / values.len() as f32
    };
    let plain = mean(&[], None);
    assert!(mean(&["--task", "brighter"], Some("brighter")) > plain + 0.1);
    let darker = ["--add-on", "darker.dynet", "--task", "darker"];
    assert!(mean(&darker, Some("darker")) < plain - 0.05);
    assert_eq!(mean(&["--task", "none"], None), plain);

    let run = desk.dynet(&on_pack("restore", &["photo.png", "--task", "brighter"]));
    assert!(run.ends(0).out.contains("variant s with brighter on tract"));
}

#[test]
fn auto_names_what_it_found() {
    let desk = desk();
    let grey = dynet_core::Planar::filled(160, 160, 0.5);
    let noisy = noise::gaussian(&grey, 30.0, 0, 0);
    for (picture, name) in [(&grey, "grey.png"), (&noisy, "noisy.png")] {
        Photo::from_pixels(picture.clone())
            .save(desk.path(name))
            .unwrap();
    }
    let words = ["grey.png", "noisy.png", "--task", "auto", "-o", "out/"];
    std::fs::create_dir(desk.path("out")).unwrap();
    let lines = desk
        .dynet(&on_pack("restore", &[&words[..], &["--json"]].concat()))
        .ends(0)
        .json();
    assert!(lines[0]["task"].is_null() && lines[0].get("found").is_none());
    assert_eq!(lines[1]["task"], "brighter");
    assert_eq!(lines[1]["found"]["kind"], "noise");
    let sigma = lines[1]["found"]["amount"].as_f64().unwrap();
    assert!((27.0..33.0).contains(&sigma), "{sigma}");
    let out = desk.dynet(&on_pack("restore", &words)).ends(0).out;
    assert!(
        out.contains("without a task (nothing found for sure)"),
        "{out}"
    );
    assert!(out.contains("with brighter for noise"), "{out}");
}

#[test]
fn other_commands_know_tasks() {
    let desk = desk();
    let add = ["--add-on", "darker.dynet"];
    let info = desk
        .dynet(&[&["info", "pack"], &add[..]].concat())
        .ends(0)
        .out;
    assert!(
        info.contains("task brighter, for noise: 0.0 thousand"),
        "{info}"
    );
    assert!(info.contains("task darker, for rain"), "{info}");
    let manifest = &desk.dynet(&["info", "pack", "--json"]).ends(0).json()[0];
    assert_eq!(manifest["tasks"][0]["name"], "brighter");
    let macs = [
        "info", "pack", "--task", "brighter", "--macs", "64x64", "--json",
    ];
    assert_eq!(desk.dynet(&macs).ends(0).json()[0]["variant"], "s");

    let lines = desk
        .dynet(&on_pack("verify", &[&add[..], &["--json"]].concat()))
        .ends(0)
        .json();
    let tasks: Vec<_> = lines.iter().map(|line| line["task"].as_str()).collect();
    assert_eq!(tasks, [None, Some("brighter"), Some("darker")]);

    std::fs::create_dir(desk.path("photos")).unwrap();
    std::fs::rename(desk.path("photo.png"), desk.path("photos/photo.png")).unwrap();
    let words = ["--data", "photos", "--sigma", "25", "--json"];
    let eval = |more: &[&str]| {
        let words = on_pack("eval", &[&words[..], more].concat());
        desk.dynet(&words).ends(0).json()[0].clone()
    };
    let (plain, task) = (eval(&[]), eval(&["--task", "brighter"]));
    assert!(plain["adapter"].is_null());
    assert_eq!(task["adapter"], "brighter");
    assert_eq!(task["task"], "denoise-25", "what was wrong with the photos");
    assert_ne!(task["psnr"], plain["psnr"]);

    let words = [
        "--tile", "64", "--runs", "1", "--json", "--task", "brighter",
    ];
    let line = &desk.dynet(&on_pack("bench", &words)).ends(0).json()[0];
    assert_eq!(line["task"], "brighter");
}

#[test]
fn wrong_tasks_are_told_before_any_work() {
    let desk = desk();
    for command in ["restore", "eval", "bench"] {
        let first: &[&str] = match command {
            "restore" => &["photo.png"],
            "eval" => &["--data", "."],
            _ => &[],
        };
        let words = [first, &["--task", "dehaze"]].concat();
        let run = desk.dynet(&on_pack(command, &words)).ends(2);
        assert!(
            run.err
                .contains("there is no task \"dehaze\"; this pack has brighter")
        );
    }
    let run = desk.dynet(&on_pack("restore", &["photo.png", "--add-on", "photo.png"]));
    assert!(run.ends(1).err.contains("photo.png"));
    let words = [
        "photo.png",
        "--add-on",
        "darker.dynet",
        "--add-on",
        "darker.dynet",
    ];
    let run = desk.dynet(&on_pack("restore", &words));
    assert!(run.ends(1).err.contains("\"darker\" already"));
    assert_eq!(desk.files(), ["darker.dynet", "pack", "photo.png"]);
}

#[test]
fn photos_are_inspected() {
    let desk = Desk::new();
    let clean = Photo::open(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../photos/clean/rainy.jpg"
    ));
    let clean = clean.unwrap().pixels;
    for name in ["denoise-25", "camera-noise-200", "jpeg-20", "deblur-2"] {
        let what: Degradation = name.parse().unwrap();
        let degraded = what.apply(&clean, 0, 0).unwrap();
        let name = format!("{name}.png");
        Photo::from_pixels(degraded).save(desk.path(&name)).unwrap();
    }
    Photo::from_pixels(clean)
        .save(desk.path("fine.png"))
        .unwrap();
    desk.write("none.png", b"no photo");
    let photos = [
        "denoise-25.png",
        "none.png",
        "camera-noise-200.png",
        "jpeg-20.png",
        "deblur-2.png",
        "fine.png",
    ];
    let run = desk
        .dynet(&[&["inspect-photo"], &photos[..]].concat())
        .ends(1);
    assert!(run.err.contains("none.png"), "{}", run.err);
    let words = [
        "noise, sigma 2",
        "camera noise",
        "JPEG of quality 2",
        "blur, sigma",
        "nothing found for sure",
    ];
    for (line, word) in run.out.lines().zip(words) {
        assert!(line.contains(word), "{line}");
    }
    let lines = desk
        .dynet(&["inspect-photo", "--json", "jpeg-20.png", "fine.png"])
        .ends(0)
        .json();
    assert_eq!(lines[0]["found"]["kind"], "jpeg");
    assert!(lines[1]["found"].is_null());
}
