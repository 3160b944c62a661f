//! The model repository of NVIDIA's Triton server: a folder for each variant, with its graph and the
//! weights as the server's ONNX Runtime backend finds them.
//!
//! ```text
//! dynet-edge-s/config.pbtxt
//! dynet-edge-s/1/model.onnx
//! dynet-edge-s/1/weights.bin
//! ```
//!
//! Each version folder has the weights file beside its graph, because external data may only lie
//! there; on the disk it is one file under several names (hard links) where the file system can.

use std::path::{Path, PathBuf};

use dynet_pack::{INPUT, OUTPUT};
use tempfile::TempDir;

use crate::{Error, ErrorKind, Result};

/// A model of the repository.
pub(super) struct Model<'a> {
    /// Its name, such as `dynet-edge-s`.
    pub name: String,
    /// Name and bytes of its weights file.
    pub weights: (&'a str, &'a [u8]),
    /// ONNX.
    pub graph: &'a [u8],
    /// Height and width, where they are fixed.
    pub size: Option<[usize; 2]>,
    /// Runs on the GPU.
    pub gpu: bool,
}

/// A repository under construction, in a temporary folder beside its place.
pub(super) struct Repository {
    target: PathBuf,
    folder: TempDir,
}

impl Repository {
    /// An empty repository, to be put at `target`.
    pub fn new(target: &Path) -> Result<Self> {
        let mut entries = std::fs::read_dir(target).into_iter().flatten();
        if entries.next().is_some() || target.is_file() {
            return Err(Error::new(
                ErrorKind::Io,
                "this folder is not empty: give a new folder for the model repository",
            )
            .at(target.display().to_string()));
        }
        let parent = target.parent().filter(|p| !p.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(|error| Error::io("create", parent, error))?;
        let folder = tempfile::Builder::new()
            .prefix(".dynet-export-")
            .tempdir_in(parent);
        Ok(Self {
            target: target.to_owned(),
            folder: folder.map_err(|error| Error::io("write into", parent, error))?,
        })
    }

    /// Writes one model.
    pub fn add(&self, model: &Model) -> Result<()> {
        let place = self.folder.path().join(&model.name);
        let version = place.join("1");
        let save = |path: &Path, bytes: &[u8]| {
            std::fs::write(path, bytes).map_err(|error| Error::io("write", path, error))
        };
        std::fs::create_dir_all(&version).map_err(|error| Error::io("create", &version, error))?;
        save(&version.join("model.onnx"), model.graph)?;
        save(&place.join("config.pbtxt"), config_of(model).as_bytes())?;
        let (file, bytes) = model.weights;
        if !self.link(file, &version.join(file)) {
            save(&version.join(file), bytes)?;
        }
        Ok(())
    }

    /// Links a weights file that an earlier model already has, if possible.
    fn link(&self, file: &str, place: &Path) -> bool {
        let models = std::fs::read_dir(self.folder.path()).into_iter().flatten();
        let others = models
            .flatten()
            .map(|model| model.path().join("1").join(file));
        let mut others = others.filter(|other| other != place && other.is_file());
        others.any(|other| std::fs::hard_link(other, place).is_ok())
    }

    /// Moves everything into place.
    pub fn publish(self) -> Result<()> {
        let target = &self.target;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let open = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(self.folder.path(), open)
                .map_err(|error| Error::io("write", target, error))?;
        }
        std::fs::rename(self.folder.path(), target)
            .map_err(|error| Error::io("write", target, error))?;
        // It is no longer there to be removed.
        let _ = self.folder.keep();
        Ok(())
    }
}

/// Triton's description of a model. The picture's first axis is part of its shape, not a batch that
/// the server may assemble: photos differ in size.
fn config_of(model: &Model) -> String {
    let [height, width] = match model.size {
        Some(size) => size.map(|side| side.to_string()),
        None => ["-1", "-1"].map(String::from),
    };
    let tensor = |list: &str, name: &str| {
        format!(
            "{list} [\n  {{\n    name: \"{name}\"\n    data_type: TYPE_FP32\n    \
             dims: [ 1, 3, {height}, {width} ]\n  }}\n]\n"
        )
    };
    format!(
        "name: \"{}\"\nbackend: \"onnxruntime\"\nmax_batch_size: 0\n{}{}instance_group [ {{ kind: {} }} ]\n",
        model.name,
        tensor("input", INPUT),
        tensor("output", OUTPUT),
        if model.gpu { "KIND_GPU" } else { "KIND_CPU" },
    )
}
