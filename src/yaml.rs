//! YAML text → [`Yaml`]: a tree in which every key and value knows its place.
//!
//! Front matter, `varde.yaml`, presets and theme texts are all read here, and nowhere else; only what no one but Varde
//! writes, the grammars of code, is read by serde alone. Scalars keep the spelling of the source (`1.10` stays `1.10`);
//! what a value means is decided where it is used.
//! Invariant: hostile YAML (deep nesting, alias bombs, huge documents) ends in a diagnostic.

pub mod keys;
mod problem;

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};

use crate::diagnostic::{Checked, Span};

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
        Err(error) => Checked { value: Yaml::empty(), diagnostics: vec![problem::diagnose(&error, text, offset, file)] },
    }
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
        Raw::Text(text) => Value::Text(without_controls(text)),
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

/// Control characters can be written as escapes, and are in no text that people write.
fn without_controls(text: String) -> String {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(is_odd) { text.replace(is_odd, "\u{FFFD}") } else { text }
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
    fn control_characters_are_no_text() {
        check("a: \"b\\0\\ec\\n\"\n", &expect_test::expect![[r#"{a@"a": "b��c\n"@"\"b\\0\\ec\\n\""}"#]]);
    }

    fn said_of(text: &str) -> String {
        let found = read(text, 0, &Arc::from("a.md")).diagnostics;
        let said = found.iter().map(|found| {
            let before = &text[..found.span.as_ref().map_or(0, |span| span.start)];
            let (line, column) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
            format!("{line}:{column} {}", found.message.trim_start_matches("the YAML cannot be read: "))
        });
        said.collect()
    }

    #[test]
    fn bombs_and_breakage_are_diagnostics() {
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n";
        let deep = format!("a: {}{}", "[".repeat(300), "]".repeat(300));
        for text in [bomb, &deep] {
            assert!(said_of(text).ends_with("it holds too much, groups within too many groups, or too many references with `*`"));
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_plain_words() {
        let broken = [
            "a: [1, 2",
            "a: 1\na: 2\n",
            "a: b: c\n",
            "t: A\na: \"A\nb: 1\nc: \"d\"\n",
            "a: 'A\n",
            "a: 'it''s\nb: c\n",
            "a: 1e999\n",
            "~: x\n",
            "a: !!binary aaaa\n",
            "a: x\n...\nb: x\n",
            "a: .inf\n",
            "a: !!int b\n",
            "a: Nice\n\tb: c\n",
            "a: *x\n",
            "a: @x\n",
            "a: \"b\" c\n",
            "a: b\n- c\n",
            "[a]: b\n",
            "a: \"\\q\"\n",
            "a: >3\n  b\n",
        ];
        let said: Vec<String> = broken.into_iter().map(said_of).collect();
        expect_test::expect![[r#"
            1:4 a bracket is not closed
            2:1 the key `a` is given twice
            1:5 a second `: ` on the line
            2:4 a quotation mark is not closed
            1:4 a quotation mark is not closed
            1:4 a quotation mark is not closed
            1:4 `.inf`, `.nan` and numbers beyond all measure cannot be shown
            1:1 a key is `~` or `null`, which is nothing
            1:13 `!!binary` is no text
            3:1 the line `...` or `---` ends it here
            1:4 `.inf`, `.nan` and numbers beyond all measure cannot be shown
            1:10 the value is not what its tag with `!!` says
            2:1 a tab stands where only blanks may
            1:4 `*` refers to something that is not there
            1:4 no value can begin with this sign
            1:8 something follows the closing quotation mark
            2:3 the line does not belong to those around it
            1:1 a key is a list or a group
            1:4 after `\` in double quotes stands a sign that it cannot have
            2:3 a line of the text begins further left than its first"#]]
        .assert_eq(&said.join("\n"));
    }
}
