//! Pages → cards: what a reader's browser fetches to show a hit, and no more.

use super::Document;
use super::bytes::{Effort, deflate, fingerprint};
use super::passage::{PER_CARD, Passages};
use super::slot::Slots;
use rayon::prelude::*;

/// The cards of one page.
#[derive(Debug)]
pub(crate) struct Cards {
    /// The page's number.
    pub(crate) slot: u32,
    /// The files, in reading order; at least one.
    pub(crate) files: Vec<Vec<u8>>,
    /// Changes with the files.
    pub(crate) version: u8,
}

/// Makes the cards of all pages.
pub(crate) fn cards(documents: &[Document], passages: &[Passages], slots: &Slots) -> Vec<Cards> {
    documents.par_iter().zip(passages).zip(&slots.of).map(|((document, passages), slot)| page(document, passages, *slot)).collect()
}

fn page(document: &Document, passages: &Passages, slot: u32) -> Cards {
    let count = passages.pieces.last().map_or(0, |piece| piece.passage / PER_CARD) + 1;
    let texts: Vec<Vec<u8>> = (0..count).map(|number| card(document, passages, number, count)).collect();
    let version = texts.iter().fold(0, |version, text| version ^ fingerprint(text).to_le_bytes()[0]);
    Cards { slot, files: texts.iter().map(|text| deflate(text, Effort::Quick)).collect(), version }
}

fn card(document: &Document, passages: &Passages, number: u8, count: u8) -> Vec<u8> {
    let pieces = passages.pieces.iter().filter(|piece| piece.passage / PER_CARD == number);
    let mut parts: Vec<(usize, usize, usize)> = Vec::new();
    for piece in pieces {
        match parts.last_mut() {
            Some(last) if last.0 == piece.section => last.2 = piece.end,
            _ => parts.push((piece.section, piece.start, piece.end)),
        }
    }
    let sections: Vec<_> = parts
        .into_iter()
        .map(|(section, start, end)| {
            let content = &document.sections[section];
            (&content.anchor, &content.heading, content.text[start..end].trim())
        })
        .collect();
    let Document { title, lang, kind, summary, .. } = document;
    let versions: Vec<_> = document.versions.iter().map(|(lang, url)| (lang, url.trim_start_matches('/'))).collect();
    let card = (document.url.trim_start_matches('/'), title, lang, kind, summary, count, sections, versions);
    serde_json::to_vec(&card).expect("texts and numbers can be written")
}
