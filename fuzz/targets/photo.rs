//! A photo in any format: an error, or as many pixels as its size says.
#![no_main]

use dynet_image::Photo;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(photo) = Photo::decode(file) {
        let pixels = photo.pixels.pixels();
        assert!(pixels > 0 && photo.pixels.data().len() == 3 * pixels);
        assert!(photo.pixels.data().iter().all(|v| (0.0..=1.0).contains(v)));
        assert!(photo.alpha.is_none_or(|alpha| alpha.len() == pixels));
    }
});
