//! `unsafe-file`: a file beside the texts that would run code in the reader's browser, with the rights of the site.
//!
//! `content/` may hold what many people sent in. A page can only be asked for under its own address, and a drawing or
//! an XML file is one as well when somebody opens it by its own. What hosts and browsers take a file for is said by its
//! name, or by what it begins with where they do not know the name. `static/` is trusted, like the theme.

mod xml;

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::{CONTENT, unreadable};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use xml::code_in;

/// Pages and what makes pages: never read, for browsers read them in ways of their own.
const PAGES: [&str; 9] = ["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "xsl", "xslt"];
/// Read strictly by browsers, and so also here, whatever they begin with.
const XML: [&str; 9] = ["svg", "xml", "rdf", "atom", "rss", "xspf", "mml", "gpx", "kml"];
/// Shown as text, whatever they begin with.
const TEXTS: [&str; 8] = ["txt", "text", "csv", "tsv", "json", "css", "js", "mjs"];
/// Packed by themselves. Some hosts send a file that has one of them behind its name in the place of the one without.
const PACKED: [&str; 3] = ["gz", "br", "zst"];
/// What is taken for a page where its name says nothing.
const BEGINNINGS: [&str; 27] = [
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
    "style",
    "table",
    "title",
];
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
        begin.eq_ignore_ascii_case(name.as_bytes())
            && (*name == "!--" || next.first().is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>'))
    })
}

fn begins_tag(after: &[u8]) -> bool {
    after.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"_:!?\0".contains(byte) || *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

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
