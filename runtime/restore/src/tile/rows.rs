//! Where the rows of a picture come from and go to.

use dynet_core::{Error, ErrorKind, Planar, Result};

/// A picture that is read and written a few rows at a time, from the top down.
pub trait Rows {
    /// Fills `rows`, of the picture's width, with the picture's rows from `top` on. Every row is
    /// asked for once, in order.
    ///
    /// # Errors
    /// Any; the restoration ends with it.
    fn read(&mut self, top: usize, rows: &mut Planar) -> Result<()>;

    /// Takes restored rows from `top` on, in order; their input was read before.
    ///
    /// # Errors
    /// Any; the restoration ends with it.
    fn write(&mut self, top: usize, rows: &Planar) -> Result<()>;
}

/// Restores a picture in place: its rows are replaced as they are done.
#[derive(Debug)]
pub struct InPlace<'a>(pub &'a mut Planar);

impl Rows for InPlace<'_> {
    fn read(&mut self, top: usize, rows: &mut Planar) -> Result<()> {
        copy((&*self.0, top), (rows, 0), None)
    }

    fn write(&mut self, top: usize, rows: &Planar) -> Result<()> {
        copy((rows, 0), (self.0, top), Some(rows.height()))
    }
}

/// From one picture to another of the same size.
pub(super) struct Copy<'a>(pub &'a Planar, pub &'a mut Planar);

impl Rows for Copy<'_> {
    fn read(&mut self, top: usize, rows: &mut Planar) -> Result<()> {
        copy((self.0, top), (rows, 0), None)
    }

    fn write(&mut self, top: usize, rows: &Planar) -> Result<()> {
        copy((rows, 0), (self.1, top), Some(rows.height()))
    }
}

/// Copies whole rows between pictures of equal width; by default as many as the target has.
pub(super) fn copy(
    (from, from_top): (&Planar, usize),
    (to, to_top): (&mut Planar, usize),
    rows: Option<usize>,
) -> Result<()> {
    let width = from.width();
    let rows = rows.unwrap_or(to.height());
    let inside = from_top + rows <= from.height() && to_top + rows <= to.height();
    if to.width() != width || !inside {
        let text = "the rows are not those of a picture of the size that was given";
        return Err(Error::new(ErrorKind::Argument, text));
    }
    let values = rows * width;
    for channel in 0..3 {
        let source = &from.plane(channel)[from_top * width..][..values];
        to.plane_mut(channel)[to_top * width..][..values].copy_from_slice(source);
    }
    Ok(())
}
