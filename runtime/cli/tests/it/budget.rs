//! `dynet` with limits on time, memory and engines, as a user types them.

use crate::support::{Desk, small_pack};

/// The arguments to restore `photo.png` with the cache in the desk's own folder.
fn restore(desk: &Desk, more: &[&str]) -> crate::support::Run {
    let pack = small_pack();
    let common = ["restore", "photo.png", "--json", "--pack", &pack];
    let cache = desk.path("cache");
    let words = [&common[..], &["--backend", "tract"], more].concat();
    desk.dynet_with(&words, &[("XDG_CACHE_HOME", cache.to_str().unwrap())])
}

#[test]
fn a_budget_measures_once_and_tells_what_it_expects() {
    let desk = Desk::new();
    desk.photo("photo.png", 300, 200);
    for _ in 0..2 {
        let line = &restore(&desk, &["--budget-ms", "600000"]).ends(0).json()[0];
        assert_eq!(line["variant"], "l", "all the time in the world");
        assert!(line["expected_ms"].as_f64().unwrap() > 0.0, "{line}");
        assert_eq!(line["fallbacks"], 0);
    }
    let measured = std::fs::read_dir(desk.path("cache/dynet")).unwrap().count();
    assert_eq!(measured, 2, "one file a variant");
    // No network runs in a microsecond; a named variant is not replaced.
    let named = ["--budget-ms", "1", "--variant", "l"];
    let line = &restore(&desk, &named).ends(0).json()[0];
    assert_eq!(line["variant"], "l");
}

#[test]
fn memory_is_kept_to_or_refused() {
    let desk = Desk::new();
    desk.photo("photo.png", 300, 200);
    let line = &restore(&desk, &["--max-memory", "1.5G"]).ends(0).json()[0];
    assert_eq!(line["variant"], "l");
    let run = restore(&desk, &["--max-memory", "2M"]).ends(1);
    assert!(
        run.err.contains("more than the 2 MB allowed"),
        "{}",
        run.err
    );
    for wrong in ["much", "-4M", "10", "1e3"] {
        restore(&desk, &["--max-memory", wrong]).ends(2);
    }
}

#[test]
fn engines_are_listed_and_unknown_ones_refused() {
    let desk = Desk::new();
    let run = desk.dynet(&["providers"]).ends(0);
    assert!(run.out.contains("tract        can be used"), "{}", run.out);
    for name in ["cpu", "cuda", "xnnpack", "nnapi", "coreml", "webgpu"] {
        assert!(run.out.contains(&format!("ort {name}")), "{}", run.out);
    }
    desk.photo("photo.png", 20, 20);
    let run = restore(&desk, &["--provider", "cuda"]).ends(2);
    assert!(run.err.contains("use --backend ort"), "{}", run.err);
    let words = [
        "restore",
        "photo.png",
        "--pack",
        &small_pack(),
        "--provider",
        "gpu",
    ];
    let run = desk.dynet(&words).ends(2);
    assert!(
        run.err.contains("no execution provider \"gpu\""),
        "{}",
        run.err
    );
}

#[cfg(feature = "ort")]
#[test]
fn a_library_that_is_gone_the_next_time_is_no_reason_to_stop() {
    use dynet_engine::library::{Search, find};

    let Ok(Search::Found(library)) = find(None) else {
        return dynet_testing::skipped("ONNX Runtime not found: `dynet setup-ort` installs it");
    };
    let desk = Desk::new();
    desk.photo("photo.png", 60, 40);
    let copy = desk.path(library.file_name().unwrap().to_str().unwrap());
    std::fs::copy(library, &copy).unwrap();
    let pack = small_pack();
    let words = ["restore", "photo.png", "--json", "--pack", &pack];
    let variables = [("ORT_DYLIB_PATH", copy.to_str().unwrap())];
    let run = desk.dynet_with(&words, &variables).ends(0);
    assert_eq!(run.json()[0]["backend"], "ort");
    std::fs::remove_file(&copy).unwrap();
    let run = desk.dynet_with(&words, &variables).ends(0);
    assert_eq!(run.json()[0]["backend"], "tract");
    assert!(run.err.contains("tract is in use"), "{}", run.err);
}
