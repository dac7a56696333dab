//! Which HTML may stand in a handbook's texts: one list, for the warnings and for the sanitiser.
//!
//! Invariant: it holds all that the writer itself produces, and nothing that runs code, loads from elsewhere,
//! takes input or changes how other parts of the page look.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

const ELEMENTS: [&str; 67] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
];

/// Attributes that any element may have, besides `aria-…` and `data-…`.
const EVERYWHERE: [&str; 7] = ["class", "dir", "id", "lang", "role", "tabindex", "title"];

const ATTRIBUTES: [(&str, &[&str]); 14] = [
    ("a", &["href", "hreflang", "rel"]),
    ("img", &["src", "alt", "width", "height", "loading", "decoding"]),
    ("input", &["type", "checked", "disabled"]),
    ("ol", &["start", "type", "reversed"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "headers", "scope", "abbr"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("time", &["datetime"]),
    ("del", &["datetime"]),
    ("ins", &["datetime"]),
    ("data", &["value"]),
    ("details", &["open"]),
];

pub(super) fn element(name: &str) -> bool {
    ELEMENTS.contains(&name)
}

pub(super) fn attribute(element: &str, name: &str) -> bool {
    EVERYWHERE.contains(&name)
        || name.starts_with("aria-")
        || name.starts_with("data-")
        || ATTRIBUTES.iter().any(|(owner, names)| *owner == element && names.contains(&name))
}

/// Elements without an end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "col" | "hr" | "img" | "input" | "wbr" | "area" | "base" | "embed" | "link" | "meta" | "source" | "track")
}

/// Elements that stand in the middle of a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "img"
            | "input"
            | "wbr"
            | "ruby"
    )
}

/// Takes away whatever is not on the list, by a real HTML parser.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::from(EVERYWHERE))
        .generic_attribute_prefixes(HashSet::from(["aria-", "data-"]))
        .tag_attributes(ATTRIBUTES.iter().map(|(element, names)| (*element, names.iter().copied().collect())).collect::<HashMap<_, _>>())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None);
    builder
});
