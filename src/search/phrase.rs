//! Names of several words from the glossary → one more word wherever they stand, so that their synonyms find the page.

use super::collect::Collection;
use super::hash::QuickMap;
use super::relate;
use super::stem::Stemmer;

/// The stems of a name after its first, and the number of the word that stands for it.
type Rest = (Vec<String>, u32);

/// Adds to every page a word for each name that stands on it; its text has blanks, as no other word's has.
pub(crate) fn mark(collection: &mut Collection, synonyms: &[Vec<String>]) {
    let Collection { words, pages } = collection;
    let mut names: QuickMap<String, Vec<Rest>> = QuickMap::default();
    for mut stems in synonyms.iter().flatten().map(|name| relate::stems(name)).filter(|stems| stems.len() > 1) {
        let number = words.number(&stems.join(" "), Stemmer::Nordic);
        let rests = names.entry(stems.remove(0)).or_default();
        if rests.iter().all(|(_, other)| *other != number) {
            rests.push((stems, number));
        }
    }
    if names.is_empty() {
        return;
    }
    for page in pages {
        page.add(|own, more| {
            for (at, word) in own.iter().enumerate() {
                let rests = names.get(words.stem(*word)).into_iter().flatten();
                let after = own[at + 1..].iter().map(|word| words.stem(*word));
                let found = rests.filter(|(rest, _)| rest.iter().map(String::as_str).eq(after.clone().take(rest.len())));
                more.extend(found.map(|(_, number)| *number));
            }
        });
    }
}
