//! Text → HTML text or attribute value, and HTML → its texts and tags.
//!
//! Every byte of a handbook's text passes here on its way to the page, and again where texts are gathered on one. Invariants:
//! what is escaped holds no tag, no quote, no NUL and no hole; the parts of HTML together are the HTML, whatever it is.

use crate::body::{HOLE_END, HOLE_START, OF_HOLES};

/// Appends `text` so that a browser shows it as it stands.
pub fn escape_into(html: &mut String, text: &str) {
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text.as_bytes()[at..].iter().position(|&byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0 | OF_HOLES)) {
        at += found;
        let special = text[at..].chars().next().unwrap_or_default();
        let written = match special {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\0' | HOLE_START | HOLE_END => "\u{FFFD}",
            _ => "",
        };
        if !written.is_empty() {
            html.push_str(&text[copied..at]);
            html.push_str(written);
            copied = at + special.len_utf8();
        }
        at += special.len_utf8();
    }
    html.push_str(&text[copied..]);
}

/// `text` so that it can stand in HTML or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(&mut html, text);
    html
}

/// Texts, and tags and comments, which begin with `<`.
pub fn parts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let length = if rest.starts_with('<') { tag_length(rest) } else { rest.find('<').unwrap_or(rest.len()) };
        let (part, after) = rest.split_at(length);
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

/// How long the tag or comment is that begins here; `>` inside quotes does not end a tag.
fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote = None;
    for (offset, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return offset + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_comes_apart_into_texts_and_tags() {
        let check = |html: &str, expected: &[&str]| assert_eq!(parts(html).collect::<Vec<_>>(), expected);
        check("", &[]);
        check("æ<b>ø</b>å", &["æ", "<b>", "ø", "</b>", "å"]);
        check(r#"<img alt="a > b">c"#, &[r#"<img alt="a > b">"#, "c"]);
        check(r#"<p title='"'>a"#, &[r#"<p title='"'>"#, "a"]);
        check("<!-- <b> \" -->a <", &["<!-- <b> \" -->", "a ", "<"]);
    }
}
