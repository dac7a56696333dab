//! `varde serve`: the handbook in the browser, and again at every change.
//!
//! wait → build → compare → show. A build that fails changes nothing but what is said about it.

use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use super::Folder;
use super::report::{WRONG_USE, newest_commit, open, report, say, warn};
use crate::diagnostic::print::Format;
use crate::files::Disk;
use crate::medium::Medium;
use crate::output::{Output, OutputFile};
use crate::server::state::{State, pages_changed};
use crate::server::{self, RELOAD, Server};
use crate::site::{Built, Memos, Options, build};
use crate::watcher::{self, Changes, Watcher};

/// Arguments of `varde serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    folder: Folder,
    /// The port to listen on; 0 for any that is free
    #[arg(long, default_value_t = 4000, value_name = "P")]
    port: u16,
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
    let site = Site {
        disk,
        options: Options { drafts: true, today: newest_commit(dir), reload: Some(RELOAD.to_owned()), medium: Medium::Web },
        memos: Memos::default(),
    };

    let begun = Instant::now();
    let built = site.build();
    tell(&State::default(), &built);
    let state = State::after(&State::default(), built);
    let pages = pages_changed(&Output::default(), &state.output);
    say(&format!(
        "serving http://127.0.0.1:{address}{} ({pages} pages built in {} ms; Ctrl-C ends it)",
        state.base,
        begun.elapsed().as_millis()
    ));
    let server = Server::start(listener, state, Box::new(site.disk.clone()));
    cannot_watch(&site.keep(&server, watcher))
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

/// A handbook that is built again and again.
struct Site {
    disk: Disk,
    options: Options,
    memos: Memos,
}

impl Site {
    fn build(&self) -> Built {
        build(&self.disk, &self.options, &self.memos)
    }

    /// Shows every change; gives why it cannot any more.
    fn keep(&self, server: &Server, mut watcher: Watcher) -> notify::Error {
        loop {
            let changes = match watcher.wait() {
                Ok(changes) => changes,
                Err(error) => return error,
            };
            let begun = Instant::now();
            // A fault of Varde's own must not end an evening's writing.
            let Ok(built) = catch_unwind(AssertUnwindSafe(|| self.build())) else {
                warn("error: Varde failed on this change, and shows what it showed before\nhelp: undo the change, and report it");
                continue;
            };
            let before = server.state();
            tell(&before, &built);
            let now = State::after(&before, built);
            let pages = pages_changed(&before.output, &now.output);
            let files_changed = [&before.output, &now.output].iter().any(|output| copies(output, &changes));
            server.show(now, files_changed);
            say(&format!("rebuilt in {} ms, {}", begun.elapsed().as_millis(), count(pages)));
        }
    }
}

/// Whether a file that is published as it is has changed.
fn copies(output: &Output, changes: &Changes) -> bool {
    output.files.values().any(|file| matches!(file, OutputFile::Copied(source) if changes.touch(source)))
}

fn count(pages: usize) -> String {
    match pages {
        0 => "no page changed".to_owned(),
        1 => "1 page changed".to_owned(),
        _ => format!("{pages} pages changed"),
    }
}

/// Says what is wrong, once for every change of it.
fn tell(before: &State, built: &Built) {
    if built.diagnostics == before.diagnostics {
        return;
    }
    if built.diagnostics.is_empty() {
        say("all problems mended");
    }
    report(&built.diagnostics, &built.texts, Format::Human);
}
