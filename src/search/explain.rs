//! Word → how the search sees it, for `varde search --explain WORD`.

use std::collections::BTreeSet;

use super::Document;
use super::collect::{Words, collect};
use super::compound::{Cut, Splitter};
use super::lexicon;
use super::passage::passages;
use super::relate::{Kinship, Related, related};
use super::stem::Stemmer;
use super::words;

/// How the search sees a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// As it was asked.
    pub word: String,
    /// Lower case, accents gone.
    pub folded: String,
    /// On how many pages it stands in just this form.
    pub pages: u32,
    /// What is looked up.
    pub stem: String,
    /// The other stems of an irregular word.
    pub forms: Vec<String>,
    /// Stems of what other Nordic languages say for it.
    pub equals: Vec<String>,
    /// Stems of what means the same in the handbook's glossary.
    pub synonyms: Vec<String>,
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
    /// On how many pages it stands by itself in just this form.
    pub pages: u32,
}

/// What a handbook says about words, as the index of the same texts has it.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Words,
    related: Related,
}

/// Reads the words of a handbook; `synonyms` are groups of words that mean the same.
pub fn vocabulary(documents: &[Document], synonyms: &[Vec<String>]) -> Vocabulary {
    let words = collect(documents, &passages(documents)).words;
    Vocabulary { related: related(&words, synonyms), words }
}

/// Explains a word of this language.
pub fn explain(word: &str, lang: &str, vocabulary: &Vocabulary) -> Explanation {
    let (folded, stemmer) = (words::fold(word), Stemmer::of(lang));
    let stem = stemmer.stem(&folded);
    let all = vocabulary.related.get(stem).map(Vec::as_slice).unwrap_or_default();
    let related = |kinship| all.iter().filter(move |(_, own)| *own == kinship).map(|(other, _)| other.as_str());
    let mut found = Explanation {
        word: word.to_owned(),
        pages: vocabulary.words.pages_with(&folded, stemmer),
        stem: stem.to_owned(),
        synonyms: owned(related(Kinship::Synonym)),
        forms: Vec::new(),
        equals: Vec::new(),
        parts: Vec::new(),
        folded: folded.clone(),
    };
    if stemmer != Stemmer::English {
        found.forms = [owned(lexicon::forms(stem)), owned(related(Kinship::Form))].concat();
        found.equals = owned(lexicon::equals(&folded, stem));
        take_apart(&folded, "", &vocabulary.words, &Splitter::new(&vocabulary.words), &mut found.parts);
        if found.parts.len() == 1 {
            found.parts.clear();
        }
    }
    found
}

/// Each stem once.
fn owned<'a>(stems: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut known = BTreeSet::new();
    stems.filter(|stem| known.insert(*stem)).map(str::to_owned).collect()
}

fn take_apart(word: &str, link: &str, words: &Words, splitter: &Splitter, parts: &mut Vec<Part>) {
    match splitter.cut(word) {
        Some(Cut { left, link: inner, right, .. }) => {
            take_apart(left, inner, words, splitter, parts);
            take_apart(right, link, words, splitter, parts);
        }
        None => parts.push(Part {
            text: word.to_owned(),
            link: link.to_owned(),
            stem: Stemmer::Nordic.stem(word).to_owned(),
            pages: words.pages_with(word, Stemmer::Nordic),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vocabulary {
        let page = |lang: &'static str, title: &'static str, text: &'static str| Document {
            lang,
            title,
            sections: vec![crate::search::DocumentSection { text: text.into(), ..Default::default() }],
            ..Default::default()
        };
        let pages = [
            page("nb", "Gjettord", "Et gjettord med e-post. Gjettord!"),
            page("nn", "Anna", "Eit gjettord om virksomhet"),
            page("en", "Words", "No gjettord, but virksomhet."),
        ];
        vocabulary(&pages, &[vec!["gjettord".into(), "slumpeord".into(), "ord på slump".into()]])
    }

    #[test]
    fn words_are_counted_as_the_index_counts_them() {
        let pages = |word, lang| explain(word, lang, &known()).pages;
        assert_eq!((pages("Gjettord", "nb"), pages("gjettord", "en")), (2, 1));
        assert_eq!((pages("epost", "nb"), pages("words", "nb"), pages("words", "en")), (1, 0, 1));
    }

    #[test]
    fn everything_that_a_word_is_found_by_is_told() {
        let found = explain("virksomheten", "nb", &known());
        assert_eq!((found.stem.as_str(), found.pages), ("virksomhet", 0));
        assert!(found.equals.contains(&"verksemd".to_owned()), "{:?}", found.equals);
        assert_eq!(explain("gjettordet", "nb", &known()).synonyms, ["slumpeord", "ord", "på", "slump"]);
        assert_eq!(explain("bøker", "nb", &known()).forms, ["bok"]);
    }

    #[test]
    fn each_stem_is_told_once() {
        let known = vocabulary(&[], &[vec!["gjettord".into(), "ord for ord".into()]]);
        assert_eq!(explain("gjettord", "nb", &known).synonyms, ["ord", "for"]);
    }

    #[test]
    fn parts_are_counted_by_themselves() {
        let parts = explain("gjettordsvirksomheten", "nb", &known()).parts;
        let told: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.link.as_str(), part.stem.as_str(), part.pages)).collect();
        assert_eq!(told, [("gjettord", "s", "gjettord", 2), ("virksomheten", "", "virksomhet", 0)]);
        assert_eq!(explain("virksomheten", "en", &known()).parts, []);
    }
}
