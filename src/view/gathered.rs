//! The HTML of a text that stands on a page of its own → the same where many texts stand on one page.
//!
//! Its ids begin with what is the text's own, and what refers to them follows; its headings go two levels down, below
//! the title of the text in the page; its notes and tables are no landmarks, as there would be hundreds.
//! Invariant: outside of tags nothing changes.

use crate::handbook::markup::parts;

/// Attributes that hold ids of the same text, with blanks between them.
const REFERRING: [&str; 4] = ["id", "for", "aria-labelledby", "aria-describedby"];

/// What Markdown's notes and tables are, in sections.
const LANDMARKS: [&str; 2] = [" class=\"footnotes\"", " class=\"table\""];

pub(super) fn gathered(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for part in parts(html) {
        if part.starts_with('<') {
            put_tag(part, prefix, &mut out);
        } else {
            out.push_str(part);
        }
    }
    out
}

fn put_tag(tag: &str, prefix: &str, out: &mut String) {
    let name_end = tag[1..].find([' ', '>']).map_or(tag.len(), |end| end + 1);
    let (name, attributes) = tag.split_at(name_end);
    out.push_str(lower(name));
    let is_landmark = name == "<section" && LANDMARKS.iter().any(|class| attributes.starts_with(class));
    if is_landmark {
        out.push_str(" role=\"group\"");
    }
    let mut rest = attributes;
    while let Some((before, from)) = rest.split_once("=\"") {
        let (value, after) = from.split_once('"').unwrap_or((from, ""));
        let attribute = before.rsplit(' ').next().unwrap_or(before);
        if !(is_landmark && attribute == "role") {
            out.push_str(before);
            out.push_str("=\"");
            put_value(attribute, value, prefix, out);
            out.push('"');
        }
        rest = after;
    }
    out.push_str(rest);
}

/// A heading's tag, two levels down.
fn lower(name: &str) -> &str {
    match name {
        "<h2" => "<h4",
        "</h2" => "</h4",
        "<h3" => "<h5",
        "</h3" => "</h5",
        "<h4" => "<h6",
        "</h4" => "</h6",
        name => name,
    }
}

fn put_value(attribute: &str, value: &str, prefix: &str, out: &mut String) {
    if REFERRING.contains(&attribute) {
        for (index, id) in value.split(' ').enumerate() {
            out.push_str(if index == 0 { "" } else { " " });
            out.push_str(prefix);
            out.push_str(id);
        }
    } else if let Some(id) = value.strip_prefix('#').filter(|_| attribute == "href") {
        out.push('#');
        out.push_str(prefix);
        out.push_str(id);
    } else {
        out.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(gathered(html, "p-"), expected);
    }

    #[test]
    fn ids_and_what_refers_to_them() {
        check(r##"<p id="a">x <a href="#a" title="id">b</a></p>"##, r##"<p id="p-a">x <a href="#p-a" title="id">b</a></p>"##);
        check(r#"<table aria-labelledby="a b">"#, r#"<table aria-labelledby="p-a p-b">"#);
        check(r#"<a href="x/#a">"#, r#"<a href="x/#a">"#);
        check(r#"<label for="f"><input checked id="f" disabled></label>"#, r#"<label for="p-f"><input checked id="p-f" disabled></label>"#);
    }

    #[test]
    fn headings_go_down() {
        check(r#"<h2 id="a">A</h2><h3>B</h3><h4>C</h4><hr>"#, r#"<h4 id="p-a">A</h4><h5>B</h5><h6>C</h6><hr>"#);
    }

    #[test]
    fn no_landmarks() {
        check(r#"<section class="footnotes" role="doc-endnotes">"#, r#"<section role="group" class="footnotes">"#);
        check(r#"<section class="table" tabindex="0">"#, r#"<section role="group" class="table" tabindex="0">"#);
        check("<section>", "<section>");
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
