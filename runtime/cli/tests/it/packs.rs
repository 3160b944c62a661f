//! `dynet info`, `verify` and `eval` on the small pack.

use crate::support::{Desk, small_pack};

fn copied_pack(desk: &Desk) {
    std::fs::create_dir(desk.path("pack")).unwrap();
    for entry in std::fs::read_dir(small_pack()).unwrap() {
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
fn info_counts_what_a_picture_costs() {
    let desk = Desk::new();
    copied_pack(&desk);
    let words = ["info", "pack", "--macs", "224x104", "--json"];
    // A pack of the first exporter knows only the sum.
    let old = desk.dynet(&words).ends(0).json();
    assert_eq!(old[1]["total_macs"], 27 * 23296);
    assert!(old[1]["conv_linear_macs"].is_null());

    let manifest = desk.path("pack/pack.json");
    let text = std::fs::read(&manifest).unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    json["variants"][1]["macs"] = serde_json::json!({
        "conv_linear": { "fixed": 80.0, "per_pixel": 27.25 },
        "matmul": { "fixed": 3.0, "per_pixel": 0.5 },
    });
    std::fs::write(&manifest, json.to_string()).unwrap();
    let line = &desk.dynet(&words).ends(0).json()[1];
    assert_eq!(line["conv_linear_macs"], 80 + 27 * 23296 + 23296 / 4);
    assert_eq!(line["matmul_macs"], 3 + 23296 / 2);
    let text = desk
        .dynet(&["info", "pack", "--macs", "20000x10000"])
        .ends(0);
    assert!(
        text.out.contains("variant l at 20000x10000: 5.45 G"),
        "{}",
        text.out
    );

    let run = desk.dynet(&["info", "pack", "--macs", "220x100"]).ends(2);
    assert!(run.err.contains("224x104"), "{}", run.err);
    for wrong in ["224", "0x5", "x", "-1x4", "4x99999999999999999999"] {
        desk.dynet(&["info", "pack", "--macs", wrong]).ends(2);
    }
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

#[test]
fn bench_times_every_variant() {
    let desk = Desk::new();
    let words = [
        "bench",
        &small_pack(),
        "--backend",
        "tract",
        "--threads",
        "1",
        "--tile",
        "64",
    ];
    let run = desk
        .dynet(&[&words[..], &["--runs", "3", "--json"]].concat())
        .ends(0);
    let lines = run.json();
    assert_eq!((lines.len(), &lines[1]["variant"]), (2, &"l".into()));
    for line in lines {
        let number = |key: &str| line[key].as_f64().unwrap();
        assert!(
            number("p50_ms") > 0.0 && number("p50_ms") <= number("p90_ms"),
            "{line}"
        );
        let speed = 64.0 * 64.0 / 1e3 / number("p50_ms");
        assert!((number("megapixels_per_s") - speed).abs() < 1e-6, "{line}");
        assert_eq!(
            (&line["threads"], &line["tile"], &line["runs"]),
            (&1.into(), &64.into(), &3.into())
        );
        #[cfg(target_os = "linux")]
        assert!(number("anonymous_mb") <= number("peak_rss_mb"), "{line}");
    }
}

#[test]
fn a_pack_of_one_file_serves_every_command() {
    use std::io::Write;

    let desk = Desk::new();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(desk.path("small.dynet")).unwrap());
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for entry in std::fs::read_dir(small_pack()).unwrap() {
        let path = entry.unwrap().path();
        zip.start_file(path.file_name().unwrap().to_str().unwrap(), stored)
            .unwrap();
        zip.write_all(&std::fs::read(path).unwrap()).unwrap();
    }
    zip.finish().unwrap();

    desk.photo("photo.png", 64, 48);
    let engine = ["--backend", "tract"];
    for variant in ["s", "l"] {
        let words = ["photo.png", "--variant", variant];
        let of = |pack: &str, out: &str| {
            let own = ["restore", "--pack", pack, "-o", out];
            desk.dynet(&[&own, &words[..], &engine].concat()).ends(0);
            std::fs::read(desk.path(out)).unwrap()
        };
        assert!(of("small.dynet", "one.png") == of(&small_pack(), "many.png"));
    }
    let info = desk.dynet(&["info", "small.dynet", "--json"]).ends(0);
    let folder = desk.dynet(&["info", &small_pack(), "--json"]).ends(0);
    assert_eq!(info.out, folder.out);
    desk.dynet(&["info", "small.dynet", "--card"]).ends(0);
    let verify = desk.dynet(&[&["verify", "small.dynet"], &engine[..]].concat());
    assert!(
        verify
            .ends(0)
            .out
            .contains("small.dynet: all files are intact")
    );
    let bench = ["bench", "small.dynet", "--json"];
    assert!(
        !desk
            .dynet(&[&bench, &engine[..]].concat())
            .ends(0)
            .out
            .is_empty()
    );
}

#[test]
fn a_plot_needs_minutes_and_runs_have_none() {
    let desk = Desk::new();
    let pack = small_pack();
    let wrong: [&[&str]; 3] = [
        &["--plot", "warm.png"],
        &["--plot", "warm.png", "--runs", "1"],
        &["--minutes", "1", "--runs", "1"],
    ];
    for words in wrong {
        let words = [&["bench", &pack], words].concat();
        desk.dynet(&words).ends(2);
    }
}
