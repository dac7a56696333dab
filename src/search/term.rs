//! Words → terms: what a word is found by, and how well.

use rayon::prelude::*;

use super::bytes::QuickMap;
use super::collect::{Collection, Word};
use super::compound::{self, Vocabulary};
use super::lexicon::LEXICON;
use super::stem::Stemmer;
use super::words;

/// All terms of an index, and what they have to do with the words of the collection.
#[derive(Debug)]
pub(crate) struct Terms<'a> {
    /// Sorted.
    pub(crate) texts: Vec<&'a str>,
    /// For each word: its terms, how much of each it is, and in which form.
    pub(crate) of: Vec<Vec<(u32, f32, u8)>>,
    /// The words themselves, page by page.
    pub(crate) collection: &'a Collection,
}

/// How much a compound says about its parts.
const PART: f32 = 0.55;
/// How much an irregular form says about the others.
const FORM: f32 = 0.8;
/// How much a word says about what another Nordic language says for it.
const EQUAL: f32 = 0.5;
/// How much a word says about one that means the same.
const SYNONYM: f32 = 0.4;
/// Bytes; a longer term is a mistake or a number and is cut, in the client too.
const LONGEST: usize = 60;

/// Finds the terms of all words.
pub(crate) fn terms<'a>(collection: &'a Collection, groups: &'a Groups) -> Terms<'a> {
    let pages = Pages::of(collection);
    let analysed: Vec<Vec<(&str, f32, u8)>> = collection.words.par_iter().map(|word| analyse(word, &pages, groups)).collect();
    let mut texts: Vec<&str> = analysed.iter().flatten().map(|(text, ..)| *text).collect();
    texts.par_sort_unstable();
    texts.dedup();
    let numbers: QuickMap<&str, u32> = texts.iter().copied().zip(0..).collect();
    let of = analysed.par_iter().map(|found| found.iter().map(|(text, weight, form)| (numbers[text], *weight, *form)).collect()).collect();
    Terms { texts, of, collection }
}

/// On how many pages each word of the collection stands.
pub(crate) struct Pages<'a>(QuickMap<&'a str, u32>);

impl<'a> Pages<'a> {
    fn of(collection: &'a Collection) -> Self {
        let (mut counts, mut seen) = (vec![0_u32; collection.words.len()], vec![usize::MAX; collection.words.len()]);
        for (index, page) in collection.pages.iter().enumerate() {
            for token in &page.tokens {
                let word = token.word as usize;
                if seen[word] != index {
                    seen[word] = index;
                    counts[word] += 1;
                }
            }
        }
        let nordic = collection.words.iter().zip(counts).filter(|(word, _)| word.stemmer == Stemmer::Nordic);
        Pages(nordic.map(|(word, count)| (word.text.as_str(), count)).collect())
    }
}

impl Vocabulary for Pages<'_> {
    fn pages(&self, word: &str) -> u32 {
        self.0.get(word).copied().unwrap_or(0)
    }
}

fn analyse<'a>(word: &'a Word, pages: &Pages, groups: &'a Groups) -> Vec<(&'a str, f32, u8)> {
    let stem = word.stemmer.stem(&word.text);
    let own = shortened(stem);
    let mut found = vec![(own, 1.0, form(&word.text[stem.len()..]))];
    if word.stemmer == Stemmer::Nordic {
        let parts = compound::parts(&word.text, pages);
        found.extend(parts.into_iter().map(|(stem, ending)| (stem, PART, form(ending))));
        found.extend(LEXICON.equals(&word.text, stem).map(|other| (other, EQUAL, 0)));
        found.extend(LEXICON.forms(stem).iter().map(|form| (*form, FORM, 0)));
    }
    found.extend(groups.get(stem).into_iter().flatten().map(|other| (other.as_str(), SYNONYM, 0)));
    // Each term once, with its best weight, the word's own stem first.
    found[1..].sort_by(|one, other| one.0.cmp(other.0).then(other.1.total_cmp(&one.1)));
    found.dedup_by(|next, before| next.0 == before.0);
    let mut first = true;
    found.retain(|(text, ..)| std::mem::take(&mut first) || *text != own);
    found
}

/// A number for an ending, as a bit; the client reckons it in the same way.
fn form(ending: &str) -> u8 {
    let number = ending.chars().fold(0, |sum: u64, letter| (sum * 6 + u64::from(letter)) % 13_000_000);
    1 << (number % 13 % 8)
}

fn shortened(stem: &str) -> &str {
    let end = (0..=LONGEST.min(stem.len())).rev().find(|index| stem.is_char_boundary(*index)).unwrap_or(0);
    &stem[..end]
}

/// Stem → stems of the words that mean the same.
pub(crate) type Groups = QuickMap<String, Vec<String>>;

/// Makes the groups of the handbook's synonyms.
pub(crate) fn groups(synonyms: &[Vec<String>]) -> Groups {
    let mut groups = Groups::default();
    for group in synonyms {
        let members: Vec<Vec<String>> =
            group.iter().map(|member| words::words(member).iter().map(|word| Stemmer::Nordic.stem(word).to_owned()).collect()).collect();
        for (index, member) in members.iter().enumerate() {
            // A name of several words is found by the others through its page, not through each of its words.
            let [stem] = member.as_slice() else { continue };
            let others = members.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, words)| words.clone());
            groups.entry(stem.clone()).or_default().extend(others);
        }
    }
    groups
}
