//! Access to a C caller's memory. Every function here trusts the caller about the memory behind a
//! pointer that is not null; everything else is checked.
//!
//! Memory is read and written by copying: it needs no alignment, may be uninitialized where it is
//! written, and may be used by other threads between the rows of a picture.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::{MaybeUninit, offset_of, size_of};

use super::outcome::Failure;
use super::types::{
    dynet_image, dynet_open_options, dynet_progress, dynet_restore_options, dynet_result,
};
use crate::pixels::{Layout, Picture, read, write};
use dynet::Result;

/// No struct of this library comes near; a larger `size` is uninitialized.
const MAX_STRUCT_BYTES: usize = 4096;

/// A struct that starts with its own size and may grow at its end.
///
/// It has no padding at its end: an old caller leaves padding unset, and a new member would read it.
///
/// # Safety
/// All bytes zero are a value, and `size: usize` is the first member.
pub(super) unsafe trait Growing: Copy {
    /// Its size in its first version: the offset of the first later member.
    const FIRST: usize;
}

// SAFETY: numbers, and pointers that may be null.
unsafe impl Growing for dynet_open_options {
    const FIRST: usize = offset_of!(Self, add_ons);
}
// SAFETY: as above; a callback of zero is None.
unsafe impl Growing for dynet_restore_options {
    const FIRST: usize = offset_of!(Self, task);
}
// SAFETY: numbers.
unsafe impl Growing for dynet_result {
    const FIRST: usize = offset_of!(Self, task);
}

const _: () = assert!(offset_of!(dynet_open_options, size) == 0);
const _: () = assert!(offset_of!(dynet_restore_options, size) == 0);
const _: () = assert!(offset_of!(dynet_result, size) == 0);

/// A caller's text; `None` for null.
///
/// # Safety
/// `text` is null, or ends with a zero byte and stays unchanged for `'a`.
pub(super) unsafe fn text<'a>(text: *const c_char, name: &str) -> Result<Option<&'a str>, Failure> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: not null; the rest is this function's condition.
    let text = unsafe { CStr::from_ptr(text) };
    let text = text.to_str();
    text.map(Some)
        .map_err(|_| Failure::argument(format!("{name} is not UTF-8 text")))
}

/// A caller's array of texts; none for null.
///
/// # Safety
/// `texts` is null, or has `count` texts, each of which is null or ends with a zero byte and stays
/// unchanged for `'a`.
pub(super) unsafe fn texts<'a>(
    texts: *const *const c_char,
    count: usize,
    name: &str,
) -> Result<Vec<&'a str>, Failure> {
    if texts.is_null() {
        return match count {
            0 => Ok(Vec::new()),
            _ => Err(Failure::argument(format!("{name} is NULL"))),
        };
    }
    let one = |at| {
        // SAFETY: the array has that many, and each fulfills the conditions of `text`.
        let text = unsafe { text(texts.add(at).read_unaligned(), name) }?;
        text.ok_or_else(|| Failure::argument(format!("{name}: number {at} is NULL")))
    };
    (0..count).map(one).collect()
}

/// A caller's struct; all zero for null. Members that the caller does not know are zero.
///
/// # Safety
/// `value` is null, or points to at least as many readable bytes as its first member says.
pub(super) unsafe fn sized<T: Growing>(value: *const T, name: &str) -> Result<T, Failure> {
    let mut own = MaybeUninit::<T>::zeroed();
    if !value.is_null() {
        // SAFETY: `value` is not null and has `size` bytes, which is what is read.
        let size = unsafe { checked_size(value, name)? };
        let known = size.min(size_of::<T>());
        // SAFETY: `known` bytes are there on both sides, and one side is this function's own.
        unsafe {
            std::ptr::copy_nonoverlapping(value.cast::<u8>(), own.as_mut_ptr().cast(), known);
        }
        // SAFETY: between `known` and `size` there are bytes of the caller's.
        let more =
            unsafe { std::slice::from_raw_parts(value.cast::<u8>().add(known), size - known) };
        if more.iter().any(|byte| *byte != 0) {
            return Err(Failure::argument(format!(
                "{name} has members set that this version of the library does not know"
            )));
        }
    }
    // SAFETY: zero bytes are a value of T, and the caller's bytes are one.
    Ok(unsafe { own.assume_init() })
}

/// Checks that a result can be written there, before it is computed.
///
/// # Safety
/// As [`sized`].
pub(super) unsafe fn check_room<T: Growing>(target: *const T, name: &str) -> Result<(), Failure> {
    if target.is_null() {
        return Ok(());
    }
    // SAFETY: not null; the rest is this function's condition.
    unsafe { checked_size(target, name) }.map(|_| ())
}

/// The `size` of a struct that is not null.
///
/// # Safety
/// As [`sized`], without null.
unsafe fn checked_size<T: Growing>(value: *const T, name: &str) -> Result<usize, Failure> {
    // SAFETY: the first member of every such struct, in the caller's memory.
    let size = unsafe { value.cast::<usize>().read_unaligned() };
    if (T::FIRST..=MAX_STRUCT_BYTES).contains(&size) {
        return Ok(size);
    }
    Err(Failure::argument(format!(
        "{name}: its size is {size}, it must be at least {}; begin with the _INIT macro",
        T::FIRST
    )))
}

/// Fills the members that the caller's struct has, except its `size`; does nothing for null.
///
/// # Safety
/// As [`sized`], and the bytes may be written.
pub(super) unsafe fn fill<T: Growing>(
    target: *mut T,
    value: &T,
    name: &str,
) -> Result<(), Failure> {
    if target.is_null() {
        return Ok(());
    }
    // SAFETY: as in this function's condition.
    let size = unsafe { checked_size(target, name)? };
    let (first, known) = (size_of::<usize>(), size.min(size_of::<T>()));
    // SAFETY: `size` bytes may be written, `known` bytes may be read, and `value` is a borrow that
    // the caller's memory cannot overlap.
    unsafe {
        let (from, to) = (std::ptr::from_ref(value).cast::<u8>(), target.cast::<u8>());
        std::ptr::copy_nonoverlapping(from.add(first), to.add(first), known - first);
        to.add(known).write_bytes(0, size - known);
    }
    Ok(())
}

/// A caller's picture struct.
///
/// # Safety
/// `image` is null, or points to one.
pub(super) unsafe fn image(image: *const dynet_image, name: &str) -> Result<dynet_image, Failure> {
    not_null(image, name)?;
    // SAFETY: not null; any bytes are numbers and a pointer.
    Ok(unsafe { image.read_unaligned() })
}

/// Writes one value to the caller's memory.
///
/// # Safety
/// `target` is null, or may be written.
pub(super) unsafe fn put<T>(target: *mut T, value: T, name: &str) -> Result<(), Failure> {
    not_null(target, name)?;
    // SAFETY: not null, and may be written.
    unsafe { target.write_unaligned(value) };
    Ok(())
}

/// An error for null.
pub(super) fn not_null<T>(pointer: *const T, name: &str) -> Result<(), Failure> {
    if pointer.is_null() {
        return Err(Failure::argument(format!("{name} is NULL")));
    }
    Ok(())
}

/// Copies values into a caller's array and says how many there are.
///
/// # Safety
/// `target` is null or has room for `capacity` values; `count` is null or may be written.
pub(super) unsafe fn put_all<T: Copy>(
    values: &[T],
    target: *mut T,
    capacity: usize,
    count: *mut usize,
) -> Result<(), Failure> {
    if !count.is_null() {
        // SAFETY: not null, and may be written.
        unsafe { count.write_unaligned(values.len()) };
    }
    if target.is_null() && capacity == 0 {
        return not_null(count, "both where to write and where to count");
    }
    not_null(target, "where to write")?;
    if capacity < values.len() {
        return Err(Failure::argument(format!(
            "the capacity is {capacity}, {} are needed",
            values.len()
        )));
    }
    // SAFETY: there is room; the caller's memory cannot overlap the library's own.
    unsafe {
        let bytes = std::mem::size_of_val(values);
        std::ptr::copy_nonoverlapping(values.as_ptr().cast::<u8>(), target.cast(), bytes);
    }
    Ok(())
}

/// Reads a picture.
///
/// # Safety
/// `data` points to the rows of `layout`, which nobody writes meanwhile.
pub(super) unsafe fn read_picture(data: *const c_void, layout: &Layout) -> Result<Picture> {
    let data = data.cast::<u8>();
    // SAFETY: each row lies in the caller's memory and is only read.
    let row = |offset| unsafe { std::slice::from_raw_parts(data.add(offset), layout.row_bytes()) };
    read(layout, layout.rows().map(row))
}

/// Writes a picture of the layout's size.
///
/// # Safety
/// `data` points to the rows of `layout`, which nobody else uses meanwhile.
pub(super) unsafe fn write_picture(picture: &Picture, data: *mut c_void, layout: &Layout) {
    let data = data.cast::<u8>();
    write(picture, layout, |offset, row| {
        // SAFETY: `row` has the layout's row length and is the library's own memory.
        unsafe { std::ptr::copy_nonoverlapping(row.as_ptr(), data.add(offset), row.len()) };
    });
}

/// A caller's callback with its argument.
pub(super) struct Progress {
    call: unsafe extern "C" fn(usize, usize, *mut c_void) -> c_int,
    user: *mut c_void,
}

// SAFETY: the header asks for a callback that any thread may call, with `user` as it is.
unsafe impl Send for Progress {}
// SAFETY: as above; the runtime makes one call at a time.
unsafe impl Sync for Progress {}

impl Progress {
    /// The callback, where there is one.
    ///
    /// # Safety
    /// It may be called with `user` from any thread for as long as this value lives.
    pub unsafe fn new(call: dynet_progress, user: *mut c_void) -> Option<Self> {
        call.map(|call| Self { call, user })
    }

    /// Reports the progress; returns whether to go on.
    pub fn tell(&self, done: usize, total: usize) -> bool {
        // SAFETY: what `new` asked for.
        unsafe { (self.call)(done, total, self.user) == 0 }
    }
}
