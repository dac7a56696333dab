//! What the user typed → one command. The only module that prints.
//!
//! Exit codes: 0 fine, 1 errors in the content, 2 wrong use, configuration or environment.

mod build;
mod check;
mod init;
mod new;
mod progress;
mod report;
mod search;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::date::Date;
use crate::diagnostic::print::Format;

/// Turn a folder of typed Markdown into a searchable, accessible, static handbook
#[derive(Debug, Parser)]
#[command(name = "varde", version, about, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the handbook into a folder
    Build(build::BuildArgs),
    /// Check everything and write nothing
    Check(check::CheckArgs),
    /// Show the handbook in the browser, and again at every change
    Serve(serve::ServeArgs),
    /// Show how search sees a word
    Search(search::SearchArgs),
    /// Write a starting file for an entry
    New(new::NewArgs),
    /// Make a new, small, working handbook
    Init(init::InitArgs),
}

/// What build and check have in common.
#[derive(Debug, Args)]
struct Checking {
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
    /// How problems are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
    /// The day that review dates are compared with: `2026-11-21` (default: the newest commit or text)
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
}

/// The handbook's folder.
#[derive(Debug, Args)]
struct Folder {
    /// The folder that holds varde.yaml
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write year, month and day: 2026-11-21".to_owned())
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        match self.command {
            Command::Build(args) => build::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Serve(args) => serve::run(&args),
            Command::Search(args) => search::run(&args),
            Command::New(args) => new::run(&args),
            Command::Init(args) => init::run(&args),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
