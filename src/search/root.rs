//! All search files under their names, and the root file that knows them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
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
pub(crate) const VERSION: u32 = 2;
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

/// Names the other files, and writes the root.
pub(crate) fn finish(pieces: Pieces, put: Put) {
    let facets = low(wish(&pieces.facets, &[]));
    let head = head(&pieces, facets).to_string();
    put(path("search/f-", facets), pieces.facets);
    let mut root = Vec::new();
    put_number(size(head.len()), &mut root);
    root.extend(head.as_bytes());
    for (folder, blocks) in [("search/b/", pieces.forward), ("search/r/", pieces.backward)] {
        put_blocks(folder, blocks, &mut root, put);
    }
    root.extend(&pieces.versions);
    put(ROOT.to_owned(), deflate(&root, Effort::Thorough));
}

/// Keys and names of blocks, and which of them go on elsewhere.
fn put_blocks(folder: &str, blocks: Blocks, root: &mut Vec<u8>, put: Put) {
    put_number(size(blocks.keys.len()), root);
    put_sorted(blocks.keys.iter().map(String::as_str), root);
    let names = names(&blocks);
    root.extend(names.iter().flat_map(|name| name.to_be_bytes()));
    let going_on: Vec<u32> = (0..).zip(&blocks.rests).filter(|(_, rest)| !rest.is_empty()).map(|(place, _)| place).collect();
    put_number(size(going_on.len()), root);
    let mut next = 0;
    for place in going_on {
        put_number(place - next, root);
        next = place + 1;
    }
    names.into_par_iter().zip(blocks.files).zip(blocks.rests).for_each(|((name, file), rest)| {
        put(path(folder, name), file);
        if !rest.is_empty() {
            put(path("search/o/", name), rest);
        }
    });
}

/// A block and its rest have one name, which changes with either: their fingerprint, or the next that no other has.
fn names(blocks: &Blocks) -> Vec<u16> {
    let mut taken = BTreeSet::new();
    let wishes: Vec<u64> = blocks.files.par_iter().zip(&blocks.rests).map(|(file, rest)| wish(file, rest)).collect();
    let name = |wish| {
        let mut name = low(wish);
        while !taken.insert(name) {
            name = name.wrapping_add(1);
        }
        name
    };
    wishes.into_iter().map(name).collect()
}

fn wish(file: &[u8], rest: &[u8]) -> u64 {
    fingerprint(file) ^ fingerprint(rest).rotate_left(1)
}

fn path(folder: &str, number: u16) -> String {
    format!("{folder}{number:04x}.bin")
}

fn low(fingerprint: u64) -> u16 {
    u16::try_from(fingerprint & 0xffff).unwrap_or_default()
}

fn head(pieces: &Pieces, facets: u16) -> serde_json::Value {
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
        "facets": format!("{facets:04x}"),
        "share": share(pieces.slots),
    })
}
