//! Reading and writing checkpoint files: names, shapes and values, no network yet.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::Path;

use burn::tensor::{DType, TensorData};
use pytorch_reader::PytorchReader;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};

use super::error::{WeightsError, WeightsErrorKind};

/// The contents of a checkpoint: `f32` values by name, and the file's metadata.
#[derive(Clone, Debug, Default)]
pub struct Tensors {
    /// Texts by key, such as [`CONFIG_KEY`](super::CONFIG_KEY); only `.safetensors` has them.
    pub metadata: BTreeMap<String, String>,
    /// Every tensor by its name, with its shape.
    pub tensors: BTreeMap<String, TensorData>,
}

/// Reads `.safetensors`, `.pth`, `.pt` or `.ckpt`, distinguished by their first bytes.
/// Half and double precision become `f32`.
///
/// # Errors
/// A file that is missing, truncated or not a checkpoint, or tensors of integers.
pub fn read(path: &Path) -> Result<Tensors, WeightsError> {
    let bytes = std::fs::read(path).map_err(|e| wrong(path, e))?;
    // PyTorch files are zip archives or bare pickles; safetensors begin with a length and `{`.
    if bytes.get(8) == Some(&b'{') {
        return read_safetensors(path, &bytes);
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0x80]) {
        return read_pytorch(path);
    }
    Err(wrong(
        path,
        "neither a .safetensors file nor a PyTorch checkpoint",
    ))
}

/// Writes `.safetensors`.
///
/// # Errors
/// A folder that cannot be written.
pub fn write(path: &Path, tensors: &Tensors) -> Result<(), WeightsError> {
    let failed = |e: &dyn std::fmt::Display| {
        WeightsError::new(
            WeightsErrorKind::Write,
            path,
            format!("cannot be written: {e}"),
        )
    };
    let views = tensors
        .tensors
        .iter()
        .map(|(name, data)| {
            let shape = data.shape().iter().copied().collect();
            TensorView::new(Dtype::F32, shape, data.as_bytes()).map(|view| (name, view))
        })
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| failed(&e))?;
    let metadata: HashMap<_, _> = tensors.metadata.clone().into_iter().collect();
    let bytes = safetensors::serialize(views, Some(metadata)).map_err(|e| failed(&e))?;

    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    // Temporary files are private; the result gets the permissions of any new file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(|e| failed(&e))?;
    file.write_all(&bytes).map_err(|e| failed(&e))?;
    file.as_file().sync_all().map_err(|e| failed(&e))?;
    file.persist(path).map_err(|e| failed(&e.error))?;
    Ok(())
}

fn read_safetensors(path: &Path, bytes: &[u8]) -> Result<Tensors, WeightsError> {
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(|e| wrong(path, e))?;
    let file = SafeTensors::deserialize(bytes).map_err(|e| wrong(path, e))?;
    let mut tensors = BTreeMap::new();
    for (name, view) in file.tensors() {
        let dtype = match view.dtype() {
            Dtype::F64 => DType::F64,
            Dtype::F32 => DType::F32,
            Dtype::F16 => DType::F16,
            Dtype::BF16 => DType::BF16,
            _ if counts_steps(&name) => continue,
            other => return Err(wrong(path, format!("{name} holds {other:?}, not floats"))),
        };
        let data = values(view.data().to_vec(), view.shape(), dtype);
        tensors.insert(plain_name(&name).to_string(), data);
    }
    let metadata = metadata.metadata().clone().unwrap_or_default();
    Ok(Tensors {
        metadata: metadata.into_iter().collect(),
        tensors,
    })
}

fn read_pytorch(path: &Path) -> Result<Tensors, WeightsError> {
    // Lightning keeps the tensors under `state_dict`, BasicSR under `params` and their moving average
    // under `params_ema`, plain `torch.save(net.state_dict())` at the top.
    let reader = ["state_dict", "params_ema", "params"]
        .into_iter()
        .find_map(|key| PytorchReader::with_top_level_key(path, key).ok())
        .map_or_else(|| PytorchReader::new(path), Ok)
        .map_err(|e| wrong(path, e))?;
    let mut tensors = BTreeMap::new();
    for (name, tensor) in reader.tensors() {
        let dtype = match format!("{:?}", tensor.dtype()).as_str() {
            "F64" => DType::F64,
            "F32" => DType::F32,
            "F16" => DType::F16,
            "BF16" => DType::BF16,
            _ if counts_steps(name) => continue,
            other => return Err(wrong(path, format!("{name} holds {other}, not floats"))),
        };
        let bytes = tensor.read().map_err(|e| wrong(path, e))?;
        let data = values(bytes, tensor.shape(), dtype);
        tensors.insert(plain_name(name).to_string(), data);
    }
    Ok(Tensors {
        metadata: BTreeMap::new(),
        tensors,
    })
}

/// Integers that PyTorch keeps beside the weights: how many batches a BatchNorm has seen, and the position in a
/// contrastive network's queue.
fn counts_steps(name: &str) -> bool {
    name.ends_with("num_batches_tracked") || name.ends_with("queue_ptr")
}

/// `net.` is the field of the authors' Lightning module that holds the network.
fn plain_name(name: &str) -> &str {
    name.strip_prefix("net.").unwrap_or(name)
}

fn values(bytes: Vec<u8>, shape: &[usize], dtype: DType) -> TensorData {
    TensorData::from_bytes_vec(bytes, shape.to_vec(), dtype).convert::<f32>()
}

fn wrong(path: &Path, e: impl std::fmt::Display) -> WeightsError {
    WeightsError::new(
        WeightsErrorKind::Read,
        path,
        format!("cannot be read as weights: {e}"),
    )
}
