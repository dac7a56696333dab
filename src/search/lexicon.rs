//! The word lists in the binary: simple words that occur in compounds, irregular forms, and what Bokmål, Nynorsk and
//! Danish each say for a word.
//!
//! `lexicon/NOTICE` says which of them `lexicon/make.mjs` makes from what, under which licences, and which are our own.

use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::hash::{QuickMap, QuickSet};
use super::sieve::{Lengths, Sieve};
use super::stem::Stemmer;

/// What the lists say, ready to be asked.
pub(crate) struct Lexicon {
    /// Simple words, as they stand first in a compound.
    words: QuickSet<&'static str>,
    /// The stems of simple words, as they end a compound.
    stems: QuickSet<&'static str>,
    /// Look like parts and are none.
    never: QuickSet<&'static str>,
    /// Stem → the other stems of the same word.
    irregular: QuickMap<&'static str, Vec<&'static str>>,
    /// Its stems, by their last letters.
    irregular_ends: Sieve,
    /// Stems by which dictionaries list irregular words.
    listed: QuickSet<&'static str>,
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
    /// All simple words, in no order.
    pub(crate) fn words(&self) -> impl ExactSizeIterator<Item = &'static str> {
        self.words.iter().copied()
    }

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

    /// Which ends of a word may be stems with others.
    pub(crate) fn irregular_ends(&self, word: &str) -> Lengths {
        self.irregular_ends.beginnings(word.bytes().rev())
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
    let room = BOKMAL.len() / SHORTEST;
    let mut words = QuickSet::with_capacity_and_hasher(room, BuildHasherDefault::default());
    let mut stems = QuickSet::with_capacity_and_hasher(room, BuildHasherDefault::default());
    for word in [BOKMAL, NYNORSK, DANISH].into_iter().flat_map(str::split_ascii_whitespace) {
        words.insert(word);
        stems.insert(Stemmer::Nordic.stem(word));
    }
    let (mut irregular, mut listed): (QuickMap<_, Vec<_>>, QuickSet<_>) = Default::default();
    let mut irregular_ends = Sieve::new(IRREGULAR.iter().map(|text| text.len() / SHORTEST).sum());
    for line in IRREGULAR.iter().flat_map(|text| text.lines()) {
        let mut group: Vec<_> = line.split(' ').map(|form| Stemmer::Nordic.stem(form)).collect();
        group.dedup();
        stems.extend(&group);
        listed.extend(group.first());
        for (index, stem) in group.iter().enumerate() {
            let others = group.iter().enumerate().filter(|(other, form)| *other != index && form != &stem).map(|(_, form)| *form);
            irregular_ends.add(stem.bytes().rev());
            irregular.entry(*stem).or_default().extend(others);
        }
    }
    Lexicon { words, stems, never: NEVER.split_ascii_whitespace().collect(), irregular, irregular_ends, listed, equal: equal() }
}

/// Bytes of a word, with what stands after it: hardly any has fewer.
const SHORTEST: usize = 6;

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
