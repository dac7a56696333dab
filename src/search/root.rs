//! All search files under their names, and the root file that knows them.

use std::collections::BTreeMap;

use serde_json::json;

use super::bytes::{Effort, deflate, fingerprint, put_number, put_sorted};
use super::card::Cards;
use super::list::LONGEST;
use super::pack::Blocks;
use super::passage::PER_CARD;
use super::slot::Slots;
use super::stem::Stemmer;
use super::words::words;
use super::{Document, Labels, SearchFiles, SearchOptions};

/// The number of the format; a reader of another number must not read on.
pub(crate) const VERSION: u32 = 1;
/// Pages above which the root does not tell the versions of cards, as that would make it long.
pub(crate) const VERSIONED: u32 = 4096;
/// The file that the client reads first, by a name that never changes.
pub const ROOT: &str = "search/root.bin";

/// What is put together.
pub(crate) struct Pieces<'a> {
    pub(crate) documents: &'a [Document],
    pub(crate) labels: &'a Labels,
    pub(crate) options: &'a SearchOptions,
    pub(crate) slots: &'a Slots,
    pub(crate) forward: Blocks,
    pub(crate) backward: Blocks,
    pub(crate) cards: Vec<Cards>,
    pub(crate) facets: Vec<u8>,
}

/// Names all files and writes the root.
pub(crate) fn assemble(mut pieces: Pieces) -> SearchFiles {
    let mut files = BTreeMap::new();
    let facets = named("search/f-", std::mem::take(&mut pieces.facets), &mut files);
    let head = head(&pieces, &facets).to_string();
    let mut root = Vec::new();
    put_number(u32::try_from(head.len()).unwrap_or(u32::MAX), &mut root);
    root.extend(head.as_bytes());
    for (folder, blocks) in [("search/b/", pieces.forward), ("search/r/", pieces.backward)] {
        put_number(u32::try_from(blocks.keys.len()).unwrap_or(u32::MAX), &mut root);
        put_sorted(blocks.keys.iter().map(String::as_str), &mut root);
        for file in blocks.files {
            let name = named(folder, file, &mut files);
            root.extend((0..2).map(|index| u8::from_str_radix(&name[index * 2..index * 2 + 2], 16).unwrap_or(0)));
        }
    }
    let mut versions = vec![0; pieces.slots.end as usize];
    let versioned = pieces.slots.end <= VERSIONED;
    for cards in pieces.cards {
        versions[cards.slot as usize] = cards.version;
        for (number, file) in cards.files.into_iter().enumerate() {
            let version = if versioned { format!("-{:02x}", cards.version) } else { String::new() };
            files.insert(format!("search/c/{}.{number}{version}.bin", cards.slot), file);
        }
    }
    if versioned {
        root.extend(versions);
    }
    files.insert(ROOT.to_owned(), deflate(&root, Effort::Thorough));
    SearchFiles { files, root: ROOT.to_owned() }
}

/// Files a block under the fingerprint of its bytes and returns the name. Two files with one fingerprint are told apart.
fn named(folder: &str, bytes: Vec<u8>, files: &mut BTreeMap<String, Vec<u8>>) -> String {
    let mut number = fingerprint(&bytes) & 0xffff;
    loop {
        let name = format!("{number:04x}");
        let path = format!("{folder}{name}.bin");
        if files.get(&path).is_none_or(|other| *other == bytes) {
            files.insert(path, bytes);
            return name;
        }
        number = (number + 1) & 0xffff;
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
        "english": pieces.documents.iter().any(|document| Stemmer::of(&document.lang) == Stemmer::English),
        "languages": pieces.options.languages,
        "kinds": pieces.labels.kinds,
        "pins": pins,
        "facets": facets,
        "versions": pieces.slots.end <= VERSIONED,
    })
}
