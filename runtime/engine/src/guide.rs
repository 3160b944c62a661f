//! What a session is given, and gives, beside pictures.

use std::sync::Arc;

use super::refused;
use dynet_core::{Error, ErrorKind, Result};
use dynet_pack::Signature;

/// The signature of a session's graph, and the latent that it was given; forks have the same.
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

    /// Takes the latent for the pictures to come.
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
            (Signature::Prompts { .. }, _) => Err(wrong(
                "this graph makes a latent and restores nothing".into(),
            )),
        }
    }

    /// How many values the graph makes of a picture, where it is a prompter's.
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
