//! One Markdown file, read: who it is, its fields, its text.
//!
//! Made by `parse` from one file alone. Its identity is `type/slug` and a language, never its path.
//! Invariant: an entry knows nothing of other entries; references and links are as the writer wrote them.

mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::body::Body;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span};
pub use parts::{Identity, Parts};

/// A file of the handbook, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// From the handbook's folder: `content/caser/telma.md`.
    pub file: Arc<str>,
    /// The name of its type.
    pub kind: String,
    /// The last part of its address; for pages the whole path (`om/oss`), `index` for the front page.
    pub slug: String,
    /// The language it is written in; none takes the handbook's default.
    pub lang: Option<String>,
    /// Its title; the slug where it has none.
    pub title: String,
    /// Where the title stands.
    pub title_span: Span,
    /// Not to be published.
    pub draft: bool,
    /// Has a table of contents if it has headings.
    pub toc: bool,
    /// Has glossary terms marked.
    pub mark_terms: bool,
    /// Old addresses that lead here.
    pub aliases: Vec<(String, Span)>,
    /// The template that renders it; none takes the type's.
    pub template: Option<(String, Span)>,
    /// The values of its fields; a field without one is absent.
    pub fields: BTreeMap<String, Vec<FieldValue>>,
    /// Fields whose values it does not state, but has from their declaration.
    pub defaults: Vec<String>,
    /// Fields whose values a translation has from its original.
    pub inherited: Vec<String>,
    /// Its text.
    pub body: Body,
    /// The front matter, or the file's first character.
    pub front: Span,
    /// Required fields it lacks, each with the problem that is if no other language of the entry has the value.
    pub missing: Vec<(String, Diagnostic)>,
}

impl Entry {
    /// `case/telma`
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind, self.slug)
    }

    /// The day of its last change that readers are told of.
    pub fn last_changed(&self) -> Option<Date> {
        self.date("updated").or_else(|| self.date("date"))
    }

    /// The values of a field.
    pub fn values(&self, field: &str) -> &[FieldValue] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }

    /// The text of a field's first value; empty if there is none.
    pub fn text(&self, field: &str) -> &str {
        self.values(field).first().map_or("", |value| value.content.text())
    }

    /// The date in a field.
    pub fn date(&self, field: &str) -> Option<Date> {
        match self.values(field).first()?.content {
            Content::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Every Markdown text that stands in the entry's own file: its body, then those in fields.
    pub fn bodies(&self) -> Vec<&Body> {
        let mut bodies = vec![&self.body];
        bodies.extend(self.of_fields(|field| !self.inherited.contains(field)));
        bodies
    }

    /// Those in fields that a translation has from its original, in whose file they stand.
    pub fn inherited_bodies(&self) -> Vec<&Body> {
        if self.inherited.is_empty() { Vec::new() } else { self.of_fields(|field| self.inherited.contains(field)) }
    }

    fn of_fields(&self, wanted: impl Fn(&String) -> bool) -> Vec<&Body> {
        let mut bodies: Vec<&Body> = Vec::new();
        let mut values: Vec<&FieldValue> = self.fields.iter().filter(|(field, _)| wanted(field)).flat_map(|(_, values)| values).collect();
        values.reverse();
        while let Some(value) = values.pop() {
            match &value.content {
                Content::Markdown(body) => bodies.push(body),
                Content::Group(fields) => values.extend(fields.values().flatten().rev()),
                _ => {}
            }
        }
        bodies
    }
}

/// Whether a text is only there to be included: it has no page.
pub fn is_snippet(file: &str) -> bool {
    file.split('/').any(|part| part.starts_with('_'))
}

/// One value of a field, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldValue {
    /// The value.
    pub content: Content,
    /// Where it stands in the file.
    pub span: Span,
}

/// A value by kind. What is large and rare is boxed: an entry has many values, a handbook thousands of entries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Content {
    /// Plain text.
    Text(String),
    /// Markdown, parsed.
    Markdown(Box<Body>),
    /// A number as spelled; it can be read as one.
    Number(String),
    /// A day.
    Date(Date),
    /// A year.
    Year(u16),
    /// The key of a declared choice.
    Choice(String),
    /// An `http` or `https` address.
    Url(String),
    /// A reference as written: `slug` or `type/slug`.
    Reference(String),
    /// Fields of its own.
    Group(BTreeMap<String, Vec<FieldValue>>),
    /// Ordered steps.
    Process(Box<Process>),
}

impl Content {
    /// The value as plain text; empty for groups.
    pub fn text(&self) -> &str {
        match self {
            Content::Text(text) | Content::Number(text) | Content::Choice(text) | Content::Url(text) | Content::Reference(text) => text,
            Content::Markdown(body) => body.sections.first().map_or("", |section| section.text.as_str()),
            Content::Process(process) => &process.title,
            Content::Date(_) | Content::Year(_) | Content::Group(_) => "",
        }
    }
}

/// A process model.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Process {
    /// The last step leads back to the first.
    pub cyclic: bool,
    /// What it is called; may be empty.
    pub title: String,
    /// What it shows, in one sentence.
    pub description: String,
    /// Its steps in order: title and text.
    pub steps: Vec<(String, String)>,
}
