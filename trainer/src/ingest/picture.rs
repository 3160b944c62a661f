//! Decodes a file into pixels, or gives the reason to leave it out.

use super::walk::Place;
use crate::data::folder::eight_bits;
use crate::store::{Options, State};
use dynet_image::Photo;
use image::{ImageReader, RgbImage};
use std::fs::File;
use std::io::{Cursor, Read, Seek as _, SeekFrom};
use std::panic::catch_unwind;

/// Maximum size of a file to decode.
const MAX_BYTES: u64 = 1 << 30;

/// Why a source is left out.
pub(super) type Refusal = (State, String);

/// The source's bytes.
pub(super) fn read(place: &Place) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let result = match place {
        Place::Fault(reason) => return unreadable(reason),
        Place::File(path) => File::open(path)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            .map(|_| true),
        Place::Member {
            tar,
            offset,
            bytes: count,
        } => File::open(tar).and_then(|mut file| {
            file.seek(SeekFrom::Start(*offset))?;
            let read = file
                .take((*count).min(MAX_BYTES + 1))
                .read_to_end(&mut bytes)?;
            Ok(read as u64 == *count || read as u64 > MAX_BYTES)
        }),
    };
    match result {
        Ok(true) if bytes.len() as u64 > MAX_BYTES => unreadable("the file is larger than 1 GiB"),
        Ok(true) => Ok(bytes),
        Ok(false) => unreadable("the tar ends in the middle of it"),
        Err(e) => unreadable(&e.to_string()),
    }
}

/// The pixels, upright, 8 bits a channel.
pub(super) fn decode(bytes: &[u8], options: &Options) -> Result<RgbImage, Refusal> {
    // The header is enough to reject most small photos.
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    if let Some((width, height)) = reader.ok().and_then(|r| r.into_dimensions().ok()) {
        if width.min(height) < options.smallest {
            let least = options.smallest;
            let reason = format!("{width}x{height} pixels, fewer than {least} on a side");
            return Err((State::Small, reason));
        }
        if u64::from(width) * u64::from(height) > u64::from(options.largest) * 1_000_000 {
            let most = options.largest;
            let reason = format!("{width}x{height} pixels, more than {most} megapixels");
            return Err((State::Large, reason));
        }
    }
    // A panic in a decoder must not stop a run over a million photos.
    let photo = match catch_unwind(|| Photo::decode(bytes)) {
        Ok(Ok(photo)) => photo,
        Ok(Err(e)) => return unreadable(&e.to_string()),
        Err(_) => return unreadable("the decoder failed on it"),
    };
    if photo
        .alpha
        .is_some_and(|alpha| alpha.iter().any(|&a| a < u16::MAX))
    {
        let reason = "it has transparent areas: a graphic".to_owned();
        return Err((State::Transparent, reason));
    }
    Ok(eight_bits(&photo.pixels))
}

fn unreadable<T>(reason: &str) -> Result<T, Refusal> {
    Err((State::Unreadable, reason.to_owned()))
}
