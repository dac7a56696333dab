//! Behind a change that browsers see already: the rest of the site, and what is wrong with it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::cli::report::{report, say};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::print::{Format, shown};
use crate::files::remembered::Remembered;
use crate::output::{Collected, Output, OutputFile};
use crate::server::{Reload, Server};
use crate::site::{Site, Stop};
use crate::timings::Timings;

/// How long it must be quiet before the rest of a site is begun: whoever saves again at once waits for nothing.
const QUIET: Duration = Duration::from_millis(400);

/// Finishes sites, each on a thread behind the one that waits for changes.
#[derive(Clone)]
pub(super) struct Finisher {
    server: Server,
    /// The handbook's, for excerpts.
    files: Arc<Remembered>,
    told: Arc<Mutex<Told>>,
    /// Held while a site is made: one at a time.
    making: Arc<Mutex<()>>,
}

/// What was last said on the terminal.
#[derive(Default)]
struct Told {
    diagnostics: Vec<Diagnostic>,
    output: Output,
}

impl Finisher {
    pub(super) fn new(server: Server, files: Arc<Remembered>) -> Self {
        Self { server, files, told: Arc::default(), making: Arc::default() }
    }

    /// Begins to make the rest of a site; `after` is how long browsers waited for it, none for the first one. The
    /// answer can stop it.
    pub(super) fn finish(&self, site: Arc<Site>, after: Option<Duration>) -> Stop {
        let (finisher, stop) = (self.clone(), Stop::default());
        let stopped = stop.clone();
        thread::spawn(move || {
            if after.is_some() {
                thread::sleep(QUIET);
            }
            let _one_at_a_time = finisher.making.lock().unwrap_or_else(PoisonError::into_inner);
            if stopped.is_stopped() {
                return;
            }
            let made = Collected::default();
            let whole = catch_unwind(AssertUnwindSafe(|| half_of_the_cores(|| site.whole(&made, &mut Timings::default(), &stopped))));
            if let Ok(Some(found)) = whole {
                finisher.finished(&site, made.output(), found, after);
            }
        });
        stop
    }

    fn finished(&self, site: &Arc<Site>, output: Output, found: Vec<Diagnostic>, after: Option<Duration>) {
        let mut told = self.told();
        let diagnostics = site.problems(&found);
        // A site whose configuration is broken is not shown, only told of.
        self.server.show(Reload::Changed, |state| Arc::ptr_eq(&state.site, site).then(|| state.rendered(found, &*self.files)));
        if told.diagnostics != diagnostics {
            if diagnostics.is_empty() {
                say("all problems mended");
            }
            report(&diagnostics, &site.texts(&*self.files, shown(&diagnostics, Format::Human)), Format::Human);
        }
        let changed = pages_changed(&told.output, &output);
        *told = Told { diagnostics, output };
        if let Some(after) = after {
            say(&format!("rebuilt in {} ms, {}", after.as_millis(), count(changed)));
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leaves the other cores to the next change.
fn half_of_the_cores<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get() / 2).max(1);
    match rayon::ThreadPoolBuilder::new().num_threads(cores).build() {
        Ok(pool) => pool.install(run),
        Err(_) => run(),
    }
}

/// How many pages differ between two sites, those that came and went included.
fn pages_changed(before: &Output, now: &Output) -> usize {
    let is_page = |path: &&String| path.ends_with(".html");
    let changed = now.files.iter().filter(|(path, file)| is_page(path) && before.files.get(*path).is_none_or(|old| !same(old, file)));
    let gone = before.files.keys().filter(|path| is_page(path) && !now.files.contains_key(*path));
    changed.count() + gone.count()
}

fn same(one: &OutputFile, other: &OutputFile) -> bool {
    match (one, other) {
        (OutputFile::Made(one), OutputFile::Made(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => one == other,
    }
}

fn count(pages: usize) -> String {
    match pages {
        0 => "no page changed".to_owned(),
        1 => "1 page changed".to_owned(),
        _ => format!("{pages} pages changed"),
    }
}
