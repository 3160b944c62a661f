//! Checks the tensors of a graph: that they have the bytes that their shapes need, inside the graph or
//! inside a weights file.

use std::ops::Range;
use std::sync::Arc;

use super::onnx::{self, Tensor};
use crate::Weights;
use dynet_core::{Error, ErrorKind, Result};

/// Where a tensor's bytes lie.
pub struct TensorBytes<'a> {
    pub weights: &'a Weights,
    pub range: Range<usize>,
}

impl<'a> TensorBytes<'a> {
    /// The tensor's bytes.
    pub fn bytes(&self) -> &'a [u8] {
        &self.weights.bytes()[self.range.clone()]
    }
}

/// Checks one initializer; returns how many bytes of the weights files it takes.
pub fn check_tensor(tensor: &Tensor, weights: &[Arc<Weights>]) -> Result<u64> {
    let (bytes, element) = tensor_bytes(tensor)?;
    if tensor.data_location != onnx::EXTERNAL {
        check_inline(tensor, (bytes, element))?;
        return Ok(0);
    }
    if !tensor.raw_data.is_empty() || typed_elements(tensor) != 0 {
        return Err(bad("it has data both inside and outside the graph"));
    }
    let TensorBytes { weights, range } = tensor_range(tensor, weights)?;
    if range.len() as u64 != bytes {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its shape {:?} needs {bytes} bytes, its range in {:?} has {}",
                tensor.dims,
                weights.file(),
                range.len()
            ),
        ));
    }
    // Engines may read the map in place.
    if !(range.start as u64).is_multiple_of(element) {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its offset {} is not a multiple of its element size {element}",
                range.start
            ),
        ));
    }
    Ok(bytes)
}

/// Data inside the graph has the length that the shape asks for.
pub fn check_inline(tensor: &Tensor, (bytes, element): (u64, u64)) -> Result<()> {
    let (raw, typed) = (tensor.raw_data.len() as u64, typed_elements(tensor));
    if raw != 0 && typed != 0 {
        return Err(bad("it has its data twice"));
    }
    let found = if typed == 0 { raw } else { typed * element };
    if found != bytes {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its shape {:?} needs {bytes} bytes, the graph holds {found}",
                tensor.dims
            ),
        ));
    }
    Ok(())
}

/// Elements in lists of their type, instead of raw bytes.
fn typed_elements(tensor: &Tensor) -> u64 {
    let lists = [
        tensor.float_data.len(),
        tensor.int32_data.len(),
        tensor.int64_data.len(),
        tensor.double_data.len(),
        tensor.uint64_data.len(),
    ];
    lists.iter().map(|&length| length as u64).sum()
}

/// Where in the weights files a tensor lies.
pub fn tensor_range<'a>(tensor: &Tensor, weights: &'a [Arc<Weights>]) -> Result<TensorBytes<'a>> {
    let entries = tensor.external_data.iter();
    let entries = entries.map(|entry| (entry.key.as_str(), entry.value.as_str()));
    external_range(entries, weights)
}

/// Bytes of a tensor and of one element, from its type and shape.
pub fn tensor_bytes(tensor: &Tensor) -> Result<(u64, u64)> {
    let element = onnx::element_bytes(tensor.data_type).ok_or_else(|| {
        bad(format!(
            "its ONNX data type {} is not supported",
            tensor.data_type
        ))
    })?;
    let bytes = tensor.dims.iter().try_fold(element, |bytes, &dim| {
        bytes.checked_mul(u64::try_from(dim).ok()?)
    });
    // No tensor is larger than memory can address.
    match bytes.filter(|&bytes| bytes <= isize::MAX as u64) {
        Some(bytes) => Ok((bytes, element)),
        None => Err(Error::new(
            ErrorKind::TensorRange,
            format!("its shape {:?} is not possible", tensor.dims),
        )),
    }
}

/// Where in the weights files a tensor's external data lies: inside one of them, or an error.
pub fn external_range<'a, 'e>(
    entries: impl Iterator<Item = (&'e str, &'e str)>,
    weights: &'a [Arc<Weights>],
) -> Result<TensorBytes<'a>> {
    let (mut location, mut offset, mut length) = (None, None, None);
    for (key, value) in entries {
        let known = match key {
            "location" => location.replace(value),
            "offset" => offset.replace(value),
            "length" => length.replace(value),
            _ => None,
        };
        // Engines differ in which of two entries they use.
        if known.is_some() {
            return Err(bad(format!("its {key} is given twice")));
        }
    }
    let wrong = |message: String| Error::new(ErrorKind::TensorRange, message);
    let own = weights.iter().find(|own| location == Some(own.file()));
    let Some(weights) = own.map(AsRef::as_ref) else {
        let files: Vec<&str> = weights.iter().map(|own| own.file()).collect();
        return Err(Error::new(
            ErrorKind::UnsafePath,
            format!(
                "its data is said to be in {:?}; the weights of this graph are in {}",
                location.unwrap_or("no file"),
                files.join(" and ")
            ),
        ));
    };
    let Some(length) = length else {
        return Err(wrong("its place in the weights file has no length".into()));
    };
    let parse = |name: &str, value: &str| {
        value
            .parse::<usize>()
            .map_err(|e| wrong(format!("its {name} {value:?} is not a size")).caused_by(e))
    };
    let (start, length) = (
        parse("offset", offset.unwrap_or("0"))?,
        parse("length", length)?,
    );
    match start.checked_add(length) {
        Some(end) if end <= weights.bytes().len() => Ok(TensorBytes {
            weights,
            range: start..end,
        }),
        _ => Err(wrong(format!(
            "its offset {start} and length {length} reach beyond the {} bytes of {:?}",
            weights.bytes().len(),
            weights.file()
        ))),
    }
}

fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Graph, message)
}
