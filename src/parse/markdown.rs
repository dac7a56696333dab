//! Markdown text → [`Body`]: the dialect that handbooks are written in.
//!
//! `parse` calls it for the body of each file and for each Markdown field; `resolve` and `view` use what it
//! leaves. HTML, links, anchors and search text come from the same parser events, so that they cannot disagree.
//! Invariant: nothing here reads files, panics or recurses on its input; whatever comes, a `Body` leaves.

use std::sync::Arc;

use crate::body::Body;
use crate::diagnostic::{Checked, Span};

// The walk.
mod events;
mod nesting;
mod step;
mod write;

// What each feature writes to.
mod decode;
mod holes;
mod ids;
mod plain;
mod report;
mod words;

// The features.
mod attributes;
mod callout;
mod code;
mod figure;
mod footnote;
mod heading;
mod image;
mod language;
mod link;
mod list;
mod table;
mod video;

// Raw HTML.
mod allowed;
mod balance;
mod html;
mod tag;

/// How the texts of a handbook are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// What happens to HTML in the Markdown.
    pub raw_html: RawHtml,
}

/// What happens to HTML in the Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// Only harmless elements and attributes stay.
    Sanitised,
    /// Everything stays as written.
    Open,
}

/// A heading that a type declares as a section: its id is the field's name in every language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeclaredSection {
    /// The field's name.
    pub id: String,
    /// What the heading may say, one for each language.
    pub labels: Vec<String>,
}

/// Where a text stands, so that diagnostics point right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The text begins at this byte of the file.
    At(usize),
    /// Each of its lines begins at the first byte of the text, and at the second of the file.
    Lines(Vec<(usize, usize)>),
    /// All of it stands in this span (a YAML value that is written otherwise than it reads).
    Within(Span),
}

/// One Markdown text and where it comes from.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The file's path, for diagnostics.
    pub file: &'a Arc<str>,
    /// The text itself.
    pub markdown: &'a str,
    /// Where it stands in the file.
    pub place: Place,
    /// Its language.
    pub lang: &'a str,
    /// Stands before every id: empty for the body, `tasks-1-` for the first value of a field.
    pub id_prefix: &'a str,
    /// Headings whose ids are given.
    pub sections: &'a [DeclaredSection],
    /// The level of the heading that the text stands under; none where that is not known.
    pub level: Option<u8>,
}

/// Reads one text.
pub fn parse(text: &Text, dialect: &Dialect) -> Checked<Body> {
    let (source, blanked) = nesting::bounded(decode::without_holes(text.markdown));
    let mut writer = write::Writer::new(text, *dialect, &source);
    if let Some(place) = blanked {
        writer.report_too_deep(&place);
    }
    let broken = events::for_each_block(&source, |block| writer.block(block));
    link::report_broken(&mut writer, &broken);
    writer.finish()
}
