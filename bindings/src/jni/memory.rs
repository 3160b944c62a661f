//! Memory and descriptors that Java lends: the only file here that trusts a raw pointer.

use std::fs::File;
use std::os::fd::BorrowedFd;

use dynet::Error;
use jni::objects::JByteBuffer;
use jni::{Env, jni_sig, jni_str};

use super::colors::{premultiplied, straight};
use super::fault::Fault;
use crate::pixels::{self, Layout, Picture};

/// Memory of a direct `ByteBuffer`, from its beginning; position and limit are ignored.
///
/// Java may write to it meanwhile; the picture then has each row as it was when it was copied.
pub(super) struct Direct<'a> {
    address: *mut u8,
    layout: &'a Layout,
}

impl<'a> Direct<'a> {
    /// The memory, if all rows of the layout lie in it. The buffer must stay referenced for as
    /// long as the value is used, as it does while its native function runs.
    pub fn of(
        env: &mut Env<'_>,
        buffer: &'a JByteBuffer<'_>,
        layout: &'a Layout,
    ) -> Result<Self, Fault> {
        if buffer.is_null() {
            return Err(Fault::argument("buffer is null"));
        }
        let place = (
            env.get_direct_buffer_address(buffer),
            env.get_direct_buffer_capacity(buffer),
        );
        let (Ok(address), Ok(has)) = place else {
            return Err(Fault::argument(
                "buffer: it is not direct; make it with ByteBuffer.allocateDirect",
            ));
        };
        // Its memory may be a read-only file map, where writing ends the process.
        if env
            .call_method(buffer, jni_str!("isReadOnly"), jni_sig!("()Z"), &[])?
            .z()?
        {
            return Err(Fault::argument("buffer: it is read-only"));
        }
        let needs = layout.rows().last().unwrap_or(0) + layout.row_bytes();
        if has < needs {
            let text = format!("buffer: it has {has} bytes, the picture needs {needs}");
            return Err(Fault::argument(text));
        }
        Ok(Self { address, layout })
    }

    /// Copies the picture out.
    pub fn read(&self, multiplied: bool) -> Result<Picture, Fault> {
        let row = |offset| {
            let mut row = vec![0_u8; self.layout.row_bytes()];
            // SAFETY: `of` saw that the row lies in the buffer's memory; the copy is ours.
            unsafe {
                std::ptr::copy_nonoverlapping(
                    self.address.add(offset),
                    row.as_mut_ptr(),
                    row.len(),
                );
            }
            if multiplied {
                row.as_chunks_mut::<4>()
                    .0
                    .iter_mut()
                    .for_each(|p| *p = straight(*p));
            }
            row
        };
        Ok(pixels::read(self.layout, self.layout.rows().map(row))?)
    }

    /// Copies the picture in.
    pub fn write(&self, picture: &Picture, multiplied: bool) {
        let mut own = Vec::with_capacity(self.layout.row_bytes());
        pixels::write(picture, self.layout, |offset, row| {
            own.clear();
            own.extend_from_slice(row);
            if multiplied {
                own.as_chunks_mut::<4>()
                    .0
                    .iter_mut()
                    .for_each(|p| *p = premultiplied(*p));
            }
            // SAFETY: as in `read`, the other way.
            unsafe {
                std::ptr::copy_nonoverlapping(own.as_ptr(), self.address.add(offset), own.len());
            }
        });
    }
}

/// A duplicate of Java's file descriptor, which Java still closes.
pub(super) fn duplicate(descriptor: i32) -> Result<File, Fault> {
    if descriptor < 0 {
        let text = format!("descriptor is {descriptor}, it must be an open file's");
        return Err(Fault::argument(text));
    }
    // SAFETY: it is not -1, and is used for this one call, which fails when it is not open.
    let lent = unsafe { BorrowedFd::borrow_raw(descriptor) };
    let own = lent.try_clone_to_owned();
    let own = own.map_err(|error| Error::io("duplicate", "the pack's file descriptor", error))?;
    Ok(File::from(own))
}
