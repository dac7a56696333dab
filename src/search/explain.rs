//! Word → how the search sees it, for `varde search --explain WORD`.

use std::collections::{BTreeMap, BTreeSet};

use super::Document;
use super::compound::{self, Cut, Vocabulary};
use super::lexicon::LEXICON;
use super::stem::Stemmer;
use super::words;

/// How the search sees a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// As it was asked.
    pub word: String,
    /// Lower case, accents gone.
    pub folded: String,
    /// What is looked up.
    pub stem: String,
    /// The other stems of an irregular word.
    pub forms: Vec<String>,
    /// What a compound is made of; empty for a simple word.
    pub parts: Vec<Part>,
}

/// A part of a compound.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// As it stands in the compound, without what links it to the next.
    pub text: String,
    /// `s`, `e`, or empty.
    pub link: String,
    /// What is looked up.
    pub stem: String,
}

struct Listed<F>(F);

impl<F: Fn(&str) -> u32> Vocabulary for Listed<F> {
    fn pages(&self, word: &str) -> u32 {
        (self.0)(word)
    }
}

/// On how many pages each folded word stands.
pub fn vocabulary(documents: &[Document]) -> BTreeMap<String, u32> {
    let mut pages = BTreeMap::new();
    for document in documents {
        let texts = document.sections.iter().flat_map(|section| [&section.heading, &section.text]);
        let texts = texts.chain([&document.title, &document.summary]).chain(&document.synonyms);
        let words: BTreeSet<String> = texts.flat_map(|text| words::words(text)).collect();
        for word in words {
            *pages.entry(word).or_default() += 1;
        }
    }
    pages
}

/// Explains a word; `pages` tells on how many pages of the handbook a folded word stands.
pub fn explain(word: &str, lang: &str, pages: impl Fn(&str) -> u32) -> Explanation {
    let folded = words::fold(word);
    let stemmer = Stemmer::of(lang);
    let stem = stemmer.stem(&folded).to_owned();
    let mut parts = Vec::new();
    if stemmer != Stemmer::English {
        take_apart(&folded, "", &Listed(pages), &mut parts);
    }
    let forms = LEXICON.forms(&stem).iter().map(|form| (*form).to_owned()).collect();
    Explanation { word: word.to_owned(), forms, parts: if parts.len() > 1 { parts } else { Vec::new() }, folded, stem }
}

fn take_apart(word: &str, link: &str, vocabulary: &impl Vocabulary, parts: &mut Vec<Part>) {
    match compound::cut(word, vocabulary) {
        Some(Cut { left, link: inner, right, .. }) => {
            take_apart(left, inner, vocabulary, parts);
            take_apart(right, link, vocabulary, parts);
        }
        None => parts.push(Part { text: word.to_owned(), link: link.to_owned(), stem: Stemmer::Nordic.stem(word).to_owned() }),
    }
}
