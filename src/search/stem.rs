//! Folded word → stem, lightly: the endings of inflection go, and little more.
//!
//! Invariant: a stem is always the beginning of its word (so a hit never vanishes while one types on), and
//! `themes/default/search/words.js` gives the same stems; `tests/search/words.json` holds both to it.

use super::ending::Endings;

/// How the words of a language are stemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Stemmer {
    /// Bokmål, and every language without a stemmer of its own.
    Nordic,
    /// The same; but no list knows the forms of all words, so the handbook's own are compared.
    Nynorsk,
    /// As for Nynorsk.
    Danish,
    /// English.
    English,
}

impl Stemmer {
    /// The stemmer of a language tag: `nb`, `en-GB`.
    pub(crate) fn of(lang: &str) -> Self {
        match lang.split('-').next() {
            Some("en") => Stemmer::English,
            Some("nn") => Stemmer::Nynorsk,
            Some("da") => Stemmer::Danish,
            _ => Stemmer::Nordic,
        }
    }

    /// The stem of a folded word.
    pub(crate) fn stem(self, word: &str) -> &str {
        if !longer_than(word, 4) || has_digit(word) {
            return word;
        }
        match self {
            Stemmer::English => undoubled(stripped(word, &ENGLISH, 3).unwrap_or(word)),
            _ => nordic(word),
        }
    }
}

/// Longest first.
static NORDIC: Endings<53> = Endings::new([
    "eringerne",
    "eringane",
    "eringene",
    "eringer",
    "elserne",
    "eringen",
    "ingerne",
    "eringar",
    "erende",
    "elsene",
    "elsane",
    "ingane",
    "eringa",
    "ingene",
    "ering",
    "erede",
    "erene",
    "inger",
    "erast",
    "elsen",
    "elser",
    "ingen",
    "elsar",
    "ingar",
    "arane",
    "arar",
    "eren",
    "ande",
    "aren",
    "inga",
    "aret",
    "erer",
    "erne",
    "elsa",
    "eret",
    "else",
    "erar",
    "ende",
    "erte",
    "ert",
    "ara",
    "ane",
    "ing",
    "era",
    "ede",
    "ene",
    "ere",
    "et",
    "en",
    "er",
    "ar",
    "a",
    "e",
]);
static NING: Endings<8> = Endings::new(["ningane", "ningene", "ningerne", "ningar", "ningen", "ninger", "ninga", "ning"]);
static ENGLISH: Endings<9> = Endings::new(["ings", "ies", "ied", "ing", "ed", "es", "s", "e", "y"]);
/// Derivations whose words are inflected as adjectives, and how; each with two letters before it.
static ADJECTIVES: Endings<7> = Endings::new(["ig", "leg", "som", "iv", "bar", "løs", "laus"]);
static COMPARISONS: Endings<12> = Endings::new(["aste", "este", "are", "ast", "ere", "est", "ste", "ar", "er", "st", "t", "e"]);
/// Words that end like this are whole, whatever their last letters look like.
static WHOLE: Endings<5> = Endings::new(["het", "heit", "itet", "bar", "som"]);

/// Words of three letters that say little; another word must not shrink to one of them, as `varen` would to `var`.
const LITTLE: &[&str] = &[
    "den", "det", "din", "enn", "for", "fra", "han", "har", "hun", "hva", "kan", "man", "med", "men", "min", "mot", "når", "sin", "som",
    "til", "var", "ved", "vil",
];

fn nordic(whole: &str) -> &str {
    let word = without_comparison(without_genitive(whole));
    if is_whole(word) {
        return word;
    }
    let stem = stripped(word, &NING, 5).or_else(|| stripped(word, &NORDIC, 3)).unwrap_or(word);
    let stem = undoubled(without_latin(without_genitive(stem)));
    if stem.len() < whole.len() && !longer_than(stem, 4) && LITTLE.contains(&stem) { longer(whole, stem.len()) } else { stem }
}

fn is_whole(word: &str) -> bool {
    let letters = |ending: &str| match ending {
        "itet" => 0,
        "bar" => 2,
        "som" => 3,
        _ => 1,
    };
    WHOLE.before(word).any(|rest| longer_than(rest, letters(&word[rest.len()..])))
}

/// The stem and one letter more.
fn longer(word: &str, end: usize) -> &str {
    let letter = word[end..].chars().next().map_or(0, char::len_utf8);
    &word[..end + letter]
}

/// Takes the first ending that leaves `keep` letters with a vowel among them.
fn stripped<'a, const N: usize>(word: &'a str, endings: &Endings<N>, keep: usize) -> Option<&'a str> {
    endings.before(word).find(|rest| longer_than(rest, keep) && rest.contains(VOWELS))
}

const VOWELS: [char; 9] = ['a', 'e', 'i', 'o', 'u', 'y', 'æ', 'ø', 'å'];

/// Whether a text has as many letters at least.
fn longer_than(text: &str, letters: usize) -> bool {
    // No letter takes more than four bytes.
    text.len() >= letters * 4 || text.len() >= letters && text.chars().count() >= letters
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit()) || !word.is_ascii() && word.chars().any(char::is_numeric)
}

/// Without the genitive s, where the letter before allows one.
fn without_genitive(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if ["kven", "tenden", "licen", "viden"].iter().any(|end| rest.ends_with(end)) => word,
        Some(rest) if longer_than(rest, 5) && rest.ends_with(['a', 'o']) => rest,
        Some(rest)
            if longer_than(rest, 4) && rest.ends_with(['b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 't', 'v', 'y', 'e']) =>
        {
            rest
        }
        _ => word,
    }
}

/// `museum` as in `museet`.
fn without_latin(word: &str) -> &str {
    word.strip_suffix("um").filter(|rest| longer_than(rest, 4) && rest.ends_with(['i', 'e'])).unwrap_or(word)
}

fn without_comparison(word: &str) -> &str {
    // The leftmost derivation wins, as in the client's regular expression.
    let bases = COMPARISONS.before(word).filter(|rest| ADJECTIVES.before(rest).any(|before| longer_than(before, 2)));
    bases.min_by_key(|rest| rest.len()).unwrap_or(word)
}

/// One letter for two at the end: `program`, `programmet`; in short words only m, which Norwegian never doubles there.
fn undoubled(word: &str) -> &str {
    let mut letters = word.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else {
        return word;
    };
    let shortest = if last == 'm' { 4 } else { 6 };
    if last == before && !VOWELS.contains(&last) && longer_than(word, shortest) { &word[..word.len() - last.len_utf8()] } else { word }
}
