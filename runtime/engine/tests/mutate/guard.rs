//! An allocator that counts, and a timeout for cases.

#![allow(unsafe_code)] // an allocator is

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// The system's allocator with a count.
pub struct Guard;

static HELD: AtomicUsize = AtomicUsize::new(0);
static START: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(usize::MAX);
static CASE: AtomicU64 = AtomicU64::new(0);
/// Counts cases started and ended, for the timeout.
static TURN: AtomicU64 = AtomicU64::new(0);

// SAFETY: everything is passed on to the system's allocator; only numbers are added.
unsafe impl GlobalAlloc for Guard {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD
            .fetch_add(layout.size(), Relaxed)
            .wrapping_add(layout.size());
        let taken = held.saturating_sub(START.load(Relaxed));
        PEAK.fetch_max(taken, Relaxed);
        if taken > MOST.load(Relaxed).saturating_mul(4) {
            // The allocation fails, and Rust ends the process: first print the case.
            MOST.store(usize::MAX, Relaxed);
            eprintln!("case {} asks for {} bytes", current(), layout.size());
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promises are the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: `at` comes from `alloc` above with this layout.
        unsafe { System.dealloc(at, layout) }
    }
}

/// Begins a case that may take `most` bytes.
pub fn begin(case: u64, most: usize) {
    CASE.store(case, Relaxed);
    START.store(HELD.load(Relaxed), Relaxed);
    PEAK.store(0, Relaxed);
    MOST.store(most, Relaxed);
    TURN.fetch_add(1, Relaxed);
}

/// Ends it; returns its peak of bytes.
pub fn end() -> usize {
    MOST.store(usize::MAX, Relaxed);
    TURN.fetch_add(1, Relaxed);
    PEAK.load(Relaxed)
}

pub fn current() -> u64 {
    CASE.load(Relaxed)
}

/// Ends the process when a case takes longer than `time`.
pub fn watch(time: Duration) {
    std::thread::spawn(move || {
        let mut last = 0;
        loop {
            std::thread::sleep(time);
            let turn = TURN.load(Relaxed);
            // Odd while a case runs.
            if turn == last && turn % 2 == 1 {
                eprintln!("case {} takes more than {time:?}", current());
                std::process::abort();
            }
            last = turn;
        }
    });
}
