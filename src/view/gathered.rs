//! The HTML of a text that stands on a page of its own → the same where many texts stand on one page.
//!
//! Its ids begin with what is the text's own; its headings go two levels down, below the title of the text in the page;
//! its notes and tables are no landmarks, as there would be hundreds. Invariant: outside of tags nothing changes.

use super::ids::renamed;
use crate::html::parts;

/// What Markdown's notes and tables are, in sections.
const LANDMARKS: [&str; 2] = [" class=\"footnotes\"", " class=\"table\""];

pub(super) fn gathered(html: &str, prefix: &str) -> String {
    let html = renamed(html, &|id| [prefix, id].concat());
    let mut out = String::with_capacity(html.len());
    for part in parts(&html) {
        if part.starts_with('<') { put_tag(part, &mut out) } else { out.push_str(part) }
    }
    out
}

fn put_tag(tag: &str, out: &mut String) {
    let name_end = tag[1..].find([' ', '>']).map_or(tag.len(), |end| end + 1);
    let (name, attributes) = tag.split_at(name_end);
    out.push_str(lower(name));
    if name == "<section" && LANDMARKS.iter().any(|class| attributes.starts_with(class)) {
        out.push_str(" role=\"group\"");
        out.push_str(&attributes.replacen(" role=\"doc-endnotes\"", "", 1));
    } else {
        out.push_str(attributes);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(gathered(html, "p-"), expected);
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
        for html in ["h2", "<", "<img alt=\"<h2 id='x'>\"", "<!-- <h2> -->"] {
            check(html, html);
        }
    }
}
