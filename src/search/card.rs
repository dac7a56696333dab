//! Pages → cards: what a reader's browser fetches to show a hit, and no more.

use rayon::prelude::*;

use super::json::json;
use super::passage::{PER_CARD, Passages};
use super::slot::Slots;
use super::version::{share, version};
use super::{Document, Put};

/// Makes the cards of all pages, and gives their versions.
pub(crate) fn cards(documents: &[Document], passages: &[Passages], slots: &Slots, put: Put) -> Vec<String> {
    let mut pages: Vec<Option<usize>> = vec![None; slots.end as usize];
    for (page, slot) in slots.of.iter().enumerate() {
        pages[*slot as usize] = Some(page);
    }
    let share = share(pages.len());
    let together = |(group, pages): (usize, &[Option<usize>])| {
        let texts = |page: usize| texts(&documents[page], &passages[page]);
        let cards: Vec<Vec<Vec<u8>>> = pages.iter().map(|page| page.map_or_else(Vec::new, texts)).collect();
        let version = version(cards.iter().flatten().map(Vec::as_slice));
        for (slot, cards) in (group * share..).zip(cards) {
            for (number, card) in cards.into_iter().enumerate() {
                put(format!("search/c/{slot}-{number}.{version}.json"), card);
            }
        }
        version
    };
    pages.par_chunks(share).enumerate().map(together).collect()
}

/// The cards of a page in reading order; at least one.
fn texts(document: &Document, passages: &Passages) -> Vec<Vec<u8>> {
    let count = passages.pieces.last().map_or(0, |piece| piece.passage / PER_CARD) + 1;
    (0..count).map(|number| card(document, passages, number, count)).collect()
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
            (&content.anchor, content.heading, content.text[start..end].trim())
        })
        .collect();
    let Document { title, lang, kind, summary, .. } = document;
    let versions: Vec<_> = document.versions.iter().map(|(lang, url)| (lang, url.trim_start_matches('/'))).collect();
    let card = (document.url.trim_start_matches('/'), title, lang, kind, summary, count, sections, versions);
    json(&card)
}
