//! `varde build`: the whole handbook into a folder.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::report::{exit_code, open, report, say, today, warn};
use super::{Checking, Folder, progress};
use crate::diagnostic::print::{Format, count};
use crate::medium::Medium;
use crate::publish::publish;
use crate::site::{Memos, Options, build};
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
    let memos = Memos::keeping(store.clone());
    let mut built = progress::during("building", || build(&disk, &options, &memos));
    let code = exit_code(&built.diagnostics, args.checking.strict);
    report(&built.diagnostics, &built.texts, args.checking.format);
    if code != super::report::FINE {
        if args.checking.format == Format::Human {
            warn("nothing was written");
        }
        return ExitCode::from(code);
    }
    let published = built.timings.measure("publish", || progress::during("publishing", || publish(&built.output, &disk, dir, &out)));
    store.age();
    if args.checking.timings {
        warn(built.timings.table().trim_end());
    }
    match published {
        Ok(published) => {
            let pages = built.output.files.keys().filter(|path| path.ends_with(".html")).count();
            let problems = if built.diagnostics.is_empty() { String::new() } else { format!(", {}", count(&built.diagnostics)) };
            say(&format!(
                "{pages} pages from {} entries in {} ({} files changed{problems})",
                built.handbook.entries.len(),
                out.display(),
                published.changed
            ));
            ExitCode::SUCCESS
        }
        Err(diagnostic) => {
            let found = [diagnostic];
            report(&found, &built.texts, args.checking.format);
            ExitCode::from(exit_code(&found, false))
        }
    }
}
