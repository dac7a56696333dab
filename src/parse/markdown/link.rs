//! Links: a hole for the address, and what makes a link bad to read or dangerous.
//!
//! `resolve` finds out where a link leads. Invariant: no link with a scheme that runs code or reads the reader's
//! disk gets as far as a hole.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::events::Broken;
use super::footnote;
use super::write::{Frame, Writer};
use crate::body::{Hole, Link, clean, hole, may_hold};
use crate::html::escape_into;

/// A link that has begun.
pub(super) struct Open {
    /// Its place in `Body::links`.
    number: usize,
    target: String,
    range: Range<usize>,
    /// Where its text and its HTML begin.
    plain: usize,
    html: usize,
    email: bool,
    /// Whether its text is in another language.
    is_foreign: bool,
}

pub(super) fn start(writer: &mut Writer, kind: LinkType, target: &str, title: &str, range: &Range<usize>) {
    if writer.in_alt > 0 || is_unsafe(writer, target, range) {
        return writer.open.push(Frame::Silent);
    }
    let email = kind == LinkType::Email;
    let target = if email { format!("mailto:{target}") } else { target.to_owned() };
    let open = begin(writer, &target, title, "", range, email);
    writer.open.push(Frame::Link(open));
}

/// Writes `<a …>` with extra attributes.
pub(super) fn begin(writer: &mut Writer, target: &str, title: &str, extra: &str, range: &Range<usize>, email: bool) -> Open {
    let number = add(writer, target, range);
    writer.put(format_args!("<a href=\"{}\"", hole(Hole::Link(number))));
    if !title.is_empty() {
        writer.html.push_str(" title=\"");
        escape_into(&mut writer.html, title);
        writer.html.push('"');
    }
    let attributes = writer.marks.of_link(range).cloned().unwrap_or_default();
    for (name, value) in [("hreflang", &attributes.hreflang), ("lang", &attributes.lang)] {
        if let Some(value) = value {
            writer.put(format_args!(" {name}=\"{value}\""));
        }
    }
    if let Some(lang) = &attributes.lang {
        writer.plain.begin_foreign(lang);
    }
    writer.html.push_str(extra);
    writer.html.push('>');
    writer.in_link = true;
    Open {
        number,
        target: target.to_owned(),
        range: range.clone(),
        plain: writer.plain.mark(),
        html: writer.html.len(),
        email,
        is_foreign: attributes.lang.is_some(),
    }
}

/// Adds a link to the body; returns its number.
pub(super) fn add(writer: &mut Writer, target: &str, range: &Range<usize>) -> usize {
    let span = writer.report.span(range);
    writer.body.links.push(Link { target: clean(target).into_owned(), span, empty: false });
    writer.body.links.len() - 1
}

pub(super) fn end(writer: &mut Writer, open: &Open) {
    writer.in_link = false;
    if open.is_foreign {
        writer.plain.end_foreign();
    }
    let inside = &writer.html[open.html..];
    let says_nothing = writer.plain.since(open.plain).is_empty() && !inside.contains("<img") && !inside.contains(footnote::MARK);
    if says_nothing || inside.trim().is_empty() {
        writer.html.truncate(open.html);
        writer.html.push_str(&hole(Hole::Title(open.number)));
        writer.body.links[open.number].empty = true;
    } else if !open.email {
        let text = writer.plain.since(open.plain).to_owned();
        check_text(writer, &text, open);
    }
    writer.html.push_str("</a>");
}

fn check_text(writer: &mut Writer, text: &str, open: &Open) {
    if is_bare(text, &open.target) {
        writer.report.warning("bare-link-text", &open.range, "the text of the link is its address", BARE_HELP);
    } else if is_weak(text) {
        let help = "let the text say where the link leads; screen readers list links without the words around them";
        writer.report.warning("weak-link-text", &open.range, format!("the link text `{text}` says nothing by itself"), help);
    }
}

fn is_bare(text: &str, target: &str) -> bool {
    let is_address = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    (is_address && !text.contains(char::is_whitespace)) || (text == target && text.contains("://"))
}

/// Reports addresses that stand among words without being links.
pub(super) fn check_bare_addresses(writer: &mut Writer, text: &str, range: &Range<usize>) {
    if writer.in_link || writer.in_alt > 0 || !may_hold(text, [b':']) {
        return;
    }
    let mut at = 0;
    while let Some(found) = text[at..].find("http") {
        at += found;
        let is_address = ["http://", "https://"].iter().any(|start| text[at..].starts_with(start));
        if !is_address {
            at += 4;
            continue;
        }
        let length = text[at..].find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len() - at);
        let place = range.start + at..range.start + at + length;
        writer.report.warning("bare-link-text", &place, "an address alone is no link", BARE_HELP);
        at += length;
    }
}

const BARE_HELP: &str = "write `[what it is](address)`, so that the link can be read aloud";

const WEAK: [&str; 22] = [
    "her",
    "klikk her",
    "trykk her",
    "les mer",
    "les mer her",
    "se her",
    "mer",
    "lenke",
    "denne lenken",
    "les meir",
    "les meir her",
    "sjå her",
    "meir",
    "læs mere",
    "læs mere her",
    "klik her",
    "here",
    "click here",
    "read more",
    "more",
    "link",
    "this link",
];

fn is_weak(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let text = text.to_lowercase();
    WEAK.contains(&text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a link would run code or read the reader's disk; says so.
pub(super) fn is_unsafe(writer: &mut Writer, target: &str, range: &Range<usize>) -> bool {
    let Some(scheme) = dangerous_scheme(target) else { return false };
    let message = format!("links with `{scheme}:` are not allowed");
    writer.report.error("unsafe-link", range, message, "link to a page or a file of the handbook, or to an `https:` address");
    true
}

/// Browsers skip control characters and spaces before and within a scheme, so they are skipped here too.
pub(super) fn dangerous_scheme(target: &str) -> Option<&'static str> {
    let seen: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(16).collect();
    let (scheme, _) = seen.split_once(':')?;
    ["javascript", "data", "vbscript", "file"].into_iter().find(|dangerous| scheme.eq_ignore_ascii_case(dangerous))
}

/// Reports the references that no definition answers.
pub(super) fn report_broken(writer: &mut Writer, broken: &[Broken]) {
    for (label, range) in broken {
        let help = format!("add a line `[{label}]: address`, or write the address: `[text](address)`");
        writer.report.warning("broken-reference", range, format!("the reference `{label}` is not defined"), help);
    }
}
