//! HTML → the same with other ids, and with them what refers to them.
//!
//! Where texts come together on one page. Invariant: outside of tags nothing changes.

use std::borrow::Cow;

use crate::html::parts;

/// Attributes that hold ids of the same text, with blanks between them.
const REFERRING: [&str; 9] =
    ["id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto"];

/// `name` gives the new id for one of the text.
pub(super) fn renamed(html: &str, name: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for part in parts(html) {
        if part.starts_with('<') { put_tag(part, name, &mut out) } else { out.push_str(part) }
    }
    out
}

fn put_tag(tag: &str, name: &dyn Fn(&str) -> String, out: &mut String) {
    let mut rest = tag;
    while let Some(start) = rest.find("=\"").into_iter().chain(rest.find("='")).min() {
        let (before, (quote, from)) = (&rest[..start], rest[start + 1..].split_at(1));
        let (value, after) = from.split_once(quote).unwrap_or((from, ""));
        let attribute = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or(before);
        out.extend([before, "=", quote, &new_value(attribute, value, name), quote]);
        rest = after;
    }
    out.push_str(rest);
}

fn new_value<'v>(attribute: &str, value: &'v str, name: &dyn Fn(&str) -> String) -> Cow<'v, str> {
    if REFERRING.contains(&attribute) {
        return value.split(' ').map(name).collect::<Vec<_>>().join(" ").into();
    }
    match value.strip_prefix('#').filter(|_| attribute == "href") {
        Some(id) => format!("#{}", name(id)).into(),
        None => value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(renamed(html, &|id| format!("p-{id}")), expected);
    }

    #[test]
    fn ids_and_what_refers_to_them() {
        check(r##"<p id="a">x <a href="#a" title="id">b</a></p>"##, r##"<p id="p-a">x <a href="#p-a" title="id">b</a></p>"##);
        check(r#"<table aria-labelledby="a b">"#, r#"<table aria-labelledby="p-a p-b">"#);
        check(r#"<a href="x/#a">"#, r#"<a href="x/#a">"#);
        check("<td headers='a'><a href='#a'\n id='b'>", "<td headers='p-a'><a href='#p-a'\n id='p-b'>");
        check(r#"<label for="f"><input checked id="f" disabled></label>"#, r#"<label for="p-f"><input checked id="p-f" disabled></label>"#);
    }

    #[test]
    fn text_and_broken_tags_stay() {
        for html in [r##"id="a" href="#b""##, "a > b", "<", "<img alt=\"<h2 id='x'>\"", "<!-- h2 -->", r#"<img alt="a > b">"#, "æ<b>ø</b>å"]
        {
            check(html, html);
        }
        check(r#"<img alt="a > b" id="c">"#, r#"<img alt="a > b" id="p-c">"#);
    }
}
