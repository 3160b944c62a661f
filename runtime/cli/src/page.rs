//! A photo and its restorations as one HTML file, with a slider between before and after.

use super::compare::Shown;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use dynet_core::{Planar, Result};
use dynet_image::{Format, Photo};
use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Luma};

/// The page without its pictures.
const TEMPLATE: &str = include_str!("page.html");
/// Photos with more pixels are scaled down: no browser opens a page of a hundred megabytes.
const MAX_PIXELS: usize = 4_000_000;
/// The longest side of a scaled-down photo.
const REDUCED_SIDE: usize = 2048;
/// Pictures of up to this many pixels are embedded as lossless PNG, larger ones as JPEG.
const MAX_PNG_PIXELS: usize = 400_000;

/// The page. `photo` has what the pixels lack: opacity, gray, color profile.
pub fn page(name: &str, photo: &Photo, before: &Planar, variants: &[Shown]) -> Result<String> {
    let (width, height) = before.size();
    let megapixels = before.pixels() as f64 / 1e6;
    let mut facts = format!("{width} × {height} pixels, {megapixels:.2} megapixels");
    let shown = shown_size(width, height);
    if shown != (width, height) {
        facts += &format!("; shown here reduced to {} × {}", shown.0, shown.1);
    }
    let before = data_uri(photo, before, shown)?;
    let mut sections = String::new();
    for (position, variant) in variants.iter().enumerate() {
        let after = data_uri(photo, &variant.image, shown)?;
        let before = if position == 0 { &before } else { "" };
        sections += &section(&escaped(&variant.name), variant.ms, shown, before, &after);
    }
    Ok(TEMPLATE
        .replace("{{variants}}", &sections)
        .replace("{{facts}}", &facts)
        // Last, so that a name that looks like a placeholder of the template stays a name.
        .replace("{{title}}", &escaped(name)))
}

fn section(
    name: &str,
    ms: f64,
    (width, height): (usize, usize),
    before: &str,
    after: &str,
) -> String {
    let seconds = ms / 1000.0;
    let source = match before {
        "" => String::new(),
        before => format!(" src=\"{before}\""),
    };
    format!(
        r#"<section>
<div class="name"><h2>Variant <code>{name}</code></h2><p class="time">{seconds:.1} s</p></div>
<div class="frame"><div class="stage">
<img class="after" alt="Restored by variant {name}" width="{width}" height="{height}" src="{after}">
<img class="before" alt="The photo before" width="{width}" height="{height}"{source}>
<input type="range" min="0" max="100" value="50" aria-label="How much of the photo before is shown, beside variant {name}">
<span class="tag left">before</span><span class="tag right">after</span><span class="handle"></span>
</div></div>
</section>
"#
    )
}

/// The size of the pictures in the page.
fn shown_size(width: usize, height: usize) -> (usize, usize) {
    let longest = width.max(height);
    if width * height <= MAX_PIXELS || longest <= REDUCED_SIDE {
        return (width, height);
    }
    let reduced = |side: usize| (side * REDUCED_SIDE).div_ceil(longest);
    (reduced(width), reduced(height))
}

fn data_uri(photo: &Photo, pixels: &Planar, size: (usize, usize)) -> Result<String> {
    let mut picture = Photo::from_pixels(reduced(pixels, size));
    picture.is_grayscale = photo.is_grayscale;
    picture.icc = photo.icc.clone();
    if size == pixels.size() {
        picture.alpha = photo.alpha.clone();
    }
    let (format, kind) = match picture.pixels.pixels() <= MAX_PNG_PIXELS {
        true => (Format::Png, "png"),
        false => (Format::Jpeg, "jpeg"),
    };
    let bytes = picture.encode(format)?;
    Ok(format!(
        "data:image/{kind};base64,{}",
        BASE64_STANDARD.encode(bytes)
    ))
}

fn reduced(pixels: &Planar, (width, height): (usize, usize)) -> Planar {
    if (width, height) == pixels.size() {
        return pixels.clone();
    }
    let mut small = Planar::new(width, height);
    for channel in 0..3 {
        let plane = pixels.plane(channel);
        let plane = ImageBuffer::<Luma<f32>, _>::from_raw(
            pixels.width() as u32,
            pixels.height() as u32,
            plane,
        );
        // A plane holds as many values as its picture has pixels.
        if let Some(plane) = plane {
            let plane = resize(&plane, width as u32, height as u32, FilterType::Triangle);
            small.plane_mut(channel).copy_from_slice(&plane);
        }
    }
    small
}

/// Escapes text for HTML, in attributes too.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
