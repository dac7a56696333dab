//! Raw HTML in a text: checked tag by tag, written anew, with holes for its links and images.
//!
//! Called by the writer for HTML blocks and inline tags; `balance` sees to it that all of them end. Headings in raw
//! HTML get no section in search. Invariant: when raw HTML is not open, nothing leaves that is not `allowed`.

use std::ops::Range;

use pulldown_cmark::Event;

use super::decode::decode;
use super::events::{Spanned, end_of};
use super::tag::{Tag, Token, holds_raw_text, tokens};
use super::write::Writer;
use super::{RawHtml, allowed, balance, heading, image, link};
use crate::body::{Hole, hole};
use crate::html::escape_into;

/// Bytes of raw HTML, piece by piece, and where each piece comes from.
struct Source {
    html: String,
    pieces: Vec<(usize, usize)>,
}

impl Source {
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        let at = |place: usize| {
            let piece = self.pieces.partition_point(|(start, _)| *start <= place).saturating_sub(1);
            self.pieces.get(piece).map_or(place, |(start, source)| source + (place - start))
        };
        at(range.start)..at(range.end.saturating_sub(1).max(range.start)) + 1
    }
}

/// Writes an HTML block; returns the event after it.
pub(super) fn block(writer: &mut Writer, events: &[Spanned], at: usize) -> usize {
    let end = end_of(events, at);
    let mut source = Source { html: String::new(), pieces: Vec::new() };
    for (event, range) in &events[at + 1..end] {
        if let Event::Html(html) | Event::Text(html) = event {
            source.pieces.push((source.html.len(), range.start));
            source.html.push_str(html);
        }
    }
    writer.plain.line();
    write(writer, &source);
    if !writer.html.is_empty() && !writer.html.ends_with('\n') {
        writer.html.push('\n');
    }
    writer.plain.line();
    end + 1
}

/// Writes one tag among words.
pub(super) fn inline(writer: &mut Writer, html: &str, range: &Range<usize>) {
    write(writer, &Source { html: html.to_owned(), pieces: vec![(0, range.start)] });
}

fn write(writer: &mut Writer, source: &Source) {
    if writer.in_alt > 0 {
        return;
    }
    let mut hides_next = false;
    for (token, range) in tokens(&source.html) {
        let hidden = std::mem::take(&mut hides_next);
        let raw = &source.html[range.clone()];
        let place = source.place(&range);
        match token {
            Token::Text if hidden => {}
            Token::Text => text(writer, raw),
            Token::Comment { unclosed: false } => {}
            Token::Comment { unclosed: true } => {
                let help = "end it with `-->`; all that follows is left out";
                writer.report.warning("unclosed-comment", &place, "the comment does not end", help);
            }
            Token::Declaration => removed(writer, "<!…>", &place),
            Token::Open(tag) if writer.dialect.raw_html == RawHtml::Open => open_as_written(writer, &tag, raw, &place),
            Token::Close(_) if writer.dialect.raw_html == RawHtml::Open => writer.html.push_str(raw),
            Token::Open(tag) => {
                hides_next = holds_raw_text(&tag.name);
                open(writer, tag, &place);
            }
            Token::Close(name) => balance::close(writer, &name),
        }
    }
}

fn text(writer: &mut Writer, raw: &str) {
    let decoded = decode(raw);
    writer.plain.push(&decoded);
    if writer.dialect.raw_html == RawHtml::Open {
        writer.html.push_str(raw);
        return;
    }
    // References by number may hide a hole; names are left to the sanitiser.
    for (index, part) in raw.split('&').enumerate() {
        if index > 0 {
            let is_name = part.starts_with(|c: char| c.is_ascii_alphabetic());
            let is_number = part.starts_with('#');
            if is_number {
                let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(part.len());
                let end = end + usize::from(part[end..].starts_with(';'));
                escape_into(&mut writer.html, &decode(&format!("&{}", &part[..end])));
                escape_into(&mut writer.html, &part[end..]);
                continue;
            }
            writer.html.push_str(if is_name { "&" } else { "&amp;" });
        }
        escape_into(&mut writer.html, part);
    }
}

fn removed(writer: &mut Writer, what: &str, place: &Range<usize>) {
    let help = "write it in Markdown, or set `raw_html: open` in `varde.yaml` if you trust every author";
    writer.report.warning("raw-html-removed", place, format!("`{what}` is not allowed in a text and was removed"), help);
}

fn open(writer: &mut Writer, mut tag: Tag, place: &Range<usize>) {
    let is_text_input = tag.name == "input" && !tag.attributes.contains(&("type".to_owned(), Some("checkbox".to_owned())));
    if !allowed::element(&tag.name) || is_text_input {
        return removed(writer, &format!("<{}>", tag.name), place);
    }
    let is_void = allowed::is_void(&tag.name);
    if !is_void && balance::is_too_deep(writer) {
        return writer.report_too_deep(place);
    }
    tag.attributes.retain(|(name, _)| {
        let keep = allowed::attribute(&tag.name, name) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !keep {
            let shown: String = name.chars().take(40).collect();
            removed(writer, &format!("{shown}=…"), place);
        }
        keep
    });
    balance::note(writer);
    if !allowed::is_inline(&tag.name) {
        if tag.name == "br" { writer.plain.space() } else { writer.plain.line() }
    }
    write_tag(writer, &tag, place);
    if !is_void {
        let lang = tag.attributes.iter().find(|(name, _)| name == "lang").and_then(|(_, value)| value.as_deref());
        balance::open(writer, tag.name, lang);
    }
}

/// Writes a start tag with holes in place of addresses.
fn write_tag(writer: &mut Writer, tag: &Tag, place: &Range<usize>) {
    let value = |wanted: &str| {
        let found = tag.attributes.iter().find(|(name, _)| name == wanted)?;
        Some(found.1.clone().unwrap_or_default())
    };
    if tag.name == "img" {
        let Some(src) = value("src") else { return };
        let extra = other_attributes(writer, tag, &["src", "alt", "loading", "decoding"], place);
        let alt = value("alt").unwrap_or_default();
        writer.plain.push(&alt);
        return image::write(writer, &src, &alt, &extra, place);
    }
    let extra = other_attributes(writer, tag, &["href"], place);
    writer.put(format_args!("<{}", tag.name));
    if let Some(href) = value("href").filter(|href| !link::is_unsafe(writer, href, place)) {
        let number = link::add(writer, &href, place);
        writer.put(format_args!(" href=\"{}\"", hole(Hole::Link(number))));
    }
    writer.html.push_str(&extra);
    writer.html.push('>');
}

fn other_attributes(writer: &mut Writer, tag: &Tag, without: &[&str], place: &Range<usize>) -> String {
    let mut html = String::new();
    for (name, value) in tag.attributes.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
        if name == "id" && !take_id(writer, value.as_deref().unwrap_or(""), place) {
            continue;
        }
        if name == "id" {
            heading::push_id(&mut html, value.as_deref().unwrap_or(""));
            continue;
        }
        html.push(' ');
        html.push_str(name);
        if let Some(value) = value {
            html.push_str("=\"");
            escape_into(&mut html, value);
            html.push('"');
        }
    }
    html
}

fn take_id(writer: &mut Writer, id: &str, place: &Range<usize>) -> bool {
    match writer.ids.take(id, place) {
        Ok(()) => true,
        Err(earlier) => {
            writer.report.duplicate_anchor(id, place, &earlier);
            false
        }
    }
}

fn open_as_written(writer: &mut Writer, tag: &Tag, raw: &str, place: &Range<usize>) {
    if !allowed::is_inline(&tag.name) {
        writer.plain.line();
    }
    let address = if tag.name == "img" { "src" } else { "href" };
    let is_address = |(name, value): &(String, Option<String>)| {
        name == address && value.as_deref().is_none_or(|value| link::dangerous_scheme(value).is_none())
    };
    if matches!(tag.name.as_str(), "a" | "img") && tag.attributes.iter().any(is_address) {
        return write_tag(writer, tag, place);
    }
    if let Some((_, Some(id))) = tag.attributes.iter().find(|(name, _)| name == "id") {
        take_id(writer, id, place);
    }
    writer.html.push_str(raw);
}
