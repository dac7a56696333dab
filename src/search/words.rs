//! Text → folded words: the first step of both indexing and searching.
//!
//! Invariant: `themes/default/search/words.js` gives the same words; `tests/search/words.json` holds both to it.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{EnumeratedProperty, GeneralCategory, GeneralCategoryGroup};

/// Calls `found` with every word of the text, folded, in order.
///
/// Words joined by a hyphen or another sign come one by one and then joined: `e-post` gives `e`, `post` and `epost`,
/// and so does `base_url`. The parts of `baseUrl` come after it.
pub(crate) fn each_word(text: &str, mut found: impl FnMut(&str, Joined)) {
    let mut own = Chain::default();
    let (mut rest, mut was_small) = (text, false);
    loop {
        // What most words are made of is what it is folded to.
        let plain = plain_length(rest);
        if own.is_empty() && rest.as_bytes().get(plain).is_none_or(|next| is_gap(*next)) {
            if plain > 0 {
                found(&rest[..plain], Joined::No);
            }
            let Some((_, after)) = rest.split_at_checked(plain + 1) else { break };
            (rest, was_small) = (after, false);
            continue;
        }
        if plain > 0 {
            own.word.push_str(&rest[..plain]);
            was_small = !rest.as_bytes()[plain - 1].is_ascii_digit();
            rest = &rest[plain..];
        }
        let Some(character) = rest.chars().next() else { break };
        rest = &rest[character.len_utf8()..];
        if is_letter(character) {
            if was_small && character.is_uppercase() {
                own.humps.push(own.word.len());
            }
            was_small = character.is_lowercase();
            own.push(character);
            continue;
        }
        was_small = false;
        // `C++` and `C#` are names.
        if character == '+' && rest.starts_with('+') && !own.word.is_empty() {
            rest = &rest[1..];
            own.word.push_str("++");
        } else if character == '#' && own.word.len() == 1 && own.word.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            own.word.push('#');
        }
        let linked = LINKS.contains(&character) && rest.starts_with(is_letter);
        own.finish(linked, &mut found);
    }
    own.finish(false, &mut found);
}

/// What makes one name of words beside it, where no blank stands.
const LINKS: &[char] = &['-', '_', '.', ':', '/'];

/// Bytes of small letters, as far as nearly all words have no others, and digits.
fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        length += match bytes.get(length) {
            Some(b'a'..=b'z' | b'0'..=b'9') => 1,
            // æ, ø and å.
            Some(0xc3) if matches!(bytes.get(length + 1), Some(0xa6 | 0xb8 | 0xa5)) => 2,
            _ => return length,
        };
    }
}

/// What ends a word, whatever comes after it.
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b',' | b';' | b'!' | b'?' | b'(' | b')' | b'"')
}

/// Whether a word stands in the text by itself, or was made of such words or of a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joined {
    No,
    Yes,
}

/// The words of a text, without the joined ones.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |word, joined| {
        if joined == Joined::No {
            all.push(word.to_owned());
        }
    });
    all
}

/// Lower case, æ ø å kept, every other accent gone; the marks of other scripts are parts of their words.
pub(crate) fn fold(word: &str) -> String {
    let (mut folded, mut before) = (String::with_capacity(word.len()), ' ');
    let apart = DecomposingNormalizerBorrowed::new_nfd();
    for letter in apart.normalize_iter(word.chars()).flat_map(char::to_lowercase) {
        push_folded(before, letter, &mut folded);
        before = letter;
    }
    ComposingNormalizerBorrowed::new_nfc().normalize_iter(folded.chars()).collect()
}

/// Adds a letter or mark, of those that stand apart.
fn push_folded(before: char, letter: char, folded: &mut String) {
    let plain = match (before, letter) {
        ('a', '\u{30a}') => "å",
        ('a', '\u{308}') => "æ",
        ('o', '\u{308}') => "ø",
        (_, '\u{300}'..='\u{36f}') => return,
        (_, 'ß') => "ss",
        (_, 'đ' | 'ð') => "d",
        (_, 'þ') => "th",
        (_, 'ł') => "l",
        (_, 'ŋ') => "n",
        (_, 'ŧ') => "t",
        (_, 'œ') => "oe",
        (_, 'ı') => "i",
        (_, 'ς') => "σ",
        _ => return folded.push(letter),
    };
    // The mark makes another letter of the one before.
    if matches!(letter, '\u{308}' | '\u{30a}') {
        folded.pop();
    }
    folded.push_str(plain);
}

/// What a word is made of: letters, digits, and marks on them.
fn is_letter(character: char) -> bool {
    const ALL: GeneralCategoryGroup = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::Number);
    if character.is_ascii() { character.is_ascii_alphanumeric() } else { ALL.contains(GeneralCategory::for_char(character)) }
}

/// Words that are written in one.
#[derive(Default)]
struct Chain {
    /// As it is folded, unless `is_foreign`.
    word: String,
    /// Whether it has letters that are folded together with their neighbours.
    is_foreign: bool,
    /// Where small letters give way to a capital.
    humps: Vec<usize>,
    joined: String,
    parts: usize,
}

impl Chain {
    fn is_empty(&self) -> bool {
        self.word.is_empty() && self.parts == 0
    }

    fn push(&mut self, character: char) {
        let plain = match character {
            'Æ' => 'æ',
            'Ø' => 'ø',
            'Å' => 'å',
            _ => character.to_ascii_lowercase(),
        };
        self.is_foreign |= !plain.is_ascii() && !matches!(plain, 'æ' | 'ø' | 'å');
        self.word.push(plain);
    }

    /// A word is at its end; whether the next is linked to it.
    fn finish(&mut self, linked: bool, found: &mut impl FnMut(&str, Joined)) {
        let folded = |word| if self.is_foreign { Cow::Owned(fold(word)) } else { Cow::Borrowed(word) };
        let word = folded(&self.word);
        if !word.is_empty() {
            found(&word, Joined::No);
        }
        let mut start = 0;
        if !self.humps.is_empty() {
            self.humps.push(self.word.len());
        }
        for end in self.humps.drain(..) {
            found(&folded(&self.word[start..end]), Joined::Yes);
            start = end;
        }
        if linked && !word.is_empty() || self.parts > 0 {
            self.joined.push_str(&word);
            self.parts += 1;
        }
        self.word.clear();
        self.is_foreign = false;
        if !linked {
            if self.parts > 1 && self.joined.len() <= LONGEST_JOINED {
                found(&self.joined, Joined::Yes);
            }
            self.joined.clear();
            self.parts = 0;
        }
    }
}

/// Bytes; a longer chain is a phrase or an address, and nobody writes it in one.
const LONGEST_JOINED: usize = 32;

#[cfg(test)]
mod tests {
    use super::super::stem::Stemmer;
    use super::*;

    #[test]
    fn words_are_folded_and_stemmed_as_in_the_client() {
        let table: Vec<[String; 4]> = serde_json::from_str(include_str!("../../tests/search/words.json")).expect("a table");
        for [word, folded, nordic, english] in table {
            let own = fold(&word);
            assert_eq!((own.as_str(), Stemmer::Nordic.stem(&own), Stemmer::English.stem(&own)), (&*folded, &*nordic, &*english), "{word}");
        }
    }

    #[test]
    fn letters_of_all_scripts_are_folded_as_in_the_client() {
        let table: Vec<[String; 3]> = serde_json::from_str(include_str!("../../tests/search/letters.json")).expect("a table");
        for [name, text, folded] in table {
            assert_eq!(words(&text).join(" "), folded, "{name}");
        }
    }

    #[test]
    fn hyphens_join_and_part() {
        let mut all = Vec::new();
        each_word("E-post fra A\u{30a}s, nå-eller-aldri - og 2024.", |word, _| all.push(word.to_owned()));
        assert_eq!(all, ["e", "post", "epost", "fra", "ås", "nå", "eller", "aldri", "nåelleraldri", "og", "2024"]);
    }
}
