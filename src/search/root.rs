//! All search files under their names, and the root file that knows them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::column::{gaps, terms};
use super::hash::{fingerprint, order};
use super::list::LONGEST;
use super::pack::Blocks;
use super::passage::PER_CARD;
use super::slot::Slots;
use super::stem::Stemmer;
use super::term::shortened;
use super::words::words;
use super::{Document, Labels, Put, SearchOptions, json};

/// The number of the format; a reader of another number must not read on.
pub(crate) const VERSION: u32 = 4;
/// The file that the client reads first, by a name that never changes.
pub const ROOT: &str = "search/root.json";

/// What is put together.
pub(crate) struct Pieces<'a> {
    pub(crate) documents: &'a [Document<'a>],
    pub(crate) labels: &'a Labels,
    pub(crate) options: &'a SearchOptions,
    pub(crate) slots: &'a Slots,
    pub(crate) forward: Blocks,
    pub(crate) backward: Blocks,
    /// Of the cards.
    pub(crate) versions: Vec<String>,
    pub(crate) facets: Vec<u8>,
}

/// Makes the file of filters, and the root that knows it and the others.
pub(crate) fn finish(pieces: Pieces, put: Put) {
    let facets = format!("{:04x}", fingerprint(&pieces.facets) & 0xffff);
    let root = json::json(&root(&pieces, &facets));
    put(format!("search/f-{facets}.json"), pieces.facets);
    put(ROOT.to_owned(), root);
}

fn root(pieces: &Pieces, facets: &str) -> serde_json::Value {
    let slots: BTreeMap<&str, u32> =
        pieces.documents.iter().map(|document| document.url.as_str()).zip(pieces.slots.of.iter().copied()).collect();
    let pins: Vec<_> = pieces
        .options
        .pins
        .iter()
        .filter_map(|pin| {
            let words: BTreeSet<String> = words(&pin.query).into_iter().collect();
            let mut stems: Vec<&str> = words.iter().map(|word| shortened(Stemmer::Nordic.stem(word))).collect();
            stems.sort_unstable_by(|one, other| order(one, other));
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
        "c": pieces.versions.concat(),
        "b": told(&pieces.forward),
        "o": gaps(pieces.forward.going_on.iter().copied()),
        "r": told(&pieces.backward),
    })
}

/// Keys and versions of blocks.
fn told(blocks: &Blocks) -> serde_json::Value {
    json!([terms(blocks.keys.iter().map(String::as_str)), blocks.versions.concat()])
}
