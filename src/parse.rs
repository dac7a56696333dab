//! Source → entry: one file's texts and fields, without knowing any other file.

pub mod markdown;
