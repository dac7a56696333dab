//! What differs by written language: labels, names, dates and alphabetical order.
//!
//! Languages are BCP 47 tags in text (`nb`, `nn`, `da`, `en`). Used by every stage from declarations to views.
//! Invariant: the texts of the interface are the theme's; only dates and the languages' own names live here.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::Locale;

use crate::date::Date;

/// One text in several languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Labels(pub BTreeMap<String, String>);

impl Labels {
    /// The same text in every language.
    pub fn same(text: &str) -> Self {
        Self(BTreeMap::from([(String::new(), text.to_owned())]))
    }

    /// The text in `lang`, else in the language nearest to it; empty if there is none.
    pub fn get(&self, lang: &str) -> &str {
        nearest_languages(lang)
            .chain(["", "nb", "en"])
            .find_map(|lang| self.0.get(lang))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Nothing was said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

/// `lang` and the written languages that its readers understand best, in order.
pub fn nearest_languages(lang: &str) -> impl Iterator<Item = &str> {
    let others: &[&str] = match lang {
        "nb" | "no" => &["nn", "da"],
        "nn" => &["nb", "da"],
        "da" => &["nb", "nn"],
        _ => &[],
    };
    std::iter::once(lang).chain(others.iter().copied())
}

/// A language's own name, for menus: `Nynorsk`. Unknown tags name themselves.
pub fn own_name(lang: &str) -> &str {
    match lang {
        "nb" => "Bokmål",
        "nn" => "Nynorsk",
        "no" => "Norsk",
        "da" => "Dansk",
        "sv" => "Svenska",
        "en" => "English",
        "se" => "Davvisámegiella",
        "smj" => "Julevsámegiella",
        "sma" => "Åarjelsaemien gïele",
        "fi" => "Suomi",
        "de" => "Deutsch",
        "fr" => "Français",
        "is" => "Íslenska",
        other => other,
    }
}

/// Whether a file name's middle part (`telma.nn.md`) can be meant as a language.
pub fn is_known(lang: &str) -> bool {
    own_name(lang) != lang
}

/// Whether `lang` has the form of a language tag: letters, digits and hyphens, beginning with two or three letters.
pub fn is_tag(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

const MONTHS_NORDIC: [&str; 12] =
    ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];
const MONTHS_DANISH: [&str; 12] =
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const MONTHS_ENGLISH: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A date written out: `21. november 2026`, `21 November 2026`. Other languages get the ISO form.
pub fn write_date(date: Date, lang: &str) -> String {
    let month = usize::from(date.month - 1);
    match lang {
        "nb" | "nn" | "no" => format!("{}. {} {}", date.day, MONTHS_NORDIC[month], date.year),
        "da" => format!("{}. {} {}", date.day, MONTHS_DANISH[month], date.year),
        "en" => format!("{} {} {}", date.day, MONTHS_ENGLISH[month], date.year),
        _ => date.to_string(),
    }
}

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

/// The letter a title stands under in an index: its first letter in upper case, `#` for anything else.
/// In Danish and Norwegian Ä counts as Æ, Ö as Ø and Aa as Å; accents are dropped.
pub fn index_letter(title: &str) -> char {
    let mut letters = title.chars().filter(|c| c.is_alphanumeric());
    let first = letters.next().and_then(|c| c.to_uppercase().next()).unwrap_or('#');
    match first {
        'Ä' => 'Æ',
        'Ö' => 'Ø',
        'Á' | 'À' | 'Â' | 'Ã' => 'A',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Ü' | 'Ú' => 'U',
        'A' if letters.next() == Some('a') && title.starts_with("Aa") => 'Å',
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
    fn labels_fall_back_to_the_nearest_language() {
        let labels = Labels(BTreeMap::from([("nb".to_owned(), "Hvem".to_owned()), ("en".to_owned(), "Who".to_owned())]));
        assert_eq!([labels.get("nn"), labels.get("en"), labels.get("fr")], ["Hvem", "Who", "Hvem"]);
    }

    #[test]
    fn dates_are_written_out_by_language() {
        let date = Date { year: 2026, month: 5, day: 3 };
        assert_eq!(["nn", "da", "en", "fr"].map(|lang| write_date(date, lang)), ["3. mai 2026", "3. maj 2026", "3 May 2026", "2026-05-03"]);
    }

    #[test]
    fn tags() {
        assert!(is_tag("nb") && is_tag("en-GB") && !is_tag("norsk") && !is_tag("n") && !is_tag(""));
    }
}
