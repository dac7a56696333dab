//! Footnotes: numbered in the order they are referred to, written at the end, with ways back.
//!
//! Their plain text belongs to the section that refers to them first, so that a hit in search leads there.
//! Invariant: a footnote that nothing refers to is not written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::balance::begin_footnotes;
use super::escape::escape;
use super::heading::push_id;
use super::plain::Waiting;
use super::write::{Frame, Writer};

#[derive(Default)]
pub(super) struct Footnotes {
    defined: BTreeMap<String, Definition>,
    /// In the order of their numbers.
    referred: Vec<Reference>,
    numbers: BTreeMap<String, usize>,
}

struct Definition {
    html: String,
    text: String,
    range: Range<usize>,
}

struct Reference {
    label: String,
    id: String,
    /// The section that refers to it first.
    section: usize,
    /// The ids of the places that refer to it.
    places: Vec<String>,
}

/// A footnote's text that has begun.
pub(super) struct Open {
    label: String,
    html: String,
    plain: Waiting,
}

pub(super) fn reference(writer: &mut Writer, label: &str, range: &Range<usize>) {
    if writer.in_alt > 0 {
        return;
    }
    let label = normal(label);
    let number = match writer.footnotes.numbers.get(&label) {
        Some(number) => *number,
        None => add(writer, label, range),
    };
    let wished = format!("{}fnref-{}", writer.text.id_prefix, number + 1);
    let place = writer.ids.make(&wished, range);
    let note = &mut writer.footnotes.referred[number];
    let (target, number, word) = (escape(&note.id), number + 1, writer.words.footnote);
    note.places.push(place.clone());
    writer.html.push_str("<sup class=\"footnote-ref\"><a");
    push_id(&mut writer.html, &place);
    writer.put(format_args!(" href=\"#{target}\" role=\"doc-noteref\" aria-label=\"{word} {number}\">{number}</a></sup>"));
}

fn add(writer: &mut Writer, label: String, range: &Range<usize>) -> usize {
    let number = writer.footnotes.referred.len();
    let id = writer.ids.make(&format!("{}fn-{}", writer.text.id_prefix, number + 1), range);
    let section = writer.plain.section();
    writer.footnotes.numbers.insert(label.clone(), number);
    writer.footnotes.referred.push(Reference { label, id, section, places: Vec::new() });
    number
}

pub(super) fn start(writer: &mut Writer, label: &str, _range: &Range<usize>) {
    let html = std::mem::take(&mut writer.html);
    let plain = writer.plain.capture();
    writer.open.push(Frame::Footnote(Open { label: normal(label), html, plain }));
}

pub(super) fn end(writer: &mut Writer, open: Open, range: &Range<usize>) {
    let text = writer.plain.release(open.plain);
    let html = std::mem::replace(&mut writer.html, open.html);
    if writer.footnotes.defined.contains_key(&open.label) {
        let message = format!("the footnote `{}` is defined twice", open.label);
        return writer.report.warning("duplicate-footnote", range, message, "give one of them another name");
    }
    writer.footnotes.defined.insert(open.label, Definition { html, text, range: range.clone() });
}

/// Writes the section at the end; returns the notes' plain texts with the sections they belong to.
pub(super) fn section(writer: &mut Writer) -> Vec<(usize, String)> {
    let mut footnotes = std::mem::take(&mut writer.footnotes);
    let mut texts = Vec::new();
    begin_footnotes(writer);
    if !footnotes.referred.is_empty() {
        let word = writer.words.footnotes;
        writer.put(format_args!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{word}\">\n<ol>\n"));
        for note in &footnotes.referred {
            let definition = footnotes.defined.remove(&note.label);
            let (html, text) = definition.map(|definition| (definition.html, definition.text)).unwrap_or_default();
            write_note(writer, note, &html);
            texts.push((note.section, text));
        }
        writer.html.push_str("</ol>\n</section>\n");
    }
    for (label, definition) in &footnotes.defined {
        let message = format!("nothing refers to the footnote `{label}`");
        let help = format!("write `[^{label}]` where it belongs, or remove it");
        writer.report.warning("unused-footnote", &definition.range, message, help);
    }
    texts
}

fn write_note(writer: &mut Writer, note: &Reference, html: &str) {
    writer.html.push_str("<li");
    push_id(&mut writer.html, &note.id);
    writer.html.push('>');
    // The way back stands at the end of the last paragraph, not on a line of its own.
    match html.strip_suffix("</p>\n") {
        Some(inside) => writer.html.push_str(inside),
        None => writer.put(format_args!("{html}<p>")),
    }
    for (index, place) in note.places.iter().enumerate() {
        let label = if index == 0 { writer.words.back.to_owned() } else { format!("{} ({})", writer.words.back, index + 1) };
        let place = escape(place);
        writer.put(format_args!(" <a class=\"footnote-back\" href=\"#{place}\" role=\"doc-backlink\"><span aria-hidden=\"true\">↩</span><span class=\"visually-hidden\">{label}</span></a>"));
    }
    writer.html.push_str("</p>\n</li>\n");
}

/// Labels differ by letters only, not by case.
fn normal(label: &str) -> String {
    label.to_lowercase()
}
