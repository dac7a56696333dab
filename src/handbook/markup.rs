//! HTML → its texts and tags in order, for what looks at whole pages: marks of terms, texts gathered on one page.
//!
//! Invariant: the parts together are the HTML, whatever it is.

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
    fn texts_and_tags() {
        let check = |html: &str, expected: &[&str]| assert_eq!(parts(html).collect::<Vec<_>>(), expected);
        check("", &[]);
        check("æ<b>ø</b>å", &["æ", "<b>", "ø", "</b>", "å"]);
        check(r#"<img alt="a > b">c"#, &[r#"<img alt="a > b">"#, "c"]);
        check(r#"<p title='"'>a"#, &[r#"<p title='"'>"#, "a"]);
        check("<!-- <b> \" -->a <", &["<!-- <b> \" -->", "a ", "<"]);
    }
}
