//! `{lang=en}` after a part of a text → keys and values.
//!
//! Read by `language`, for parts and links, from the source itself. Invariant: braces that hold no `key=value` are text.

use std::ops::Range;

use super::report::Report;
use crate::language::is_tag;
use crate::nearest::suggest;

/// Attributes are short; a brace that is closed farther away was not meant as one.
const LONGEST: usize = 200;

/// What may stand between the braces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) lang: Option<String>,
    pub(super) hreflang: Option<String>,
    /// The bytes of the text that they take up, with the braces.
    pub(super) range: Range<usize>,
}

/// The attributes that begin at byte `at`, if any do.
pub(super) fn read(source: &str, at: usize, known: &[&str], report: &mut Report) -> Option<Attributes> {
    let rest = source.get(at..)?.strip_prefix('{')?;
    let end = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'}' | b'{' | b'\n' | b'`' | b'<'))?;
    let inside = rest.get(..end).filter(|_| rest.as_bytes()[end] == b'}')?;
    if !inside.split_whitespace().any(|pair| pair.contains('=')) {
        return None;
    }
    let mut attributes = Attributes { range: at..at + end + 2, ..Attributes::default() };
    for pair in inside.split_whitespace() {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        attributes.set(key, value.trim_matches('"'), known, report);
    }
    Some(attributes)
}

impl Attributes {
    fn set(&mut self, key: &str, value: &str, known: &[&str], report: &mut Report) {
        let range = self.range.clone();
        if !known.contains(&key) {
            let help = suggest(key, known.iter().copied(), "attribute");
            return report.warning("unknown-attribute", &range, format!("the attribute `{key}` does not exist here"), help);
        }
        let Some(lang) = checked_language(value, &range, report) else { return };
        match key {
            "hreflang" => self.hreflang = Some(lang),
            _ => self.lang = Some(lang),
        }
    }
}

/// `value` if it is a language tag; a warning if it is not.
pub(super) fn checked_language(value: &str, range: &Range<usize>, report: &mut Report) -> Option<String> {
    let lang = value
        .split_once('-')
        .map_or_else(|| value.to_ascii_lowercase(), |(primary, rest)| format!("{}-{rest}", primary.to_ascii_lowercase()));
    if is_tag(&lang) {
        return Some(lang);
    }
    let help = "write a language tag such as `en`, `nb`, `nn` or `se`";
    report.warning("invalid-language", range, format!("`{value}` is not a language"), help);
    None
}
