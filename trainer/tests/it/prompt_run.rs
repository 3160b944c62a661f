//! `dynet-train prompt`, and a restorer under the prompter that it gives.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use burn::tensor::Device;
use dynet_core::Planar;
use dynet_models::constyle::{ConStyle, ConStyleConfig};
use dynet_models::{AnyConfig, AnyNetwork, weights};
use dynet_trainer::SamplingWeights;
use dynet_trainer::data::PatchSource;
use dynet_trainer::prompt::{Pretext, PromptBatch, PromptPhotos, PromptRecipe};

fn photo(path: &Path, seed: u32) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let photo = image::RgbImage::from_fn(80, 72, |x, y| {
        let wave = |f: f32| 127.0 + 90.0 * ((x as f32 * f).sin() * (y as f32 * 0.3).cos());
        let f = seed as f32 * 0.1;
        image::Rgb([wave(0.2 + f), wave(0.3), wave(0.1 + f)].map(|v| v as u8))
    });
    photo.save(path).unwrap();
}

/// Four photos in a folder, and in a folder for each of two classes.
fn photos(folder: &Path) {
    for n in 0..4 {
        photo(&folder.join(format!("photos/{n}.png")), n);
        photo(
            &folder.join(format!("labels/{}/{n}.png", ["cat", "dog"][n as usize % 2])),
            n,
        );
    }
}

fn dynet_train(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynet-train"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A run of tiny steps.
fn prompt_of(folder: &Path, run: &str, arguments: &[&str]) -> Output {
    let tiny = ["prompt", "--run", run, "--patch", "32"];
    dynet_train(folder, &[&tiny[..], arguments].concat())
}

/// A run of 6 tiny steps with a checkpoint after every second one.
fn prompt(folder: &Path, run: &str, arguments: &[&str]) -> Output {
    let short = [
        "--batch",
        "4",
        "--queue",
        "12",
        "--learning-rate",
        "1e-3",
        "--width",
        "2",
        "--steps",
        "6",
        "--checkpoint-every",
        "2",
    ];
    prompt_of(folder, run, &[&short[..], arguments].concat())
}

fn done(output: Output) {
    assert!(output.status.success(), "{}", said(&output));
}

fn refused(output: &Output, words: &[&str]) {
    let said = said(output);
    assert!(
        !output.status.success() && !said.contains("panicked"),
        "{said}"
    );
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn a_run_that_was_stopped_gives_what_an_uninterrupted_one_gives() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    // Labels, so that the classifier's dropout is drawn too.
    done(prompt(dir.path(), "whole", &["--labels", "labels"]));
    let (whole, resumed) = (dir.path().join("whole"), dir.path().join("resumed"));
    fs::create_dir(&resumed).unwrap();
    let checkpoint = "checkpoint-00000004";
    fs::rename(whole.join(checkpoint), resumed.join(checkpoint)).unwrap();
    done(prompt(
        dir.path(),
        "resumed",
        &["--labels", "labels", "--resume"],
    ));
    let file = |run: &Path| fs::read(run.join("weights.safetensors")).unwrap();
    assert!(
        file(&whole) == file(&resumed),
        "weights differ after a resume"
    );

    let table = fs::read_to_string(whole.join("metrics.csv")).unwrap();
    let lines: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert_eq!(
        lines[0][4..9],
        ["contrast", "content", "style", "classes", "distill"]
    );
    assert!(lines.iter().all(|line| line.len() == 10), "{table}");
    assert!(whole.join("curves.png").is_file() && whole.join("about.json").is_file());

    let other = prompt(
        dir.path(),
        "resumed",
        &["--labels", "labels", "--resume", "--seed", "9"],
    );
    refused(&other, &["another recipe"]);
}

#[test]
fn labels_give_a_classifier_and_photos_alone_none() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    fs::write(dir.path().join("labels/cat/torn.png"), b"no photo").unwrap();
    for (run, from, classes) in [
        ("plain", ["--photos", "photos"], None),
        ("labelled", ["--labels", "labels"], Some(2)),
    ] {
        let output = prompt(dir.path(), run, &from);
        assert_eq!(said(&output).contains("torn.png"), classes.is_some());
        done(output);
        let path = dir.path().join(run).join("weights.safetensors");
        let (config, _): (ConStyleConfig, ConStyle) =
            weights::load(&path, &Device::flex()).unwrap();
        assert_eq!(config, ConStyleConfig { width: 2, classes });
    }
}

#[test]
fn what_cannot_be_learned_from_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    fs::remove_dir_all(dir.path().join("labels/dog")).unwrap();
    let one = prompt(dir.path(), "run", &["--labels", "labels"]);
    refused(&one, &["one class", "cat", "--photos"]);
    fs::create_dir(dir.path().join("labels/empty")).unwrap();
    refused(
        &prompt(dir.path(), "run", &["--labels", "labels"]),
        &["empty", "no photo"],
    );
    let none = prompt(dir.path(), "run", &["--labels", "photos"]);
    refused(&none, &["no classes"]);
    refused(&prompt(dir.path(), "run", &[]), &["--photos", "--labels"]);
    let queue = [
        "prompt", "--photos", "photos", "--batch", "6", "--queue", "100",
    ];
    refused(
        &dynet_train(dir.path(), &queue),
        &["100", "6", "--queue 102"],
    );
}

#[test]
fn degradations_are_paired_by_kind_and_strength() {
    let dir = tempfile::tempdir().unwrap();
    let grey = image::RgbImage::from_pixel(80, 72, image::Rgb([128; 3]));
    grey.save(dir.path().join("grey.png")).unwrap();
    let photos = PromptPhotos::Plain(PatchSource::new(dir.path(), 48).unwrap());
    let recipe = PromptRecipe {
        pretext: Pretext::Degradations,
        patch: 48,
        batch: 24,
        queue: 48,
        mix: SamplingWeights {
            clean: 1.0,
            uniform: 1.0, // noise of any strength
            ..SamplingWeights::default()
        },
        ..PromptRecipe::default()
    };
    assert_eq!(photos.classes(&recipe), Some(2));
    let batch = PromptBatch::draw(&photos, &recipe, 0).unwrap();
    // What is left of a grey photo is its noise.
    let strength = |patch: &Planar| {
        let square = |v: &f32| f64::from(v - 128.0 / 255.0).powi(2);
        (patch.data().iter().map(square).sum::<f64>() / patch.data().len() as f64).sqrt()
    };
    let mut seen = [false; 2];
    let pairs = batch.degraded.iter().zip(&batch.alike);
    for ((one, other), class) in pairs.zip(batch.classes.unwrap()) {
        seen[class] = true;
        let [one, other] = [one, other].map(strength);
        assert_eq!(class == 0, one == 0.0);
        assert!((one - other).abs() <= 0.1 * one, "{one} and {other}");
    }
    assert_eq!(seen, [true; 2]);
}

#[test]
fn a_prompter_learns_to_tell_degradations_apart() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    let told = |words: &str| -> f64 {
        let shares = words.lines().filter_map(|line| line.strip_suffix(" %"));
        let shares = shares.filter_map(|line| line.split_whitespace().last()?.parse::<f64>().ok());
        let shares: Vec<f64> = shares.collect();
        assert_eq!(shares.len(), 5, "{words}"); // three noises, blur, clean
        shares.iter().sum::<f64>() / 500.0
    };
    let recipe = "normalize = true\npretext = \"degradations\"\nmomentum = 0.9\naverage = 0.9";
    fs::write(dir.path().join("quick.toml"), recipe).unwrap();
    let tasks = ["--tasks", "noise,blur"];
    let learn = [
        "--photos",
        "photos",
        "--recipe",
        "quick.toml",
        "--steps",
        "300",
        "--width",
        "4",
        "--batch",
        "8",
        "--queue",
        "48",
        "--learning-rate",
        "3e-3",
        "--checkpoint-every",
        "300",
    ];
    done(prompt_of(dir.path(), "run", &[&learn[..], &tasks].concat()));
    let clusters = [
        "clusters",
        "--prompter",
        "run/weights.safetensors",
        "--photos",
        "photos",
        "--patch",
        "32",
    ];
    let output = dynet_train(dir.path(), &[&clusters[..], &tasks].concat());
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    done(output);
    // One in five by chance.
    assert!(told(&words) > 0.5, "{words}");
    assert!(dir.path().join("clusters.png").is_file());

    let lone = ["--photos", "photos", "--pretext", "degradations"];
    fs::write(dir.path().join("lone.toml"), "[mix]\nblur = 1").unwrap();
    refused(
        &prompt(
            dir.path(),
            "lone",
            &[&lone[..], &["--recipe", "lone.toml"]].concat(),
        ),
        &["one degradation", "--tasks"],
    );
}

const GUIDED: &str = r#"{"family": "constyle-nafnet", "dim": 4, "left": [1, 1, 1], "bottom": 1,
    "right": [1, 1, 1], "prompter": {"width": 16}}"#;

fn finetune(folder: &Path, run: &str, arguments: &[&str]) -> Output {
    let tiny = [
        "finetune",
        "--photos",
        "photos",
        "--run",
        run,
        "--steps",
        "3",
        "--batch",
        "4",
        "--patch",
        "32",
        "--learning-rate",
        "1e-3",
        "--tasks",
        "noise,snow",
    ];
    dynet_train(folder, &[&tiny[..], arguments].concat())
}

#[test]
fn a_restorer_learns_under_a_prompter_that_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    fs::write(dir.path().join("guided.json"), GUIDED).unwrap();
    done(prompt(dir.path(), "stage1", &["--labels", "labels"]));
    let prompter = "stage1/weights.safetensors";
    let guided = ["--network", "guided.json", "--prompter", prompter];
    done(finetune(dir.path(), "stage2", &guided));

    let load = |path: &str| -> AnyNetwork {
        let (config, network): (AnyConfig, AnyNetwork) =
            weights::load(&dir.path().join(path), &Device::flex()).unwrap();
        assert_eq!(
            serde_json::to_value(&config).unwrap()["prompter"]["width"],
            2
        );
        network
    };
    let before = weights::read(&dir.path().join(prompter)).unwrap().tensors;
    let mut checkpoints: Vec<String> = ["weights", "ema"]
        .map(|file| format!("stage2/checkpoint-00000003/{file}.safetensors"))
        .into();
    checkpoints.push("stage2/weights.safetensors".into());
    for path in checkpoints {
        let after = weights::parameters(&load(&path));
        let mut same = 0;
        for (name, data) in &after {
            if let Some(own) = name.strip_prefix("ConStyle.") {
                assert!(before[own] == *data, "{path}: {name} moved");
                same += 1;
            }
        }
        // All of the encoder, its running statistics among it, and no classifier.
        assert_eq!(
            same,
            before.keys().filter(|n| !n.contains("classifier")).count()
        );
    }
    // The rest has learnt: the last layer began at zero.
    let after = weights::parameters(&load("stage2/weights.safetensors"));
    let last = &after["Finetune_Module.0.weight"];
    assert!(last.iter::<f32>().any(|value| value != 0.0));

    // The published way with batch statistics trains too, and leaves the prompter alone as well.
    let recipe = fs::read_to_string(dir.path().join("stage2/recipe.toml")).unwrap();
    assert!(recipe.contains("prompter_frozen = true"), "{recipe}");
    let recipe = recipe.replace("prompter_by_batch = false", "prompter_by_batch = true");
    fs::write(dir.path().join("published.toml"), recipe).unwrap();
    let published = ["--recipe", "published.toml", "--prompter", prompter];
    done(finetune(dir.path(), "published", &published));
    let other = weights::parameters(&load("published/weights.safetensors"));
    assert!(other["Finetune_Module.0.weight"] != *last);
    let mean = "ConStyle.encoder_q.mlp2.1.running_mean";
    assert!(other[mean] == after[mean]);
    // One patch alone has no statistics.
    let alone = ["finetune", "--photos", "photos", "--batch", "3"];
    let alone = dynet_train(dir.path(), &[&alone[..], &published].concat());
    refused(&alone, &["prompter_by_batch", "statistics"]);
}

#[test]
fn a_prompter_goes_where_one_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    done(prompt(dir.path(), "stage1", &["--photos", "photos"]));
    let prompter = ["--prompter", "stage1/weights.safetensors"];
    let other = finetune(
        dir.path(),
        "run",
        &[&prompter[..], &["--network", "nafnet"]].concat(),
    );
    refused(&other, &["nafnet takes no prompter", "constyle-nafnet"]);
    fs::write(dir.path().join("guided.json"), GUIDED).unwrap();
    let guided = ["--network", "guided.json", "--prompter"];
    let missing = finetune(dir.path(), "run", &[&guided[..], &["missing.pth"]].concat());
    refused(&missing, &["missing.pth"]);
    // Another network's weights are no prompter.
    done(finetune(dir.path(), "tiny", &["--network", "tiny"]));
    let tiny = finetune(
        dir.path(),
        "run",
        &[&guided[..], &["tiny/weights.safetensors"]].concat(),
    );
    refused(&tiny, &["DyNet"]);
}

#[test]
fn prompts_are_drawn_by_degradation() {
    let folder = tempfile::tempdir().unwrap();
    photos(folder.path());
    let trained = prompt(folder.path(), "run", &["--photos", "photos"]);
    assert!(trained.status.success(), "{}", said(&trained));
    let clusters = |tasks: &str| {
        let words = [
            "clusters",
            "--prompter",
            "run/weights.safetensors",
            "--photos",
            "photos",
        ];
        let sizes = ["--patch", "32", "--each", "3", "--tasks", tasks];
        dynet_train(folder.path(), &[&words[..], &sizes].concat())
    };
    let output = clusters("rain,jpeg");
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    for name in ["clean", "light_rain", "heavy_rain", "jpeg"] {
        assert!(
            text.lines()
                .any(|l| l.starts_with(name) && l.ends_with('%')),
            "{text}"
        );
    }
    let picture = image::open(folder.path().join("clusters.png"))
        .unwrap()
        .to_rgb8();
    assert!(
        picture.pixels().any(|pixel| pixel.0 == [0, 114, 178]),
        "no dot of the first colour"
    );
}
