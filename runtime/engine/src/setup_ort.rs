//! `dynet setup-ort`: fetches ONNX Runtime's library from its official Python wheel.
//!
//! The wheel is the one build of the library that package mirrors everywhere carry, so the
//! download goes through the user's own `pip` with its own settings. No Python runs at
//! restoration time; only the shared library is kept.

mod options;

pub use options::SetupOptions;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::library::{VERSION, cache_folder, file_name};
use dynet_core::{Error, ErrorKind, Result};

/// A known wheel.
struct Wheel {
    os: &'static str,
    arch: &'static str,
    /// pip's name of the platform.
    platform: &'static str,
    sha256: &'static str,
}

const WHEELS: [Wheel; 2] = [
    Wheel {
        os: "linux",
        arch: "x86_64",
        platform: "manylinux_2_28_x86_64",
        sha256: "5752bd508126ae7c49894d3b9d2e83f0c3d487319246d04c444b393308d7ad7f",
    },
    Wheel {
        os: "linux",
        arch: "aarch64",
        platform: "manylinux_2_28_aarch64",
        sha256: "da05378364c44d4407e463982d2bf8d5e4cfea873283757e48beeb41df97b7f3",
    },
];

/// The library has 30 MB; a wheel that unpacks to more than this is the wrong one.
const MAX_LIBRARY_BYTES: u64 = 256 << 20;

/// Puts ONNX Runtime's library where [`crate::library::find`] looks, and returns its path
/// and whether it was fetched now.
///
/// # Errors
/// [`ErrorKind::Unsupported`] on a platform without a known wheel, [`ErrorKind::Setup`] when
/// Python or pip is missing or fails, [`ErrorKind::WrongHash`] when the wheel is not the known one.
pub fn install(options: &SetupOptions) -> Result<(PathBuf, bool)> {
    let folder = options
        .folder
        .clone()
        .or_else(cache_folder)
        .ok_or_else(|| {
            setup("there is no cache folder for this user; set XDG_CACHE_HOME or HOME")
        })?;
    let target = folder.join(file_name());
    if target.is_file() && !options.force {
        return Ok((target, false));
    }
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let wheel = WHEELS
        .iter()
        .find(|wheel| wheel.os == os && wheel.arch == arch)
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Unsupported,
                format!(
                    "no ONNX Runtime wheel is known for {os} on {arch}; install ONNX Runtime \
                     {VERSION} yourself and set ORT_DYLIB_PATH to its library"
                ),
            )
        })?;
    let made = make_folder(&folder)?;
    let installed = fetch(options, wheel, &folder, &target);
    if installed.is_err() {
        // Whatever else someone put there meanwhile keeps its folder.
        let _ = made.iter().try_for_each(fs::remove_dir);
    }
    installed.map(|()| (target, true))
}

/// Makes a folder and those above it; returns the ones that were missing, the innermost first.
fn make_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let above = folder
        .ancestors()
        .filter(|path| !path.as_os_str().is_empty());
    let missing = above.take_while(|path| !path.exists());
    let missing = missing.map(Path::to_path_buf).collect();
    fs::create_dir_all(folder).map_err(|e| Error::io("create", folder, e))?;
    Ok(missing)
}

/// Fetches the wheel and puts its library at `target` in `folder`.
fn fetch(options: &SetupOptions, wheel: &Wheel, folder: &Path, target: &Path) -> Result<()> {
    // Inside the folder, so that the rename at the end stays on one file system.
    let work = tempfile::Builder::new()
        .prefix(".setup-")
        .tempdir_in(folder)
        .map_err(|e| Error::io("write into", folder, e))?;
    let python = options.python.as_deref().unwrap_or(Path::new("python3"));
    download(python, wheel, work.path())?;
    let archive = downloaded(work.path())?;
    check_hash(&archive, wheel.sha256)?;
    let unpacked = work.path().join("library");
    extract(&archive, &unpacked)?;
    fs::rename(&unpacked, target).map_err(|e| Error::io("put the library at", target, e))
}

/// Lets pip fetch the wheel into `folder`.
fn download(python: &Path, wheel: &Wheel, folder: &Path) -> Result<()> {
    let output = Command::new(python)
        .args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:"])
        .args(["--disable-pip-version-check", "--no-input", "--quiet"])
        .args(["--platform", wheel.platform, "--python-version", "3.11"])
        .arg(format!("onnxruntime=={VERSION}"))
        .arg("-d")
        .arg(folder)
        .output()
        .map_err(|e| {
            setup(format!(
                "could not start {}; install Python 3 with pip (Debian: apt install python3-pip), \
                 or give another Python",
                python.display()
            ))
            .caused_by(e)
        })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("No module named pip") {
        return Err(setup(format!(
            "{} has no pip; install it (Debian: apt install python3-pip)",
            python.display()
        )));
    }
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(setup(format!(
        "pip could not fetch onnxruntime=={VERSION} for {}; check the network and pip's settings",
        wheel.platform
    ))
    .caused_by(last.unwrap_or("it gave no reason").to_owned()))
}

/// The wheel that pip left in `folder`.
fn downloaded(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|e| Error::io("read", folder, e))?;
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| setup("pip ended well but left no wheel; run it again, or update pip"))
}

fn check_hash(path: &Path, expected: &str) -> Result<()> {
    let reading = |e| Error::io("read", path, e);
    let mut file = File::open(path).map_err(reading)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(reading)? {
            0 => break,
            count => hasher.update(&buffer[..count]),
        }
    }
    let found: String = hasher
        .finalize()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    if found == expected {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::WrongHash,
        format!(
            "the wheel's SHA-256 is {found}, expected {expected}: the mirror serves another file; \
             nothing was installed"
        ),
    )
    .in_file(path))
}

/// Copies the one shared library out of the wheel.
fn extract(archive: &Path, target: &Path) -> Result<()> {
    let broken = |e: zip::result::ZipError| {
        setup("the wheel cannot be unpacked")
            .in_file(archive)
            .caused_by(e)
    };
    let file = File::open(archive).map_err(|e| Error::io("open", archive, e))?;
    let mut zip = zip::ZipArchive::new(file).map_err(broken)?;
    let name = format!("onnxruntime/capi/{}", file_name());
    let member = zip.by_name(&name).map_err(broken)?;
    let mut output = File::create(target).map_err(|e| Error::io("create", target, e))?;
    let copied = io::copy(&mut member.take(MAX_LIBRARY_BYTES), &mut output)
        .map_err(|e| Error::io("write", target, e))?;
    if copied == MAX_LIBRARY_BYTES {
        return Err(setup("the library in the wheel is implausibly large").in_file(archive));
    }
    output.sync_all().map_err(|e| Error::io("write", target, e))
}

fn setup(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Setup, message)
}
