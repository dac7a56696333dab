//! All tests in one binary, in reading order.

mod cases;
mod command;
mod disk;
#[cfg(unix)]
mod kill;
mod manual;
mod markdown;
mod prepared;
mod rebuild;
mod serve;
mod site;
mod support;
mod tidy;
