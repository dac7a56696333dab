//! A line on the terminal while people wait for a long build. It goes when the work is done, and where nobody looks,
//! in a file or a pipe, it never comes.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Seldom enough to cost nothing, often enough to show that something happens.
const TICK: Duration = Duration::from_millis(120);

/// Does something, and says for how long it has been at it.
pub(super) fn during<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let line = ProgressBar::new_spinner().with_message(what);
    // A template that is wrong would only look plainer.
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        line.set_style(style);
    }
    // Work that is done before the first tick is seen as well.
    line.tick();
    line.enable_steady_tick(TICK);
    let done = work();
    line.finish_and_clear();
    done
}
