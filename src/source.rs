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
const LARGEST: usize = 4 << 20;

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
            let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
            // As places are counted, in the text as it is read.
            let start = normalise(before).len();
            diagnostics.push(
                Diagnostic::error("invalid-utf8", &path, "the file is not UTF-8 text")
                    .at(start..start + char::REPLACEMENT_CHARACTER.len_utf8())
                    .help("save it with the encoding UTF-8"),
            );
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        });
        Checked { value: Source { path, text: Arc::from(normalise(text)) }, diagnostics }
    }
}

/// Whether a path is that of a text.
pub fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown"))
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
    Cursor::new(text).at(byte)
}

/// Gives line and column of one place of a text after the other. What stands before a place is counted once, however
/// many places there are, if they come in order.
#[derive(Debug, Clone)]
pub struct Cursor<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'t> Cursor<'t> {
    /// At the start of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, line: 1, column: 1 }
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn at(&mut self, byte: usize) -> (usize, usize) {
        let byte = self.text.floor_char_boundary(byte);
        if byte < self.byte {
            *self = Self::new(self.text);
        }
        let between = &self.text[self.byte..byte];
        if let Some(newline) = between.rfind('\n') {
            self.line += between.bytes().filter(|byte| *byte == b'\n').count();
            self.column = between[newline + 1..].chars().count() + 1;
        } else {
            self.column += between.chars().count();
        }
        self.byte = byte;
        (self.line, self.column)
    }
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
        let read = Source::decode("a.md", b"\xef\xbb\xbfa\r\nb\xffc".to_vec());
        assert_eq!((&*read.value.text, read.diagnostics[0].span.clone()), ("a\nb\u{fffd}c", Some(3..6)));
    }

    #[test]
    fn places() {
        let places = [(0, (1, 1)), (1, (1, 1)), (2, (1, 2)), (3, (2, 1)), (99, (2, 2))];
        assert_eq!(places.map(|(byte, _)| line_and_column("æ\nb", byte)), places.map(|(_, place)| place));
        let mut cursor = Cursor::new("æ\nb");
        for (byte, place) in places.into_iter().chain(places.into_iter().rev()) {
            assert_eq!(cursor.at(byte), place);
        }
    }
}
