//! Raw elements that are open, and the sanitiser that has the last word on them.
//!
//! `html` opens and closes here, the writer ends what was forgotten. Each top-level block that held raw HTML goes
//! through the sanitiser as a whole. Invariant: a raw element ends within the Markdown element that it began in, so a
//! forgotten end tag cannot swallow the page.

use super::allowed;
use super::write::{DEEPEST, Writer};
use crate::language::is_tag;

/// Raw elements that have begun.
#[derive(Default)]
pub(super) struct Raw {
    open: Vec<Element>,
    /// Whether anything was written that the sanitiser has not seen.
    seen: bool,
    /// Whether that stands in a footnote, which is written at the end.
    in_footnote: bool,
    /// All HTML before this byte is finished.
    finished: usize,
}

struct Element {
    name: String,
    /// How many Markdown elements were open around it.
    depth: usize,
    /// Whether it says that its words are in another language.
    is_foreign: bool,
}

/// Remembers that raw HTML is about to be written.
pub(super) fn note(writer: &mut Writer) {
    writer.raw.seen = true;
    writer.raw.in_footnote |= writer.in_footnote();
}

pub(super) fn is_too_deep(writer: &Writer) -> bool {
    writer.open.len() + writer.raw.open.len() >= DEEPEST
}

/// Begins a raw element, in another language if `lang` says so.
pub(super) fn open(writer: &mut Writer, name: String, lang: Option<&str>) {
    let depth = writer.open.len();
    let lang = lang.filter(|lang| is_tag(lang));
    if let Some(lang) = lang {
        writer.plain.begin_foreign(lang);
    }
    writer.raw.open.push(Element { name, depth, is_foreign: lang.is_some() });
}

/// Sanitises the HTML since the last time, once all raw elements in it have ended.
pub(super) fn sanitise_finished(writer: &mut Writer) {
    if !writer.raw.open.is_empty() || !writer.open.is_empty() {
        return;
    }
    if writer.raw.seen {
        let html = allowed::sanitise(&writer.html[writer.raw.finished..]);
        writer.html.truncate(writer.raw.finished);
        writer.html.push_str(&html);
    }
    writer.raw.finished = writer.html.len();
    writer.raw.seen = false;
}

/// The footnotes are about to be written: what was raw in them has not been sanitised yet.
pub(super) fn begin_footnotes(writer: &mut Writer) {
    writer.raw.seen = writer.raw.in_footnote;
    writer.raw.finished = writer.html.len();
}

/// Ends the innermost raw element of that name, and those within it; an end without a start is dropped.
pub(super) fn close(writer: &mut Writer, name: &str) {
    let depth = writer.open.len();
    let own = writer.raw.open.iter().rev().take_while(|element| element.depth == depth);
    let Some(back) = own.map(|element| element.name.as_str()).position(|open| open == name) else { return };
    let keep = writer.raw.open.len() - back - 1;
    close_down_to(writer, keep);
}

/// Ends the raw elements that began within the `depth`th Markdown element.
pub(super) fn close_within(writer: &mut Writer, depth: usize) {
    let keep = writer.raw.open.partition_point(|element| element.depth < depth);
    close_down_to(writer, keep);
}

fn close_down_to(writer: &mut Writer, keep: usize) {
    while writer.raw.open.len() > keep {
        let Some(element) = writer.raw.open.pop() else { return };
        writer.put(format_args!("</{}>", element.name));
        if element.is_foreign {
            writer.plain.end_foreign();
        }
        if !allowed::is_inline(&element.name) {
            writer.plain.line();
        }
    }
}
