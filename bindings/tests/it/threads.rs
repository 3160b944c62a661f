//! The C API from many threads.

use std::ffi::{c_int, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::common::{bytes, error, open, plain, restore, rgb, tiny_pack};
use dynet_bindings::capi::exports::{
    dynet_cancel, dynet_cancel_free, dynet_cancel_new, dynet_close,
};
use dynet_bindings::capi::types::*;

const WIDTH: usize = 160;
const HEIGHT: usize = 96;

/// A picture restored alone, in tiles of 64 pixels: at least six of them.
fn alone(restorer: dynet_restorer) -> Vec<u8> {
    let mut pixels = bytes(WIDTH, HEIGHT);
    assert_eq!(
        in_tiles(restorer, &mut pixels, plain()),
        dynet_status::DYNET_OK
    );
    pixels
}

fn in_tiles(
    restorer: dynet_restorer,
    pixels: &mut [u8],
    mut options: dynet_restore_options,
) -> dynet_status {
    options.tile = 64;
    restore(restorer, &rgb(pixels, WIDTH), &options)
}

/// Options with a callback that gets `user`.
fn heard_by<T>(
    progress: unsafe extern "C" fn(usize, usize, *mut c_void) -> c_int,
    user: &T,
) -> dynet_restore_options {
    dynet_restore_options {
        progress: Some(progress),
        user: std::ptr::from_ref(user).cast_mut().cast(),
        ..plain()
    }
}

/// The calls that a callback received.
type Heard = Mutex<Vec<(usize, usize)>>;

unsafe extern "C" fn note_down(done: usize, total: usize, user: *mut c_void) -> c_int {
    let heard: &Heard = unsafe { &*user.cast() };
    heard.lock().unwrap().push((done, total));
    0
}

#[test]
fn eight_threads_share_one_restorer_and_each_hears_its_own_progress_in_order() {
    let restorer = open(&tiny_pack()).unwrap();
    let expected = alone(restorer);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let (mut pixels, heard) = (bytes(WIDTH, HEIGHT), Heard::default());
                    let status = in_tiles(restorer, &mut pixels, heard_by(note_down, &heard));
                    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
                    assert!(pixels == expected);
                    let heard = heard.into_inner().unwrap();
                    let total = heard.len() - 1;
                    assert!(total >= 6);
                    assert!(
                        heard
                            .iter()
                            .copied()
                            .eq((0..=total).map(|done| (done, total)))
                    );
                }
            });
        }
    });
    assert_eq!(dynet_close(restorer), dynet_status::DYNET_OK);
}

/// Both ends of a callback that reports where it is and waits for permission.
type Gate = (SyncSender<usize>, Mutex<Receiver<()>>);

unsafe extern "C" fn wait_at_the_gate(done: usize, _: usize, user: *mut c_void) -> c_int {
    let (here, on): &Gate = unsafe { &*user.cast() };
    // When the other side is gone, do not wait any more.
    let _ = here.send(done);
    let _ = on.lock().unwrap().recv();
    0
}

/// Restores while `meanwhile` runs after the second tile; returns the result and the number of
/// tiles reported.
fn interrupted(
    restorer: dynet_restorer,
    canceller: dynet_canceller,
    meanwhile: impl FnOnce(),
) -> (dynet_status, String, Vec<u8>, usize) {
    let (here, heard) = sync_channel(0);
    let (on, wait) = sync_channel(0);
    std::thread::scope(|scope| {
        let work = scope.spawn(move || {
            let (mut pixels, gate): (_, Gate) = (bytes(WIDTH, HEIGHT), (here, Mutex::new(wait)));
            let mut options = heard_by(wait_at_the_gate, &gate);
            options.canceller = canceller;
            let status = in_tiles(restorer, &mut pixels, options);
            (status, error(), pixels)
        });
        let (mut meanwhile, mut last) = (Some(meanwhile), 0);
        for done in heard {
            last = done;
            if let Some(meanwhile) = meanwhile.take_if(|_| done == 2) {
                meanwhile();
            }
            on.send(()).unwrap();
        }
        let (status, message, pixels) = work.join().unwrap();
        (status, message, pixels, last)
    })
}

#[test]
fn closing_a_restorer_lets_its_work_finish() {
    let restorer = open(&tiny_pack()).unwrap();
    let expected = alone(restorer);
    let (status, message, pixels, last) = interrupted(restorer, 0, || {
        assert_eq!(dynet_close(restorer), dynet_status::DYNET_OK);
        assert_eq!(dynet_close(restorer), dynet_status::DYNET_BAD_HANDLE);
    });
    assert_eq!((status, message.as_str()), (dynet_status::DYNET_OK, ""));
    assert!(pixels == expected && last >= 6);
}

#[test]
fn another_thread_cancels_midway_and_later_work_at_once() {
    let restorer = open(&tiny_pack()).unwrap();
    let mut canceller = 0;
    assert_eq!(
        unsafe { dynet_cancel_new(&mut canceller) },
        dynet_status::DYNET_OK
    );
    let (status, message, pixels, last) = interrupted(restorer, canceller, || {
        assert_eq!(dynet_cancel(canceller), dynet_status::DYNET_OK);
    });
    assert_eq!(status, dynet_status::DYNET_CANCELLED);
    assert!(message.contains("cancelled"), "{message}");
    assert!(pixels == bytes(WIDTH, HEIGHT));
    // The tile that the other of two threads had just finished may still be reported.
    assert!(last <= 3, "{last} tiles were told");
    let (mut pixels, mut options) = (bytes(WIDTH, HEIGHT), plain());
    options.canceller = canceller;
    let status = in_tiles(restorer, &mut pixels, options);
    assert_eq!(status, dynet_status::DYNET_CANCELLED);
    assert_eq!(dynet_cancel_free(canceller), dynet_status::DYNET_OK);
    let status = in_tiles(restorer, &mut pixels, plain());
    assert_eq!(status, dynet_status::DYNET_OK, "others are not stopped");
    dynet_close(restorer);
}

#[test]
fn each_thread_has_its_own_last_error() {
    assert_eq!(dynet_close(u64::MAX), dynet_status::DYNET_BAD_HANDLE);
    let elsewhere = std::thread::spawn(|| {
        assert_eq!(dynet_cancel(u64::MAX - 1), dynet_status::DYNET_BAD_HANDLE);
        error()
    });
    let elsewhere = elsewhere.join().unwrap();
    assert!(
        elsewhere.contains(&format!("canceller {}", u64::MAX - 1)),
        "{elsewhere}"
    );
    assert!(
        error().contains(&format!("restorer {}", u64::MAX)),
        "{}",
        error()
    );
}

#[test]
fn opening_restoring_and_closing_race_without_a_crash() {
    let handles = Mutex::new(vec![open(&tiny_pack()).unwrap()]);
    let (worked, closed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (handles, worked, closed) = (&handles, &worked, &closed);
            scope.spawn(move || {
                for step in 0..30 {
                    if (thread + step) % 4 == 0 {
                        let id = open(&tiny_pack()).unwrap();
                        handles.lock().unwrap().push(id);
                    }
                    let id = {
                        let handles = handles.lock().unwrap();
                        handles[(thread * 7 + step * 13) % handles.len()]
                    };
                    let mut pixels = bytes(16, 16);
                    match restore(id, &rgb(&mut pixels, 16), std::ptr::null()) {
                        dynet_status::DYNET_OK => worked.fetch_add(1, Ordering::Relaxed),
                        status => {
                            assert_eq!(status, dynet_status::DYNET_BAD_HANDLE, "{}", error());
                            closed.fetch_add(1, Ordering::Relaxed)
                        }
                    };
                    if (thread + step) % 5 == 0 {
                        dynet_close(id);
                    }
                }
            });
        }
    });
    // Both outcomes must occur, or there was no race.
    assert!(worked.into_inner() > 0 && closed.into_inner() > 0);
    for id in handles.into_inner().unwrap() {
        dynet_close(id);
    }
}
