//! The word lists in the binary: simple words that occur in compounds, and irregular forms.
//!
//! They are made by `lexicon/make.mjs`; `lexicon/NOTICE` says from what, and under which licences.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::stem::Stemmer;

/// What the lists say, ready to be asked.
pub(crate) struct Lexicon {
    /// Simple words, as they stand first in a compound.
    words: HashSet<&'static str>,
    /// The stems of simple words, as they end a compound.
    stems: HashSet<&'static str>,
    /// Look like parts and are none.
    never: HashSet<&'static str>,
    /// Stem → the other stems of the same word.
    irregular: HashMap<&'static str, Vec<&'static str>>,
}

/// The lists, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);

const BOKMAL: &str = include_str!("lexicon/parts.nb.txt");
const DANISH: &str = include_str!("lexicon/parts.da.txt");
const NEVER: &str = include_str!("lexicon/never.txt");
const IRREGULAR: &str = include_str!("lexicon/irregular.nb.txt");

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
}

fn read() -> Lexicon {
    let words: HashSet<_> = BOKMAL.split_ascii_whitespace().chain(DANISH.split_ascii_whitespace()).collect();
    let mut stems: HashSet<_> =
        BOKMAL.split_ascii_whitespace().chain(DANISH.split_ascii_whitespace()).map(|word| Stemmer::Nordic.stem(word)).collect();
    let mut irregular: HashMap<_, Vec<_>> = HashMap::new();
    for line in IRREGULAR.lines() {
        let mut group: Vec<_> = line.split(' ').map(|form| Stemmer::Nordic.stem(form)).collect();
        group.dedup();
        stems.extend(&group);
        for (index, stem) in group.iter().enumerate() {
            let others = group.iter().enumerate().filter(|(other, form)| *other != index && form != &stem).map(|(_, form)| *form);
            irregular.entry(*stem).or_default().extend(others);
        }
    }
    Lexicon { words, stems, never: NEVER.split_ascii_whitespace().collect(), irregular }
}
