//! Images and includes: a hole for the address, and a text for those who do not see it.
//!
//! `figure` handles those that stand alone in a paragraph; all others come here. Invariant: every `img` has `alt`.

use std::ops::Range;

use super::link::is_unsafe;
use super::plain::Waiting;
use super::write::{Frame, Writer};
use crate::body::{Hole, Image, clean, hole};
use crate::html::{escape, escape_into};
use crate::source::is_markdown;

/// An image that has begun; what it contains is its text alternative.
pub(super) struct Open {
    target: String,
    title: String,
    range: Range<usize>,
    html: String,
    plain: Waiting,
}

pub(super) fn start(writer: &mut Writer, target: &str, title: &str, range: &Range<usize>) {
    if writer.in_alt > 0 {
        return writer.open.push(Frame::Silent);
    }
    writer.in_alt += 1;
    let html = std::mem::take(&mut writer.html);
    let plain = writer.plain.capture();
    let open = Open { target: target.to_owned(), title: title.to_owned(), range: range.clone(), html, plain };
    writer.open.push(Frame::Image(open));
}

pub(super) fn end(writer: &mut Writer, open: Open) {
    writer.in_alt -= 1;
    let alt = writer.plain.release(open.plain).replace('\n', " ");
    writer.html = open.html;
    if is_markdown(&open.target) {
        let help = "put it on a line of its own, with an empty line before and after";
        return writer.report.error("misplaced-include", &open.range, "a snippet must stand alone in a paragraph", help);
    }
    writer.plain.push(&alt);
    let title = if open.title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(&open.title)) };
    write(writer, &open.target, &alt, &title, &open.range);
}

/// Writes an `img` with a hole, unless its address is dangerous.
pub(super) fn write(writer: &mut Writer, target: &str, alt: &str, extra: &str, range: &Range<usize>) {
    if is_unsafe(writer, target, range) {
        return escape_into(&mut writer.html, alt);
    }
    if alt.trim().is_empty() {
        let help = format!("write `![what the picture shows]({target})`");
        writer.report.error("missing-alt", range, "the image has no text alternative", help);
    }
    let number = writer.body.images.len();
    let span = writer.report.span(range);
    writer.body.images.push(Image { target: clean(target).into_owned(), alt: clean(alt).into_owned(), span });
    writer.put(format_args!("<img src=\"{}\" alt=\"", hole(Hole::Image(number))));
    escape_into(&mut writer.html, alt);
    writer.put(format_args!("\"{extra} loading=\"lazy\" decoding=\"async\">"));
}
