//! A value in front matter → a [`FieldValue`] of the declared kind.
//!
//! The only place that knows what each kind accepts. Invariant: a value that does not fit gives one diagnostic
//! and is left out.

mod process;
mod standing;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::markdown::{self, Dialect, Text};
use crate::config::is_web_address;
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::entry::{Content, FieldValue};
use crate::nearest::suggest;
use crate::types::{Choice, Field, Kind};
use crate::yaml::keys::unknown_key;
use crate::yaml::{Value, Yaml};

/// Where values are read.
pub struct Context<'a> {
    /// The file.
    pub file: &'a Arc<str>,
    /// Its text; empty where places in it are not looked for.
    pub source: &'a str,
    /// Its language.
    pub lang: &'a str,
    /// How Markdown is read.
    pub dialect: &'a Dialect,
    /// Stands before every id of a text: empty, or in a group what makes it the group's own.
    pub id_prefix: &'a str,
}

impl Context<'_> {
    /// The values of a field; `parent` is the place to point at when a required one is missing.
    pub fn field(&self, field: &Field, yaml: Option<&Yaml>, parent: &Span) -> Checked<Vec<FieldValue>> {
        if field.kind == Kind::Section {
            return Checked::default();
        }
        let mut reading = Reading { context: self, field, diagnostics: Vec::new() };
        let items = match yaml {
            Some(yaml) if field.many => yaml.items(),
            Some(yaml) => vec![yaml],
            None => Vec::new(),
        };
        let empty = items.iter().all(|item| item.value == Value::Null);
        let value: Vec<FieldValue> = items.into_iter().enumerate().filter_map(|(place, item)| reading.value(item, place)).collect();
        if empty && field.required {
            reading.missing(parent);
        }
        Checked { value, diagnostics: reading.diagnostics }
    }

    /// The values that the declaration of a field gives where none is stated; they stand at `parent`. What is wrong with
    /// them as values is said of the declaration, once.
    pub fn default(&self, field: &Field, parent: &Span) -> Checked<Vec<FieldValue>> {
        match &field.default {
            Some(default) => Checked { value: self.field(field, Some(&default.at(parent)), parent).value, diagnostics: Vec::new() },
            None => self.field(field, None, parent),
        }
    }
}

/// What is wrong with the values that declarations give, in the file where they are declared.
pub fn check_defaults<'a>(fields: impl Iterator<Item = &'a Field>, context: &Context) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for field in fields {
        if let Some(default) = &field.default {
            diagnostics.extend(context.field(field, Some(default), &default.span).diagnostics);
        }
        if let Kind::Group { fields, .. } = &field.kind {
            diagnostics.extend(check_defaults(fields.iter(), context));
        }
    }
    diagnostics
}

struct Reading<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn value(&mut self, yaml: &Yaml, place: usize) -> Option<FieldValue> {
        let content = match &self.field.kind {
            Kind::Group { fields, shorthand } => self.group(yaml, place, fields, shorthand.as_deref())?,
            Kind::Process => self.process(yaml)?,
            _ => self.scalar(yaml, place)?,
        };
        Some(FieldValue { content, span: yaml.span.clone() })
    }

    fn scalar(&mut self, yaml: &Yaml, place: usize) -> Option<Content> {
        if yaml.value == Value::Null {
            return None;
        }
        let Some(text) = yaml.text() else {
            self.wrong_kind(yaml);
            return None;
        };
        let text = text.trim();
        match &self.field.kind {
            Kind::Markdown => Some(Content::Markdown(Box::new(self.markdown(text, yaml, place)))),
            Kind::Number if text.parse::<f64>().is_ok_and(f64::is_finite) => Some(Content::Number(text.to_owned())),
            Kind::Date => Date::parse(text).map(Content::Date).or_else(|| {
                self.refuse(yaml, "invalid-date", &format!("`{text}` is not a date"), "write year, month and day: `2026-11-21`")
            }),
            Kind::Year => {
                let year = text.parse().ok().filter(|year| (1000..=9999).contains(year));
                year.map(Content::Year)
                    .or_else(|| self.refuse(yaml, "invalid-year", &format!("`{text}` is not a year"), "write four digits: `2026`"))
            }
            Kind::Choice(choices) => self.choice(text, choices, yaml),
            Kind::Url if is_web_address(text) => Some(Content::Url(text.to_owned())),
            Kind::Url => self.refuse(
                yaml,
                "invalid-url",
                &format!("`{text}` is not an address on the web"),
                "write the whole address, beginning with `https://`",
            ),
            Kind::Reference(_) => Some(Content::Reference(text.to_owned())),
            Kind::Number => {
                self.wrong_kind(yaml);
                None
            }
            _ => Some(Content::Text(text.to_owned())),
        }
    }

    fn markdown(&mut self, text: &str, yaml: &Yaml, place: usize) -> crate::body::Body {
        let text = Text {
            file: self.context.file,
            markdown: text,
            place: standing::place(self.context.source, &yaml.span, text),
            lang: self.field.lang.as_deref().unwrap_or(self.context.lang),
            id_prefix: &self.id_prefix(place),
            sections: &[],
            level: None,
        };
        let parsed = markdown::parse(&text, self.context.dialect);
        self.diagnostics.extend(parsed.diagnostics);
        parsed.value
    }

    /// What the ids in a value of the field begin with.
    fn id_prefix(&self, place: usize) -> String {
        format!("{}{}-{}-", self.context.id_prefix, self.field.name, place + 1)
    }

    fn choice(&mut self, text: &str, choices: &[Choice], yaml: &Yaml) -> Option<Content> {
        if let Some(choice) = choices.iter().find(|choice| choice.key == text) {
            return Some(Content::Choice(choice.key.clone()));
        }
        // Writers often write what they see: the label.
        let meant = choices.iter().find(|choice| choice.label.0.values().any(|label| label.to_lowercase() == text.to_lowercase()));
        let help = meant.map_or_else(
            || suggest(text, choices.iter().map(|choice| choice.key.as_str()), "value"),
            |choice| format!("write `{}`", choice.key),
        );
        self.refuse(yaml, "unknown-choice", &format!("`{}` cannot be `{text}`", self.field.name), &help)
    }

    fn group(&mut self, yaml: &Yaml, place: usize, fields: &[Field], shorthand: Option<&str>) -> Option<Content> {
        let shorthand = shorthand.and_then(|name| fields.iter().find(|field| field.name == name));
        let context = Context { id_prefix: &self.id_prefix(place), ..*self.context };
        let mut values = BTreeMap::new();
        match (&yaml.value, shorthand) {
            (Value::Null, _) => return None,
            (Value::Text(_), Some(field)) => self.member(&context, field, Some(yaml), &yaml.span, &mut values),
            (Value::Map(entries), _) => {
                for field in fields {
                    self.member(&context, field, yaml.get(&field.name), &yaml.span, &mut values);
                }
                let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                let unknown = entries.iter().filter(|(key, _)| !known.contains(&key.text.as_str()));
                self.diagnostics
                    .extend(unknown.map(|(key, _)| unknown_key(key, known.iter().copied(), Severity::Warning, self.context.file)));
            }
            _ => {
                self.wrong_kind(yaml);
                return None;
            }
        }
        Some(Content::Group(values))
    }

    fn member(
        &mut self,
        context: &Context,
        field: &Field,
        yaml: Option<&Yaml>,
        parent: &Span,
        values: &mut BTreeMap<String, Vec<FieldValue>>,
    ) {
        let read = match yaml.filter(|yaml| yaml.value != Value::Null) {
            Some(_) => context.field(field, yaml, parent),
            None => context.default(field, parent),
        };
        self.diagnostics.extend(read.diagnostics);
        if !read.value.is_empty() {
            values.insert(field.name.clone(), read.value);
        }
    }

    fn wrong_kind(&mut self, yaml: &Yaml) {
        let expected = expected(&self.field.kind);
        let (message, help) = if self.field.many || !matches!(yaml.value, Value::List(_)) {
            (format!("`{}` takes {expected}, found {}", self.field.name, found(yaml)), format!("write {expected}"))
        } else {
            (format!("`{}` takes {expected}, found a list", self.field.name), "give one value, without `-` or `[ ]`".to_owned())
        };
        self.diagnostics.push(Diagnostic::error("wrong-kind", self.context.file, message).at(yaml.span.clone()).help(help));
    }

    fn refuse(&mut self, yaml: &Yaml, rule: &'static str, message: &str, help: &str) -> Option<Content> {
        self.diagnostics.push(Diagnostic::error(rule, self.context.file, message).at(yaml.span.clone()).help(help));
        None
    }

    fn missing(&mut self, parent: &Span) {
        let help = self.field.help.get(self.context.lang);
        let label = self.field.label.get(self.context.lang);
        let example = match &self.field.kind {
            Kind::Choice(choices) => {
                format!(", one of: `{}`", choices.iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>().join("`, `"))
            }
            Kind::Reference(Some(target)) => format!(", the slug of an entry of type `{target}`"),
            _ => String::new(),
        };
        self.diagnostics.push(
            Diagnostic::error("missing-field", self.context.file, format!("`{}` ({label}) is required", self.field.name))
                .at(parent.clone())
                .help(
                    format!("write `{}: …` in the front matter{example}. {help}", self.field.name).trim_end_matches(['.', ' ']).to_owned(),
                ),
        );
    }
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Markdown | Kind::Section => "Markdown text",
        Kind::Number => "a number",
        Kind::Date => "a date such as `2026-11-21`",
        Kind::Year => "a year such as `2026`",
        Kind::Choice(_) => "one of the declared choices",
        Kind::Url => "an address such as `https://example.org`",
        Kind::Reference(_) => "the slug of another entry",
        Kind::Group { .. } | Kind::Process => "a group of keys",
    }
}

fn found(yaml: &Yaml) -> String {
    yaml.text().map_or_else(|| yaml.describe().to_owned(), |text| format!("`{text}`"))
}
