//! Pictures that are kept for measuring, so that training never sees them.

use std::path::PathBuf;

use dynet_core::{Error, ErrorKind, Result};

use super::picture::{self, Refusal};
use super::{likeness, walk};
use crate::store::{Excluded, Options, State, Sum};

/// The pictures in `folders`, those in folders below and in tars among them, for [`Options::exclude`].
///
/// A whole picture is known again when it was saved anew, resized or degraded a little, and not by a part of it.
///
/// # Errors
/// A folder without pictures, and a picture that cannot be read: what it shows would not be left out.
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
            Ok((Sum::of(&bytes), likeness(&photo)))
        });
        match read {
            Ok((sha256, look)) => all.push(Excluded {
                name,
                sha256,
                look: Some(look),
            }),
            Err((_, reason)) => {
                let message = format!("it is to be excluded and cannot be read: {reason}");
                fault = Some(Error::new(ErrorKind::Missing, message).in_file(name));
            }
        }
        fault.is_none()
    };
    // One by one: sets for measuring may well have the same last name, as all `target` folders do.
    for folder in folders {
        let root = walk::roots(std::slice::from_ref(folder))?;
        walk::walk(&root, &any_size, &mut take)?;
    }
    match (fault, all.is_empty() && !folders.is_empty()) {
        (Some(fault), _) => Err(fault),
        (None, true) => {
            let message = "no picture to be excluded is in there";
            let named: Vec<_> = folders.iter().map(|f| f.display().to_string()).collect();
            Err(Error::new(ErrorKind::Missing, message).in_file(named.join(", ")))
        }
        (None, false) => Ok(all),
    }
}

/// Why a file with these bytes is left out, if so.
pub(super) fn by_bytes(exclude: &[Excluded], sha256: &Sum) -> Option<Refusal> {
    let same = exclude.iter().find(|one| one.sha256 == *sha256)?;
    Some((State::Test, format!("it is {}", same.name)))
}

/// Why a photo that looks like this is left out, if so.
pub(super) fn by_look(exclude: &[Excluded], look: u128, radius: u32) -> Option<Refusal> {
    let apart = |one: &Excluded| one.look.map(|other| (look ^ other).count_ones());
    let nearest = exclude
        .iter()
        .filter_map(|one| Some((apart(one)?, one)))
        .min_by_key(|(apart, _)| *apart);
    let (apart, one) = nearest.filter(|(apart, _)| *apart <= radius)?;
    let reason = format!("it looks like {} ({apart} of 128 bits differ)", one.name);
    Some((State::Test, reason))
}
