//! The word lists in the binary: simple words that occur in compounds, irregular forms, and what Bokmål, Nynorsk and
//! Danish each say for a word.
//!
//! `lexicon/NOTICE` says which of them `lexicon/make.mjs` makes from what, under which licences, and which are our own;
//! `wordlists.rs` reads them when Varde is compiled.

use super::frozen::Frozen;

/// A map that `build.rs` has laid out.
macro_rules! frozen {
    ($name:literal) => {
        Frozen::new(
            include_bytes!(concat!(env!("OUT_DIR"), "/lists/", $name, ".places")),
            include_str!(concat!(env!("OUT_DIR"), "/lists/", $name, ".txt")),
        )
    };
}

/// As they stand first in a compound.
static WORDS: Frozen = frozen!("words");
/// The stems of simple words, as they end a compound.
static STEMS: Frozen = frozen!("stems");
static NEVER: Frozen = frozen!("never");
static IRREGULAR: Frozen = frozen!("irregular");
static LISTED: Frozen = frozen!("listed");
static EQUAL: Frozen = frozen!("equal");

/// All simple words, in no order.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.keys()
}

/// Whether a simple word is known in just this form.
pub(crate) fn has_word(word: &str) -> bool {
    WORDS.has(word)
}

/// Whether a simple word with this stem is known.
pub(crate) fn has_stem(stem: &str) -> bool {
    STEMS.has(stem)
}

/// Whether this is an ending, a prefix or a splinter, and no part of a compound.
pub(crate) fn is_splinter(part: &str) -> bool {
    NEVER.has(part)
}

/// Stems of words with irregular forms, in no order.
pub(crate) fn irregular() -> impl Iterator<Item = &'static str> {
    IRREGULAR.keys()
}

/// Whether a stem has others.
pub(crate) fn is_irregular(stem: &str) -> bool {
    IRREGULAR.has(stem)
}

/// The other stems of a word with irregular forms: `bøk` for `bok`.
pub(crate) fn forms(stem: &str) -> impl Iterator<Item = &'static str> {
    IRREGULAR.get(stem).into_iter().flat_map(|forms| forms.split(' '))
}

/// Whether dictionaries list an irregular word under this stem: `forstå`, and not `forstod`.
pub(crate) fn is_listed(stem: &str) -> bool {
    LISTED.has(stem)
}

/// Stems of what Bokmål, Nynorsk and Danish each say for a word: `verksemd` for `virksomhetene`.
pub(crate) fn equals(word: &str, stem: &str) -> impl Iterator<Item = &'static str> {
    let same = EQUAL.get(stem).into_iter().flat_map(|all| all.split(';')).filter_map(|said| said.split_once(' '));
    // `leie` has the stem of `leiing`, and means something else.
    same.filter(move |(listed, _)| word.starts_with(listed.strip_suffix('e').unwrap_or(listed))).flat_map(|(_, others)| others.split(' '))
}
