//! Reads a map key by key and says, at the end, which keys were not understood.
//!
//! `varde.yaml`, type declarations and grouped values all go through here, so that a misspelt key is found
//! in the same way everywhere. Invariant: a value of the wrong kind gives a diagnostic and counts as absent.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Key, Value, Yaml};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::language::{Labels, is_tag};
use crate::nearest::suggest;

/// A map being read.
pub struct Keys<'a> {
    map: &'a Yaml,
    file: &'a Arc<str>,
    known: RefCell<Vec<&'a str>>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'a> Keys<'a> {
    /// Starts to read `map`; anything but a map or nothing is a problem.
    pub fn new(map: &'a Yaml, file: &'a Arc<str>) -> Self {
        let keys = Self { map, file, known: RefCell::default(), diagnostics: RefCell::default() };
        if !matches!(map.value, Value::Map(_) | Value::Null) {
            keys.wrong(map, "a group of keys");
        }
        keys
    }

    /// The value of a key; nothing if it is absent or empty.
    pub fn value(&self, key: &'a str) -> Option<&'a Yaml> {
        self.known.borrow_mut().push(key);
        self.map.get(key).filter(|yaml| yaml.value != Value::Null)
    }

    /// A scalar.
    pub fn text(&self, key: &'a str) -> Option<&'a str> {
        let yaml = self.value(key)?;
        let text = yaml.text();
        if text.is_none() {
            self.wrong(yaml, "text");
        }
        text
    }

    /// A scalar, and where it stands.
    pub fn text_with_span(&self, key: &'a str) -> Option<(String, Span)> {
        let text = self.text(key)?;
        Some((text.to_owned(), self.map.get(key)?.span.clone()))
    }

    /// A group of keys that the writer names.
    pub fn entries(&self, key: &'a str) -> &'a [(Key, Yaml)] {
        let Some(yaml) = self.value(key) else { return &[] };
        if !matches!(yaml.value, Value::Map(_)) {
            self.wrong(yaml, "a group of keys");
        }
        yaml.entries()
    }

    /// `true` or `false`; absent is `false`.
    pub fn flag(&self, key: &'a str) -> bool {
        let Some(yaml) = self.value(key) else { return false };
        match yaml.text() {
            Some("true") => true,
            Some("false") => false,
            _ => {
                self.wrong(yaml, "`true` or `false`");
                false
            }
        }
    }

    /// A number.
    pub fn number(&self, key: &'a str) -> Option<f64> {
        let yaml = self.value(key)?;
        let number = yaml.text().and_then(|text| text.parse().ok()).filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong(yaml, "a number");
        }
        number
    }

    /// A list of scalars; one scalar counts as a list of one.
    pub fn texts(&self, key: &'a str) -> Vec<&'a str> {
        let Some(yaml) = self.value(key) else { return Vec::new() };
        let texts = yaml.items().into_iter().filter_map(|item| {
            let text = item.text();
            if text.is_none() {
                self.wrong(item, "text");
            }
            text
        });
        texts.collect()
    }

    /// A text in one or several languages.
    pub fn labels(&self, key: &'a str) -> Labels {
        let Some(yaml) = self.value(key) else { return Labels::default() };
        if let Some(text) = yaml.text() {
            return Labels::same(text);
        }
        let mut labels = BTreeMap::new();
        for (lang, value) in yaml.entries() {
            match value.text() {
                Some(text) if is_tag(&lang.text) => drop(labels.insert(lang.text.clone(), text.to_owned())),
                Some(_) => self.report(
                    Diagnostic::warning("unknown-language", self.file, format!("`{}` is not a language tag", lang.text))
                        .at(lang.span.clone())
                        .help("use tags such as `nb`, `nn`, `da` or `en`"),
                ),
                None => self.wrong(value, "text"),
            }
        }
        if labels.is_empty() {
            self.wrong(yaml, "text, or a text for each language");
        }
        Labels(labels)
    }

    /// Where the whole map stands.
    pub fn span(&self) -> Span {
        self.map.span.clone()
    }

    /// Notes a problem.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Notes that a value is of the wrong kind.
    pub fn wrong(&self, yaml: &Yaml, expected: &str) {
        self.report(
            Diagnostic::error("wrong-kind", self.file, format!("expected {expected}, found {}", yaml.describe()))
                .at(yaml.span.clone())
                .help(format!("write {expected} here")),
        );
    }

    /// Ends the reading: what was found. Others know the keys that nobody asked for here.
    pub fn found(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// Ends the reading of a group of keys: what is wrong with it is told with those around it.
    pub fn finish_within(self, outer: &Keys) {
        self.finish(Severity::Warning).into_iter().for_each(|diagnostic| outer.report(diagnostic));
    }

    /// Ends the reading: what was found, and keys that nobody asked for.
    pub fn finish(self, severity: Severity) -> Vec<Diagnostic> {
        let mut known = self.known.take();
        known.sort_unstable();
        known.dedup();
        let mut diagnostics = self.diagnostics.into_inner();
        for (key, _) in self.map.entries().iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
            diagnostics.push(unknown_key(key, known.iter().copied(), severity, self.file));
        }
        diagnostics
    }
}

/// A key that is not understood, with the one that was probably meant.
pub fn unknown_key<'a>(key: &Key, known: impl IntoIterator<Item = &'a str> + Clone, severity: Severity, file: &Arc<str>) -> Diagnostic {
    let message = format!("unknown key `{}`", key.text);
    let diagnostic = match severity {
        Severity::Error => Diagnostic::error("unknown-key", file, message),
        Severity::Warning => Diagnostic::warning("unknown-key", file, message),
    };
    diagnostic.at(key.span.clone()).help(suggest(&key.text, known, "key"))
}
