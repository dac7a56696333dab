//! Varde turns a folder of typed Markdown into a searchable, accessible, static handbook.
//!
//! ```text
//! files → load → parse → resolve → check → pages → view → render → publish
//!                  │         │                        │
//!                  │         └ one handbook           └ documents → search, export, pictures, sharing
//!                  └ one entry for each file
//! ```
//!
//! Begin with [`site::prepare`], which is the whole of it on one screen. Modules are named here in the order in which they
//! are best read; which may use which, without a circle, the table in `tests/tidy.rs` says. The manual's page on
//! architecture tells why.

// Commands, and the pipeline that they run.
pub mod cli;
pub mod server;
pub mod site;
pub mod watcher;

// What a handbook is: its rules, its files, its texts.
pub mod config;
pub mod files;
pub mod load;
pub mod source;
pub mod types;
pub mod yaml;

// One file to one entry.
pub mod body;
pub mod entry;
pub mod parse;

// All entries to one handbook, and what does not fit.
pub mod check;
pub mod facets;
pub mod handbook;
pub mod resolve;

// A handbook to pages.
pub mod pages;
pub mod render;
pub mod theme;
pub mod view;

// A handbook to everything beside its pages.
pub mod documents;
pub mod export;
pub mod pictures;
pub mod search;
pub mod sharing;

// A site to a folder.
pub mod output;
pub mod publish;
pub mod store;

// What all of them use.
pub mod colour;
pub mod date;
pub mod diagnostic;
pub mod fingerprint;
pub mod html;
pub mod language;
pub mod medium;
pub mod memo;
pub mod nearest;
pub mod phrases;
pub mod policy;
pub mod site_path;
pub mod slug;
pub mod special;
pub mod starting;
pub mod timings;
