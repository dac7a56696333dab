//! An image, a video or a snippet that stands alone in a paragraph.
//!
//! Comes before `image` and `link`, which write what stands among words. Invariant: each event is written once,
//! here or there.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::{Spanned, end_of, inline};
use super::language::Marks;
use super::write::{Frame, Writer};
use super::{Place, image, nesting, video};
use crate::body::{Hole, Include, clean, hole};
use crate::source::is_markdown;

/// Writes the paragraph at `at` if one image or video is all it holds; returns the event after it.
pub(super) fn whole_paragraph(writer: &mut Writer, events: &[Spanned], at: usize) -> Option<usize> {
    if let (Event::Text(_), _) = &events[at + 1] {
        return bare_video(writer, events, at);
    }
    let (Event::Start(tag @ (Tag::Image { .. } | Tag::Link { .. })), range) = &events[at + 1] else { return None };
    let last = end_of(events, at + 1);
    if !matches!(events.get(last + 1), Some((Event::End(_), _))) {
        return None;
    }
    let inside = &events[at + 2..last];
    match tag {
        Tag::Image { dest_url, .. } if is_markdown(dest_url) => include(writer, dest_url, range),
        Tag::Image { dest_url, title, .. } if !title.is_empty() => figure(writer, dest_url, title, inside, range),
        Tag::Link { dest_url, title, .. } => video::write(writer, dest_url, title, inside, range)?,
        _ => return None,
    }
    Some(last + 2)
}

/// The bare address of a video, which is text in Markdown, is shown as a video all the same.
fn bare_video(writer: &mut Writer, events: &[Spanned], at: usize) -> Option<usize> {
    let range = &events[at].1;
    let address = writer.source.get(range.clone())?.trim().to_owned();
    if !address.starts_with("http") || address.contains(char::is_whitespace) || address.len() > 200 {
        return None;
    }
    let text = [(Event::Text(address.clone().into()), range.clone())];
    video::write(writer, &address, "", &text, range)?;
    Some(end_of(events, at) + 1)
}

fn include(writer: &mut Writer, target: &str, range: &Range<usize>) {
    let number = writer.body.includes.len();
    let span = writer.report.span(range);
    // What headings the snippet has is not known here.
    writer.headings.last = None;
    writer.body.includes.push(Include { target: clean(target).into_owned(), id_prefix: writer.text.id_prefix.to_owned(), span });
    writer.html.push_str(&hole(Hole::Include(number)));
    writer.html.push('\n');
    writer.plain.line();
}

fn figure(writer: &mut Writer, target: &str, caption_text: &str, alt: &[Spanned], range: &Range<usize>) {
    writer.plain.line();
    writer.html.push_str("<figure>");
    image::start(writer, target, "", range);
    writer.events(alt);
    writer.end(range);
    writer.plain.line();
    caption(writer, caption_text, range);
    writer.html.push_str("</figure>\n");
}

/// Writes a `figcaption` from a title's Markdown; it has no bytes of its own, so problems stand at `range`.
pub(super) fn caption(writer: &mut Writer, markdown: &str, range: &Range<usize>) {
    let span = writer.report.span(range);
    let place = writer.report.swap_place(Place::Within(span));
    let (bounded, blanked) = nesting::bounded(Cow::Borrowed(markdown));
    let markdown = &*bounded;
    if blanked.is_some() {
        writer.report_too_deep(range);
    }
    let source = std::mem::replace(&mut writer.source, markdown.to_owned());
    let events: Vec<Spanned> = inline(markdown).into_iter().filter(|(event, _)| is_inline(event)).collect();
    let marks = super::language::marks(markdown, &events, &mut writer.report);
    let marks: Marks = std::mem::replace(&mut writer.marks, marks);
    writer.html.push_str("<figcaption>");
    // Raw HTML that begins in the caption ends there.
    writer.open.push(Frame::Silent);
    writer.events(&events);
    writer.end(range);
    writer.html.push_str("</figcaption>");
    writer.plain.line();
    writer.marks = marks;
    writer.source = source;
    writer.report.swap_place(place);
}

fn is_inline(event: &Event) -> bool {
    use pulldown_cmark::TagEnd as End;
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        }
        Event::End(tag) => matches!(tag, End::Emphasis | End::Strong | End::Strikethrough | End::Link),
        Event::Html(_) | Event::Rule | Event::TaskListMarker(_) | Event::FootnoteReference(_) => false,
        _ => true,
    }
}
