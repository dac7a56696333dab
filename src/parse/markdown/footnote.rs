//! Footnotes: numbered in the order they are referred to, written at the end, with ways back.
//!
//! Their plain text belongs to the section that refers to them first, so that a hit in search leads there.
//! Invariant: a footnote that nothing in the finished text refers to is not written, nor anything that stands in it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::balance::begin_footnotes;
use super::heading::push_id;
use super::plain::Waiting;
use super::write::{Frame, Writer};
use crate::body::HOLE_END;
use crate::html::escape;

#[derive(Default)]
pub(super) struct Footnotes {
    defined: BTreeMap<String, Definition>,
    /// In the order they are read.
    references: Vec<Reference>,
}

#[derive(Default)]
struct Definition {
    html: String,
    text: String,
    range: Range<usize>,
}

/// A place that refers to a footnote.
struct Reference {
    label: String,
    section: usize,
    range: Range<usize>,
}

/// What stands in the place of a reference, before its number, until the text is finished: only then it shows whether
/// the reference is there.
pub(super) const MARK: &str = "\u{E000}F";

/// The footnotes that the finished text refers to.
#[derive(Default)]
struct Shown {
    /// In the order of their numbers.
    notes: Vec<Note>,
    numbers: BTreeMap<String, usize>,
}

struct Note {
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
    let number = writer.footnotes.references.len();
    writer.put(format_args!("{MARK}{number}{HOLE_END}"));
    writer.footnotes.references.push(Reference { label: normal(label), section: writer.plain.section(), range: range.clone() });
}

pub(super) fn start(writer: &mut Writer, label: &str) {
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

/// Numbers the references, and writes the section at the end; returns the notes' plain texts with the sections they
/// belong to.
pub(super) fn section(writer: &mut Writer) -> Vec<(usize, String)> {
    let Footnotes { mut defined, references } = std::mem::take(&mut writer.footnotes);
    let mut shown = Shown::default();
    if !references.is_empty() {
        let html = std::mem::take(&mut writer.html);
        write_numbered(writer, &html, &references, &mut shown);
    }
    begin_footnotes(writer);
    let (mut notes, mut texts) = (Vec::new(), Vec::new());
    // A note may refer to others, which come after it.
    while let Some(note) = shown.notes.get(notes.len()) {
        let Definition { html, text, .. } = defined.remove(&note.label).unwrap_or_default();
        texts.push((note.section, text));
        let before = std::mem::take(&mut writer.html);
        write_numbered(writer, &html, &references, &mut shown);
        notes.push(std::mem::replace(&mut writer.html, before));
    }
    if !notes.is_empty() {
        let word = writer.words.footnotes;
        writer.put(format_args!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{word}\">\n<ol>\n"));
        for (note, html) in shown.notes.iter().zip(&notes) {
            write_note(writer, note, html);
        }
        writer.html.push_str("</ol>\n</section>\n");
    }
    for (label, definition) in &defined {
        let message = format!("nothing refers to the footnote `{label}`");
        let help = format!("write `[^{label}]` where it belongs, or remove it");
        writer.report.warning("unused-footnote", &definition.range, message, help);
    }
    texts
}

/// Writes HTML with references in the place of their marks.
fn write_numbered(writer: &mut Writer, html: &str, references: &[Reference], shown: &mut Shown) {
    let mut parts = html.split(MARK);
    writer.html.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let Some((number, rest)) = part.split_once(HOLE_END) else { continue };
        if let Some(reference) = number.parse().ok().and_then(|number: usize| references.get(number)) {
            write_reference(writer, reference, shown);
        }
        writer.html.push_str(rest);
    }
}

fn write_reference(writer: &mut Writer, reference: &Reference, shown: &mut Shown) {
    let note = match shown.numbers.get(&reference.label) {
        Some(note) => *note,
        None => add(writer, reference, shown),
    };
    let number = note + 1;
    let place = writer.ids.make(&format!("{}fnref-{number}", writer.text.id_prefix), &reference.range);
    let (target, word) = (escape(&shown.notes[note].id), writer.words.footnote);
    writer.html.push_str("<sup class=\"footnote-ref\"><a");
    push_id(&mut writer.html, &place);
    writer.put(format_args!(" href=\"#{target}\" role=\"doc-noteref\" aria-label=\"{word} {number}\">{number}</a></sup>"));
    shown.notes[note].places.push(place);
}

fn add(writer: &mut Writer, reference: &Reference, shown: &mut Shown) -> usize {
    let note = shown.notes.len();
    let id = writer.ids.make(&format!("{}fn-{}", writer.text.id_prefix, note + 1), &reference.range);
    let label = reference.label.clone();
    shown.numbers.insert(label.clone(), note);
    shown.notes.push(Note { label, id, section: reference.section, places: Vec::new() });
    note
}

fn write_note(writer: &mut Writer, note: &Note, html: &str) {
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
