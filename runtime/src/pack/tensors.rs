//! Checks the tensors of a graph: that they have the bytes that their shapes need, inside the graph or
//! inside the weights file.

use std::ops::Range;

use super::onnx::{self, Tensor};
use crate::engine::Weights;
use crate::{Error, ErrorKind, Result};

/// Checks one initializer; returns how many bytes of the weights file it takes.
pub fn check_tensor(tensor: &Tensor, weights: &Weights) -> Result<u64> {
    let (bytes, element) = tensor_bytes(tensor)?;
    if tensor.data_location != onnx::EXTERNAL {
        check_inline(tensor, (bytes, element))?;
        return Ok(0);
    }
    if !tensor.raw_data.is_empty() || typed_elements(tensor) != 0 {
        return Err(bad("it has data both inside and outside the graph"));
    }
    let range = tensor_range(tensor, weights)?;
    if range.len() as u64 != bytes {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its shape {:?} needs {bytes} bytes, its place in {:?} has {}",
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

/// Where in the weights file a tensor lies.
pub fn tensor_range(tensor: &Tensor, weights: &Weights) -> Result<Range<usize>> {
    let entries = tensor.external_data.iter();
    let entries = entries.map(|entry| (entry.key.as_str(), entry.value.as_str()));
    external_range(entries, weights)
}

/// Bytes of a tensor and of one element, from its type and shape.
pub fn tensor_bytes(tensor: &Tensor) -> Result<(u64, u64)> {
    let element = onnx::element_bytes(tensor.data_type).ok_or_else(|| {
        bad(format!(
            "its ONNX data type {} is not read",
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

/// Where in the weights file a tensor's external data lies: inside it, or an error.
pub fn external_range<'a>(
    entries: impl Iterator<Item = (&'a str, &'a str)>,
    weights: &Weights,
) -> Result<Range<usize>> {
    let (mut location, mut offset, mut length) = (None, "0", None);
    for (key, value) in entries {
        match key {
            "location" => location = Some(value),
            "offset" => offset = value,
            "length" => length = Some(value),
            _ => {}
        }
    }
    let wrong = |message: String| Error::new(ErrorKind::TensorRange, message);
    if location != Some(weights.file()) {
        return Err(Error::new(
            ErrorKind::UnsafePath,
            format!(
                "its data is said to be in {:?}; the weights of this pack are in {:?}",
                location.unwrap_or("no file"),
                weights.file()
            ),
        ));
    }
    let Some(length) = length else {
        return Err(wrong("its place in the weights file has no length".into()));
    };
    let parse = |name: &str, value: &str| {
        value
            .parse::<usize>()
            .map_err(|e| wrong(format!("its {name} {value:?} is not a size")).caused_by(e))
    };
    let (start, length) = (parse("offset", offset)?, parse("length", length)?);
    match start.checked_add(length) {
        Some(end) if end <= weights.bytes().len() => Ok(start..end),
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
