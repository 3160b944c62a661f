//! Callers' pictures: where their rows lie, and how their values are converted for a network.

use dynet::{Error, ErrorKind, Planar, Result};

/// How a caller's pixels are stored. Floats are in the machine's byte order, 0 black to 1 full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Three bytes per pixel: red, green, blue.
    Rgb8,
    /// Four bytes per pixel: red, green, blue, and opacity, which is copied unchanged.
    Rgba8,
    /// Three `f32` per pixel.
    RgbF32,
    /// Three planes of `f32`: all red values, then all green, then all blue.
    PlanarF32,
}

impl Format {
    /// Bytes from a pixel to the next in a row.
    pub fn pixel_bytes(self) -> usize {
        match self {
            Self::Rgb8 => 3,
            Self::Rgba8 | Self::PlanarF32 => 4,
            Self::RgbF32 => 12,
        }
    }

    fn planes(self) -> usize {
        if self == Self::PlanarF32 { 3 } else { 1 }
    }
}

/// Where the rows of a picture lie, counted in bytes from its first one.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    format: Format,
    width: usize,
    height: usize,
    row_stride: usize,
    plane_stride: usize,
}

impl Layout {
    /// A checked layout. `row_stride` is the bytes from a row to the next, `plane_stride` those
    /// from a plane to the next, which only planar pictures have. `what` names the picture.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] for an empty picture, strides under which rows or planes would
    /// overlap, and sizes larger than any memory.
    pub fn new(
        what: &str,
        format: Format,
        (width, height): (usize, usize),
        row_stride: usize,
        plane_stride: usize,
    ) -> Result<Self> {
        let bad = |why: String| Err(Error::new(ErrorKind::Argument, format!("{what}: {why}")));
        if width == 0 || height == 0 {
            return bad(format!("the picture is empty ({width}x{height} pixels)"));
        }
        let overflow = || {
            bad(format!(
                "{width}x{height} pixels are more than memory holds"
            ))
        };
        let Some(row) = width.checked_mul(format.pixel_bytes()) else {
            return overflow();
        };
        if row_stride < row {
            return bad(format!(
                "row_stride is {row_stride} bytes, a row of {width} pixels has {row}"
            ));
        }
        let last = row_stride.checked_mul(height - 1);
        let Some(plane) = last.and_then(|last| last.checked_add(row)) else {
            return overflow();
        };
        let planes = format.planes();
        if planes > 1 && plane_stride < plane {
            return bad(format!(
                "plane_stride is {plane_stride} bytes, a plane has {plane}"
            ));
        }
        let last = plane_stride.checked_mul(planes - 1);
        match last.and_then(|last| last.checked_add(plane)) {
            Some(all) if isize::try_from(all).is_ok() => Ok(Self {
                format,
                width,
                height,
                row_stride,
                plane_stride,
            }),
            _ => overflow(),
        }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Bytes of one row's pixels.
    pub fn row_bytes(&self) -> usize {
        self.width * self.format.pixel_bytes()
    }

    /// Where each row begins, all rows of a plane before the next plane's.
    pub fn rows(&self) -> impl Iterator<Item = usize> + use<> {
        let layout = *self;
        (0..self.format.planes()).flat_map(move |plane| {
            (0..layout.height).map(move |y| plane * layout.plane_stride + y * layout.row_stride)
        })
    }
}

/// A caller's picture as a network takes it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The colors.
    pub pixels: Planar,
    /// Opacity of each pixel, if the caller's format has it.
    pub alpha: Option<Vec<u8>>,
}

/// Reads a picture from its rows, in the order of [`Layout::rows`].
///
/// # Errors
/// [`ErrorKind::OutOfMemory`] when there is no memory for it, [`ErrorKind::Argument`] for NaN or
/// infinity, naming the pixel.
pub fn read(layout: &Layout, rows: impl Iterator<Item: AsRef<[u8]>>) -> Result<Picture> {
    let (width, height) = layout.size();
    let mut pixels = Planar::from_data(width, height, zeroed(layout)?)?;
    let mut alpha = (layout.format == Format::Rgba8).then(Vec::new);
    let step = layout.format.pixel_bytes();
    for (index, row) in rows.enumerate() {
        let (plane, y) = (index / height, index % height);
        for (x, pixel) in row.as_ref().chunks_exact(step).enumerate() {
            let at = y * width + x;
            match layout.format {
                Format::PlanarF32 => pixels.plane_mut(plane)[at] = float(pixel, 0),
                Format::RgbF32 => (0..3).for_each(|c| pixels.plane_mut(c)[at] = float(pixel, c)),
                Format::Rgb8 | Format::Rgba8 => {
                    (0..3).for_each(|c| pixels.plane_mut(c)[at] = f32::from(pixel[c]) / 255.0);
                }
            }
            if let Some(alpha) = &mut alpha {
                alpha.push(pixel[3]);
            }
        }
    }
    // NaN in gives NaN out, which would be blamed on the network's weights.
    match pixels.data().iter().position(|value| !value.is_finite()) {
        None => Ok(Picture { pixels, alpha }),
        Some(at) => {
            let at = at % (width * height);
            let (x, y) = (at % width, at / width);
            let message = format!("the picture holds NaN or infinity at column {x}, row {y}");
            Err(Error::new(ErrorKind::Argument, message))
        }
    }
}

/// Writes a picture of the layout's size: calls `put` with each row's offset and bytes.
///
/// Bytes are the nearest of 256 levels, floats are written as they are. Where the layout has
/// opacity and the picture has none, it is 255.
pub fn write(picture: &Picture, layout: &Layout, mut put: impl FnMut(usize, &[u8])) {
    let (width, height) = layout.size();
    let [red, green, blue] = [0, 1, 2].map(|channel| picture.pixels.plane(channel));
    let mut bytes = Vec::with_capacity(layout.row_bytes());
    for (index, offset) in layout.rows().enumerate() {
        let (plane, y) = (index / height, index % height);
        bytes.clear();
        for at in y * width..(y + 1) * width {
            let colours = [red[at], green[at], blue[at]];
            match layout.format {
                Format::PlanarF32 => bytes.extend(colours[plane].to_ne_bytes()),
                Format::RgbF32 => bytes.extend(colours.iter().flat_map(|v| v.to_ne_bytes())),
                Format::Rgb8 => bytes.extend(colours.map(level)),
                Format::Rgba8 => {
                    bytes.extend(colours.map(level));
                    bytes.push(picture.alpha.as_ref().map_or(255, |alpha| alpha[at]));
                }
            }
        }
        put(offset, &bytes);
    }
}

/// Black planes; a lack of memory is an error instead of the program's end.
fn zeroed(layout: &Layout) -> Result<Vec<f32>> {
    let (width, height) = layout.size();
    let mut data = Vec::new();
    let values = (width * height).checked_mul(3);
    match values.map(|values| (values, data.try_reserve_exact(values))) {
        Some((values, Ok(()))) => {
            data.resize(values, 0.0);
            Ok(data)
        }
        _ => Err(Error::new(
            ErrorKind::OutOfMemory,
            format!("there is no memory for {width}x{height} pixels; give it in parts"),
        )),
    }
}

fn float(pixel: &[u8], channel: usize) -> f32 {
    let mut bytes = [0; 4];
    bytes.copy_from_slice(&pixel[4 * channel..][..4]);
    f32::from_ne_bytes(bytes)
}

fn level(value: f32) -> u8 {
    (value.clamp(0.0, 1.0) * 255.0).round() as u8
}
