//! The one weights file behind all graphs of a pack: every tensor once.

use std::collections::HashMap;

use burn::tensor::{DType, TensorData};
use sha2::{Digest, Sha256};

use crate::{Error, ErrorKind, Result};

/// Tensors start at multiples of this many bytes, so that a mapped file can be used in place
/// by vector instructions.
pub const ALIGNMENT: usize = 64;

/// The bytes of a weights file under construction.
///
/// Adding the same bytes again, from another variant or under another name, takes no space.
#[derive(Debug)]
pub struct WeightFile {
    file: String,
    bytes: Vec<u8>,
    places: HashMap<[u8; 32], usize>,
    /// Where tensors are looked for first.
    base: Option<Box<WeightFile>>,
}

/// Where a tensor starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    /// The name that graphs give as the tensor's location.
    pub file: &'a str,
    /// Bytes from the file's beginning.
    pub start: usize,
}

impl WeightFile {
    /// An empty file; `file` is the name that graphs will give as their tensors' location.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            bytes: Vec::new(),
            places: HashMap::new(),
            base: None,
        }
    }

    /// An empty file beside `base`: it takes only tensors that are not there.
    pub fn beside(base: WeightFile, file: impl Into<String>) -> Self {
        Self {
            base: Some(Box::new(base)),
            ..Self::new(file)
        }
    }

    /// The name that graphs give as their tensors' location.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What to write into the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many different tensors the file holds.
    pub fn tensors(&self) -> usize {
        self.places.len()
    }

    /// Puts a tensor into the file unless its bytes are there, or in the base; returns where it starts.
    ///
    /// # Errors
    /// [`ErrorKind::NotFinite`] when the tensor holds NaN or infinity.
    pub(crate) fn add(&mut self, tensor: &TensorData, name: &str) -> Result<Place<'_>> {
        if tensor.dtype() == DType::F32
            && let Ok(values) = tensor.as_slice::<f32>()
            && let Some(at) = values.iter().position(|value| !value.is_finite())
        {
            return Err(Error::new(
                ErrorKind::NotFinite,
                format!(
                    "weight {name} holds {} at position {at}: the training run diverged; \
                     export an earlier checkpoint",
                    values[at]
                ),
            ));
        }
        let bytes = tensor.as_bytes();
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        if let Some(base) = &self.base
            && let Some(&start) = base.places.get(&hash)
        {
            let file = &base.file;
            return Ok(Place { file, start });
        }
        let file = &self.file;
        if let Some(&start) = self.places.get(&hash) {
            return Ok(Place { file, start });
        }
        let start = self.bytes.len().next_multiple_of(ALIGNMENT);
        self.bytes.resize(start, 0);
        self.bytes.extend_from_slice(bytes);
        self.places.insert(hash, start);
        Ok(Place { file, start })
    }
}
