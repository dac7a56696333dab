//! Sections → passages: pieces of about fifty words, fifteen at most on a page.
//!
//! A posting says in which passage its word is at home; some passages make a card, which is what a reader's browser
//! fetches to show a hit. So the price of a hit does not grow with its page.

use rayon::prelude::*;

use super::Document;

/// The passages of one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passages {
    /// In reading order.
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a section that belongs to a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Index of the section.
    pub(crate) section: usize,
    /// Where its text begins, in bytes.
    pub(crate) start: usize,
    /// Where its text ends.
    pub(crate) end: usize,
    /// Number of the passage.
    pub(crate) passage: u8,
}

/// Passages have numbers below this; it stands itself for "the page as a whole".
pub(crate) const WHOLE_PAGE: u8 = 15;
/// Passages on one card.
pub(crate) const PER_CARD: u8 = 2;

/// Cuts every page into passages.
pub(crate) fn passages(documents: &[Document]) -> Vec<Passages> {
    documents.par_iter().map(cut).collect()
}

/// Bytes of text; about forty-five words.
const TARGET: usize = 300;

fn cut(document: &Document) -> Passages {
    let total: usize = document.sections.iter().map(|section| section.text.len()).sum();
    let target = TARGET.max(total / usize::from(WHOLE_PAGE - 2));
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut passage, mut filled) = (0, 0);
    for (section, content) in document.sections.iter().enumerate() {
        let mut start = 0;
        loop {
            let length = content.text.len() - start;
            let room = target.saturating_sub(filled);
            // A rest that nearly fits stays whole; a full passage gives way to the next.
            if filled > 0 && length > room && room < target / 2 {
                (passage, filled) = (next(passage), 0);
                continue;
            }
            let end = if length <= room + target / 2 { content.text.len() } else { sentence_end(&content.text, start + room.max(1)) };
            pieces.push(Piece { section, start, end, passage });
            filled += end - start;
            if filled >= target {
                (passage, filled) = (next(passage), 0);
            }
            start = end;
            if start >= content.text.len() {
                break;
            }
        }
    }
    Passages { pieces }
}

fn next(passage: u8) -> u8 {
    (passage + 1).min(WHOLE_PAGE - 1)
}

/// The end of the sentence that holds this byte, or of the text.
fn sentence_end(text: &str, from: usize) -> usize {
    let from = text.ceil_char_boundary(from);
    let mut before = ' ';
    for (index, character) in text[from..].char_indices() {
        if character == '\n' || character == ' ' && matches!(before, '.' | '!' | '?' | ':') {
            return from + index + 1;
        }
        before = character;
    }
    text.len()
}
