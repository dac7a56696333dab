//! Varde turns a folder of typed Markdown into a searchable, accessible, static handbook.

pub mod body;
pub mod diagnostic;
pub mod view;
pub mod search;
