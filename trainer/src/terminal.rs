//! Output on the terminal.

use std::fmt::Arguments;
use std::io::Write as _;

/// Prints a line. A full disk or a closed pipe must not end a run of hours, as `println!` does.
pub fn line(text: Arguments) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// [`line()`] with the syntax of `println!`.
macro_rules! say {
    ($($text:tt)*) => { crate::terminal::line(format_args!($($text)*)) };
}
