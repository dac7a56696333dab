//! A file's text as it was loaded, and where its lines begin.

use std::borrow::Cow;
use std::sync::Arc;

use crate::body::{clean, may_hold};
use crate::diagnostic::{Checked, Diagnostic};

/// A text file of the handbook.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// From the handbook's folder: `content/caser/telma.md`.
    pub path: Arc<str>,
    /// UTF-8 without byte-order mark, lines ended by `\n`. All spans count bytes of this text.
    pub text: Arc<str>,
}

/// Largest text that is read, in bytes; a handbook page has some thousands.
const LARGEST: usize = 64 << 20;

impl Source {
    /// Decodes a file's bytes. A byte-order mark and CRLF are as good as none; bytes that are not UTF-8 are a
    /// problem, and replaced.
    pub fn decode(path: &str, bytes: Vec<u8>) -> Checked<Source> {
        let path: Arc<str> = Arc::from(path);
        let mut diagnostics = Vec::new();
        if bytes.len() > LARGEST {
            diagnostics.push(
                Diagnostic::error("file-too-large", &path, format!("the file has {} MB", bytes.len() >> 20))
                    .help("split it into several entries"),
            );
            return Checked { value: Source { path, text: Arc::from("") }, diagnostics };
        }
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let start = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let start = start.min(text.len());
            diagnostics.push(
                Diagnostic::error("invalid-utf8", &path, "the file is not UTF-8 text")
                    .at(start..start + text[start..].chars().next().map_or(0, char::len_utf8))
                    .help("save it with the encoding UTF-8"),
            );
            text
        });
        Checked { value: Source { path, text: Arc::from(normalise(text)) }, diagnostics }
    }
}

fn normalise(text: String) -> String {
    let mut text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if may_hold(&text, [b'\r']) {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if let Cow::Owned(clean) = clean(&text) {
        text = clean;
    }
    text
}

/// Line and column of a byte, both from 1, the column in characters.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.bytes().filter(|byte| *byte == b'\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_line_ends_do_not_matter() {
        let plain = Source::decode("a.md", b"a\nb\n".to_vec());
        let marked = Source::decode("a.md", b"\xef\xbb\xbfa\r\nb\r".to_vec());
        assert_eq!((plain.value, plain.diagnostics), (marked.value, marked.diagnostics));
    }

    #[test]
    fn bytes_that_are_not_text_are_found() {
        let read = Source::decode("a.md", b"ab\xffc".to_vec());
        assert_eq!(
            (&*read.value.text, read.diagnostics[0].rule, read.diagnostics[0].span.clone()),
            ("ab\u{fffd}c", "invalid-utf8", Some(2..5))
        );
    }

    #[test]
    fn places() {
        assert_eq!([0, 2, 3, 99].map(|byte| line_and_column("æ\nb", byte)), [(1, 1), (1, 2), (2, 1), (2, 2)]);
    }
}
