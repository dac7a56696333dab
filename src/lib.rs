//! Varde turns a folder of typed Markdown into a searchable, accessible, static handbook.

pub mod body;
pub mod check;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod entry;
pub mod files;
pub mod handbook;
pub mod language;
pub mod load;
pub mod nearest;
pub mod pages;
pub mod parse;
pub mod render;
pub mod resolve;
pub mod slug;
pub mod source;
pub mod special;
pub mod theme;
pub mod types;
pub mod view;
pub mod yaml;
