//! Output on the terminal.

use dynet::restorer::Observer;
use dynet_core::Error;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether results could not be written, for example to a full disk.
static FAILED: AtomicBool = AtomicBool::new(false);

/// Prints a line of results. If the reader has closed the pipe, the work continues without it.
pub fn say(line: &str) {
    let Err(error) = writeln!(std::io::stdout(), "{line}") else {
        return;
    };
    if error.kind() != std::io::ErrorKind::BrokenPipe && !FAILED.swap(true, Ordering::Relaxed) {
        let _ = writeln!(
            std::io::stderr(),
            "dynet: could not write the results: {error}"
        );
    }
}

/// Whether [`say`] failed for another reason than a closed pipe.
pub fn failed() -> bool {
    FAILED.load(Ordering::Relaxed)
}

/// One JSON object on a line of its own.
pub fn say_json(value: &impl serde::Serialize) {
    // Structs of numbers and text always serialize to JSON.
    say(&serde_json::to_string(value).unwrap_or_default());
}

/// Prints a note, which is not a failure.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "dynet: note: {text}");
}

/// Prints a failure.
pub fn error(error: &Error) {
    let _ = writeln!(std::io::stderr(), "dynet: {error:#}");
}

/// A bar over `total` steps, or a spinner for one; hidden without a terminal.
pub fn progress(total: usize) -> ProgressBar {
    let (bar, template) = if total > 1 {
        (
            ProgressBar::new(total as u64),
            "{bar:30} {pos}/{len} {elapsed} {msg}",
        )
    } else {
        (ProgressBar::new_spinner(), "{spinner} {elapsed} {msg}")
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Shows beside a bar which tile of `name` is in work, if there are several.
pub fn tiles(bar: &ProgressBar, name: String) -> Observer {
    let bar = bar.clone();
    Observer::new(move |done, all| {
        if all > 1 {
            bar.set_message(format!("{name}, tile {}/{all}", (done + 1).min(all)));
        }
    })
}
