//! `dynet info`, `verify` and `eval` on the small pack.
#![cfg(all(feature = "cli", feature = "tract"))]

mod cli_support;

use cli_support::{Desk, reference, small_pack};

fn copied_pack(desk: &Desk) {
    std::fs::create_dir(desk.path("pack")).unwrap();
    for entry in std::fs::read_dir(reference("small-pack")).unwrap() {
        let entry = entry.unwrap();
        let to = desk.path("pack").join(entry.file_name());
        std::fs::copy(entry.path(), to).unwrap();
    }
}

#[test]
fn info_tells_what_is_inside() {
    let desk = Desk::new();
    let pack = small_pack();
    let run = desk.dynet(&["info", &pack]).ends(0);
    for words in [
        "small 0.1.0",
        "MIT OR Apache-2.0",
        "variant s",
        "variant l",
        "20.17",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let card = desk.dynet(&["info", &pack, "--card"]).ends(0);
    assert!(card.out.starts_with("# Small pack"));
    let json = desk.dynet(&["info", &pack, "--json"]).ends(0).json();
    assert_eq!(json[0]["variants"][1]["name"], "l");
}

#[test]
fn verify_runs_every_variant_and_finds_damage() {
    let desk = Desk::new();
    copied_pack(&desk);
    let words = ["verify", "pack", "--backend", "tract", "--json"];
    let lines = desk.dynet(&words).ends(0).json();
    let variants: Vec<_> = lines.iter().map(|line| &line["variant"]).collect();
    assert_eq!(variants, ["s", "l"]);

    let weights = desk.path("pack/weights.bin");
    let mut bytes = std::fs::read(&weights).unwrap();
    bytes[3] ^= 1;
    std::fs::write(&weights, &bytes).unwrap();
    let run = desk.dynet(&words).ends(1);
    assert!(
        run.err.contains("weights.bin") && run.err.contains("SHA-256"),
        "{}",
        run.err
    );
    desk.dynet(&["info", "pack"]).ends(1);

    std::fs::remove_file(&weights).unwrap();
    let run = desk.dynet(&words).ends(1);
    assert!(run.err.contains("weights.bin"), "{}", run.err);
}

#[test]
fn eval_prints_a_line_a_task() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("flowers")).unwrap();
    desk.photo("flowers/a.png", 40, 37);
    desk.photo("flowers/b.jpg", 64, 32);
    desk.write("flowers/readme.txt", b"not a photo");
    let pack = small_pack();
    let mut words = vec!["eval", &pack, "--data", "flowers", "--backend", "tract"];
    let table = desk.dynet(&words).ends(0).out;
    assert_eq!(
        table.lines().count(),
        1 + 2 * 3,
        "two variants at three sigmas:\n{table}"
    );

    words.extend(["--sigma", "10,25", "--variant", "l", "--json"]);
    let lines = desk.dynet(&words).ends(0).json();
    let tasks: Vec<_> = lines.iter().map(|line| &line["task"]).collect();
    assert_eq!(tasks, ["denoise-10", "denoise-25"]);
    for line in &lines {
        assert_eq!(line["set"], "flowers");
        assert_eq!(line["variant"], "l");
        assert_eq!(line["images"], 2);
        for key in ["psnr_in", "psnr", "ssim_in", "ssim"] {
            assert!(line[key].as_f64().unwrap() > 0.0, "{key}");
        }
    }
    words[3] = "nowhere";
    assert!(desk.dynet(&words).ends(1).err.contains("nowhere"));
    desk.dynet(&["eval", &pack, "--data", "flowers", "--sigma", "-3"])
        .ends(2);
}
