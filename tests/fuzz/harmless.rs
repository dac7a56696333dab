//! What a site may hold, whatever the texts it was made from: no script of theirs, no address that runs code, no path
//! that leads out.

use std::collections::BTreeMap;

use varde::output::{Output, OutputFile};

/// Checks every path and every page.
pub(crate) fn site(output: &Output) {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in output.files.keys() {
        let bad = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(['\\', '\0', '\n', '\r']);
        assert!(!path.starts_with('/') && !path.split('/').any(bad), "{path:?}");
        if let Some(other) = folded.insert(path.to_lowercase(), path) {
            panic!("{path:?} and {other:?} are one file on many disks");
        }
    }
    for (path, file) in &output.files {
        let OutputFile::Made(bytes) = file else { continue };
        let text = std::str::from_utf8(bytes);
        if path.ends_with(".html") {
            page(path, text.expect("a page in UTF-8"));
        } else if path.ends_with(".json") {
            assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_ok(), "{path}");
        }
    }
}

/// Checks a page.
pub(crate) fn page(path: &str, html: &str) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
            let (name, attributes, after) = tag(rest);
            rest = check(path, &name, &attributes, after);
        }
    }
}

type Attributes = Vec<(String, String)>;

/// The name of a tag, its attributes, and what follows it.
fn tag(text: &str) -> (String, Attributes, &str) {
    let end = text.find(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Attributes::new();
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (name.to_ascii_lowercase(), attributes, rest.get(1..).unwrap_or_default());
        }
        let end = rest.find(|sign: char| sign.is_whitespace() || sign == '>' || sign == '=').unwrap_or(rest.len()).max(1);
        let (attribute, after) = rest.split_at(end);
        rest = after;
        let mut value = "";
        if let Some(after) = rest.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|sign| ['"', '\''].contains(sign));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(|sign: char| sign.is_whitespace() || sign == '>').unwrap_or(after.len())),
            };
        }
        attributes.push((attribute.to_ascii_lowercase(), value.to_owned()));
    }
}

const ADDRESSES: [&str; 7] = ["href", "src", "action", "formaction", "poster", "srcset", "xlink:href"];
const NEVER: [&str; 7] = ["object", "embed", "base", "frame", "frameset", "applet", "style"];

/// Checks a tag; gives what follows it, and for a script what follows its content.
fn check<'a>(path: &str, name: &str, attributes: &Attributes, after: &'a str) -> &'a str {
    let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    assert!(!NEVER.contains(&name), "{path}: <{name}>");
    for (attribute, value) in attributes {
        assert!(!attribute.starts_with("on") && attribute != "style", "{path}: {attribute} in <{name}>");
        assert!(!attribute.contains(['<', '"', '\'']), "{path}: {attribute} in <{name}>");
        if ADDRESSES.contains(&attribute.as_str()) {
            let plain: String = decoded(value).chars().filter(|sign| !sign.is_whitespace() && !sign.is_control()).collect();
            let plain = plain.to_ascii_lowercase();
            let runs = ["javascript:", "vbscript:", "data:", "file:"].iter().any(|scheme| plain.starts_with(scheme));
            assert!(!runs || (plain.starts_with("data:image/") && name == "link"), "{path}: {attribute}={value:?} in <{name}>");
        }
    }
    if name != "script" {
        return after;
    }
    let (content, rest) = after.split_once("</script").unwrap_or((after, ""));
    if value("type") == Some("application/ld+json") {
        assert!(serde_json::from_str::<serde_json::Value>(content).is_ok() && !content.contains('<'), "{path}: {content}");
    } else {
        let source = value("src").unwrap_or_default();
        assert!(content.trim().is_empty() && !source.is_empty() && !source.contains("//"), "{path}: a script {source:?} {content:?}");
    }
    rest
}

/// With the character references that matter for a scheme read.
fn decoded(value: &str) -> String {
    let mut text = value.replace("&colon;", ":").replace("&Tab;", "").replace("&NewLine;", "").replace("&amp;", "&");
    for sign in 1..128_u8 {
        for form in [format!("&#{sign};"), format!("&#x{sign:x};"), format!("&#x{sign:X};")] {
            text = text.replace(&form, &char::from(sign).to_string());
        }
    }
    text
}

#[test]
fn harm_is_seen() {
    let bad = [
        "<p><script>alert(1)</script>",
        "<script src=\"https://x.org/a.js\"></script>",
        "<a href=\"javascript:x\">",
        "<a href=' java&#115;cript:x'>",
        "<img src=x onerror=y>",
        "<p style=\"x\">",
        "<svg/onload=x>",
        "<script type=\"application/ld+json\">{\"a\":\"</b>\"}</script>",
        "<base href=\"/\">",
    ];
    for html in bad {
        assert!(std::panic::catch_unwind(|| page("a", html)).is_err(), "{html}");
    }
    page(
        "a",
        "<p title=\"<script>\">a < b</p><script type=\"module\" src=\"../a.js\"></script><!-- <script> --><a href=\"/x?a=1&amp;b\">x</a>",
    );
}
