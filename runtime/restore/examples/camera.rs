//! A camera loop with a time budget per frame: it restores a folder of frames in the order of their
//! names and switches variants as the machine gets warmer and cooler.
//!
//! ```sh
//! cargo run --release -p dynet --example camera -- frames restored --budget-ms 100
//! ```
//!
//! A camera does not wait. Frames come every `--budget-ms`, and a late loop takes the newest and skips those
//! before it. Only the time of restorations counts, not a clock: reading and writing files, which a camera
//! does not do, costs no frames.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use dynet::governor::Governor;
use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::{Error, ErrorKind, Result};
use dynet_image::Photo;

/// Restore a folder of frames with a time budget per frame
#[derive(Parser)]
pub struct Camera {
    /// Folder of frames, PNG, JPEG, WebP or TIFF, taken in the order of their names
    pub frames: PathBuf,
    /// Folder for the restored frames, made where it is missing
    pub out: PathBuf,
    /// Milliseconds from a frame to the next
    #[arg(long, default_value_t = 100.0)]
    pub budget_ms: f64,
    /// The pack
    #[arg(long, default_value = "packs/default")]
    pub pack: PathBuf,
    /// auto, ort or tract
    #[arg(long, default_value_t = Backend::Auto)]
    pub backend: Backend,
}

/// The result for a frame.
pub struct Frame {
    /// Its file's name.
    pub name: String,
    /// The variant and its milliseconds; `None` when the frame was skipped.
    pub restored: Option<(String, f64)>,
}

fn main() -> std::process::ExitCode {
    match Camera::parse().run(&mut std::io::stdout().lock()) {
        Ok(_) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

impl Camera {
    /// Restores the frames, and writes a line for each.
    ///
    /// # Errors
    /// An invalid budget, a pack or frame that cannot be read, a result that cannot be written.
    pub fn run(&self, table: &mut impl Write) -> Result<Vec<Frame>> {
        let budget = Duration::try_from_secs_f64(self.budget_ms / 1e3)
            .ok()
            .filter(|budget| !budget.is_zero())
            .ok_or_else(|| Error::new(ErrorKind::Argument, "give --budget-ms more than 0"))?;
        let frames = files(&self.frames)?;
        std::fs::create_dir_all(&self.out).map_err(|e| Error::io("create", &self.out, e))?;
        let restorer = Restorer::builder().backend(self.backend).open(&self.pack)?;
        let variants = self.warmed_up(&restorer, &frames[0])?;
        let costs: Vec<f64> = variants.iter().map(|(_, cost)| *cost).collect();
        let mut governor = Governor::new(budget, &costs);

        // When the machine is free again.
        let mut free = Duration::ZERO;
        let mut all = Vec::new();
        for (number, path) in frames.iter().enumerate() {
            let name = path.file_name().unwrap_or_default();
            let next = budget * (number as u32 + 1);
            let restored = if free >= next {
                None
            } else {
                let options = Options::default()
                    .variant(variants[governor.select()].0.clone())
                    .independent_tiles(true);
                let mut photo = Photo::open(path)?;
                let report = restorer.restore_in_place(&mut photo.pixels, &options)?;
                photo.save(self.out.join(name))?;
                let took = Duration::from_secs_f64(report.ms / 1e3);
                governor.record(took);
                free = free.max(budget * number as u32) + took;
                Some((report.variant, report.ms))
            };
            let frame = Frame {
                name: name.to_string_lossy().into_owned(),
                restored,
            };
            let line = match &frame.restored {
                Some((variant, ms)) => format!("{:24} {variant:>8} {ms:8.1} ms", frame.name),
                None => format!("{:24} {:>8}", frame.name, "skipped"),
            };
            writeln!(table, "{line}").map_err(|e| Error::io("write", "the table", e))?;
            all.push(frame);
        }
        Ok(all)
    }

    /// The variants, lightest first, with what a pixel costs. Each restores one frame, so that no
    /// graph is prepared while the camera runs.
    fn warmed_up(&self, restorer: &Restorer, frame: &Path) -> Result<Vec<(String, f64)>> {
        let photo = Photo::open(frame)?;
        let mut variants = Vec::new();
        for variant in &restorer.pack().manifest().variants {
            let options = Options::default()
                .variant(variant.name.clone())
                .independent_tiles(true);
            restorer.restore(&photo.pixels, &options)?;
            variants.push((variant.name.clone(), variant.macs_per_pixel));
        }
        variants.sort_by(|a, b| a.1.total_cmp(&b.1));
        Ok(variants)
    }
}

/// The files of a folder in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |e| Error::io("read", folder, e);
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<std::io::Result<Vec<_>>>().map_err(failed)?;
    paths.retain(|path| path.is_file());
    paths.sort();
    if paths.is_empty() {
        return Err(Error::new(ErrorKind::Missing, "there are no frames").in_file(folder));
    }
    Ok(paths)
}
