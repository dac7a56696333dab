//! Raw HTML → tags, comments and text.
//!
//! Read by `html`, which writes every tag anew, so that browser and sanitiser see no half tag. Invariant: linear
//! in the length of the HTML, however broken; tokens cover it without gaps.

use std::ops::Range;

use super::decode::decode;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text,
    /// `unclosed` comments swallow all that follows.
    Comment {
        unclosed: bool,
    },
    /// A document type, processing instruction or CDATA section.
    Declaration,
    Open(Tag),
    Close(String),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    /// Names in lower case, values decoded.
    pub(super) attributes: Vec<(String, Option<String>)>,
}

/// Splits raw HTML.
pub(super) fn tokens(html: &str) -> Vec<(Token, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut text = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some((token, length)) = markup(&html[start..]) else {
            at = start + 1;
            continue;
        };
        if length == 0 {
            // The tag never ends: all that is left is text.
            break;
        }
        if text < start {
            tokens.push((Token::Text, text..start));
        }
        let end = start + length;
        let raw_text = match &token {
            Token::Open(tag) if holds_raw_text(&tag.name) => raw_text_length(&html[end..], &tag.name),
            _ => 0,
        };
        tokens.push((token, start..end));
        if raw_text > 0 {
            tokens.push((Token::Text, end..end + raw_text));
        }
        at = end + raw_text;
        text = at;
    }
    if text < html.len() {
        tokens.push((Token::Text, text..html.len()));
    }
    tokens
}

/// Elements whose content is no HTML.
pub(super) fn holds_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" | "plaintext")
}

fn raw_text_length(html: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = html[at..].find("</") {
        at += found;
        if html.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return at;
        }
        at += 2;
    }
    html.len()
}

/// The markup at the start of `html` and its length; length 0 if it never ends; nothing if it is text.
fn markup(html: &str) -> Option<(Token, usize)> {
    let rest = &html[1..];
    if let Some(comment) = rest.strip_prefix("!--") {
        if comment.starts_with('>') || comment.starts_with("->") {
            return Some((Token::Comment { unclosed: false }, html.find('>')? + 1));
        }
        let end = comment.find("-->");
        let length = end.map_or(html.len(), |end| 4 + end + 3);
        return Some((Token::Comment { unclosed: end.is_none() }, length));
    }
    if rest.starts_with("![CDATA[") {
        return Some((Token::Declaration, html.find("]]>").map_or(0, |end| end + 3)));
    }
    if rest.starts_with(['!', '?']) {
        return Some((Token::Declaration, html.find('>').map_or(0, |end| end + 1)));
    }
    if let Some(name) = rest.strip_prefix('/') {
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length = html.find('>').map_or(0, |end| end + 1);
        return Some((Token::Close(tag_name(name).to_ascii_lowercase()), length));
    }
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    Some(open_tag(html))
}

fn tag_name(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(text.len());
    &text[..end]
}

fn open_tag(html: &str) -> (Token, usize) {
    let name = tag_name(&html[1..]);
    let mut tag = Tag { name: name.to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = &html[1 + name.len()..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Token::Open(tag), html.len() - after.len());
        }
        let Some((attribute, after)) = attribute(rest) else { return (Token::Text, 0) };
        if !tag.attributes.iter().take(MOST_ATTRIBUTES).any(|(name, _)| *name == attribute.0) && tag.attributes.len() < MOST_ATTRIBUTES {
            tag.attributes.push(attribute);
        }
        rest = after;
    }
}

/// No honest tag has more; looking for one that stands twice would cost too much.
const MOST_ATTRIBUTES: usize = 50;

/// The attribute at the start of `text`, and what follows it.
fn attribute(text: &str) -> Option<((String, Option<String>), &str)> {
    // A `=` at the very start belongs to the name, so that there is always progress.
    let name_end = text.char_indices().skip(1).find(|(_, c)| c.is_ascii_whitespace() || "/>=".contains(*c))?.0;
    let name = text[..name_end].to_ascii_lowercase();
    let after = text[name_end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
    let Some(value) = after.strip_prefix('=') else { return Some(((name, None), &text[name_end..])) };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote)?,
        _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
    };
    Some(((name, Some(decode(value))), rest))
}
