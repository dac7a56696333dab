//! `varde serve`: the handbook in the browser, and again at every change.

use std::process::ExitCode;

use clap::Args;

use super::Folder;

/// Arguments of `varde serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    folder: Folder,
    /// The port to listen on
    #[arg(long, default_value_t = 4000, value_name = "P")]
    port: u16,
}

/// Serves until it is ended.
pub(super) fn run(args: &ServeArgs) -> ExitCode {
    let _ = (&args.folder, args.port);
    ExitCode::FAILURE
}
