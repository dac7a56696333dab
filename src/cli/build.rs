//! `varde build`: the whole handbook into a folder.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::report::{FINE, exit_code, open, report, say, today, warn};
use super::{Checking, Folder, progress};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::print::{Format, count, shown};
use crate::files::Disk;
use crate::medium::Medium;
use crate::output::{Nowhere, Sink};
use crate::publish::{Published, stage};
use crate::site::{Memos, Options, Site, Stop, prepare};
use crate::store::{Access, Store};

/// Arguments of `varde build`.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    folder: Folder,
    /// The folder to write to (default: DIR/public)
    #[arg(long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// Make a site that works from a folder on a disk, opened as a file
    #[arg(long)]
    portable: bool,
    #[command(flatten)]
    checking: Checking,
}

/// Builds; writes nothing if there are errors.
pub(super) fn run(args: &BuildArgs) -> ExitCode {
    let dir = &args.folder.dir;
    let disk = match open(dir) {
        Ok(disk) => disk,
        Err(code) => return code,
    };
    let out = args.out.clone().unwrap_or_else(|| dir.join("public"));
    let medium = if args.portable { Medium::Folder } else { Medium::Web };
    let options = Options { today: today(&args.checking, dir), medium, ..Options::default() };
    let store = Store::of(dir, Access::Write);
    let memos = Memos::once(store.clone());
    let mut site = progress::during("reading", || prepare(&disk, &options, &memos));
    let mut timings = std::mem::take(&mut site.timings);
    let mut make = |into: &dyn Sink| progress::during("building", || site.whole(into, &mut timings, &Stop::default())).unwrap_or_default();
    if exit_code(&site.diagnostics, args.checking.strict) != FINE {
        // Templates may have more to say.
        return refuse(&site, &make(&Nowhere), &disk, &args.checking);
    }
    let staged = match stage(&disk, dir, &out) {
        Ok(staged) => staged,
        Err(refused) => return refuse(&site, &[refused], &disk, &args.checking),
    };
    let found = make(&staged);
    let problems = site.problems(&found);
    store.age();
    if exit_code(&problems, args.checking.strict) != FINE {
        staged.discard();
        return refuse(&site, &found, &disk, &args.checking);
    }
    let Published { pages, changed } = match timings.measure("publish", || staged.publish()) {
        Ok(published) => published,
        Err(refused) => return refuse(&site, &[refused], &disk, &args.checking),
    };
    report(&problems, &site.texts(&disk, shown(&problems, args.checking.format)), args.checking.format);
    if args.checking.timings {
        warn(timings.table().trim_end());
    }
    let entries = site.handbook.entries.len();
    let problems = if problems.is_empty() { String::new() } else { format!(", {}", count(&problems)) };
    say(&format!("{pages} pages from {entries} entries in {} ({changed} files changed{problems})", out.display()));
    // The process ends: the system takes all memory back at once, quicker than it can be given back piece by piece.
    std::mem::forget(site);
    ExitCode::SUCCESS
}

/// Says why the site on disk stays as it is: what was known of the site, and what was found when its files were made.
fn refuse(site: &Site, found: &[Diagnostic], disk: &Disk, checking: &Checking) -> ExitCode {
    let problems = site.problems(found);
    report(&problems, &site.texts(disk, shown(&problems, checking.format)), checking.format);
    if checking.format == Format::Human {
        warn("nothing was written");
    }
    ExitCode::from(exit_code(&problems, checking.strict))
}
