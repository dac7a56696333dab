//! Stems of the collection → other stems that stand for the same word, where no list of words says so.
//!
//! Danish and Nynorsk have no list of all their forms here. So the handbook's own words are compared: `kendt` is a form
//! of `kend` if both stand in it. And what the lists know of a word holds for words that end with it: `misforstod`.

use std::hash::BuildHasherDefault;

use rayon::prelude::*;

use super::collect::Words;
use super::hash::{QuickMap, QuickSet};
use super::lexicon;
use super::sieve::Sieve;
use super::stem::Stemmer;
use super::words;

/// Stem → other stems that find it, and why.
pub(crate) type Related = QuickMap<String, Vec<(String, Kinship)>>;

/// Why one stem finds another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kinship {
    /// Both are forms of a word.
    Form,
    /// Both mean the same in the handbook's glossary.
    Synonym,
}

impl Kinship {
    /// How much a word says about the other.
    pub(crate) fn weight(self) -> f32 {
        match self {
            Kinship::Form => 0.8,
            Kinship::Synonym => 0.4,
        }
    }
}

/// Compares the stems of all words, and takes in the handbook's synonyms.
pub(crate) fn related(words: &Words, synonyms: &[Vec<String>]) -> Related {
    let mut related = Related::default();
    for stemmer in [Stemmer::Danish, Stemmer::Nynorsk] {
        let (stems, known) = stems_of(words, |own| own == stemmer);
        for stem in stems {
            for shorter in bases(stem, stemmer).filter(|shorter| known.contains(shorter)) {
                add(&mut related, stem, shorter, Kinship::Form);
                add(&mut related, shorter, stem, Kinship::Form);
            }
        }
    }
    let (stems, known) = stems_of(words, |own| own != Stemmer::English);
    let irregular = irregular_ends();
    let found: Vec<(&str, String)> =
        stems.par_iter().flat_map_iter(|stem| of_last_part(stem, &known, &irregular).map(|other| (*stem, other))).collect();
    for (stem, other) in found {
        add(&mut related, stem, &other, Kinship::Form);
    }
    groups(synonyms, &mut related);
    related
}

/// Each stem once; and as a set.
fn stems_of(words: &Words, wanted: impl Fn(Stemmer) -> bool) -> (Vec<&str>, QuickSet<&str>) {
    let mut stems: Vec<&str> = (0..words.len()).filter(|word| wanted(words.get(*word).1)).map(|word| words.stem(word)).collect();
    let mut known = QuickSet::with_capacity_and_hasher(stems.len(), BuildHasherDefault::default());
    stems.retain(|stem| known.insert(*stem));
    (stems, known)
}

fn add(related: &mut Related, stem: &str, other: &str, kinship: Kinship) {
    related.entry(stem.to_owned()).or_default().push((other.to_owned(), kinship));
}

/// Shorter stems that this one may be a form of.
fn bases(stem: &str, stemmer: Stemmer) -> impl Iterator<Item = &str> {
    let (endings, doubled): (&[&str], bool) = match stemmer {
        Stemmer::Danish => (&["t", "d"], true),
        _ => (&["t", "d", "ast", "ar", "j", "jast", "st"], false),
    };
    let inflected = endings.iter().filter_map(|ending| stem.strip_suffix(ending));
    let mut letters = stem.chars().rev();
    let last = letters.next();
    // `spillet` is a form of `spil`, which doubles no letter at the end of a word.
    let single = (doubled && last.is_some() && last == letters.next()).then(|| &stem[..stem.len() - last.map_or(0, char::len_utf8)]);
    // `sport` is a word of its own, and no form of `spor`.
    let is_own = lexicon::has_stem(stem) && !lexicon::is_irregular(stem);
    inflected.filter(move |_| !is_own).chain(single).filter(|base| base.chars().nth(2).is_some())
}

/// Before a verb, which is inflected as it is without.
const PREFIXES: &[&str] = &[
    "af", "an", "av", "be", "bort", "etter", "for", "fore", "fra", "fram", "frem", "ned", "gjen", "gen", "heim", "hen", "hjem", "inn",
    "ind", "med", "mis", "mot", "mod", "om", "opp", "op", "over", "på", "sam", "til", "under", "unna", "ut", "ud", "ved",
];

/// Which ends of a word may be stems of words with irregular forms: asked letter by letter from the end.
fn irregular_ends() -> Sieve {
    let mut ends = Sieve::new(lexicon::irregular().count());
    lexicon::irregular().for_each(|stem| ends.add(stem.bytes().rev()));
    ends
}

/// The forms of a word's last part, after its first: `videnskabsmænd` for `videnskabsmand`.
fn of_last_part(stem: &str, stems: &QuickSet<&str>, irregular: &Sieve) -> impl Iterator<Item = String> {
    let lasts = irregular.beginnings(stem.bytes().rev());
    let bounds = stem.char_indices().map(|(index, _)| index).skip(2).filter(|index| lasts.has(stem.len() - index));
    let mut cuts = bounds.map(|index| stem.split_at(index));
    let cut = cuts.find(|(first, last)| lexicon::is_irregular(last) && is_first_part(first));
    let forms = cut.filter(|_| !lexicon::is_irregular(stem)).into_iter();
    let forms = forms.flat_map(|(first, last)| lexicon::forms(last).map(move |form| (form, format!("{first}{form}"))));
    // Readers ask by what dictionaries list; of other forms it is enough to know those that somebody writes.
    forms.filter(|(form, other)| lexicon::is_listed(form) || stems.contains(other.as_str())).map(|(_, other)| other)
}

fn is_first_part(first: &str) -> bool {
    PREFIXES.contains(&first)
        || first.chars().nth(2).is_some() && !lexicon::is_splinter(first) && lexicon::has_word(first)
        || first.strip_suffix('s').is_some_and(|first| first.chars().nth(3).is_some() && lexicon::has_word(first))
}

/// The handbook's synonyms. A name of several words is put in the place of one; the reverse is [`super::phrase`].
fn groups(synonyms: &[Vec<String>], related: &mut Related) {
    for group in synonyms {
        let members: Vec<Vec<String>> = group.iter().map(|member| stems(member)).collect();
        for (index, member) in members.iter().enumerate() {
            let others = members.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, words)| words);
            // What is in the name itself stands on the page already.
            for other in others.filter(|other| !member.contains(other)) {
                add(related, &member.join(" "), other, Kinship::Synonym);
            }
        }
    }
}

/// The stems of a name's words.
pub(crate) fn stems(name: &str) -> Vec<String> {
    words::words(name).iter().map(|word| Stemmer::Nordic.stem(word).to_owned()).collect()
}
