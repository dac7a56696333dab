//! `varde init`: a new, small, working handbook.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use include_dir::{Dir, DirEntry, include_dir};

use super::report::{WRONG_USE, say, warn};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/starter");

/// Arguments of `varde init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to make; it must be new or empty
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Writes the starter; a folder that holds anything is left alone.
pub(super) fn run(args: &InitArgs) -> ExitCode {
    let taken = fs::read_dir(&args.dir).is_ok_and(|mut entries| entries.next().is_some());
    if taken || args.dir.is_file() {
        warn(&format!("error: {} is not empty\nhelp: name a folder that is new or empty", args.dir.display()));
        return ExitCode::from(WRONG_USE);
    }
    match write(&STARTER, &args.dir) {
        Ok(()) => {
            say(&format!(
                "made a handbook in {0}\n\n  varde serve {0}     look at it in the browser\n  varde new case \"Min første case\" {0}\n  varde check {0}",
                args.dir.display()
            ));
            ExitCode::SUCCESS
        }
        Err(error) => {
            warn(&format!(
                "error: {} cannot be written: {error}\nhelp: check that there is room and that you may write there",
                args.dir.display()
            ));
            ExitCode::from(WRONG_USE)
        }
    }
}

fn write(folder: &Dir, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inside) => write(inside, &to.join(name(inside.path())))?,
            DirEntry::File(file) => fs::write(to.join(name(file.path())), file.contents())?,
        }
    }
    Ok(())
}

/// `dot-github` → `.github`: files that begin with a dot are easily left out of a package.
fn name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.strip_prefix("dot-").map_or(name.clone(), |rest| format!(".{rest}"))
}
