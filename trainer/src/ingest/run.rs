//! `dynet-train ingest`.

use super::keep::Keeper;
use super::seen::{Seen, Twin};
use super::walk::{self, Source};
use super::workers::in_order;
use super::{cut, exclude, perceptual_hash, picture, subject};
use crate::store::{Counts, Manifest, Options, Patch, Record, Sha256Sum, State, record_id};
use dynet_core::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// Builds a store of the photos in `sources` (folders, tars, photos), or resumes an interrupted one; a finished store
/// does not change. `observe` gets the counts after each source.
///
/// Memory: about 100 bytes per source, and for each of the `workers` one decoded photo (18 bytes per pixel) and the
/// patches of up to five.
///
/// # Errors
/// A missing source, sources without photos, options that differ from those of the existing store, a full disk.
/// Unreadable photos are not an error: `skipped.csv` lists them.
pub fn ingest(
    sources: &[PathBuf],
    store: &Path,
    options: &Options,
    workers: usize,
    observe: &mut dyn FnMut(&Counts),
) -> Result<Manifest> {
    options.validate()?;
    let roots = walk::roots(sources)?;
    walk::check_outside(&roots, store)?;
    let all = Options {
        part: None,
        ..options.clone()
    };
    let mut some = false;
    walk::walk(&roots, &all, &mut |_| {
        some = true;
        false
    })?;
    if !some {
        let message = "no photo (PNG, JPEG, WebP) and no tar of photos here";
        let named: Vec<_> = sources.iter().map(|s| s.display().to_string()).collect();
        return Err(Error::new(ErrorKind::Missing, message).in_file(named.join(", ")));
    }
    let names: Vec<_> = roots.iter().map(|root| root.name.clone()).collect();
    let seen = RwLock::new(Seen::new(options.radius));
    let mut keeper = Keeper::open(store, options, &names, &seen)?;
    if keeper.finished() {
        return keeper.leave();
    }
    let done = keeper.take_done();
    observe(keeper.counts());

    let feed = |each: &mut dyn FnMut(Source) -> bool| {
        walk::walk(&roots, options, &mut |source| {
            let id = record_id(&source.file, &source.member, source.position);
            done.contains(&id) || each(source)
        })
    };
    let work = |source: Source| look_at(source, options, &seen);
    let listing = in_order(workers, feed, work, |found: Result<_>| {
        let (record, patches) = found?;
        keeper.keep(record, || Ok(patches))?;
        observe(keeper.counts());
        Ok(())
    })?;
    keeper.finish(listing)
}

/// Examines one source; `seen` only saves work.
fn look_at(source: Source, options: &Options, seen: &RwLock<Seen>) -> Result<(Record, Vec<Patch>)> {
    let mut record = Record {
        file: source.file,
        member: source.member,
        position: source.position,
        state: State::Kept,
        reason: String::new(),
        of: None,
        apart: None,
        sha256: None,
        look: None,
        license: source.license,
        patches: 0,
        flat: 0,
    };
    let known = || seen.read().unwrap_or_else(PoisonError::into_inner);
    let result = picture::read(&source.place).and_then(|bytes| {
        // Equal bytes rather than equal pixels: known before decoding, and independent of the decoder's version. A
        // lossless copy has the same perceptual hash anyway.
        let sha256 = Sha256Sum::of(&bytes);
        if let Some(refusal) = exclude::by_bytes(&options.exclude, &sha256) {
            return Err(refusal);
        }
        if known().has(&sha256) {
            return Ok((sha256, None));
        }
        let photo = picture::decode(&bytes, options)?;
        if let Some(refusal) = subject::refusal(&photo) {
            return Err(refusal);
        }
        let Some(radius) = options.radius else {
            return Ok((sha256, Some((photo, None))));
        };
        let look = perceptual_hash::perceptual_hash(&photo);
        match exclude::by_hash(&options.exclude, look, radius) {
            Some(refusal) => Err(refusal),
            None => Ok((sha256, Some((photo, Some(look))))),
        }
    });
    let (sha256, photo) = match result {
        Ok(found) => found,
        Err((state, reason)) => {
            (record.state, record.reason) = (state, reason);
            return Ok((record, Vec::new()));
        }
    };
    record.sha256 = Some(sha256);
    let Some((photo, look)) = photo else {
        return Ok((record, Vec::new()));
    };
    record.look = look;
    // Skips cutting if a duplicate is already known; the keeper makes the final decision.
    let twin: Option<Twin> = known().find(&sha256, look);
    if twin.is_some() {
        return Ok((record, Vec::new()));
    }
    let (patches, flat) = cut::cut(&photo, options.size)?;
    record.flat = flat;
    Ok((record, patches))
}
