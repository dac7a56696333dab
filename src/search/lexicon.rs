//! The word lists in the binary: simple words that occur in compounds, irregular forms, and what Bokmål, Nynorsk and
//! Danish each say for a word.
//!
//! `lexicon/NOTICE` says which of them `lexicon/make.mjs` makes from what, under which licences, and which are our own.

use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::bytes::{QuickHasher, QuickMap};
use super::stem::Stemmer;

type QuickSet = std::collections::HashSet<&'static str, BuildHasherDefault<QuickHasher>>;

/// What the lists say, ready to be asked.
pub(crate) struct Lexicon {
    /// Simple words, as they stand first in a compound.
    words: QuickSet,
    /// The stems of simple words, as they end a compound.
    stems: QuickSet,
    /// Look like parts and are none.
    never: QuickSet,
    /// Stem → the other stems of the same word.
    irregular: QuickMap<&'static str, Vec<&'static str>>,
    /// Stems by which dictionaries list irregular words.
    listed: QuickSet,
    /// Stem → words with it, each with the stems of what another Nordic language says for it.
    equal: QuickMap<&'static str, Vec<(&'static str, Vec<&'static str>)>>,
}

/// The lists, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);

const BOKMAL: &str = include_str!("lexicon/parts.nb.txt");
const NYNORSK: &str = include_str!("lexicon/parts.nn.txt");
const DANISH: &str = include_str!("lexicon/parts.da.txt");
const NEVER: &str = include_str!("lexicon/never.txt");
const IRREGULAR: [&str; 3] =
    [include_str!("lexicon/irregular.nb.txt"), include_str!("lexicon/irregular.nn.txt"), include_str!("lexicon/irregular.da.txt")];
const EQUAL: &str = include_str!("lexicon/equal.txt");

impl Lexicon {
    /// Whether a simple word is known in just this form.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a simple word with this stem is known.
    pub(crate) fn has_stem(&self, stem: &str) -> bool {
        self.stems.contains(stem)
    }

    /// Whether this is an ending, a prefix or a splinter, and no part of a compound.
    pub(crate) fn is_splinter(&self, part: &str) -> bool {
        self.never.contains(part)
    }

    /// The other stems of a word with irregular forms: `bøk` for `bok`.
    pub(crate) fn forms(&self, stem: &str) -> &[&'static str] {
        self.irregular.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether dictionaries list an irregular word under this stem: `forstå`, and not `forstod`.
    pub(crate) fn is_listed(&self, stem: &str) -> bool {
        self.listed.contains(stem)
    }

    /// Stems of what Bokmål, Nynorsk and Danish each say for a word: `verksemd` for `virksomhetene`.
    pub(crate) fn equals(&self, word: &str, stem: &str) -> impl Iterator<Item = &'static str> {
        let same = self.equal.get(stem).into_iter().flatten();
        // `leie` has the stem of `leiing`, and means something else.
        same.filter(move |(listed, _)| word.starts_with(listed.strip_suffix('e').unwrap_or(listed))).flat_map(|(_, others)| others).copied()
    }
}

fn read() -> Lexicon {
    let words: QuickSet = [BOKMAL, NYNORSK, DANISH].into_iter().flat_map(str::split_ascii_whitespace).collect();
    let mut stems: QuickSet = words.iter().map(|word| Stemmer::Nordic.stem(word)).collect();
    let (mut irregular, mut listed): (QuickMap<_, Vec<_>>, QuickSet) = Default::default();
    for line in IRREGULAR.iter().flat_map(|text| text.lines()) {
        let mut group: Vec<_> = line.split(' ').map(|form| Stemmer::Nordic.stem(form)).collect();
        group.dedup();
        stems.extend(&group);
        listed.extend(group.first());
        for (index, stem) in group.iter().enumerate() {
            let others = group.iter().enumerate().filter(|(other, form)| *other != index && form != &stem).map(|(_, form)| *form);
            irregular.entry(*stem).or_default().extend(others);
        }
    }
    Lexicon { words, stems, never: NEVER.split_ascii_whitespace().collect(), irregular, listed, equal: equal() }
}

fn equal() -> QuickMap<&'static str, Vec<(&'static str, Vec<&'static str>)>> {
    let mut equal: QuickMap<_, Vec<_>> = QuickMap::default();
    for line in EQUAL.lines() {
        for word in line.split(' ') {
            let others = line.split(' ').filter(|other| *other != word).map(|other| Stemmer::Nordic.stem(other)).collect();
            equal.entry(Stemmer::Nordic.stem(word)).or_default().push((word, others));
        }
    }
    equal
}
