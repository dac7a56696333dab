//! `[text]{lang=en}` → where parts in another language begin and end.
//!
//! pulldown-cmark has no such syntax, so brackets are found in its text events (never in code, never escaped) and
//! become marks that the writer applies when it comes to their bytes. Invariant: begins and ends are balanced
//! within one paragraph, and lie in the same element.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::attributes;
use super::callout;
use super::events::Spanned;
use super::report::Report;
use super::write::Writer;
use crate::body::may_hold;

/// Bytes of the text that are not written as they stand.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// A part in this language begins.
    Begin(String),
    /// It ends.
    End,
    /// Nothing is written.
    Skip,
}

/// The marks of one block, by place, and the attributes of links by the link's place.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) all: Vec<Mark>,
    links: Vec<(Range<usize>, attributes::Attributes)>,
    /// The languages of whole paragraphs, by the paragraph's first byte.
    paragraphs: Vec<(usize, String)>,
    /// The first mark that has not been applied.
    pub(super) next: usize,
    /// Text before this byte has been dealt with.
    pub(super) done: usize,
}

impl Marks {
    /// The attributes of the link in `range`.
    pub(super) fn of_link(&self, range: &Range<usize>) -> Option<&attributes::Attributes> {
        let found = self.links.binary_search_by_key(&range.end, |(link, _)| link.end).ok()?;
        Some(&self.links[found].1)
    }

    /// The language of the paragraph that begins at `start`.
    pub(super) fn of_paragraph(&self, start: usize) -> Option<&str> {
        let found = self.paragraphs.binary_search_by_key(&start, |(paragraph, _)| *paragraph).ok()?;
        Some(&self.paragraphs[found].1)
    }
}

/// A bracket that may turn out to begin a part.
struct Opening {
    at: usize,
    depth: usize,
}

/// Brackets within brackets that are remembered; elements must not nest without end.
const MOST_OPEN: usize = 20;

/// Finds the marks of a block.
pub(super) fn marks(source: &str, events: &[Spanned], report: &mut Report) -> Marks {
    let mut marks = Marks::default();
    let mut openings: VecDeque<Opening> = VecDeque::new();
    let mut depth = 0usize;
    let mut skip = 0;
    let mut in_title = false;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            // A callout's title is an element of its own, which no part goes on beyond.
            Event::Start(Tag::BlockQuote(_)) => in_title = callout::marker(source, events, index).is_some(),
            Event::SoftBreak | Event::HardBreak if in_title => {
                openings.clear();
                in_title = false;
            }
            Event::End(TagEnd::Paragraph) => {
                in_title = false;
                last_line(source, &events[..index], range, &mut marks, report);
            }
            Event::Start(Tag::CodeBlock(_)) => skip += 1,
            Event::End(TagEnd::CodeBlock) => skip -= 1,
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(end) => {
                openings.truncate(openings.partition_point(|opening| opening.depth < depth));
                depth = depth.saturating_sub(1);
                if *end == TagEnd::Link {
                    after_link(source, range, &mut marks, report);
                }
            }
            Event::Text(text) if skip == 0 && is_verbatim(source, text, range) => {
                brackets(source, range, depth, &mut openings, &mut marks, report);
            }
            _ => {}
        }
    }
    marks.all.sort_by_key(|mark| mark.range.start);
    marks
}

/// Whether an event's text stands in the source as it is, so that places in it are places in the source.
pub(super) fn is_verbatim(source: &str, text: &str, range: &Range<usize>) -> bool {
    source.get(range.clone()) == Some(text)
}

fn after_link(source: &str, range: &Range<usize>, marks: &mut Marks, report: &mut Report) {
    if let Some(attributes) = attributes::read(source, range.end, &["lang", "hreflang"], report) {
        marks.all.push(Mark { range: attributes.range.clone(), kind: Kind::Skip });
        marks.links.push((range.clone(), attributes));
    }
}

fn brackets(source: &str, range: &Range<usize>, depth: usize, openings: &mut VecDeque<Opening>, marks: &mut Marks, report: &mut Report) {
    if !may_hold(&source[range.clone()], [b'[', b']']) {
        return;
    }
    let bytes = source.as_bytes();
    for at in range.clone() {
        if !matches!(bytes[at], b'[' | b']') || is_escaped(bytes, at) {
            continue;
        }
        if bytes[at] == b'[' {
            if openings.len() == MOST_OPEN {
                openings.pop_front();
            }
            openings.push_back(Opening { at, depth });
            continue;
        }
        if openings.back().is_none_or(|opening| opening.depth != depth) {
            continue;
        }
        let Some(opening) = openings.pop_back() else { continue };
        if bytes.get(opening.at + 1) == Some(&b'^') {
            undefined_footnote(source, opening.at..at + 1, report);
        }
        if let Some(attributes) = attributes::read(source, at + 1, &["lang"], report) {
            close(opening.at, at, attributes, marks);
        }
    }
}

fn close(opening: usize, closing: usize, attributes: attributes::Attributes, marks: &mut Marks) {
    let (begin, end) = match attributes.lang {
        Some(lang) => (Kind::Begin(lang), Kind::End),
        None => (Kind::Skip, Kind::Skip),
    };
    marks.all.push(Mark { range: opening..opening + 1, kind: begin });
    marks.all.push(Mark { range: closing..attributes.range.end, kind: end });
}

fn undefined_footnote(source: &str, range: Range<usize>, report: &mut Report) {
    let label = &source[range.start + 2..range.end - 1];
    if !label.is_empty() && !label.contains(char::is_whitespace) {
        let help = format!("add a line `[^{label}]: …`, or write `\\[` if no footnote is meant");
        report.warning("undefined-footnote", &range, format!("the footnote `{label}` is not defined"), help);
    }
}

/// Whether an odd number of backslashes stands before the byte.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Applies a mark.
pub(super) fn apply(writer: &mut Writer, mark: usize) {
    match &writer.marks.all[mark].kind {
        Kind::Begin(lang) => {
            let lang = lang.clone();
            begin(writer, &lang);
        }
        Kind::End => end(writer),
        Kind::Skip => {}
    }
}

fn begin(writer: &mut Writer, lang: &str) {
    writer.html.push_str("<span lang=\"");
    writer.html.push_str(lang);
    writer.html.push_str("\">");
    writer.plain.begin_foreign(lang);
}

fn end(writer: &mut Writer) {
    writer.html.push_str("</span>");
    writer.plain.end_foreign();
}

/// A last line `{lang=da}` of a paragraph is the language of the whole paragraph.
fn last_line(source: &str, events: &[Spanned], paragraph: &Range<usize>, marks: &mut Marks, report: &mut Report) {
    let Some((Event::Text(_), last)) = events.last() else { return };
    if let [.., (Event::Start(Tag::Paragraph), _), _] = events {
        return alone(source, last, report);
    }
    let Some(line) = events.iter().rposition(|(event, _)| !matches!(event, Event::Text(_))) else { return };
    let start = events[line + 1].1.start;
    let is_alone = matches!(events[line].0, Event::SoftBreak | Event::HardBreak) && source[start..].starts_with('{');
    let Some(attributes) = is_alone.then(|| attributes::read(source, start, &["lang"], report)).flatten() else { return };
    if attributes.range.end < last.end {
        return;
    }
    marks.all.push(Mark { range: attributes.range, kind: Kind::Skip });
    if let Some(lang) = attributes.lang {
        marks.paragraphs.push((paragraph.start, lang));
    }
}

/// `{lang=da}` in a paragraph of its own says nothing about the paragraph before.
fn alone(source: &str, range: &Range<usize>, report: &mut Report) {
    if attributes::read(source, range.start, &["lang"], report).is_some_and(|found| found.range == *range) {
        let help = "write it as the last line of the paragraph, without an empty line before it";
        report.warning("misplaced-attribute", range, "these attributes stand alone", help);
    }
}
