//! Words → terms: what a word is found by, and how well.

use rayon::prelude::*;

use super::collect::{Words, size};
use super::compound::Splitter;
use super::hash::{first, order};
use super::lexicon;
use super::relate::Related;
use super::stem::Stemmer;
use super::table::{Table, hash};
use super::texts::Texts;

/// All terms of an index, and what they have to do with the words of the collection.
#[derive(Debug)]
pub(crate) struct Terms<'a> {
    /// Sorted as browsers compare texts.
    pub(crate) texts: Vec<&'a str>,
    /// The terms of all words, one word after the other.
    of: Vec<Share>,
    /// Where those of each word end.
    ends: Vec<u32>,
}

/// One term of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    /// Its number.
    pub(crate) term: u32,
    /// How much of it the word is.
    pub(crate) weight: f32,
    /// In which form.
    pub(crate) form: u8,
}

impl Terms<'_> {
    /// The terms of a word.
    pub(crate) fn of(&self, word: u32) -> &[Share] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.of[start as usize..self.ends[word as usize] as usize]
    }
}

/// How much a compound says about its parts.
const PART: f32 = 0.55;
/// How much an irregular form says about the others.
const FORM: f32 = 0.8;
/// How much a word says about what another Nordic language says for it.
const EQUAL: f32 = 0.5;
/// Letters, in units of UTF-16; a longer term is a mistake or a number and is cut, in the client too.
const LONGEST: usize = 60;

/// Finds the terms of all words.
pub(crate) fn terms<'a>(words: &'a Words, splitter: &Splitter, related: &'a Related) -> Terms<'a> {
    let analyse = |mut all: Analysed<'a>, word| {
        all.add(word, words, splitter, related);
        all
    };
    let analysed: Vec<Analysed> = (0..words.len()).into_par_iter().fold(Analysed::default, analyse).collect();
    let (mut numbers, mut texts): (Table, Vec<&str>) = Default::default();
    let (mut of, mut ends) = (Vec::new(), Vec::with_capacity(words.len() as usize));
    for Analysed { found, ends: own } in analysed {
        ends.extend(own.into_iter().map(|end| size(of.len()) + end));
        of.extend(found.into_iter().map(|Found { text, hash, weight, form }| {
            let next = size(texts.len());
            let term = numbers.get_or_insert(hash, next, |number| texts[number as usize] == text).unwrap_or_else(|| {
                texts.push(text);
                next
            });
            Share { term, weight, form }
        }));
    }
    // From the order in which they were met to the alphabetical one.
    let mut sorted: Vec<(u64, &str, u32)> = texts.iter().zip(0..).map(|(text, term)| (first(text), *text, term)).collect();
    sorted.par_sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| order(one.1, other.1)));
    let mut places = vec![0; texts.len()];
    for (place, (.., term)) in (0..).zip(&sorted) {
        places[*term as usize] = place;
    }
    of.par_iter_mut().for_each(|share| share.term = places[share.term as usize]);
    Terms { texts: sorted.into_iter().map(|(_, text, _)| text).collect(), of, ends }
}

/// For each term the stems of other words that it finds, as `virksom` finds `verksemd`, with blanks between: so that a
/// reader can be shown them.
pub(crate) fn also(terms: &Terms, words: &Words) -> Texts {
    let mut pairs = Vec::new();
    for (word, own) in (0..size(terms.ends.len())).map(|word| (word, terms.of(word))) {
        // What stands in no form of its own is found through another word, which comes first.
        if let Some(Share { term: first, .. }) = own.first().filter(|first| first.form != 0) {
            pairs.extend(own.iter().filter(|share| share.form == 0).map(|share| (share.term, *first)));
        } else {
            // A name of several words, of which the longer ones can be shown.
            let stems = words.get(word).0.split(' ').filter(|stem| stem.chars().nth(3).is_some());
            let stems = stems.filter_map(|stem| terms.texts.binary_search_by(|text| order(text, stem)).ok());
            pairs.extend(stems.flat_map(|stem| own.iter().map(move |share| (share.term, size(stem)))));
        }
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    let (mut also, mut pairs) = (Texts::default(), pairs.into_iter().peekable());
    for term in 0..size(terms.texts.len()) {
        let stems = std::iter::from_fn(|| pairs.next_if(|(own, _)| *own == term)).map(|(_, stem)| terms.texts[stem as usize]);
        also.add_joined(stems);
    }
    also
}

/// What some words are found by.
#[derive(Default)]
struct Analysed<'a> {
    found: Vec<Found<'a>>,
    /// Where that of each word ends.
    ends: Vec<u32>,
}

/// One term of a word, before it has a number.
struct Found<'a> {
    text: &'a str,
    hash: u32,
    weight: f32,
    form: u8,
}

impl<'a> Analysed<'a> {
    fn add(&mut self, word: u32, words: &'a Words, splitter: &Splitter, related: &'a Related) {
        let (text, stemmer) = words.get(word);
        let stem = words.stem(word);
        let own = shortened(stem);
        let mut others = Vec::new();
        // A name of several words stands for its synonyms only.
        let is_name = text.contains(' ');
        if !is_name {
            self.put((own, 1.0, form(&text[own.len()..])));
            if stemmer != Stemmer::English {
                for (part, stem) in splitter.parts(text) {
                    others.push((stem, PART, form(&part[stem.len()..])));
                    others.extend(lexicon::equals(part, stem).map(|other| (other, PART * EQUAL, 0)));
                }
                others.extend(lexicon::equals(text, stem).map(|other| (other, EQUAL, 0)));
                others.extend(lexicon::forms(stem).map(|form| (form, FORM, 0)));
            }
        }
        others.extend(related.get(stem).into_iter().flatten().map(|(other, kinship)| (other.as_str(), kinship.weight(), 0)));
        if !is_name {
            // Each term once, with its best weight, the word's own stem first.
            others.sort_by(|one, other| one.0.cmp(other.0).then(other.1.total_cmp(&one.1)));
            others.dedup_by(|next, before| next.0 == before.0);
            others.retain(|(text, ..)| *text != own);
        }
        for other in others {
            self.put(other);
        }
        self.ends.push(size(self.found.len()));
    }

    fn put(&mut self, (text, weight, form): (&'a str, f32, u8)) {
        self.found.push(Found { text, hash: hash(text), weight, form });
    }
}

/// A number for an ending, as a bit; the client reckons it in the same way.
fn form(ending: &str) -> u8 {
    let number = ending.chars().fold(0, |sum: u64, letter| (sum * 6 + u64::from(letter)) % 13_000_000);
    1 << (number % 13 % 8)
}

/// What is looked up of a stem: all of it, as a rule.
pub(crate) fn shortened(stem: &str) -> &str {
    if stem.len() <= LONGEST {
        return stem;
    }
    let mut units = 0;
    let end = stem.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    end.map_or(stem, |(end, _)| &stem[..end])
}
