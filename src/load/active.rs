//! `unsafe-file`: a file beside the texts that would run code in the reader's browser, with the rights of the site.
//!
//! `content/` may hold what many people sent in. A page can only be asked for under its own address, and a drawing or
//! an XML file is one as well when somebody opens it by its own. What hosts and browsers take a file for is said by its
//! name, or by what it begins with where they do not know the name. `static/` is trusted, like the theme.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::{CONTENT, unreadable};
use crate::diagnostic::Diagnostic;
use crate::files::Files;

/// Pages and what makes pages: never read, for browsers read them in ways of their own.
const PAGES: [&str; 9] = ["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "xsl", "xslt"];
/// Read strictly by browsers, and so also here, whatever they begin with.
const XML: [&str; 9] = ["svg", "xml", "rdf", "atom", "rss", "xspf", "mml", "gpx", "kml"];
/// Shown as text, whatever they begin with.
const TEXTS: [&str; 8] = ["txt", "text", "csv", "tsv", "json", "css", "js", "mjs"];
/// Packed by themselves. Some hosts send a file that has one of them behind its name in the place of the one without.
const PACKED: [&str; 3] = ["gz", "br", "zst"];
/// What is taken for a page where its name says nothing.
const BEGINNINGS: [&str; 29] = [
    "!--",
    "!doctype html",
    "a",
    "applet",
    "b",
    "base",
    "body",
    "br",
    "center",
    "div",
    "font",
    "form",
    "frameset",
    "h1",
    "head",
    "html",
    "iframe",
    "img",
    "isindex",
    "link",
    "meta",
    "p",
    "pre",
    "script",
    "span",
    "style",
    "table",
    "template",
    "title",
];
/// Elements that run code or show what does, whatever their namespace is called.
const ELEMENTS: [&str; 6] = ["script", "handler", "listener", "iframe", "object", "embed"];

/// Checks the files that are published as they are.
pub fn check(files: &dyn Files, assets: &[(Arc<str>, String)]) -> Vec<Diagnostic> {
    let inside = assets.par_iter().filter(|(file, _)| file.starts_with(CONTENT) && file[CONTENT.len()..].starts_with('/'));
    inside.filter_map(|(file, _)| look(files, file)).collect()
}

fn look(files: &dyn Files, file: &Arc<str>) -> Option<Diagnostic> {
    let found = match found_in(files, file) {
        Ok(found) => found?,
        Err(error) => return Some(unreadable(file, &error.to_string())),
    };
    let message = format!("the file could run code in the reader's browser: it is or holds {found}");
    Some(
        Diagnostic::error("unsafe-file", file, message)
            .help("take that out, or move the file to `static/` if everybody who may change it is trusted"),
    )
}

/// What in a file may run code.
fn found_in(files: &dyn Files, file: &str) -> io::Result<Option<&'static str>> {
    let name = file.rsplit('/').next().unwrap_or(file).to_ascii_lowercase();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    let inner = stem.rsplit_once('.').map_or("", |(_, inner)| inner);
    let is_active = |extension| PAGES.contains(&extension) || XML.contains(&extension) || ["js", "mjs"].contains(&extension);
    if PAGES.contains(&extension) {
        return Ok(Some("a page of its own"));
    }
    if extension == "svgz" || (PACKED.contains(&extension) && is_active(inner)) {
        return Ok(Some("a packed file, which is not looked into"));
    }
    if XML.contains(&extension) {
        return Ok(code_in(&files.read(file)?));
    }
    if TEXTS.contains(&extension) {
        return Ok(None);
    }
    let start = files.start(file)?;
    // A whole screen of nothing may stand before it.
    let start = if markup(&start).is_empty() { files.read(file)? } else { start };
    match markup(&start).strip_prefix(b"<") {
        Some(after) if begins_page(after) => Ok(Some("a page of its own")),
        Some(after) if begins_tag(after) => Ok(code_in(&files.read(file)?)),
        _ => Ok(None),
    }
}

/// What a file begins with, after the mark of its encoding, white space, and the empty halves of letters in UTF-16.
fn markup(start: &[u8]) -> &[u8] {
    let marks = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"];
    let text = marks.iter().find_map(|mark| start.strip_prefix(*mark)).unwrap_or(start);
    let is_wide = !text.is_empty() && (text.len() + 2 == start.len() || text.starts_with(b"\0<\0"));
    let blank = text.iter().take_while(|byte| byte.is_ascii_whitespace() || (is_wide && **byte == 0)).count();
    &text[blank..]
}

/// Whether browsers take that, after a `<`, for the beginning of a page.
fn begins_page(after: &[u8]) -> bool {
    BEGINNINGS.iter().any(|name| {
        let (begin, next) = after.split_at(name.len().min(after.len()));
        begin.eq_ignore_ascii_case(name.as_bytes()) && (*name == "!--" || !next.first().is_some_and(|byte| is_of_a_name(*byte)))
    })
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte) || byte >= 0x80
}

fn begins_tag(after: &[u8]) -> bool {
    after.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"_:!?\0".contains(byte) || *byte >= 0x80)
}

/// What in an XML file may run code.
fn code_in(bytes: &[u8]) -> Option<&'static str> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains(['\0', '\u{1b}']));
    let Some(mut rest) = text else { return Some("text in another encoding than UTF-8") };
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(data) = rest.strip_prefix("![CDATA[") {
            rest = data.split_once("]]>").map_or("", |(_, after)| after);
        } else if let Some(declaration) = rest.strip_prefix("!DOCTYPE") {
            rest = after_doctype(declaration)?;
            if rest.starts_with('[') {
                return Some("a document type with declarations");
            }
        } else if rest.starts_with("?xml-stylesheet") {
            return Some("a style sheet that can make it another file");
        } else if let Some(instruction) = rest.strip_prefix('?') {
            // What stands in it begins no comment.
            rest = instruction.split_once("?>").map_or("", |(_, after)| after);
        } else if rest.starts_with(|first: char| first.is_alphabetic() || first == '_' || first == ':') {
            let found = code_in_tag(&mut rest);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// What follows a document type: its end, or the `[` of its own declarations. None if it does not end, as no drawing
/// that is shown.
fn after_doctype(declaration: &str) -> Option<&str> {
    let mut rest = declaration;
    loop {
        rest = &rest[rest.find(['[', '>', '"', '\''])?..];
        let (sign, after) = rest.split_at(1);
        match sign {
            "[" | ">" => return Some(rest),
            quote => rest = after.split_once(quote)?.1,
        }
    }
}

/// What in a tag may run code; `rest` is moved behind it.
fn code_in_tag(rest: &mut &str) -> Option<&'static str> {
    let name = take_name(rest);
    if ELEMENTS.contains(&name.as_str()) {
        return Some("an element that runs code");
    }
    loop {
        *rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
        if rest.is_empty() || rest.starts_with(['>', '<']) {
            return None;
        }
        let name = take_name(rest);
        let value = take_value(rest);
        if name.len() > 2 && name.starts_with("on") {
            return Some("an event handler");
        }
        let plain = plain(value);
        if plain.contains("javascript:") || plain.contains("vbscript:") {
            return Some("an address that runs code");
        }
        if plain.starts_with("data:")
            && !["png", "jpeg", "gif", "webp", "avif"].iter().any(|kind| plain[5..].starts_with(&format!("image/{kind}")))
        {
            return Some("a file inside an address");
        }
    }
}

/// A name in lower case, without its namespace.
fn take_name(rest: &mut &str) -> String {
    let end = rest.find(|sign: char| sign.is_whitespace() || "/>=<\"'".contains(sign)).unwrap_or(rest.len());
    // Always forward, whatever stands here.
    let end = if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end };
    let (name, after) = rest.split_at(end);
    *rest = after;
    name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

fn take_value<'a>(rest: &mut &'a str) -> &'a str {
    let Some(after) = rest.trim_start().strip_prefix('=') else { return "" };
    let after = after.trim_start();
    let Some(quote) = after.chars().next().filter(|sign| ['"', '\''].contains(sign)) else {
        *rest = after;
        return "";
    };
    let (value, after) = after[1..].split_once(quote).unwrap_or((&after[1..], ""));
    *rest = after;
    value
}

/// An attribute's value as a browser takes it for an address: references read, spaces and control signs left out.
fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(sign) = rest.chars().next() {
        let reference = rest.strip_prefix("&#").and_then(|after| {
            // No further than its digits, whatever follows them.
            let end = after.find(|sign: char| !sign.is_ascii_alphanumeric())?;
            let (number, after) = (&after[..end], after[end..].strip_prefix(';')?);
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some((char::from_u32(number)?, after))
        });
        let (sign, after) = reference.unwrap_or((sign, &rest[sign.len_utf8()..]));
        if !sign.is_whitespace() && !sign.is_control() {
            text.extend(sign.to_lowercase());
        }
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_that_run_code() {
        for svg in [
            "<svg><script>alert(1)</script></svg>",
            "<svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></svg>",
            "<svg onload=\"x\"/>",
            "<svg\tOnLoad = 'x'/>",
            "<svg><a href=\"javascript:x\"/></svg>",
            "<svg><a xlink:href='java&#x73;cript:x'/></svg>",
            "<svg><a href='java\nscript:x'/></svg>",
            "<svg><set attributeName='href' to='javascript:x'/></svg>",
            "<svg><use href='data:image/svg+xml,x'/></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg>&a;</svg>",
            "<!DOCTYPE svg SYSTEM \">\" [<!ENTITY a \"&#60;script>x&#60;/script>\">]><svg>&a;</svg>",
            "<svg><?x <!-- ?><script>alert(1)</script><!-- --></svg>",
            "<?xml-stylesheet href='x.xsl'?><svg/>",
            "<svg><foreignObject><iframe src='x'/></foreignObject></svg>",
            "<!-- a --><svg title='>' onclick='x'/>",
        ] {
            assert!(code_in(svg.as_bytes()).is_some(), "{svg}");
        }
        assert!(code_in(b"\xff\xfe<\0s\0").is_some());
    }

    #[test]
    fn drawings_that_do_not() {
        for svg in [
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"a\" \"b\"><svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
            "<svg><!-- <script> --><title>On = off, a < b</title><style><![CDATA[a > b {} <script>]]></style></svg>",
            "<svg><image href='data:image/png;base64,AAAA'/><a href='https://example.org/'>on</a></svg>",
            "<",
            "<svg a",
            "<svg a='",
            "<svg a=b>",
        ] {
            assert_eq!(code_in(svg.as_bytes()), None, "{svg}");
        }
    }

    #[test]
    fn what_is_no_reference_is_looked_at_once() {
        let title = "&#".repeat(2 << 20);
        assert_eq!(code_in(format!("<svg title='{title}'/>").as_bytes()), None);
        assert!(code_in(format!("<svg title='{title}' href='&#x{}6a;avascript:x'/>", "0".repeat(20)).as_bytes()).is_some());
    }

    #[test]
    fn files_of_any_name() {
        let script = "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>";
        let feed = format!("<?xml version='1.0'?><feed>{script}</feed>");
        let wide = |order: fn(u16) -> [u8; 2]| feed.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let late = format!("\u{feff}{}{feed}", " \n".repeat(2000));
        let check = |name: &str, bytes: &[u8]| {
            let files = crate::files::Memory([(format!("content/{name}"), bytes.to_vec())].into());
            look(&files, &Arc::from(format!("content/{name}"))).is_some()
        };
        for (name, bytes) in [
            ("a.svgz", &b"\x1f\x8b"[..]),
            ("a.SVG.gz", b"\x1f\x8b"),
            ("a.js.br", b"\x0b"),
            ("a.atom", feed.as_bytes()),
            ("a.unknown", feed.as_bytes()),
            ("LICENCE", b"<!-- --><script>alert(1)</script>"),
            ("a.b/page", b"\n\t<H1>a</H1>"),
            ("a.pdf", b"<!DOCTYPE html>"),
            ("a.kml", late.as_bytes()),
            ("a.xspf", &wide(u16::to_le_bytes)),
            ("a.x", &wide(u16::to_be_bytes)),
            ("a.y", late.as_bytes()),
        ] {
            assert!(check(name, bytes), "{name}");
        }
        for (name, bytes) in [
            ("a.png", &b"\x89PNG\r\n"[..]),
            ("a.mp4", b"\0\0\0<ftypisom"),
            ("a.bin", b"<<<<"),
            ("a.csv", b"<b>,1"),
            ("a.txt", b"<script> is an element"),
            ("a.drawio", b"<mxfile><diagram name='a'/></mxfile>"),
            ("a.rss", b"<!-- a --><rss><title>a</title></rss>"),
            ("a.tar.gz", b"\x1f\x8b"),
            ("empty", b""),
            ("blank", b" \n"),
        ] {
            assert!(!check(name, bytes), "{name}");
        }
    }
}
