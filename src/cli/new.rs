//! `varde new`: a starting file for an entry, with every field explained.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::report::{WRONG_USE, open, report, say, warn};
use crate::config;
use crate::diagnostic::print::Format;
use crate::files::Files;
use crate::load::CONTENT;
use crate::nearest::suggest;
use crate::slug::slugify;
use crate::source::Source;
use crate::starting::starting_file;

/// Arguments of `varde new`.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The type of the entry, such as `case`
    #[arg(value_name = "TYPE")]
    kind: String,
    /// Its title
    title: String,
    /// The folder that holds varde.yaml
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
}

/// Writes the file; one that exists is never overwritten.
pub(super) fn run(args: &NewArgs) -> ExitCode {
    let disk = match open(&args.dir) {
        Ok(disk) => disk,
        Err(code) => return code,
    };
    let source = Source::decode(config::FILE, disk.read(config::FILE).unwrap_or_default());
    let config = config::read(&source.value.text);
    if crate::diagnostic::has_errors(&config.diagnostics) {
        report(&config.diagnostics, &[(source.value.path, source.value.text)].into(), Format::Human);
        return ExitCode::from(WRONG_USE);
    }
    let types = &config.value.types;
    let Some(decl) = types.get(&args.kind) else {
        warn(&format!("error: there is no type `{}`\nhelp: {}", args.kind, suggest(&args.kind, types.names(), "type")));
        return ExitCode::from(WRONG_USE);
    };
    let slug = slugify(&args.title);
    if slug.is_empty() {
        warn("error: the title has no letter or digit that can stand in an address\nhelp: give it a title with words");
        return ExitCode::from(WRONG_USE);
    }
    let folder = if decl.folder.is_empty() { CONTENT.to_owned() } else { format!("{CONTENT}/{}", decl.folder) };
    let path = args.dir.join(&folder).join(format!("{slug}.md"));
    let text = starting_file(decl, types, &args.title, &config.value.languages[0]);
    let written = std::fs::create_dir_all(args.dir.join(&folder))
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            say(&format!("wrote {}", path.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            let help = match error.kind() {
                ErrorKind::AlreadyExists => "choose another title, or edit the file that is there",
                _ => "check that there is room and that you may write there",
            };
            warn(&format!("error: {} cannot be written: {error}\nhelp: {help}", path.display()));
            ExitCode::from(WRONG_USE)
        }
    }
}
