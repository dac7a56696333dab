//! Words → terms: what a word is found by, and how well.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::bytes::QuickMap;
use super::collect::{Collection, Word};
use super::compound::{self, Vocabulary};
use super::lexicon::LEXICON;
use super::relate::{FORM, Related};
use super::stem::Stemmer;

/// All terms of an index, and what they have to do with the words of the collection.
#[derive(Debug)]
pub(crate) struct Terms<'a> {
    /// Sorted.
    pub(crate) texts: Vec<&'a str>,
    /// For each term the stems of other words that it finds, as `virksom` finds `verksemd`, with blanks between.
    pub(crate) also: Vec<String>,
    /// For each word: its terms, how much of each it is, and in which form.
    pub(crate) of: Vec<Vec<(u32, f32, u8)>>,
    /// The words themselves, page by page.
    pub(crate) collection: &'a Collection,
}

/// How much a compound says about its parts.
const PART: f32 = 0.55;
/// How much a word says about what another Nordic language says for it.
const EQUAL: f32 = 0.5;
/// Bytes; a longer term is a mistake or a number and is cut, in the client too.
const LONGEST: usize = 60;

/// Finds the terms of all words.
pub(crate) fn terms<'a>(collection: &'a Collection, related: &'a Related) -> Terms<'a> {
    let pages = Pages::of(collection);
    let analysed: Vec<Vec<(&str, f32, u8)>> = collection.words.par_iter().map(|word| analyse(word, &pages, related)).collect();
    let mut texts: Vec<&str> = analysed.iter().flatten().map(|(text, ..)| *text).collect();
    texts.par_sort_unstable();
    texts.dedup();
    let numbers: QuickMap<&str, u32> = texts.iter().copied().zip(0..).collect();
    let of = analysed.par_iter().map(|found| found.iter().map(|(text, weight, form)| (numbers[text], *weight, *form)).collect()).collect();
    let also = also(&analysed, &numbers);
    Terms { texts, also, of, collection }
}

/// Which words a term finds though they have another stem, so that a reader can be shown them.
fn also(analysed: &[Vec<(&str, f32, u8)>], numbers: &QuickMap<&str, u32>) -> Vec<String> {
    let mut also: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); numbers.len()];
    for found in analysed.iter().filter(|found| found.first().is_some_and(|(.., form)| *form != 0)) {
        for (term, ..) in found.iter().filter(|(.., form)| *form == 0) {
            also[numbers[term] as usize].insert(found[0].0);
        }
    }
    also.into_iter().map(|own| own.into_iter().collect::<Vec<_>>().join(" ")).collect()
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
        let mut pages = QuickMap::default();
        for (word, count) in collection.words.iter().zip(counts).filter(|(word, _)| word.stemmer != Stemmer::English) {
            *pages.entry(word.text.as_str()).or_default() += count;
        }
        Pages(pages)
    }
}

impl Vocabulary for Pages<'_> {
    fn pages(&self, word: &str) -> u32 {
        self.0.get(word).copied().unwrap_or(0)
    }
}

fn analyse<'a>(word: &'a Word, pages: &Pages, related: &'a Related) -> Vec<(&'a str, f32, u8)> {
    let is_name = word.text.contains(' ');
    let stem = if is_name { &word.text } else { word.stemmer.stem(&word.text) };
    let others = related.get(stem).into_iter().flatten().map(|(other, weight)| (other.as_str(), *weight, 0));
    // A name of several words stands for its synonyms only.
    if is_name {
        return others.collect();
    }
    let own = shortened(stem);
    let mut found = vec![(own, 1.0, form(&word.text[stem.len()..]))];
    if word.stemmer != Stemmer::English {
        for (stem, ending) in compound::parts(&word.text, pages) {
            found.push((stem, PART, form(ending)));
            found.extend(LEXICON.equals(&(stem.to_owned() + ending), stem).map(|other| (other, PART * EQUAL, 0)));
        }
        found.extend(LEXICON.equals(&word.text, stem).map(|other| (other, EQUAL, 0)));
        found.extend(LEXICON.forms(stem).iter().map(|form| (*form, FORM, 0)));
    }
    found.extend(others);
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
