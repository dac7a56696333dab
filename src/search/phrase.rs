//! Names of several words from the glossary → one more word wherever they stand, so that their synonyms find the page.
//! What others call multi-word synonyms.

use super::collect::Collection;
use super::relate;
use super::stem::Stemmer;
use crate::phrases::Phrases;

/// Adds to every page a word for each name that stands on it; its text has blanks, as no other word's has.
pub(crate) fn mark(collection: &mut Collection, synonyms: &[Vec<String>]) {
    let Collection { words, pages } = collection;
    let mut names = Phrases::default();
    for stems in synonyms.iter().flatten().map(|name| relate::stems(name)).filter(|stems| stems.len() > 1) {
        names.add(&stems, words.number(&stems.join(" "), Stemmer::Nordic));
    }
    if names.is_empty() {
        return;
    }
    // For each word how long the names are that begin with it.
    let lengths: Vec<Vec<usize>> = (0..words.len()).map(|word| names.lengths(words.stem(word)).collect()).collect();
    for page in pages {
        page.add(|own, more| {
            for (at, word) in own.iter().enumerate() {
                let runs = lengths[*word as usize].iter().filter_map(|length| own.get(at..at + length));
                let stems = runs.map(|run| run.iter().map(|word| words.stem(*word)).collect::<Vec<_>>());
                more.extend(stems.filter_map(|stems| names.get(&stems)));
            }
        });
    }
}
