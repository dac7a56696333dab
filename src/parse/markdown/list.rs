//! Lists and task lists.
//!
//! Invariant: a ticked task says so in words too, not only by its mark.

use pulldown_cmark::{Event, Tag};

use super::events::Spanned;
use super::write::{Frame, Writer};

pub(super) fn start(writer: &mut Writer, first: Option<u64>) {
    match first {
        None => writer.begin("<ul>\n", Frame::Block("</ul>\n")),
        Some(1) => writer.begin("<ol>\n", Frame::Block("</ol>\n")),
        Some(first) => writer.begin(&format!("<ol start=\"{first}\">\n"), Frame::Block("</ol>\n")),
    }
}

pub(super) fn item(writer: &mut Writer, events: &[Spanned], at: usize) {
    let is_task = match events.get(at + 1) {
        Some((Event::TaskListMarker(_), _)) => true,
        Some((Event::Start(Tag::Paragraph), _)) => matches!(events.get(at + 2), Some((Event::TaskListMarker(_), _))),
        _ => false,
    };
    writer.begin(if is_task { "<li class=\"task\">" } else { "<li>" }, Frame::Block("</li>\n"));
}

pub(super) fn task(writer: &mut Writer, done: bool) {
    let (checked, label) = if done { (" checked", writer.words.done) } else { ("", writer.words.not_done) };
    writer.put(format_args!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
}
