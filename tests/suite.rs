//! All tests in one binary, in reading order.

mod cases;
mod markdown;
mod site;
mod disk;
mod manual;
mod tidy;
mod support;
