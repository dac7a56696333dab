//! The `varde` command.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    varde::cli::Cli::parse().run()
}
