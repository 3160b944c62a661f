//! Tasks of a pack, listed in it or added to it.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use dynet_core::ErrorKind;
use dynet_pack::{NetworkRef, Pack};
use dynet_testing::Tiny;
use dynet_testing::tasks::{TinyTask, write_with_tasks};
use dynet_testing::zips::stored;
use serde_json::json;

fn names(pack: &Pack) -> Vec<&str> {
    let tasks = &pack.manifest().tasks;
    tasks.iter().map(|task| task.name.as_str()).collect()
}

fn of_task(task: &str) -> NetworkRef<'_> {
    NetworkRef {
        task: Some(task),
        variant: "s",
    }
}

#[test]
fn a_listed_task_has_graphs_over_both_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let mut task = TinyTask::new(&tiny, "derain", 0.25);
    task.entry["card"] = json!("derain.md");
    fs::write(folder.path().join("derain.md"), "# Rain").unwrap();
    write_with_tasks(&mut tiny, &mut [task], folder.path());

    let pack = Pack::open(folder.path()).unwrap();
    assert_eq!(names(&pack), ["derain"]);
    let graph = pack.graph(of_task("derain"), "cpu", "fp32").unwrap();
    let files: Vec<_> = graph.weights.iter().map(|weights| weights.file()).collect();
    assert_eq!(files, ["weights.bin", "derain.bin"]);
    assert!(graph.path.ends_with("derain.s.cpu.onnx"));
    // 28 values of the pack's, and the shift.
    assert_eq!(graph.facts.weight_bytes, 4 * 29);
    let base = pack.graph("s", "cpu", "fp32").unwrap();
    assert_eq!((base.weights.len(), base.facts.weight_bytes), (1, 4 * 28));
    assert!(
        std::ptr::eq(&*base.weights[0], &*graph.weights[0]),
        "one map"
    );
    assert_eq!(pack.task_card("derain").unwrap().as_deref(), Some("# Rain"));

    // What was read can be written again.
    let text = serde_json::to_string(pack.manifest()).unwrap();
    assert!(text.contains(r#""tasks":[{"name":"derain","kind":"rain""#));
}

#[test]
fn an_add_on_is_taken_in_every_form_and_the_pack_on_disk_stays() {
    let folder = tempfile::tempdir().unwrap();
    let pack_folder = folder.path().join("pack");
    fs::create_dir(&pack_folder).unwrap();
    let mut tiny = Tiny::new();
    tiny.write(&pack_folder);
    let before = contents(&pack_folder);
    let mut forms = Vec::new();
    for name in ["folder", "zip", "bytes", "handle"] {
        let mut task = TinyTask::new(&tiny, name, 0.25);
        task.entry["card"] = json!("CARD.md");
        task.write_add_on(&folder.path().join(name));
        let mut files = task.add_on();
        files.push(("CARD.md".into(), name.into()));
        fs::write(folder.path().join(name).join("CARD.md"), name).unwrap();
        forms.push(stored(&files, 64));
    }
    let zip = folder.path().join("zip.dynet");
    fs::write(&zip, &forms[1]).unwrap();
    let mut package = tempfile::tempfile().unwrap();
    package
        .write_all(&[b"something else", &forms[3][..]].concat())
        .unwrap();

    let mut pack = Pack::open(&pack_folder).unwrap();
    assert_eq!(
        pack.add(folder.path().join("folder")).unwrap().name,
        "folder"
    );
    pack.add(&zip).unwrap();
    pack.add_bytes(forms[2].clone()).unwrap();
    pack.add_file(&package, 14, forms[3].len() as u64).unwrap();
    assert_eq!(names(&pack), ["folder", "zip", "bytes", "handle"]);
    for name in names(&pack) {
        assert!(pack.graph(of_task(name), "cpu", "fp32").is_ok());
        assert_eq!(pack.task_card(name).unwrap().as_deref(), Some(name));
    }
    assert_eq!(pack.graphs().count(), 1, "the pack's own graphs");
    assert_eq!(pack.task_graphs(pack.task("zip").unwrap()).count(), 1);
    assert_eq!(contents(&pack_folder), before);
}

fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    };
    let mut all: Vec<_> = entries.map(read).collect();
    all.sort();
    all
}

#[test]
fn a_refused_add_on_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    let mut pack = Pack::open(folder.path()).unwrap();
    let mut task = TinyTask::new(&tiny, "derain", 0.25);
    task.seal();
    pack.add_bytes(stored(&task.add_on(), 64)).unwrap();

    // The name is taken.
    let error = pack.add_bytes(stored(&task.add_on(), 64)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Manifest, "{error}");
    assert!(error.message().contains("\"derain\" already"), "{error}");
    // Cut short in the middle.
    let zip = stored(&task.add_on(), 64);
    let error = pack.add_bytes(zip[..zip.len() / 2].to_vec()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Archive, "{error}");
    // A tensor beyond its file: noticed after its weights were read.
    let mut task = TinyTask::new(&tiny, "dejpeg", 0.25);
    *task.place("shift", "offset") = "68".into();
    task.seal();
    let error = pack.add_bytes(stored(&task.add_on(), 64)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TensorRange, "{error}");
    assert_eq!(names(&pack), ["derain"]);
    assert_eq!(pack.weights().len(), 2);
    assert_eq!(
        pack.graph(of_task("dejpeg"), "cpu", "fp32")
            .unwrap_err()
            .kind(),
        ErrorKind::UnknownTask
    );
}

#[test]
fn packs_and_add_ons_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("pack"), folder.path().join("task"));
    fs::create_dir(&one).unwrap();
    let mut tiny = Tiny::new();
    tiny.write(&one);
    TinyTask::new(&tiny, "derain", 0.25).write_add_on(&other);
    let error = Pack::open(&other).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    assert!(error.message().contains("add-on"), "{error}");
    let mut pack = Pack::open(&one).unwrap();
    let error = pack.add(&one).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    assert!(error.message().contains("task.json"), "{error}");
    for nothing in ["nowhere", ""] {
        assert!(pack.add(folder.path().join(nothing)).is_err());
    }
    let cut = File::open(one.join("weights.bin")).unwrap();
    assert!(pack.add_file(&cut, 0, 1 << 20).is_err());
}
