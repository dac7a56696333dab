//! The handbook's texts → the files that the search client reads: documents → files, each given away when it is made.
//!
//! One index for all languages. The manual documents the format (`reference/search-format`).
//! Invariant: pure and deterministic. The same documents give the same bytes, whatever the number of threads,
//! and an edit of one text leaves the files that do not hold its words as they were.

use std::borrow::Cow;
use std::collections::BTreeMap;

mod block;
mod card;
mod client;
mod collect;
mod column;
mod compound;
mod ending;
mod explain;
mod facets;
#[cfg(test)]
mod freeze;
mod frozen;
mod hash;
mod impact;
mod json;
mod lexicon;
mod list;
mod pack;
mod passage;
mod phrase;
mod portable;
mod posting;
mod relate;
mod root;
#[cfg(test)]
mod scope;
#[cfg(test)]
mod script;
#[cfg(test)]
mod shorten;
mod sieve;
mod slot;
mod stem;
mod table;
mod term;
mod texts;
mod version;
#[cfg(test)]
mod wordlists;
mod words;

use collect::Collection;
use compound::Splitter;
use pack::Blocks;
use passage::Passages;
use slot::Slots;

pub use client::client;
pub use explain::{Explanation, Part, Vocabulary, explain, vocabulary};
pub use portable::portable;
pub use root::ROOT;

/// One page, as the search knows it.
#[derive(Debug, Clone, Default)]
pub struct Document<'a> {
    /// Site path: `/caser/telma/`.
    pub url: String,
    /// What it is called.
    pub title: &'a str,
    /// Its language: `nb`.
    pub lang: &'a str,
    /// The name of its type: `case`.
    pub kind: &'a str,
    /// One or two sentences about it; may be empty.
    pub summary: &'a str,
    /// Other words that find it: glossary forms, former names, abbreviations.
    pub synonyms: Vec<String>,
    /// Field → keys of its values.
    pub facets: BTreeMap<&'a str, Vec<String>>,
    /// Language and site path of the same entry's other versions.
    pub versions: Vec<(&'a str, String)>,
    /// The weight of its type; 1 is normal.
    pub weight: f32,
    /// Its text, in order.
    pub sections: Vec<DocumentSection<'a>>,
}

/// What stands under one heading.
#[derive(Debug, Clone, Default)]
pub struct DocumentSection<'a> {
    /// The heading's id; empty for what stands before the first heading.
    pub anchor: Cow<'a, str>,
    /// The heading; empty for what stands before the first.
    pub heading: &'a str,
    /// Plain text, paragraphs apart by line breaks.
    pub text: Cow<'a, str>,
}

/// What the interface calls types, facets and their values.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Language → type → label.
    pub kinds: BTreeMap<String, BTreeMap<String, String>>,
    /// Language → field → label and labels of the values.
    pub facets: BTreeMap<String, BTreeMap<String, FacetLabels>>,
}

/// What the interface calls one facet.
#[derive(Debug, Clone, Default)]
pub struct FacetLabels {
    /// The field's label.
    pub label: String,
    /// Value → label.
    pub values: BTreeMap<String, String>,
}

/// A page that is to stand first for a query.
#[derive(Debug, Clone)]
pub struct Pin {
    /// What is asked for; its words may come in any order and inflection.
    pub query: String,
    /// Site path of the page.
    pub url: String,
}

/// What a handbook may set.
#[derive(Debug, Clone, Default)]
pub struct SearchOptions {
    /// The handbook's languages, the first is the default.
    pub languages: Vec<String>,
    /// Pages that stand first for a query.
    pub pins: Vec<Pin>,
    /// Groups of words that mean the same, from the glossary.
    pub synonyms: Vec<Vec<String>>,
}

/// Where a search file goes when it is made, on any thread: its path below the site's root, and its bytes.
pub type Put<'a> = &'a (dyn Fn(String, Vec<u8>) + Sync);

/// Makes the search files of all documents.
pub fn index(documents: &[Document], labels: &Labels, options: &SearchOptions, put: Put) {
    let slots = slot::slots(documents.iter().map(|document| document.url.as_str()));
    let cut = passage::passages(documents);
    let versions = card::cards(documents, &cut, &slots, put);
    // Little work: one core is enough.
    let (facets, (forward, backward)) =
        rayon::join(|| facets::facets(documents, labels, &slots), || blocks(documents, &cut, &slots, options, put));
    root::finish(root::Pieces { documents, labels, options, slots: &slots, forward, backward, versions, facets }, put);
}

/// What stands on which page, from the front of its words and from the back. Most of what it takes is gone when it ends.
fn blocks(documents: &[Document], cut: &[Passages], slots: &Slots, options: &SearchOptions, put: Put) -> (Blocks, Blocks) {
    let mut collection = collect::collect(documents, cut);
    phrase::mark(&mut collection, &options.synonyms);
    let Collection { words, pages } = collection;
    let (related, splitter) = rayon::join(|| relate::related(&words, &options.synonyms), || Splitter::new(&words));
    let terms = term::terms(&words, &splitter, &related);
    let postings = posting::postings(documents, slots, pages, &words, terms);
    rayon::join(|| pack::forward(&postings, put), || pack::backward(&postings, put))
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, MutexGuard};

    use super::*;

    fn documents(changed: &str) -> Vec<Document<'static>> {
        let words: Vec<String> = (0..400)
            .map(|number| {
                format!(
                    "{}{}",
                    ["inn", "sam", "ut", "til", "for"][number % 5],
                    ["bygg", "arbeid", "ledd", "skog", "fjell", "vann", "ord"][number / 5 % 7].repeat(1 + number % 3)
                )
            })
            .collect();
        let page = |number: usize| {
            let text = (0..120).map(|at| words[(number * 31 + at * 7) % 400].as_str()).collect::<Vec<_>>().join(" ");
            let text = if number == 7 { format!("{text} {changed}") } else { text };
            Document {
                url: format!("/sider/{number}/"),
                title: ["Side", "Ark", "Blad"][number % 3],
                lang: "nb",
                kind: "page",
                sections: vec![DocumentSection { text: text.into(), ..Default::default() }],
                ..Default::default()
            }
        };
        (0..60).map(page).collect()
    }

    fn built(documents: &[Document]) -> BTreeMap<String, Vec<u8>> {
        let files = Mutex::default();
        index(documents, &Labels::default(), &SearchOptions::default(), &|path, bytes| {
            let before = files.lock().map(|mut files: MutexGuard<BTreeMap<_, _>>| files.insert(path, bytes));
            assert_eq!(before.expect("no other thread has panicked"), None, "each name once");
        });
        files.into_inner().expect("no thread has panicked")
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(|| built(&documents("")));
        assert_eq!(on(1), on(7));
    }

    #[test]
    fn an_edit_leaves_files_without_its_words_as_they_were() {
        let (before, after) = (built(&documents("")), built(&documents("sjøørret")));
        let new = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
        // The root, the block of the new word from both sides, the page's card, and what its greater length moves.
        assert!(new <= 1 + 2 + 2 + before.len() / 4, "{new} of {} files changed", after.len());
    }

    #[test]
    fn nothing_gives_an_index_that_can_be_read() {
        let files = built(&[]);
        assert!(files.contains_key(ROOT));
    }
}
