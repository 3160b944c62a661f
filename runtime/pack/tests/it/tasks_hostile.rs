//! Invalid tasks are refused, both in a pack and as an add-on.

use dynet_core::{Error, ErrorKind};
use dynet_pack::Pack;
use dynet_testing::tasks::{TinyTask, write_with_tasks};
use dynet_testing::zips::stored;
use dynet_testing::{Tiny, external, node};
use serde_json::json;

/// Expects a task that `spoil` changed to be refused with that kind of error and a word in it,
/// both ways.
#[track_caller]
fn refused(kind: ErrorKind, word: &str, spoil: impl Fn(&mut TinyTask)) {
    for error in [listed(&spoil), added(&spoil)] {
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(word), "no {word:?} in: {error}");
    }
}

/// The error of opening a pack that lists it.
fn listed(spoil: &dyn Fn(&mut TinyTask)) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let mut task = TinyTask::new(&tiny, "derain", 0.25);
    spoil(&mut task);
    write_with_tasks(&mut tiny, &mut [task], folder.path());
    Pack::open(folder.path()).expect_err("a corrupted pack was opened")
}

/// The error of adding it.
fn added(spoil: &dyn Fn(&mut TinyTask)) -> Error {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    let mut task = TinyTask::new(&tiny, "derain", 0.25);
    spoil(&mut task);
    task.seal();
    let mut pack = Pack::open(folder.path()).unwrap();
    let error = pack.add_bytes(stored(&task.add_on(), 64)).err();
    assert!(pack.manifest().tasks.is_empty());
    error.expect("a corrupted add-on was accepted")
}

#[test]
fn a_task_of_another_base_says_which() {
    refused(ErrorKind::WrongHash, &"0a".repeat(32), |task| {
        task.entry["base"] = json!("0a".repeat(32));
    });
    refused(ErrorKind::WrongHash, "base", |task| {
        task.entry["base"] = json!("")
    });
}

#[test]
fn names_are_plain_and_mean_one_thing() {
    for name in ["", "a/b", "..", "de rain", "auto", "none", "d\u{e9}", "a\0"] {
        refused(ErrorKind::Manifest, "task", |task| {
            task.entry["name"] = json!(name)
        });
    }
    refused(ErrorKind::Manifest, "1 to 64", |task| {
        task.entry["name"] = json!("x".repeat(65));
    });
    refused(ErrorKind::Manifest, "kind", |task| {
        task.entry["kind"] = json!("\u{1b}[2J")
    });
    refused(ErrorKind::Manifest, "kind", |task| {
        task.entry["kind"] = json!("")
    });
    // Twice the same.
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let mut two = [0.1, 0.2].map(|shift| TinyTask::new(&tiny, "derain", shift));
    write_with_tasks(&mut tiny, &mut two, folder.path());
    let error = Pack::open(folder.path()).unwrap_err();
    assert!(error.message().contains("already"), "{error}");
}

#[test]
fn files_cannot_leave_the_folder_nor_be_the_packs() {
    for name in ["../derain.bin", "/etc/passwd", "a\\b", "", "derain.bin\0"] {
        refused(ErrorKind::UnsafePath, "name", |task| {
            task.entry["weights"]["file"] = json!(name);
        });
        refused(ErrorKind::UnsafePath, "name", |task| {
            task.entry["variants"][0]["graphs"][0]["file"] = json!(name);
        });
        refused(ErrorKind::UnsafePath, "name", |task| {
            task.entry["card"] = json!(name)
        });
        refused(ErrorKind::UnsafePath, "shift", |task| {
            *task.place("shift", "location") = name.into();
        });
    }
    refused(ErrorKind::Manifest, "holds the pack's", |task| {
        task.entry["weights"]["file"] = json!("weights.bin");
    });
    refused(ErrorKind::Manifest, "does not list as weights", |task| {
        task.entry["variants"][0]["graphs"][0]["weights"] = json!("derain.bin");
    });
}

#[test]
fn tensors_lie_in_the_file_that_they_name() {
    // Within the pack's weights, of 112 bytes, but beyond the task's 68.
    for (key, value) in [
        ("offset", "68"),
        ("offset", "100"),
        ("length", "1000"),
        ("offset", "-4"),
    ] {
        refused(ErrorKind::TensorRange, "shift", |task| {
            *task.place("shift", key) = value.into();
        });
    }
    // In neither; in the pack's, but not completely.
    for offset in ["112", "110"] {
        refused(ErrorKind::TensorRange, "gain", |task| {
            *task.place("gain", "offset") = offset.into();
        });
    }
    // Two entries, of which engines may use either.
    refused(ErrorKind::Graph, "twice", |task| {
        let entries = &mut task.graph().initializer[2].external_data;
        let mut again = entries[0].clone();
        again.value = "weights.bin".into();
        entries.push(again);
    });
    // The pack's own graphs do not reach into a task's file.
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let task = TinyTask::new(&tiny, "derain", 0.25);
    *tiny.entry("location") = "derain.bin".into();
    write_with_tasks(&mut tiny, &mut [task], folder.path());
    let error = Pack::open(folder.path()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsafePath, "{error}");
}

#[test]
fn variants_are_the_packs() {
    refused(ErrorKind::Manifest, "the pack has s", |task| {
        task.entry["variants"][0]["name"] = json!("l");
    });
    refused(ErrorKind::Manifest, "the pack has s", |task| {
        let mut more = task.entry["variants"][0].clone();
        more["name"] = json!("l");
        task.entry["variants"].as_array_mut().unwrap().push(more);
    });
    refused(ErrorKind::Manifest, "0 variants", |task| {
        task.entry["variants"] = json!([])
    });
    refused(ErrorKind::Manifest, "0 graphs", |task| {
        task.entry["variants"][0]["graphs"] = json!([]);
    });
    refused(ErrorKind::Unsupported, "int4", |task| {
        task.entry["variants"][0]["graphs"][0]["precision"] = json!("int4");
    });
}

#[test]
fn graphs_are_checked_as_the_packs_are() {
    refused(ErrorKind::Graph, "Frobnicate", |task| {
        task.graph().node[3] = node("Frobnicate", &["base", "shift"], "restored", vec![]);
    });
    refused(ErrorKind::Graph, "output", |task| {
        // A shift of two values across would make the picture wider.
        let mut weights = task.weights.clone();
        let mut tensor = external("shift", &[2, 1, 1, 1], &[0.1, 0.2], &mut weights);
        tensor.external_data[0].value = "derain.bin".into();
        task.weights = weights;
        task.graph().initializer[2] = tensor;
    });
    refused(ErrorKind::Graph, "twice", |task| {
        task.graph().initializer[2].name = "gain".into();
    });
}

#[test]
fn changed_and_cut_files_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    let mut pack = Pack::open(folder.path()).unwrap();
    let mut task = TinyTask::new(&tiny, "derain", 0.25);
    task.seal();
    for at in 0..2 {
        let mut add = |spoil: &dyn Fn(&mut Vec<u8>)| {
            let mut files = task.add_on();
            spoil(&mut files[at].1);
            pack.add_bytes(stored(&files, 64)).unwrap_err().kind()
        };
        assert_eq!(add(&|bytes| bytes[10] ^= 1), ErrorKind::WrongHash);
        assert_eq!(add(&|bytes| bytes.truncate(20)), ErrorKind::WrongSize);
        assert_eq!(add(&|bytes| bytes.clear()), ErrorKind::WrongSize);
    }
    for text in [
        "",
        "{",
        r#"{"schema": 1}"#,
        r#"{"schema": 1, "task": {"name": "x"}}"#,
        "[1]",
    ] {
        let mut files = task.add_on();
        files[2].1 = text.into();
        let error = pack.add_bytes(stored(&files, 64)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Manifest, "{error}");
    }
    let mut files = task.add_on();
    files[2].1 = r#"{"schema": 2}"#.into();
    let error = pack.add_bytes(stored(&files, 64)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownSchema);
    files.truncate(2);
    let error = pack.add_bytes(stored(&files, 64)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
}

#[test]
fn tasks_are_few() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let task = |tiny: &Tiny, at| TinyTask::new(tiny, &format!("task-{at}"), 0.5);
    let mut many: Vec<_> = (0..33).map(|at| task(&tiny, at)).collect();
    write_with_tasks(&mut tiny, &mut many, folder.path());
    let error = Pack::open(folder.path()).unwrap_err();
    assert!(error.message().contains("33 tasks"), "{error}");
    write_with_tasks(&mut tiny, &mut many[..32], folder.path());
    let mut pack = Pack::open(folder.path()).unwrap();
    let error = pack.add_bytes(stored(&many[32].add_on(), 64)).unwrap_err();
    assert!(error.message().contains("32 tasks already"), "{error}");
}
