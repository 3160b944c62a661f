//! The latent that a session takes or returns.

use std::sync::Arc;

use super::refused;
use dynet_core::{Error, ErrorKind, Result};
use dynet_pack::Signature;

/// The signature of a session's graph, and the session's latent; forks have the same.
#[derive(Clone, Debug)]
pub(super) struct Guide {
    signature: Signature,
    latent: Option<Arc<[f32]>>,
}

impl Guide {
    /// Without a latent yet.
    pub fn new(signature: Signature) -> Self {
        Self {
            signature,
            latent: None,
        }
    }

    /// Sets the latent for the next pictures.
    pub fn set(&mut self, latent: &[f32]) -> Result<()> {
        match self.signature {
            Signature::Guided { latent: length } if length == latent.len() => {
                self.latent = Some(latent.into());
                Ok(())
            }
            Signature::Guided { latent: length } => Err(wrong(format!(
                "the latent has {} values, this graph takes {length}",
                latent.len()
            ))),
            _ => Err(refused("takes")),
        }
    }

    /// The latent for restoring a picture, where the graph takes one.
    pub fn restoring(&self) -> Result<Option<&[f32]>> {
        match (self.signature, &self.latent) {
            (Signature::Restores, _) => Ok(None),
            (Signature::Guided { .. }, Some(latent)) => Ok(Some(latent)),
            (Signature::Guided { .. }, None) => Err(wrong(
                "this graph is guided: give the session a latent before the picture".into(),
            )),
            _ => Err(wrong(
                "this graph makes a latent and restores nothing".into(),
            )),
        }
    }

    /// The length of the latent, for a prompter's graph.
    pub fn prompting(&self) -> Result<usize> {
        match self.signature {
            Signature::Prompts { latent } => Ok(latent),
            _ => Err(refused("makes")),
        }
    }
}

fn wrong(text: String) -> Error {
    Error::new(ErrorKind::Argument, text)
}
