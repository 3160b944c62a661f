//! How the C library handles memory that training frees and allocates again at every step.

/// Lets the C library keep up to 2 GB of freed memory instead of returning it to the system at once.
///
/// Feature maps are freed and allocated again at every step. The kernel has to map and zero returned memory again, page
/// by page, which took as long as computing: a block of NAFNet at 32 channels and 128x128 pixels took 42 ms forward and
/// backward, and 21 ms with this.
pub fn keep_freed_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    keep();
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
fn keep() {
    const MOST: libc::c_int = 2_000_000_000;
    // SAFETY: `mallopt` may be called at any time. It changes only when memory returns to the system, not memory in
    // use. If it fails, nothing changes.
    unsafe {
        libc::mallopt(libc::M_TRIM_THRESHOLD, MOST);
        if libc::mallopt(libc::M_MMAP_THRESHOLD, MOST) == 0 {
            // The largest value that older libraries accept.
            libc::mallopt(libc::M_MMAP_THRESHOLD, 32 << 20);
        }
    }
}
