//! Compound → its parts: `innovasjonsprosess` → `innovasjon` + `prosess`.
//!
//! A word is cut where both sides are known, from the word lists or from the handbook's own vocabulary.
//! Invariant: cutting is pure; the same word and vocabulary always give the same parts.

use super::lexicon::LEXICON;
use super::stem::Stemmer;

/// What the handbook itself says about a word: how many pages it stands on.
pub(crate) trait Vocabulary {
    /// Pages with just this word; 0 if there are none.
    fn pages(&self, word: &str) -> u32;
}

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

/// All parts of a folded word, each as stem and ending; empty for a simple word.
pub(crate) fn parts<'a>(word: &'a str, vocabulary: &impl Vocabulary) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    collect(word, vocabulary, DEEPEST, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// The best cut of a word, if there is a good one.
pub(crate) fn cut<'a>(word: &'a str, vocabulary: &impl Vocabulary) -> Option<Cut<'a>> {
    if word.len() > LONGEST || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    cut_end(word, vocabulary, &mut vec![None; word.len() + 1])
}

/// How well the ends of one word are known, by their length. Each is asked for by all cuts before it, and by all cuts
/// of longer ends: asked anew every time, a word would take twice as long for each letter.
type Ends = Vec<Option<f32>>;

fn cut_end<'a>(word: &'a str, vocabulary: &impl Vocabulary, ends: &mut Ends) -> Option<Cut<'a>> {
    if !is_long(word, SHORTEST_COMPOUND) {
        return None;
    }
    let bounds = word.char_indices().map(|(index, _)| index).skip(SHORTEST_PART);
    let cuts = bounds.filter_map(|index| cut_at(word, index, vocabulary, ends));
    let best = cuts.fold(
        None,
        |best: Option<Cut>, next| {
            if best.as_ref().is_some_and(|best| best.score >= next.score) { best } else { Some(next) }
        },
    )?;
    let whole = if LEXICON.has_word(word) || LEXICON.has_stem(Stemmer::Nordic.stem(word)) { KNOWN_WHOLE } else { 0.0 };
    (best.score > whole).then_some(best)
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

fn collect<'a>(word: &'a str, vocabulary: &impl Vocabulary, depth: u32, found: &mut Vec<(&'a str, &'a str)>) {
    let Some(Cut { left, right, .. }) = cut(word, vocabulary) else {
        return;
    };
    for side in [left, right] {
        let stem = Stemmer::Nordic.stem(side);
        if is_long(stem, 2) {
            found.push(side.split_at(stem.len()));
        }
        if depth > 1 {
            collect(side, vocabulary, depth - 1, found);
        }
    }
}

fn cut_at<'a>(word: &'a str, index: usize, vocabulary: &impl Vocabulary, ends: &mut Ends) -> Option<Cut<'a>> {
    let (first, right) = word.split_at(index);
    if !is_long(right, SHORTEST_PART) || LEXICON.is_splinter(right) {
        return None;
    }
    // The cheaper question first.
    let (left, link, left_known) = known_first(first, vocabulary)?;
    let right_known = match ends[right.len()] {
        Some(known) => known,
        None => known_last(right, vocabulary, ends),
    };
    ends[right.len()] = Some(right_known);
    if right_known == 0.0 {
        return None;
    }
    let (left_letters, right_letters) = (first.chars().count(), right.chars().count());
    #[expect(clippy::cast_precision_loss, reason = "letters of one word")]
    let balance = 0.25 * left_letters.min(right_letters).min(6) as f32 + 0.1 * right_letters.min(12) as f32;
    Some(Cut { left, link, right, score: left_known + right_known + balance })
}

/// The first part as it is known, its link, and how well it is known.
fn known_first<'a>(first: &'a str, vocabulary: &impl Vocabulary) -> Option<(&'a str, &'a str, f32)> {
    let candidates = ["", "s", "e"].into_iter().filter_map(|link| {
        let left = first.strip_suffix(link)?;
        if !is_long(left, SHORTEST_PART) || LEXICON.is_splinter(left) || (link == "s" && left.ends_with('s')) {
            return None;
        }
        let known = known(LEXICON.has_word(left), left, vocabulary);
        (known > 0.0).then_some((
            left,
            &first[left.len()..],
            known
                - if (link == "s") == takes_s(left) { 0.0 } else { 0.3 }
                - if link == "e" { 0.3 } else { 0.0 }
                - if is_long(left, 4) { 0.0 } else { 0.8 },
        ))
    });
    candidates.fold(None, |best: Option<(&str, &str, f32)>, next| if best.is_some_and(|best| best.2 >= next.2) { best } else { Some(next) })
}

/// Whether words like this one are joined to the next with an s.
fn takes_s(left: &str) -> bool {
    ["sjon", "het", "hed", "ing", "dom", "skap", "tet"].iter().any(|end| left.ends_with(end))
}

fn known_last(right: &str, vocabulary: &impl Vocabulary, ends: &mut Ends) -> f32 {
    let stem = Stemmer::Nordic.stem(right);
    if LEXICON.is_splinter(stem) {
        return 0.0;
    }
    let simple = known(is_long(stem, SHORTEST_PART) && LEXICON.has_stem(stem), right, vocabulary);
    if simple == 0.0 && is_long(right, SHORTEST_COMPOUND) {
        // The last part of `bedriftshelsetjeneste` is a compound itself.
        return cut_end(right, vocabulary, ends).map_or(0.0, |inner| (inner.score / 2.0).min(1.9));
    }
    simple
}

fn known(in_lexicon: bool, part: &str, vocabulary: &impl Vocabulary) -> f32 {
    let pages = vocabulary.pages(part);
    if !in_lexicon && (pages == 0 || !is_long(part, 4)) {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a rough weight")]
    let own = (1.0 + pages as f32).ln();
    (if in_lexicon { 2.5 + own * 0.2 } else { 0.8 + own * 0.5 }).min(3.5)
}

fn is_long(text: &str, letters: usize) -> bool {
    text.chars().nth(letters - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nothing;

    impl Vocabulary for Nothing {
        fn pages(&self, _: &str) -> u32 {
            0
        }
    }

    fn check(word: &str, expected: &str) {
        let parts: Vec<&str> = parts(word, &Nothing).into_iter().map(|(stem, _)| stem).collect();
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
        assert_eq!(parts(&one.repeat(3), &Nothing).len(), 6);
        assert!(parts(&one.repeat(1_000), &Nothing).is_empty());
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
