//! All tests in one binary, in reading order.

mod cases;
mod markdown;
mod site;
mod rebuild;
mod disk;
mod command;
mod serve;
mod manual;
mod tidy;
mod support;
