//! `varde serve`: the handbook in the browser, and again at every change.
//!
//! wait → prepare → show → finish. Browsers get their page as soon as the handbook is resolved; `finish` renders the
//! other pages behind it. What fails changes nothing but what is said about it.

mod finish;

use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::Folder;
use super::report::{WRONG_USE, newest_commit, open, say, warn};
use crate::files::remembered::Remembered;
use crate::handbook::Handbook;
use crate::medium::Medium;
use crate::pictures::Wanted;
use crate::server::state::State;
use crate::server::{self, RELOAD, Reload, Server};
use crate::site::{Memos, Options, Site, prepare};
use crate::store::{Access, Store};
use crate::timings::Timings;
use crate::watcher::{self, Changes, Watcher};
use finish::Finisher;

/// Arguments of `varde serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    folder: Folder,
    /// The port to listen on; 0 for any that is free
    #[arg(long, default_value_t = 4000, value_name = "P")]
    port: u16,
    /// Print how long each stage of a change took
    #[arg(long)]
    timings: bool,
}

/// Serves until it is ended.
pub(super) fn run(args: &ServeArgs) -> ExitCode {
    let dir = &args.folder.dir;
    let disk = match open(dir) {
        Ok(disk) => disk,
        Err(code) => return code,
    };
    let listener = match listen(args.port) {
        Ok(listener) => listener,
        Err(code) => return code,
    };
    let address = listener.local_addr().map_or(args.port, |address| address.port());
    // Watched before it is built: what changes meanwhile is built again.
    let watcher = match watcher::watch(dir) {
        Ok(watcher) => watcher,
        Err(error) => return cannot_watch(&error),
    };
    let handbook = Served {
        disk: Arc::new(Remembered::new(disk.clone())),
        options: Options {
            drafts: true,
            today: newest_commit(dir),
            reload: Some(RELOAD.to_owned()),
            medium: Medium::Web,
            pictures: Wanted::Versions,
            duties: false,
        },
        memos: Memos::keeping(Store::of(dir, Access::Write)),
        timings: args.timings,
    };

    let begun = Instant::now();
    let state = State::first(handbook.prepare(), &*handbook.disk);
    say(&format!(
        "serving http://127.0.0.1:{address}{} ({} pages ready in {} ms; Ctrl-C ends it)",
        state.base(),
        state.site.plan.pages.len(),
        begun.elapsed().as_millis()
    ));
    let server = Server::start(listener, state, Box::new(disk));
    cannot_watch(&handbook.keep(&server, watcher))
}

fn listen(port: u16) -> Result<TcpListener, ExitCode> {
    server::listen(port).map_err(|error| {
        let (why, help) = match error.kind() {
            std::io::ErrorKind::AddrInUse => (
                "it is in use".to_owned(),
                format!(
                    "end what uses it, or choose another: `--port {}`, or `--port 0` for any that is free",
                    port.checked_add(1).unwrap_or(4000)
                ),
            ),
            _ => (error.to_string(), "choose another: `--port 4000`, or `--port 0` for any that is free".to_owned()),
        };
        warn(&format!("error: port {port} cannot be listened on: {why}\nhelp: {help}"));
        ExitCode::from(WRONG_USE)
    })
}

fn cannot_watch(error: &notify::Error) -> ExitCode {
    warn(&format!(
        "error: changes cannot be watched: {error}\nhelp: close programs that watch many files, or raise the system's limit (on Linux `fs.inotify.max_user_watches`)"
    ));
    ExitCode::from(WRONG_USE)
}

/// Said when a change meets a fault of Varde's own.
const FAILED: &str = "error: Varde failed on this change, and shows what it showed before\nhelp: undo the change, and report it";

/// A handbook that is prepared again and again.
struct Served {
    disk: Arc<Remembered>,
    options: Options,
    memos: Memos,
    /// Stages are printed.
    timings: bool,
}

impl Served {
    fn prepare(&self) -> Site {
        prepare(&*self.disk, &self.options, &self.memos)
    }

    /// Shows every change; gives why it cannot any more.
    fn keep(&self, server: &Server, mut watcher: Watcher) -> notify::Error {
        let finisher = Finisher::new(server.clone(), Arc::clone(&self.disk));
        let mut finishing = finisher.finish(Arc::clone(&server.state().site), None);
        loop {
            let changes = match watcher.wait() {
                Ok(changes) => changes,
                Err(error) => return error,
            };
            let begun = Instant::now();
            finishing.stop();
            // A fault of Varde's own must not end the writing.
            let shown = catch_unwind(AssertUnwindSafe(|| self.show(server, &changes)));
            let after = begun.elapsed();
            finishing = if let Ok(site) = shown {
                finisher.finish(site, Some(after))
            } else {
                warn(FAILED);
                // What was shown before still is, and the rest of it may not have been made.
                finisher.finish(Arc::clone(&server.state().site), None)
            };
        }
    }

    /// Shows the handbook as it is after changes.
    fn show(&self, server: &Server, changes: &Changes) -> Arc<Site> {
        let mut timings = Timings::default();
        timings.measure("forget", || self.forget(changes));
        let site = Arc::new(self.prepare());
        timings.stages.extend_from_slice(&site.timings.stages);
        let is_copied = [&server.state().site, &site].iter().any(|site| copies(&site.handbook, changes));
        let reload = if is_copied { Reload::All } else { Reload::Changed };
        timings.measure("show", || server.show(reload, |before| Some(before.after(&site, &*self.disk))));
        if self.timings {
            warn(timings.table().trim_end());
        }
        site
    }

    fn forget(&self, changes: &Changes) {
        if changes.anything {
            self.disk.forget_all();
        } else {
            self.disk.forget(&changes.paths);
        }
    }
}

/// Whether a file that is published as it is has changed.
fn copies(handbook: &Handbook, changes: &Changes) -> bool {
    handbook.assets.iter().any(|(source, _)| changes.touch(source))
}
