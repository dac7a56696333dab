//! Compound → its parts: `innovasjonsprosess` → `innovasjon` + `prosess`.
//!
//! A word is cut where both sides are known, from the word lists or from the handbook's own vocabulary.
//! Invariant: cutting is pure; the same word and vocabulary always give the same parts.

use super::collect::Words;
use super::ending::Endings;
use super::lexicon;
use super::sieve::{Lengths, Sieve};
use super::stem::Stemmer;

/// A compound cut in two.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cut<'a> {
    /// The first part without its linking letter.
    pub(crate) left: &'a str,
    /// The letter that links the parts: `s`, `e`, or none.
    pub(crate) link: &'a str,
    /// The rest of the word, with its ending.
    pub(crate) right: &'a str,
    /// How well both sides are known.
    pub(crate) score: f32,
}

/// Cuts words by the word lists and by a handbook's own vocabulary.
pub(crate) struct Splitter<'a> {
    words: &'a Words,
    /// What may stand first in a compound.
    firsts: Sieve,
}

/// How well the ends of one word are known, by their length. Each is asked for by all cuts before it, and by all cuts
/// of longer ends: asked anew every time, a word would take twice as long for each letter.
type Ends = Vec<Option<f32>>;

impl<'a> Splitter<'a> {
    /// Takes in a vocabulary.
    pub(crate) fn new(words: &'a Words) -> Self {
        let own = (0..words.len()).map(|word| words.get(word)).filter(|(_, stemmer)| *stemmer != Stemmer::English).map(|(text, _)| text);
        let mut firsts = Sieve::new(words.len() as usize + lexicon::words().count());
        own.for_each(|text| firsts.add(text.bytes()));
        lexicon::words().for_each(|text| firsts.add(text.bytes()));
        Splitter { words, firsts }
    }

    /// All parts of a folded word, each with its stem; none for a simple word.
    pub(crate) fn parts<'w>(&self, word: &'w str) -> Vec<(&'w str, &'w str)> {
        let mut found = Vec::new();
        self.collect(word, DEEPEST, &mut found);
        found.sort_unstable_by_key(|(part, stem)| (*stem, *part));
        found.dedup();
        found
    }

    fn collect<'w>(&self, word: &'w str, depth: u32, found: &mut Vec<(&'w str, &'w str)>) {
        let Some(Cut { left, right, .. }) = self.cut(word) else {
            return;
        };
        for side in [left, right] {
            let stem = Stemmer::Nordic.stem(side);
            if is_long(stem, 2) {
                found.push((side, stem));
            }
            if depth > 1 {
                self.collect(side, depth - 1, found);
            }
        }
    }

    /// The best cut of a word, if there is a good one.
    pub(crate) fn cut<'w>(&self, word: &'w str) -> Option<Cut<'w>> {
        if word.len() > LONGEST || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        self.cut_end(word, &mut Ends::new())
    }

    fn cut_end<'w>(&self, word: &'w str, ends: &mut Ends) -> Option<Cut<'w>> {
        if !is_long(word, SHORTEST_COMPOUND) {
            return None;
        }
        let firsts = self.firsts.beginnings(word.bytes());
        let bounds = word.char_indices().map(|(index, _)| index).skip(SHORTEST_PART);
        // With or without the letter that links it to the next, the first part must be known.
        let bounds = bounds.filter(|index| firsts.has(*index) || firsts.has(index - 1));
        let cuts = bounds.filter_map(|index| self.cut_at(word, index, firsts, ends));
        let best = cuts.fold(
            None,
            |best: Option<Cut>, next| {
                if best.as_ref().is_some_and(|best| best.score >= next.score) { best } else { Some(next) }
            },
        )?;
        let whole = if lexicon::has_word(word) || lexicon::has_stem(Stemmer::Nordic.stem(word)) { KNOWN_WHOLE } else { 0.0 };
        (best.score > whole).then_some(best)
    }

    fn cut_at<'w>(&self, word: &'w str, index: usize, firsts: Lengths, ends: &mut Ends) -> Option<Cut<'w>> {
        let (first, right) = word.split_at(index);
        if !is_long(right, SHORTEST_PART) {
            return None;
        }
        // The cheaper question first.
        let (left, link, left_known) = self.known_first(first, firsts)?;
        let right_known = self.known_last(right, ends);
        if right_known == 0.0 {
            return None;
        }
        let (left_letters, right_letters) = (first.chars().count(), right.chars().count());
        #[expect(clippy::cast_precision_loss, reason = "letters of one word")]
        let balance = 0.25 * left_letters.min(right_letters).min(6) as f32 + 0.1 * right_letters.min(12) as f32;
        Some(Cut { left, link, right, score: left_known + right_known + balance })
    }

    /// The first part as it is known, its link, and how well it is known.
    fn known_first<'w>(&self, first: &'w str, firsts: Lengths) -> Option<(&'w str, &'w str, f32)> {
        // The cheaper question first.
        let links = ["", "s", "e"].into_iter().filter(|link| firsts.has(first.len() - link.len()));
        let candidates = links.filter_map(|link| {
            let left = first.strip_suffix(link)?;
            if !is_long(left, SHORTEST_PART) || (link == "s" && left.ends_with('s')) {
                return None;
            }
            let known = self.known(lexicon::has_word(left), left);
            (known > 0.0 && !lexicon::is_splinter(left)).then_some((
                left,
                &first[left.len()..],
                known
                    - if (link == "s") == takes_s(left) { 0.0 } else { 0.3 }
                    - if link == "e" { 0.3 } else { 0.0 }
                    - if is_long(left, 4) { 0.0 } else { 0.8 },
            ))
        });
        candidates
            .fold(None, |best: Option<(&str, &str, f32)>, next| if best.is_some_and(|best| best.2 >= next.2) { best } else { Some(next) })
    }

    fn known_last(&self, right: &str, ends: &mut Ends) -> f32 {
        if ends.len() <= right.len() {
            ends.resize(right.len() + 1, None);
        }
        if let Some(known) = ends[right.len()] {
            return known;
        }
        let known = self.known_end(right, ends);
        ends[right.len()] = Some(known);
        known
    }

    fn known_end(&self, right: &str, ends: &mut Ends) -> f32 {
        let stem = Stemmer::Nordic.stem(right);
        if lexicon::is_splinter(right) || lexicon::is_splinter(stem) {
            return 0.0;
        }
        let simple = self.known(is_long(stem, SHORTEST_PART) && lexicon::has_stem(stem), right);
        if simple == 0.0 && is_long(right, SHORTEST_COMPOUND) {
            // The last part of `bedriftshelsetjeneste` is a compound itself.
            return self.cut_end(right, ends).map_or(0.0, |inner| (inner.score / 2.0).min(1.9));
        }
        simple
    }

    fn known(&self, in_lexicon: bool, part: &str) -> f32 {
        let pages = self.words.pages_with(part, Stemmer::Nordic);
        if !in_lexicon && (pages == 0 || !is_long(part, 4)) {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a rough weight")]
        let own = (1.0 + pages as f32).ln();
        (if in_lexicon { 2.5 + own * 0.2 } else { 0.8 + own * 0.5 }).min(3.5)
    }
}

/// Letters.
const SHORTEST_COMPOUND: usize = 6;
const SHORTEST_PART: usize = 3;
/// Bytes. No word of a living language comes near.
const LONGEST: usize = 120;
/// How often a part is cut again.
const DEEPEST: u32 = 3;
/// What a cut must be worth to split a word that the lists hold for simple.
const KNOWN_WHOLE: f32 = 7.4;

/// Whether words like this one are joined to the next with an s.
fn takes_s(left: &str) -> bool {
    static ENDINGS: Endings<7> = Endings::new(["sjon", "het", "hed", "ing", "dom", "skap", "tet"]);
    ENDINGS.before(left).next().is_some()
}

fn is_long(text: &str, letters: usize) -> bool {
    text.chars().nth(letters - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        let nothing = Words::default();
        let parts: Vec<&str> = Splitter::new(&nothing).parts(word).into_iter().map(|(_, stem)| stem).collect();
        assert_eq!(parts.join(" "), expected, "{word}");
    }

    #[test]
    fn compounds_come_apart() {
        check("innovasjonsprosess", "innovasjon proses");
        check("bedriftshelsetjeneste", "bedrift hels helsetjenest tjenest");
        check("barnehagene", "barn hag");
        check("folketrygden", "folk trygd");
        check("avdelingslederne", "avdel led");
    }

    #[test]
    fn a_word_of_very_many_parts_is_read_at_once() {
        let one = "arbeidsmarkedsopplæringssenter";
        let nothing = Words::default();
        let splitter = Splitter::new(&nothing);
        assert_eq!(splitter.parts(&one.repeat(3)).len(), 6);
        assert!(splitter.parts(&one.repeat(1_000)).is_empty());
    }

    #[test]
    fn simple_words_stay_whole() {
        for word in [
            "validering",
            "transformasjon",
            "gjenkjenning",
            "formidling",
            "innovasjon",
            "prosess",
            "tjeneste",
            "muligheten",
            "virksomhet",
            "kommunene",
        ] {
            check(word, "");
        }
    }
}
