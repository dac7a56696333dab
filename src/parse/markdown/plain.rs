//! What a text says, without its form: the plain text that search indexes.
//!
//! The writer tells it each word and each border between words as it writes the HTML. Invariant: words are
//! separated by one space, blocks by one line feed, and no text begins or ends with either.

use std::collections::BTreeMap;
use std::mem;

use crate::body::{Section, clean, count_words};

/// A border between words, the weakest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    #[default]
    None,
    Space,
    Line,
}

/// Plain text in the making.
#[derive(Default)]
pub(super) struct Plain {
    text: String,
    border: Border,
    heading: Option<usize>,
    sections: Vec<Section>,
    foreign: Vec<Foreign>,
    foreign_words: BTreeMap<String, usize>,
}

/// A part in another language that has begun.
struct Foreign {
    lang: String,
    start: usize,
    /// Its words that have left the text: those of sections that have ended, and of headings.
    gone: usize,
    /// Words in parts within it, which have their own language.
    inner: usize,
}

/// Text that waits while a part of it is captured.
pub(super) struct Waiting {
    text: String,
    border: Border,
}

impl Plain {
    pub(super) fn push(&mut self, text: &str) {
        let text = clean(text);
        if has_single_spaces(&text) {
            return self.push_as_it_is(&text);
        }
        for word in text.split_inclusive(char::is_whitespace) {
            let trimmed = word.trim_end();
            if !trimmed.is_empty() {
                self.settle_border();
                self.text.push_str(trimmed);
            }
            if trimmed.len() < word.len() {
                self.space();
            }
        }
    }

    /// A text in which words are apart by one space.
    fn push_as_it_is(&mut self, text: &str) {
        let inner = text.trim_matches(' ');
        if text.starts_with(' ') {
            self.space();
        }
        if !inner.is_empty() {
            self.settle_border();
            self.text.push_str(inner);
            if text.ends_with(' ') {
                self.space();
            }
        }
    }

    pub(super) fn space(&mut self) {
        self.border = self.border.max(Border::Space);
    }

    pub(super) fn line(&mut self) {
        self.border = Border::Line;
    }

    fn settle_border(&mut self) {
        match mem::take(&mut self.border) {
            _ if self.text.is_empty() => {}
            Border::None => {}
            Border::Space => self.text.push(' '),
            Border::Line => self.text.push('\n'),
        }
    }

    /// How much there is, to be given to [`Plain::since`].
    pub(super) fn mark(&self) -> usize {
        self.text.len()
    }

    /// What came after a mark.
    pub(super) fn since(&self, mark: usize) -> &str {
        self.text.get(mark..).unwrap_or("").trim()
    }

    /// Begins a text of its own: a heading, an alternative, a footnote.
    pub(super) fn capture(&mut self) -> Waiting {
        Waiting { text: mem::take(&mut self.text), border: mem::take(&mut self.border) }
    }

    /// Ends it, goes on with the one that waited and returns what was captured.
    pub(super) fn release(&mut self, waiting: Waiting) -> String {
        self.border = waiting.border;
        mem::replace(&mut self.text, waiting.text)
    }

    /// Ends the section and begins the one under a heading, whose own text is kept with the headings.
    pub(super) fn begin_section(&mut self, heading: usize, text: &str) {
        self.end_section();
        self.heading = Some(heading);
        let words = count_words(text);
        self.foreign.iter_mut().for_each(|part| part.gone += words);
    }

    fn end_section(&mut self) {
        self.border = Border::None;
        for part in &mut self.foreign {
            part.gone += count_words(self.text.get(part.start..).unwrap_or(""));
            part.start = 0;
        }
        self.sections.push(Section { heading: self.heading, text: mem::take(&mut self.text) });
    }

    /// The section that is being written.
    pub(super) fn section(&self) -> usize {
        self.sections.len()
    }

    pub(super) fn begin_foreign(&mut self, lang: &str) {
        self.foreign.push(Foreign { lang: lang.to_owned(), start: self.text.len(), gone: 0, inner: 0 });
    }

    pub(super) fn end_foreign(&mut self) {
        let Some(part) = self.foreign.pop() else { return };
        let words = part.gone + count_words(self.since(part.start));
        *self.foreign_words.entry(part.lang).or_default() += words.saturating_sub(part.inner);
        if let Some(outer) = self.foreign.last_mut() {
            outer.inner += words;
        }
    }

    /// All sections, with the footnotes' texts where they are referred to, and the words in other languages.
    pub(super) fn finish(mut self, notes: Vec<(usize, String)>) -> (Vec<Section>, Vec<(String, usize)>) {
        self.end_section();
        for (section, note) in notes {
            let text = &mut self.sections[section].text;
            if !text.is_empty() && !note.is_empty() {
                text.push('\n');
            }
            text.push_str(&note);
        }
        (self.sections, self.foreign_words.into_iter().filter(|(_, words)| *words > 0).collect())
    }
}

/// Whether the only white space in a text is spaces, each alone. It may say no where it is so: the first byte of most
/// characters that are white space is that of others, too.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch, many bytes are looked at in one step")]
fn has_single_spaces(text: &str) -> bool {
    let bytes = text.as_bytes();
    let other = bytes.iter().fold(false, |other, &byte| other | (byte < b' ') | matches!(byte, 0xC2 | 0xE1..=0xE3));
    let double = bytes.windows(2).fold(false, |double, pair| double | ((pair[0] == b' ') & (pair[1] == b' ')));
    !other & !double
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_apart_by_one_space_however_they_came() {
        for texts in [
            vec!["en", " to", "tre ", " fire"],
            vec!["en\u{a0}to  tre\n", "", " ", "fire"],
            vec!["  en", "  ", "to\ttre «fire»"],
            vec![" ", "en – to", " ", " "],
        ] {
            let mut plain = Plain::default();
            for text in &texts {
                plain.push(text);
            }
            let expected = texts.concat().split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(plain.text, expected, "{texts:?}");
        }
    }
}
