//! What HTML can hide → what it stands for: character references, and the marks of holes.
//!
//! Before a link's scheme or a raw tag is judged. Invariant: nothing that comes out is a hole.

use std::borrow::Cow;

use crate::body::{HOLE_END, HOLE_START, without};

/// A source without holes, and as long in bytes: they are Varde's own.
pub(super) fn without_holes(source: &str) -> Cow<'_, str> {
    without(source, &[HOLE_START, HOLE_END])
}

/// Character references → characters, as far as they can hide a link's scheme or a hole; others stay.
pub(super) fn decode(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let (character, length) = reference(&rest[at..]).unwrap_or(('&', 1));
        text.push(character);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    text
}

/// The character that a reference at the start of `text` stands for, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix("&#") {
        let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(&digits[..length], radix);
        let character = match code.ok().and_then(char::from_u32) {
            _ if length == 0 => return None,
            None | Some('\0' | HOLE_START | HOLE_END) => '\u{FFFD}',
            Some(character) => character,
        };
        let semicolon = usize::from(digits[length..].starts_with(';'));
        return Some((character, before + length + semicolon));
    }
    NAMED.iter().find(|(name, _)| text.starts_with(name)).map(|(name, character)| (*character, name.len()))
}

const NAMED: [(&str, char); 12] = [
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&nbsp;", '\u{a0}'),
    ("&colon;", ':'),
    ("&Tab;", '\t'),
    ("&NewLine;", '\n'),
    ("&shy;", '\u{ad}'),
    ("&ndash;", '–'),
    ("&mdash;", '—'),
];
