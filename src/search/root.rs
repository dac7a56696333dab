//! All search files under their names, and the root file that knows them.

use std::collections::BTreeMap;

use serde_json::json;

use super::bytes::{Effort, deflate, fingerprint, put_number, put_sorted};
use super::card::Cards;
use super::collect::size;
use super::list::LONGEST;
use super::pack::Blocks;
use super::passage::PER_CARD;
use super::slot::Slots;
use super::stem::Stemmer;
use super::words::words;
use super::{Document, Labels, SearchFiles, SearchOptions};

/// The number of the format; a reader of another number must not read on.
pub(crate) const VERSION: u32 = 3;
/// Versions of cards in the root, at most: where there are more pages, neighbours share one.
const MOST_VERSIONS: u32 = 512;
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
    let facets = format!("{:04x}", fingerprint(&pieces.facets) & 0xffff);
    files.insert(format!("search/f-{facets}.bin"), std::mem::take(&mut pieces.facets));
    let head = head(&pieces, &facets).to_string();
    let mut root = Vec::new();
    put_number(size(head.len()), &mut root);
    root.extend(head.as_bytes());
    for (folder, blocks) in [("search/b/", std::mem::take(&mut pieces.forward)), ("search/r/", std::mem::take(&mut pieces.backward))] {
        put_blocks(folder, blocks, &mut root, &mut files);
    }
    let versions = versions(&pieces);
    root.extend(&versions);
    for cards in pieces.cards {
        let version = versions[(cards.slot / share(pieces.slots)) as usize];
        for (number, file) in cards.files.into_iter().enumerate() {
            files.insert(format!("search/c/{}.{number}-{version:02x}.bin", cards.slot), file);
        }
    }
    files.insert(ROOT.to_owned(), deflate(&root, Effort::Thorough));
    SearchFiles { files, root: ROOT.to_owned() }
}

/// Keys and versions of blocks, and which of them go on elsewhere.
fn put_blocks(folder: &str, blocks: Blocks, root: &mut Vec<u8>, files: &mut BTreeMap<String, Vec<u8>>) {
    put_number(size(blocks.keys.len()), root);
    put_sorted(blocks.keys.iter().map(String::as_str), root);
    let (mut rests, mut next) = (Vec::new(), 0);
    for (place, (file, rest)) in (0..).zip(blocks.files.into_iter().zip(blocks.rests)) {
        // A block and its rest have one version, which changes with either.
        let version = fingerprint(&file).wrapping_add(fingerprint(&rest)).to_le_bytes()[0];
        let name = format!("{}.{version:02x}.bin", file_name(&blocks.keys[place as usize]));
        root.push(version);
        files.insert(format!("{folder}{name}"), file);
        if !rest.is_empty() {
            files.insert(format!("search/o/{name}"), rest);
            rests.push(place - next);
            next = place + 1;
        }
    }
    put_number(size(rests.len()), root);
    for gap in rests {
        put_number(gap, root);
    }
}

/// How many slots have a version together.
fn share(slots: &Slots) -> u32 {
    slots.end.div_ceil(MOST_VERSIONS).max(1)
}

/// The versions of the cards, those of neighbours mixed.
fn versions(pieces: &Pieces) -> Vec<u8> {
    let share = share(pieces.slots);
    let mut versions = vec![0_u8; pieces.slots.end.div_ceil(share) as usize];
    let mut cards: Vec<&Cards> = pieces.cards.iter().collect();
    cards.sort_unstable_by_key(|cards| cards.slot);
    for cards in cards {
        let version = &mut versions[(cards.slot / share) as usize];
        *version = version.wrapping_mul(31).wrapping_add(cards.version);
    }
    versions
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
        "english": pieces.documents.iter().any(|document| Stemmer::of(&document.lang) == Stemmer::English),
        "languages": pieces.options.languages,
        "kinds": pieces.labels.kinds,
        "pins": pins,
        "facets": facets,
        "share": share(pieces.slots),
    })
}
