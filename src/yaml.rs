//! YAML text → [`Yaml`]: a tree in which every key and value knows its place.
//!
//! Front matter, `varde.yaml`, presets and theme texts are all read here, and nowhere else; only what no one but Varde
//! writes, the grammars of code, is read by serde alone. Scalars keep the spelling of the source (`1.10` stays `1.10`);
//! what a value means is decided where it is used.
//! Invariant: hostile YAML (deep nesting, alias bombs, huge documents) ends in a diagnostic.

pub mod keys;

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};

use crate::diagnostic::{Checked, Diagnostic, Span};

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yaml {
    /// The value.
    pub value: Value,
    /// Where it stands; for lists and maps, where they begin.
    pub span: Span,
}

/// What YAML can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: an empty value or `null`.
    Null,
    /// A scalar, as spelled.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// A map in the order of the source.
    Map(Vec<(Key, Yaml)>),
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Yaml {
    /// The scalar's text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key in a map.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        self.entries().iter().find(|(name, _)| name.text == key).map(|(_, value)| value)
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Key, Yaml)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; a single value counts as a list of one, nothing as an empty one.
    pub fn items(&self) -> Vec<&Yaml> {
        match &self.value {
            Value::List(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            _ => vec![self],
        }
    }

    /// What it is, for messages: `a list`.
    pub fn describe(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a group of keys",
        }
    }

    /// The same as if all of it stood at one place.
    #[must_use]
    pub fn at(&self, span: &Span) -> Yaml {
        let value = match &self.value {
            Value::List(items) => Value::List(items.iter().map(|item| item.at(span)).collect()),
            Value::Map(entries) => Value::Map(
                entries.iter().map(|(key, value)| (Key { text: key.text.clone(), span: span.clone() }, value.at(span))).collect(),
            ),
            other => other.clone(),
        };
        Yaml { value, span: span.clone() }
    }

    /// An empty map that stands nowhere.
    pub fn empty() -> Yaml {
        Yaml { value: Value::Map(Vec::new()), span: 0..0 }
    }
}

/// Reads a YAML document that begins at byte `offset` of `file`. Broken YAML gives an empty map and the rule
/// `invalid-yaml`.
pub fn read(text: &str, offset: usize, file: &Arc<str>) -> Checked<Yaml> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_yaml::budget! {
            max_depth: 24,
            max_nodes: 250_000,
            max_events: 1_000_000,
            max_aliases: 16,
        },
    };
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Checked { value: Yaml::empty(), diagnostics: Vec::new() };
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) => Checked { value: place(raw, text, offset), diagnostics: Vec::new() },
        Err(error) => Checked { value: Yaml::empty(), diagnostics: vec![diagnose(&error, text, offset, file)] },
    }
}

fn diagnose(error: &serde_yaml::Error, text: &str, offset: usize, file: &Arc<str>) -> Diagnostic {
    let message = error.to_string();
    // The library appends its own position; ours stands in front of the excerpt.
    let message = message.split(" at line ").next().unwrap_or(&message).trim_end_matches(['.', ',']);
    let message = message.lines().next().unwrap_or("").trim_start_matches("error: ");
    let message = message.split(", set DuplicateKeyPolicy").next().unwrap_or(message);
    let message = if message.starts_with("budget breached") {
        "it holds too much, groups within too many groups, or too many references with `*`"
    } else {
        message
    };
    let span = error.location().map_or(0..0, |location| match span_of(location, text) {
        span if span.start == 0 => line_and_column(location, text),
        span => span,
    });
    Diagnostic::error("invalid-yaml", file, format!("the YAML cannot be read: {message}"))
        .at(span.start + offset..span.end + offset)
        .help("put values with `: `, `#` or a leading `*`, `&`, `[`, `{`, `@` in quotes, indent with spaces, and give each key once")
}

/// The place of an error that the scanner knows by line and column only.
fn line_and_column(location: Location, text: &str) -> Span {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1) - 1;
    let column = usize::try_from(location.column()).unwrap_or(1).max(1) - 1;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let within = text[start..].chars().take(column).map(char::len_utf8).sum::<usize>();
    let start = (start + within).min(text.len());
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    start..end
}

/// A value before it is placed: the library's locations, and which scalars were not strings.
enum Raw {
    Null,
    Text(String),
    /// A number or boolean: its spelling is in the source.
    Other(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Other(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Other(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Other(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Other(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Other(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Other(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

fn place(raw: Spanned<Raw>, text: &str, offset: usize) -> Yaml {
    let span = span_of(raw.referenced, text);
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Text(text) => Value::Text(text),
        Raw::Other(value) => Value::Text(spelling(&text[span.clone()], value)),
        Raw::List(items) => Value::List(items.into_iter().map(|item| place(item, text, offset)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let span = span_of(key.referenced, text);
                    let key = Key { text: key.value, span: span.start + offset..span.end + offset };
                    (key, place(value, text, offset))
                })
                .collect(),
        ),
    };
    Yaml { value, span: span.start + offset..span.end + offset }
}

/// A number's or boolean's spelling in the source; its value where the source has an alias or a tag.
fn spelling(source: &str, value: String) -> String {
    let spelled = source.trim();
    if spelled.is_empty() || spelled.starts_with(['*', '!', '&']) { value } else { spelled.to_owned() }
}

fn span_of(location: Location, text: &str) -> Span {
    let start = location.span().byte_offset().unwrap_or(0);
    let length = location.span().byte_len().unwrap_or(0);
    let clamp = |byte: u64| text.floor_char_boundary(usize::try_from(byte).unwrap_or(usize::MAX));
    let (start, end) = (clamp(start), clamp(start.saturating_add(length)));
    let end = start + text[start..end].trim_end().len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(yaml: &Yaml, text: &str) -> String {
        match &yaml.value {
            Value::Null => "null".to_owned(),
            Value::Text(value) => format!("{value:?}@{:?}", &text[yaml.span.clone()]),
            Value::List(items) => format!("[{}]", items.iter().map(|item| show(item, text)).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let shown = entries.iter().map(|(key, value)| format!("{}@{:?}: {}", key.text, &text[key.span.clone()], show(value, text)));
                format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn check(text: &str, expected: &expect_test::Expect) {
        let file: Arc<str> = Arc::from("a.md");
        let read = read(text, 0, &file);
        let mut shown = show(&read.value, text);
        for diagnostic in read.diagnostics {
            shown.push_str(&format!("\n{} at {:?}", diagnostic.message, diagnostic.span));
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn scalars_keep_their_spelling() {
        check(
            "a: 1.10\nb: 007\nc: no\nd: true\ne: 2026-11-21\nf: \"x: y\"\ng:\nh: 1_000\n",
            &expect_test::expect![[
                r#"{a@"a": "1.10"@"1.10", b@"b": "007"@"007", c@"c": "no"@"no", d@"d": "true"@"true", e@"e": "2026-11-21"@"2026-11-21", f@"f": "x: y"@"\"x: y\"", g@"g": null, h@"h": "1_000"@"1_000"}"#
            ]],
        );
    }

    #[test]
    fn nested_values_know_their_place() {
        check(
            "å: [æ, {ø: b}]\nliste:\n  - x: 1\n    y: |\n      to\n      linjer\n",
            &expect_test::expect![[
                r#"{å@"å": ["æ"@"æ", {ø@"ø": "b"@"b"}], liste@"liste": [{x@"x": "1"@"1", y@"y": "to\nlinjer\n"@"to\n      linjer"}]}"#
            ]],
        );
    }

    #[test]
    fn bombs_and_breakage_are_diagnostics() {
        check(
            "a: [1, 2",
            &expect_test::expect![[r#"
            {}
            the YAML cannot be read: unclosed bracket '[' at Some(3..4)"#]],
        );
        check(
            "a: 1\na: 2\n",
            &expect_test::expect![[r#"
            {}
            the YAML cannot be read: duplicate mapping key: a at Some(5..6)"#]],
        );
        check(
            "a: b: c\n",
            &expect_test::expect![[r#"
            {}
            the YAML cannot be read: mapping values are not allowed in this context at Some(4..5)"#]],
        );
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
        let file: Arc<str> = Arc::from("a.md");
        assert!(!read(bomb, 0, &file).diagnostics.is_empty());
        let deep = format!("a: {}{}", "[".repeat(300), "]".repeat(300));
        assert!(!read(&deep, 0, &file).diagnostics.is_empty());
    }
}
