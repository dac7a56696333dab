//! Headings: level, id, section of the search text.
//!
//! Ids come from `{#id}`, else from a section that the type declares, else from the heading's words.
//! One in a footnote begins no section. Invariant: levels are 2 to 6, because the page's title is its only `h1`.

use std::ops::Range;

use pulldown_cmark::{HeadingLevel, Tag};

use super::DeclaredSection;
use super::attributes::checked_language;
use super::plain::Waiting;
use super::write::{Frame, Writer};
use crate::body::{Heading, clean};
use crate::html::{escape, escape_into};
use crate::slug::slugify;

/// An address longer than this helps nobody.
const LONGEST_ID: usize = 80;

/// The levels so far.
pub(super) struct Levels {
    /// Of the heading before; none where that is not known.
    pub(super) last: Option<u8>,
}

/// A heading that has begun.
pub(super) struct Open {
    level: u8,
    id: Option<String>,
    lang: Option<String>,
    range: Range<usize>,
    html: String,
    plain: Waiting,
}

pub(super) fn start(writer: &mut Writer, tag: &Tag, range: &Range<usize>) {
    let Tag::Heading { level, id, .. } = tag else { return };
    let level = level_number(*level);
    check_level(writer, level, range);
    let lang = language(writer, tag, range);
    let id = id.as_deref().map(|id| clean(id).into_owned());
    let html = std::mem::take(&mut writer.html);
    let plain = writer.plain.capture();
    if let Some(lang) = &lang {
        writer.plain.begin_foreign(lang);
    }
    writer.open.push(Frame::Heading(Open { level: level.max(2), id, lang, range: range.clone(), html, plain }));
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn check_level(writer: &mut Writer, level: u8, range: &Range<usize>) {
    if level == 1 {
        let help = "write `##`; the title in the front matter is the page's only heading at level 1";
        writer.report.warning("heading-level-1", range, "a text has no heading at level 1", help);
    }
    let level = level.max(2);
    if let Some(last) = writer.headings.last.filter(|last| level > last + 1) {
        let message = format!("the heading goes from level {last} to level {level}");
        let help = format!("write `{}`, or put a heading at level {} before it", "#".repeat(usize::from(last + 1)), last + 1);
        writer.report.warning("heading-level-skipped", range, message, help);
    }
    writer.headings.last = Some(level);
}

/// The language of the whole heading: `## Just do it {lang=en}`; after a bracket it is the bracket's.
fn language(writer: &mut Writer, tag: &Tag, range: &Range<usize>) -> Option<String> {
    let Tag::Heading { classes, attrs, .. } = tag else { return None };
    let source = writer.source.get(range.clone()).unwrap_or("");
    if source.rfind('{').is_some_and(|brace| source[..brace].ends_with(']')) {
        return None;
    }
    let mut lang = None;
    let classes = classes.iter().map(|class| (class, None));
    for (key, value) in classes.chain(attrs.iter().map(|(key, value)| (key, value.as_deref()))) {
        if let ("lang", Some(value)) = (&**key, value) {
            lang = checked_language(value.trim_matches('"'), range, &mut writer.report);
        } else {
            let message = format!("the attribute `{key}` does not exist here");
            writer.report.warning("unknown-attribute", range, message, "a heading may have `#id` and `lang=…`");
        }
    }
    lang
}

pub(super) fn end(writer: &mut Writer, open: Open) {
    if open.lang.is_some() {
        writer.plain.end_foreign();
    }
    let text = writer.plain.release(open.plain).trim().to_owned();
    let inside = std::mem::replace(&mut writer.html, open.html);
    if text.is_empty() {
        writer.report.warning("empty-heading", &open.range, "the heading is empty", "give it words, or remove it");
    }
    let id = match &open.id {
        Some(id) => explicit_id(writer, id, &open.range),
        None => made_id(writer, &text, &open.range),
    };
    let level = open.level;
    let lang = open.lang.map(|lang| format!(" lang=\"{lang}\"")).unwrap_or_default();
    writer.put(format_args!("<h{level} id=\"{}\"{lang}>", escape(&id)));
    writer.html.push_str(inside.trim_end_matches('\n'));
    writer.put(format_args!("</h{level}>\n"));
    if writer.in_footnote() {
        // A note belongs to the section that refers to it, whatever stands in it.
        writer.plain.line();
        writer.plain.push(&text);
        return writer.plain.line();
    }
    let span = writer.report.span(&open.range);
    writer.plain.begin_section(writer.body.headings.len(), &text);
    writer.body.headings.push(Heading { level, id, text, span });
}

fn explicit_id(writer: &mut Writer, id: &str, range: &Range<usize>) -> String {
    let id = format!("{}{id}", writer.text.id_prefix);
    match writer.ids.take(&id, range) {
        Ok(()) => id,
        Err(earlier) => {
            writer.report.duplicate_anchor(&id, range, &earlier);
            writer.ids.make(&id, range)
        }
    }
}

fn made_id(writer: &mut Writer, text: &str, range: &Range<usize>) -> String {
    let mut slug = slugify(text);
    slug.truncate(LONGEST_ID);
    slug.truncate(slug.trim_end_matches('-').len());
    let sections = writer.text.sections;
    let declared = sections.iter().find(|section| is_meant(section, text, &slug)).map(|section| section.id.as_str());
    let wished = declared.or(Some(slug.as_str()).filter(|slug| !slug.is_empty())).unwrap_or("section");
    writer.ids.make(&format!("{}{wished}", writer.text.id_prefix), range)
}

fn is_meant(section: &DeclaredSection, text: &str, slug: &str) -> bool {
    section.id == slug || section.labels.iter().any(|label| label == text || (!slug.is_empty() && slugify(label) == slug))
}

/// Appends the id as an attribute.
pub(super) fn push_id(html: &mut String, id: &str) {
    html.push_str(" id=\"");
    escape_into(html, id);
    html.push('"');
}
