//! The C example, compiled and run as its README says.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::common::c::{Succeeds, compiler, libraries};
use crate::common::{levels, planar, repository, tiny_pack};
use dynet::restorer::{Backend, Options, Restorer};
use dynet_image::Photo;

/// Compiles the example; `link` says with which library.
fn compile(name: &str, link: &[&str]) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    compiler("cc")
        .args(["-std=c99", "-o"])
        .arg(&program)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/restore.c"))
        .args(link)
        .succeeds();
    program
}

/// The example with the shared library, compiled once.
fn example() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = libraries().display().to_string();
        let rpath = format!("-Wl,-rpath,{folder}");
        compile(
            "restore-shared",
            &[&format!("-L{folder}"), "-ldynet", &rpath],
        )
    })
}

/// Writes a piece of a noisy photo as PPM; its bytes.
fn noisy(file: &Path, side: usize) -> Vec<u8> {
    let photo = Photo::open(repository().join("photos/noisy.png")).unwrap();
    let all = levels(&photo.pixels);
    let width = photo.pixels.width();
    let rows = (100..100 + side).flat_map(|y| &all[3 * (y * width + 200)..][..3 * side]);
    let piece: Vec<u8> = rows.copied().collect();
    let mut ppm = format!("P6\n# a noisy piece\n{side} {side}\n255\n").into_bytes();
    ppm.extend(&piece);
    std::fs::write(file, ppm).unwrap();
    piece
}

fn pack() -> PathBuf {
    repository().join("packs/default")
}

/// The example with the static library.
fn linked() -> PathBuf {
    let archive = libraries().join("libdynet.a").display().to_string();
    let mut link = vec![archive.as_str(), "-lpthread", "-ldl", "-lm"];
    if cfg!(target_os = "linux") {
        link.push("-Wl,-z,noexecstack");
    }
    compile("restore-static", &link)
}

#[test]
fn it_restores_as_the_runtime_does_with_either_library() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.ppm"), folder.path().join("out.ppm"));
    let piece = planar(&noisy(&input, 64), 64);
    for (program, pack) in [(example(), pack()), (&linked(), tiny_pack())] {
        let mut command = Command::new(program);
        command.arg(&pack).args([&input, &output]);
        let said = command.args(["s", "tract"]).succeeds();
        let line = String::from_utf8(said.stdout).unwrap();
        assert!(line.starts_with("variant s on tract: 1 tiles, "), "{line}");
        let told = String::from_utf8(said.stderr).unwrap();
        assert_eq!(told, "0 of 1 tiles\n1 of 1 tiles\n");

        let builder = Restorer::builder().backend(Backend::Tract);
        let restorer = builder.open(&pack).unwrap();
        let options = Options::default().variant("s");
        let expected = restorer.restore(&piece, &options).unwrap();
        let mut wanted = b"P6\n64 64\n255\n".to_vec();
        wanted.extend(levels(&expected.image));
        assert!(std::fs::read(&output).unwrap() == wanted);
        std::fs::remove_file(&output).unwrap();
    }
}

#[test]
fn its_failures_say_what_is_wrong_and_leave_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    noisy(Path::new(&file("in.ppm")), 64);
    std::fs::write(file("short.ppm"), "P6 64 64 255\nabc").unwrap();
    std::fs::write(file("photo.png"), b"\x89PNG\r\n").unwrap();
    let (good, bad) = (pack().display().to_string(), file("no-pack"));
    let cases: [(&[&str], i32, &str); 6] = [
        (&[&bad, "in.ppm"], 1, "could not open the pack (status 2): "),
        (
            &[&good, "in.ppm", "huge"],
            1,
            "there is no variant \"huge\"; this pack has s, m, l",
        ),
        (&[&good, "nothing.ppm"], 1, "nothing.ppm: No such file"),
        (&[&good, "short.ppm"], 1, "the file ends too early"),
        (&[&good, "photo.png"], 1, "this is not a binary PPM"),
        (&[&good, "in.ppm", "s", "warp"], 2, "usage: "),
    ];
    for (words, code, reason) in cases {
        let mut command = Command::new(example());
        command.current_dir(folder.path());
        command
            .args([words[0], words[1], "out.ppm"])
            .args(&words[2..]);
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(reason), "{said}");
        assert!(!folder.path().join("out.ppm").exists());
    }
    let output = Command::new(example()).arg(&bad).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_interrupt_stops_it_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.ppm"), folder.path().join("out.ppm"));
    noisy(&input, 400);
    let mut command = Command::new(example());
    command
        .arg(pack())
        .args([&input, &output])
        .args(["s", "tract"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    // The first line comes before the first tile.
    let first = said.next().unwrap().unwrap();
    assert!(first.starts_with("0 of "), "{first}");
    let id = child.id().to_string();
    Command::new("kill").args(["-INT", &id]).succeeds();
    let last = said.last().unwrap().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{last}");
    assert!(
        last.contains("(status 19): the restoration was cancelled"),
        "{last}"
    );
    assert!(!output.exists());
}
