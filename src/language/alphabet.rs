//! Alphabetical order, language by language.

use std::borrow::Cow;
use std::cmp::Ordering;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::Locale;

use super::primary;

/// Alphabetical order in one language: æ, ø and å last in Bokmål, Nynorsk and Danish.
pub struct Alphabet(Option<CollatorBorrowed<'static>>);

impl Alphabet {
    /// The alphabet of `lang`; code point order if the tag is not a language.
    pub fn of(lang: &str) -> Self {
        let locale = Locale::try_from_str(lang).unwrap_or(Locale::UNKNOWN);
        Self(Collator::try_new(locale.into(), CollatorOptions::default()).ok())
    }

    /// Compares two texts; equal ones by code point, so that order is total.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.0 {
            Some(collator) => collator.compare(a, b).then_with(|| a.cmp(b)),
            None => a.cmp(b),
        }
    }

    /// What a text is ordered by: dearer than one comparison, cheaper than many.
    pub fn sort_key<'a>(&self, text: impl Into<Cow<'a, str>>) -> SortKey<'a> {
        let (mut collated, text) = (Vec::new(), text.into());
        if let Some(collator) = &self.0 {
            let Ok(()) = collator.write_sort_key_to(&text, &mut collated);
        }
        SortKey { collated, text }
    }
}

/// A text in its place in an alphabet; orders as [`Alphabet::compare`] does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey<'a> {
    collated: Vec<u8>,
    text: Cow<'a, str>,
}

/// The letter that a title stands under in an index: its first letter in upper case, `#` for anything else. Accents are
/// dropped. In Danish and Norwegian Ä counts as Æ, Ö as Ø and Aa as Å.
pub fn index_letter(title: &str, lang: &str) -> char {
    let is_nordic = matches!(primary(lang), "nb" | "nn" | "no" | "da");
    let mut letters = title.chars().filter(|c| c.is_alphanumeric());
    let first = letters.next().and_then(|c| c.to_uppercase().next()).unwrap_or('#');
    match first {
        'Ä' if is_nordic => 'Æ',
        'Ö' if is_nordic => 'Ø',
        'A' if is_nordic && letters.next() == Some('a') && title.starts_with("Aa") => 'Å',
        'Á' | 'À' | 'Â' | 'Ã' => 'A',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Ü' | 'Ú' => 'U',
        letter if letter.is_alphabetic() => letter,
        _ => '#',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nordic_letters_come_last() {
        let alphabet = Alphabet::of("nb");
        let mut words = ["Årsak", "zebra", "Ærlig", "anke", "Ørret", "Aasen", "bok"];
        words.sort_by(|a, b| alphabet.compare(a, b));
        assert_eq!(words, ["anke", "bok", "zebra", "Ærlig", "Ørret", "Årsak", "Aasen"]);
    }

    #[test]
    fn sort_keys_order_as_comparing_does() {
        let texts = [
            "", "a", "A", "á", "aa", "Aa", "å", "Å", "a b", "ab", "a-b", "æ", "ø", "ö", "z", "10", "9", "\u{301}", "🚀", "(a)", "é",
            "e\u{301}",
        ];
        for lang in ["nb", "da", "en", "xx", "!"] {
            let alphabet = Alphabet::of(lang);
            for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (*a, *b))) {
                assert_eq!(alphabet.sort_key(a).cmp(&alphabet.sort_key(b)), alphabet.compare(a, b), "{a:?} and {b:?} in {lang}");
            }
        }
    }

    #[test]
    fn letters_of_an_index_are_those_of_the_language() {
        let letters = |lang: &str| ["Aase", "Ärlig", "Öl", "école", "9"].map(|title| index_letter(title, lang));
        assert_eq!([letters("nb"), letters("sv")], [['Å', 'Æ', 'Ø', 'E', '#'], ['A', 'Ä', 'Ö', 'E', '#']]);
    }
}
