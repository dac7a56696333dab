//! Diagnostics and exit codes on the terminal.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

use super::Checking;
use crate::config;
use crate::date::Date;
use crate::diagnostic::print::{Colours, Format, Texts, print};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Disk;

/// Fine.
pub(super) const FINE: u8 = 0;
/// Errors in the content.
pub(super) const CONTENT: u8 = 1;
/// Wrong use, configuration or environment.
pub(super) const WRONG_USE: u8 = 2;

/// Writes a line for people to standard output. A closed pipe is not a problem.
pub(super) fn say(text: &str) {
    drop(writeln!(std::io::stdout().lock(), "{text}"));
}

/// Writes a line for people to standard error.
pub(super) fn warn(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{text}"));
}

/// Writes diagnostics to standard error.
pub(super) fn report(diagnostics: &[Diagnostic], texts: &Texts, format: Format) {
    let colours = if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() { Colours::On } else { Colours::Off };
    drop(write!(std::io::stderr().lock(), "{}", print(diagnostics, texts, format, colours)));
}

/// Opens a handbook's folder, or says why not.
pub(super) fn open(dir: &Path) -> Result<Disk, ExitCode> {
    let problem = |why: &str| {
        warn(&format!(
            "error: {}: {why}\nhelp: name the folder that holds varde.yaml, or make a handbook with `varde init DIR`",
            dir.display()
        ));
        ExitCode::from(WRONG_USE)
    };
    let disk = Disk::open(dir).map_err(|error| problem(&error.to_string()))?;
    if dir.join(config::FILE).is_file() { Ok(disk) } else { Err(problem("there is no varde.yaml")) }
}

/// What the diagnostics mean for the exit code: 2 for the configuration and environment, 1 for content.
pub(super) fn exit_code(diagnostics: &[Diagnostic], strict: bool) -> u8 {
    let counts = |diagnostic: &&Diagnostic| strict || diagnostic.severity == Severity::Error;
    let mut counted = diagnostics.iter().filter(counts).peekable();
    if counted.peek().is_none() {
        FINE
    } else if counted.any(|diagnostic| &*diagnostic.file == config::FILE || ENVIRONMENT.contains(&diagnostic.rule)) {
        WRONG_USE
    } else {
        CONTENT
    }
}

/// Rules that speak of the environment and not of a text.
const ENVIRONMENT: [&str; 6] = ["no-config", "no-content", "foreign-output", "output-inside-content", "output-in-use", "unwritable-output"];

/// The day to compare review dates with: given, or the newest commit's.
pub(super) fn today(checking: &Checking, dir: &Path) -> Option<Date> {
    checking.today.or_else(|| newest_commit(dir))
}

/// The day of the newest commit that touches the folder.
pub(super) fn newest_commit(dir: &Path) -> Option<Date> {
    let log = Command::new("git").arg("-C").arg(dir).args(["log", "-1", "--format=%cs", "--", "."]).output().ok()?;
    Date::parse(std::str::from_utf8(&log.stdout).ok()?.trim())
}
