//! The `varde` command.

use std::process::ExitCode;

use clap::Parser;

/// A build makes and drops thousands of small values for each page, on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    varde::cli::Cli::parse().run()
}
