//! A library of one function, linked as libdynet.so is: it panics and catches the panic, which takes an
//! unwinder that works on the device. libdynet.so does so only where it has a bug.

/// 7 when the panic was caught and the value on its way was dropped.
#[unsafe(no_mangle)]
pub extern "C" fn unwinds(depth: u32) -> u32 {
    let mut dropped = 0;
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        struct Count<'a>(&'a mut u32);
        impl Drop for Count<'_> {
            fn drop(&mut self) {
                *self.0 += 3;
            }
        }
        let _count = Count(&mut dropped);
        fall(depth)
    }));
    dropped + 4 * u32::from(caught.is_err())
}

#[inline(never)]
fn fall(depth: u32) -> u32 {
    match depth {
        0 => std::panic::resume_unwind(Box::new("caught")),
        _ => fall(std::hint::black_box(depth - 1)) + 1,
    }
}
