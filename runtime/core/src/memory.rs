//! How much memory this process holds, as the system counts it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Memory of this process in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Memory {
    /// The peak of resident memory.
    pub peak: u64,
    /// Resident memory now, mapped files included.
    pub resident: u64,
    /// The resident memory that no file backs: the heap, copies of weights, feature maps.
    pub anonymous: u64,
}

impl Memory {
    /// The current values, on Linux and Android.
    pub fn now() -> Option<Self> {
        Self::parse(&std::fs::read_to_string("/proc/self/status").ok()?)
    }

    fn parse(status: &str) -> Option<Self> {
        let field = |name: &str| -> Option<u64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
            Some(kilobytes * 1024)
        };
        Some(Self {
            peak: field("VmHWM:")?,
            resident: field("VmRSS:")?,
            anonymous: field("RssAnon:")?,
        })
    }
}

/// Returns freed memory to the system, which the allocator would otherwise keep.
///
/// Preparing a graph takes several times the weights' size for a moment; without this, the C
/// library of Linux holds on to it for as long as the process lives.
pub fn release_freed() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    trim();
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
fn trim() {
    // SAFETY: the function may be called from any thread at any time; it moves nothing that is in
    // use. Its result only says whether it released memory.
    unsafe { libc::malloc_trim(0) };
}

/// Records the peak of the process's anonymous memory from another thread.
pub struct PeakMonitor {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<u64>,
}

impl PeakMonitor {
    /// Samples every few milliseconds until the result is asked for.
    pub fn start() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let mut peak = 0;
            loop {
                let last = stopped.load(Ordering::Relaxed);
                peak = Memory::now().map_or(peak, |memory| peak.max(memory.anonymous));
                if last {
                    return peak;
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        Self { stop, thread }
    }

    /// The peak in bytes.
    pub fn peak(self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or(0)
    }
}

/// Bytes as megabytes with one digit after the point.
pub fn megabytes(bytes: u64) -> f64 {
    (bytes as f64 / 1e5).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_lines_are_read() {
        let status = "Name:\tdynet\nVmHWM:\t  2000 kB\nVmRSS:\t  1500 kB\nRssAnon:\t   500 kB\n";
        let memory = Memory::parse(status);
        let expected = Memory {
            peak: 2_048_000,
            resident: 1_536_000,
            anonymous: 512_000,
        };
        assert_eq!(memory, Some(expected));
        assert_eq!(megabytes(expected.peak), 2.0);
        assert_eq!(Memory::parse("Name:\tdynet\n"), None);
    }
}
