//! All search files under their names, and the root file that knows them.

use std::collections::BTreeMap;

use serde_json::json;

use super::bytes::{Effort, deflate, fingerprint, put_number, put_sorted};
use super::card::share;
use super::collect::size;
use super::list::LONGEST;
use super::pack::Blocks;
use super::passage::PER_CARD;
use super::slot::Slots;
use super::stem::Stemmer;
use super::words::words;
use super::{Document, Labels, Put, SearchOptions};

/// The number of the format; a reader of another number must not read on.
pub(crate) const VERSION: u32 = 3;
/// The file that the client reads first, by a name that never changes.
pub const ROOT: &str = "search/root.bin";

/// What is put together.
pub(crate) struct Pieces<'a> {
    pub(crate) documents: &'a [Document<'a>],
    pub(crate) labels: &'a Labels,
    pub(crate) options: &'a SearchOptions,
    pub(crate) slots: &'a Slots,
    pub(crate) forward: Blocks,
    pub(crate) backward: Blocks,
    /// Of the cards.
    pub(crate) versions: Vec<u8>,
    pub(crate) facets: Vec<u8>,
}

/// Makes the file of filters, and the root that knows it and the others.
pub(crate) fn finish(pieces: Pieces, put: Put) {
    let facets = format!("{:04x}", fingerprint(&pieces.facets) & 0xffff);
    let head = head(&pieces, &facets).to_string();
    put(format!("search/f-{facets}.bin"), pieces.facets);
    let mut root = Vec::new();
    put_number(size(head.len()), &mut root);
    root.extend(head.as_bytes());
    put_blocks(&pieces.forward, &mut root);
    put_blocks(&pieces.backward, &mut root);
    root.extend(&pieces.versions);
    put(ROOT.to_owned(), deflate(&root, Effort::Thorough));
}

/// Keys and versions of blocks, and which of them go on elsewhere.
fn put_blocks(blocks: &Blocks, root: &mut Vec<u8>) {
    put_number(size(blocks.keys.len()), root);
    put_sorted(blocks.keys.iter().map(String::as_str), root);
    root.extend(&blocks.versions);
    put_number(size(blocks.going_on.len()), root);
    let mut next = 0;
    for place in &blocks.going_on {
        put_number(place - next, root);
        next = place + 1;
    }
}

fn head(pieces: &Pieces, facets: &str) -> serde_json::Value {
    let slots: BTreeMap<&str, u32> =
        pieces.documents.iter().map(|document| document.url.as_str()).zip(pieces.slots.of.iter().copied()).collect();
    let pins: Vec<_> = pieces
        .options
        .pins
        .iter()
        .filter_map(|pin| {
            let mut stems: Vec<String> = words(&pin.query).iter().map(|word| Stemmer::Nordic.stem(word).to_owned()).collect();
            stems.sort_unstable();
            Some(json!([stems.join(" "), slots.get(pin.url.as_str())?]))
        })
        .collect();
    json!({
        "varde": VERSION,
        "pages": pieces.documents.len(),
        "slots": pieces.slots.end,
        "card": PER_CARD,
        "longest": LONGEST,
        "english": pieces.documents.iter().any(|document| Stemmer::of(document.lang) == Stemmer::English),
        "languages": pieces.options.languages,
        "kinds": pieces.labels.kinds,
        "pins": pins,
        "facets": facets,
        "share": share(pieces.slots),
    })
}
