//! Evaluation pictures, which training must never see.

use std::path::PathBuf;

use dynet_core::{Error, ErrorKind, Result};

use super::picture::{self, Refusal};
use super::{perceptual_hash, walk};
use crate::store::{Excluded, Options, Sha256Sum, State};

/// The pictures in `folders`, in their subfolders and in tars, for [`Options::exclude`].
///
/// A picture is recognized after it is saved again, resized or slightly degraded, but not from a part of it.
///
/// # Errors
/// A folder without pictures; a picture that cannot be read, because it could not be excluded.
pub fn excluded(folders: &[PathBuf]) -> Result<Vec<Excluded>> {
    let any_size = Options {
        smallest: 1,
        largest: u32::MAX,
        ..Options::default()
    };
    let mut all = Vec::new();
    let mut fault = None;
    let mut take = |source: walk::Source| {
        let name = match source.member.is_empty() {
            true => source.file,
            false => format!("{}/{}", source.file, source.member),
        };
        let read = picture::read(&source.place).and_then(|bytes| {
            let photo = picture::decode(&bytes, &any_size)?;
            Ok((Sha256Sum::of(&bytes), perceptual_hash(&photo)))
        });
        match read {
            Ok((sha256, look)) => all.push(Excluded {
                name,
                sha256,
                look: Some(look),
            }),
            Err((_, reason)) => {
                let message =
                    format!("this picture is to be excluded but cannot be read: {reason}");
                fault = Some(Error::new(ErrorKind::Missing, message).in_file(name));
            }
        }
        fault.is_none()
    };
    // One by one: several test sets may have the same last name, such as `target`.
    for folder in folders {
        let root = walk::roots(std::slice::from_ref(folder))?;
        walk::walk(&root, &any_size, &mut take)?;
    }
    match (fault, all.is_empty() && !folders.is_empty()) {
        (Some(fault), _) => Err(fault),
        (None, true) => {
            let message = "there is no picture to exclude here";
            let named: Vec<_> = folders.iter().map(|f| f.display().to_string()).collect();
            Err(Error::new(ErrorKind::Missing, message).in_file(named.join(", ")))
        }
        (None, false) => Ok(all),
    }
}

/// The reason to leave out a file with these bytes, if it is excluded.
pub(super) fn by_bytes(exclude: &[Excluded], sha256: &Sha256Sum) -> Option<Refusal> {
    let same = exclude.iter().find(|one| one.sha256 == *sha256)?;
    Some((State::Test, format!("it is {}", same.name)))
}

/// The reason to leave out a photo with this hash, if it is excluded.
pub(super) fn by_hash(exclude: &[Excluded], look: u128, radius: u32) -> Option<Refusal> {
    let apart = |one: &Excluded| one.look.map(|other| (look ^ other).count_ones());
    let nearest = exclude
        .iter()
        .filter_map(|one| Some((apart(one)?, one)))
        .min_by_key(|(apart, _)| *apart);
    let (apart, one) = nearest.filter(|(apart, _)| *apart <= radius)?;
    let reason = format!("it looks like {} ({apart} of 128 bits differ)", one.name);
    Some((State::Test, reason))
}
