//! Pages → cards: what a reader's browser fetches to show a hit, and no more.

use super::bytes::{Effort, deflate, fingerprint};
use super::passage::{PER_CARD, Passages};
use super::slot::Slots;
use super::{Document, Put};
use rayon::prelude::*;

/// Versions of cards in the root, at most: where there are more pages, neighbours share one.
const MOST_VERSIONS: u32 = 512;

/// How many numbers of pages have a version together.
pub(crate) fn share(slots: &Slots) -> u32 {
    slots.end.div_ceil(MOST_VERSIONS).max(1)
}

/// Makes the cards of all pages, and gives their versions.
pub(crate) fn cards(documents: &[Document], passages: &[Passages], slots: &Slots, put: Put) -> Vec<u8> {
    let share = share(slots);
    let mut order: Vec<(u32, usize)> = slots.of.iter().copied().zip(0..).collect();
    order.par_sort_unstable();
    let mut rest = order.as_slice();
    let neighbours: Vec<&[(u32, usize)]> = (0..slots.end.div_ceil(share))
        .map(|place| rest.split_off(..rest.partition_point(|(slot, _)| slot / share <= place)).unwrap_or_default())
        .collect();
    let version = |pages: &&[(u32, usize)]| {
        let texts: Vec<(u32, Vec<Vec<u8>>)> =
            pages.iter().map(|(slot, page)| (*slot, texts(&documents[*page], &passages[*page]))).collect();
        let version = texts.iter().fold(0_u8, |version, (_, texts)| version.wrapping_mul(31).wrapping_add(mixed(texts)));
        for (slot, texts) in texts {
            for (number, text) in texts.iter().enumerate() {
                put(format!("search/c/{slot}.{number}-{version:02x}.bin"), deflate(text, Effort::Quick));
            }
        }
        version
    };
    neighbours.par_iter().map(version).collect()
}

/// Changes with the cards of a page.
fn mixed(texts: &[Vec<u8>]) -> u8 {
    texts.iter().fold(0, |version, text| version ^ fingerprint(text).to_le_bytes()[0])
}

/// The cards of a page before they are deflated, in reading order; at least one.
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
            (content.anchor, content.heading, content.text[start..end].trim())
        })
        .collect();
    let Document { title, lang, kind, summary, .. } = document;
    let versions: Vec<_> = document.versions.iter().map(|(lang, url)| (lang, url.trim_start_matches('/'))).collect();
    let card = (document.url.trim_start_matches('/'), title, lang, kind, summary, count, sections, versions);
    let mut bytes = Vec::with_capacity(USUAL);
    serde_json::to_writer(&mut bytes, &card).expect("texts and numbers can be written");
    bytes
}

/// Bytes of a card; few have more.
const USUAL: usize = 2048;
