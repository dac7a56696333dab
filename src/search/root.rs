//! All search files under their names, and the root file that knows them.

use std::collections::BTreeMap;

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

/// Names the other files, and writes the root.
pub(crate) fn finish(pieces: Pieces, put: Put) {
    let facets = format!("{:04x}", fingerprint(&pieces.facets) & 0xffff);
    let head = head(&pieces, &facets).to_string();
    put(format!("search/f-{facets}.bin"), pieces.facets);
    let mut root = Vec::new();
    put_number(size(head.len()), &mut root);
    root.extend(head.as_bytes());
    for (folder, blocks) in [("search/b/", pieces.forward), ("search/r/", pieces.backward)] {
        put_blocks(folder, blocks, &mut root, put);
    }
    root.extend(&pieces.versions);
    put(ROOT.to_owned(), deflate(&root, Effort::Thorough));
}

/// Keys and versions of blocks, and which of them go on elsewhere.
fn put_blocks(folder: &str, blocks: Blocks, root: &mut Vec<u8>, put: Put) {
    put_number(size(blocks.keys.len()), root);
    put_sorted(blocks.keys.iter().map(String::as_str), root);
    let versions: Vec<u8> = blocks.files.par_iter().zip(&blocks.rests).map(|(file, rest)| version(file, rest)).collect();
    root.extend(&versions);
    let going_on: Vec<u32> = (0..).zip(&blocks.rests).filter(|(_, rest)| !rest.is_empty()).map(|(place, _)| place).collect();
    put_number(size(going_on.len()), root);
    let mut next = 0;
    for place in going_on {
        put_number(place - next, root);
        next = place + 1;
    }
    versions.into_par_iter().zip(blocks.keys).zip(blocks.files).zip(blocks.rests).for_each(|(((version, key), file), rest)| {
        let name = format!("{}.{version:02x}.bin", file_name(&key));
        put(format!("{folder}{name}"), file);
        if !rest.is_empty() {
            put(format!("search/o/{name}"), rest);
        }
    });
}

/// A block and its rest have one version, which changes with either.
fn version(file: &[u8], rest: &[u8]) -> u8 {
    fingerprint(file).wrapping_add(fingerprint(rest).rotate_left(1)).to_le_bytes()[0]
}

/// A key as the name of a file, whatever its letters: their numbers.
fn file_name(key: &str) -> String {
    key.chars().map(|letter| format!("{:x}", u32::from(letter))).collect::<Vec<_>>().join("-")
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
