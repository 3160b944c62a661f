//! Folders and patterns as inputs of `dynet restore`.

use crate::support::{Desk, reference};

/// A desk with the folder `in`: two photos, one of them truncated, and other files.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("in/deeper")).unwrap();
    desk.photo("in/b.png", 20, 20);
    std::fs::copy(reference("deep.tif"), desk.path("in/a.TIF")).unwrap();
    desk.photo("in/.hidden.png", 20, 20);
    desk.photo("in/deeper/c.png", 20, 20);
    desk.write("in/notes.txt", b"not a photo");
    desk
}

fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.path(folder)).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_means_the_photos_in_it_but_not_the_results() {
    let desk = desk();
    let run = desk.restore(&["in", "--compare", "--json"]).ends(0);
    assert!(run.err.is_empty(), "no progress without a terminal");
    let restored = |line: &serde_json::Value| line["input"].as_str().unwrap().replace('\\', "/");
    let inputs: Vec<_> = run.json().iter().map(restored).collect();
    assert_eq!(inputs, ["in/a.TIF", "in/b.png"]);
    let after = names(&desk, "in");
    for name in [
        "a.restored.TIF",
        "a.restored.compare.html",
        "a.restored.compare.png",
        "b.restored.png",
    ] {
        assert!(after.contains(&name.into()), "{name} in {after:?}");
    }
    let again = desk.restore(&["in/", "--json"]).ends(0);
    assert_eq!(again.json().len(), 2);
    assert_eq!(names(&desk, "in"), after, "results are not inputs");
}

#[test]
fn a_broken_photo_in_a_folder_does_not_stop_the_others() {
    let desk = desk();
    desk.write("in/a.png", b"\x89PNG\r\n\x1a\nrubbish");
    desk.photo("single.png", 20, 20);
    let run = desk.restore(&["in", "single.png", "-o", "out/"]).ends(1);
    assert!(run.err.contains("a.png: "), "{}", run.err);
    assert!(run.err.contains("1 of 4 photos failed"), "{}", run.err);
    assert_eq!(names(&desk, "out"), ["a.TIF", "b.png", "single.png"]);

    // Existing output is skipped, missing output is tried again.
    let run = desk
        .restore(&["in", "-o", "out/", "--skip-existing", "--json"])
        .ends(1);
    let lines = run.json();
    let skipped = lines.iter().filter(|line| line["skipped"] == true).count();
    assert_eq!((lines.len(), skipped), (3, 2));
}

#[test]
fn patterns_that_the_shell_left_alone_are_matched() {
    let desk = desk();
    let run = desk.restore(&["in/*.tif", "in/[bc]*", "--json"]).ends(0);
    assert_eq!(run.json().len(), 2);
    assert!(desk.path("in/a.restored.TIF").exists());
    assert_eq!(desk.restore(&["in/*", "--json"]).ends(0).json().len(), 2);
    // A file name with a pattern character stays a name.
    desk.photo("in/[b].png", 20, 20);
    desk.restore(&["in/[b].png"]).ends(0);
    assert!(desk.path("in/[b].restored.png").exists());
}

#[test]
fn results_that_the_shell_gives_along_with_their_photos_are_left_out() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    desk.photo("alone.restored.png", 20, 20);
    desk.restore(&["a.png", "--compare"]).ends(0);
    let given = desk.files();
    let words: Vec<_> = given.iter().filter(|name| name.ends_with(".png")).collect();
    let mut words: Vec<_> = words.iter().map(|name| name.as_str()).collect();
    words.push("--json");
    assert_eq!(words.len(), 5, "three photos for dynet to choose from");
    let lines = desk.restore(&words).ends(0).json();
    let inputs: Vec<_> = lines.iter().map(|line| &line["input"]).collect();
    assert_eq!(inputs, ["a.png", "alone.restored.png"]);
}

#[test]
fn folders_and_patterns_without_photos_are_wrong_use() {
    let desk = desk();
    std::fs::create_dir(desk.path("empty")).unwrap();
    for (input, words) in [
        ("empty", "no photos"),
        ("in/*.jpg", "matches no photos"),
        ("in/***", "not a pattern"),
    ] {
        let run = desk.restore(&[input]).ends(2);
        assert!(run.err.contains(words), "{}", run.err);
        assert!(run.err.contains(input), "{}", run.err);
    }
    let run = desk.restore(&["in", "-o", "one.png"]).ends(2);
    assert!(run.err.contains("there are 2 photos"), "{}", run.err);
}
