//! `> [!NOTE]` → a callout with a visible label in the text's language.
//!
//! A block quote that begins so, whatever else stands in it. Invariant: the kind is said in words, not only by colour.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::Spanned;
use super::words::Words;
use super::write::{Frame, Writer};
use crate::html::escape;
use crate::nearest::suggest;

/// The kinds, and what each is called in a language.
const KINDS: [(&str, Label); 5] = [
    ("NOTE", |words| words.note),
    ("TIP", |words| words.tip),
    ("IMPORTANT", |words| words.important),
    ("WARNING", |words| words.warning),
    ("CAUTION", |words| words.caution),
];

type Label = fn(&Words) -> &'static str;

/// Writes the beginning of a quote or callout; returns the next event.
pub(super) fn or_quote(writer: &mut Writer, events: &[Spanned], at: usize) -> usize {
    let Some(marker) = marker(&writer.source, events, at) else {
        writer.begin("<blockquote>\n", Frame::Block("</blockquote>\n"));
        return at + 1;
    };
    let name = writer.source[marker.start + 2..marker.end - 1].to_ascii_uppercase();
    let Some((_, label)) = KINDS.iter().find(|(kind, _)| *kind == name) else {
        let help = suggest(&name, KINDS.map(|(kind, _)| kind), "kind");
        writer.report.warning("unknown-callout", &marker, format!("the kind of callout `{name}` does not exist"), help);
        writer.begin("<blockquote>\n", Frame::Block("</blockquote>\n"));
        return at + 1;
    };
    writer.marks.done = marker.end;
    let label = label(writer.words);
    begin(writer, &name.to_ascii_lowercase(), label, events, at + 2)
}

/// The place of `[!NOTE]` if the quote at `at` begins with such a marker.
pub(super) fn marker(source: &str, events: &[Spanned], at: usize) -> Option<Range<usize>> {
    let (Event::Start(Tag::Paragraph), paragraph) = events.get(at + 1)? else { return None };
    let (Event::Text(first), text) = events.get(at + 2)? else { return None };
    let rest = source.get(text.start..paragraph.end)?.strip_prefix("[!")?;
    let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let is_marker = first.starts_with('[') && end > 0 && rest[end..].starts_with(']');
    let is_link = rest[end..].starts_with("](") || rest[end..].starts_with("][");
    (is_marker && !is_link).then(|| text.start..text.start + 2 + end + 1)
}

/// Writes the label and the callout's own title, whose first event is at `first`.
fn begin(writer: &mut Writer, kind: &str, label: &str, events: &[Spanned], first: usize) -> usize {
    let title_end = end_of_line(events, first);
    let html = std::mem::take(&mut writer.html);
    writer.plain.line();
    let before = writer.plain.mark();
    // Raw HTML that begins in the title ends there.
    writer.open.push(Frame::Silent);
    writer.events(&events[first..title_end]);
    writer.end(&events[title_end].1);
    let title = std::mem::replace(&mut writer.html, html);
    let title_text = writer.plain.since(before).to_owned();
    let (name, shown) = if title.trim().is_empty() {
        (label.to_owned(), escape(label))
    } else {
        (format!("{label}: {title_text}"), title.trim().to_owned())
    };
    writer.begin(
        &format!("<aside class=\"callout\" data-kind=\"{kind}\" role=\"note\" aria-label=\"{}\">\n", escape(&name)),
        Frame::Block("</aside>\n"),
    );
    writer.put(format_args!("<p class=\"callout-label\">{shown}</p>\n"));
    if matches!(events[title_end].0, Event::End(_)) {
        return title_end + 1;
    }
    writer.begin_paragraph(events[first - 1].1.start);
    title_end + 1
}

/// The first line break, or the paragraph's end.
fn end_of_line(events: &[Spanned], first: usize) -> usize {
    let mut depth = 0usize;
    for (index, (event, _)) in events.iter().enumerate().skip(first) {
        match event {
            Event::SoftBreak | Event::HardBreak | Event::End(_) if depth == 0 => return index,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    events.len() - 1
}
