//! Names of several words from the glossary → one more word wherever they stand, so that their synonyms find the page.

use std::collections::BTreeMap;

use super::bytes::QuickMap;
use super::collect::{Collection, Page, Token, Word};
use super::relate;
use super::stem::Stemmer;

/// Adds to every page a word for each name that stands on it; its text has blanks, as no other word's has.
pub(crate) fn mark(collection: &mut Collection, synonyms: &[Vec<String>]) {
    let names = synonyms.iter().flatten().map(|name| relate::stems(name)).filter(|stems| stems.len() > 1);
    let mut numbers: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    for stems in names {
        let next = u32::try_from(collection.words.len()).expect("fewer than four thousand million words");
        numbers.entry(stems).or_insert_with_key(|stems| {
            collection.words.push(Word { stemmer: Stemmer::Nordic, text: stems.join(" ") });
            next
        });
    }
    let mut names: QuickMap<&str, Vec<(&[String], u32)>> = QuickMap::default();
    for (stems, number) in &numbers {
        names.entry(&stems[0]).or_default().push((&stems[1..], *number));
    }
    if names.is_empty() {
        return;
    }
    let stems: Vec<&str> = collection.words.iter().map(|word| word.stemmer.stem(&word.text)).collect();
    for page in &mut collection.pages {
        let found = found(page, &stems, &names);
        page.tokens.extend(found);
    }
}

/// The names on a page.
fn found(page: &Page, stems: &[&str], names: &QuickMap<&str, Vec<(&[String], u32)>>) -> Vec<Token> {
    let mut found = Vec::new();
    for (at, token) in page.tokens.iter().enumerate() {
        for (rest, number) in names.get(stems[token.word as usize]).into_iter().flatten() {
            let next = page.tokens.get(at + 1..=at + rest.len()).unwrap_or_default();
            let same = |(next, stem): (&Token, &String)| next.field == token.field && stems[next.word as usize] == stem;
            if next.len() == rest.len() && next.iter().zip(*rest).all(same) {
                found.push(Token { word: *number, ..*token });
            }
        }
    }
    found
}
