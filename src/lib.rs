//! Varde turns a folder of typed Markdown into a searchable, accessible, static handbook.

pub mod body;
pub mod date;
pub mod diagnostic;
pub mod language;
pub mod nearest;
pub mod parse;
pub mod slug;
pub mod view;
