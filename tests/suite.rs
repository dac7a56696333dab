//! All tests in one binary, in reading order.

mod attacks;
mod cases;
mod command;
mod disk;
mod fuzz;
#[cfg(unix)]
mod kill;
mod manual;
mod markdown;
mod pictures;
mod prepared;
mod rebuild;
mod repository;
mod reproducible;
mod serve;
mod sharing;
mod site;
mod supply;
mod support;
mod theme;
mod tidy;
