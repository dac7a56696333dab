//! What differs by written language: labels and names here, dates, numbers and alphabetical order below.
//!
//! Languages are BCP 47 tags in text (`nb`, `nn`, `da`, `en`). Used by every stage from declarations to views.
//! Invariant: the texts of the interface are the theme's; only months and the languages' own names live here.

mod alphabet;
mod written;

use std::collections::BTreeMap;

pub use alphabet::{Alphabet, SortKey, index_letter};
pub use written::{write_date, write_number};

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
            .find_map(|lang| self.0.get(lang))
            .or_else(|| self.0.get(""))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Nothing was said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

/// The language of a tag without region or script: `en` of `en-GB`.
pub fn primary(lang: &str) -> &str {
    lang.split('-').next().unwrap_or(lang)
}

/// `lang` and the written languages that its readers understand best, in order; at the end those that most understand.
pub fn nearest_languages(lang: &str) -> impl Iterator<Item = &str> {
    let others: &[&str] = match primary(lang) {
        "no" => &["nb", "nn", "da"],
        "nb" => &["nn", "da"],
        "nn" => &["nb", "da"],
        "da" => &["nb", "nn"],
        _ => &[],
    };
    [lang, primary(lang)].into_iter().chain(others.iter().copied()).chain(["en", "nb"])
}

/// A language's own name, for menus: `Nynorsk`. Unknown tags name themselves.
pub fn own_name(lang: &str) -> &str {
    match primary(lang) {
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
        _ => lang,
    }
}

/// Whether a file name's middle part (`telma.nn.md`) can be meant as a language: a known one, with a region or a script
/// as these are written, so that `low.no-code.md` is none.
pub fn is_known(lang: &str) -> bool {
    let mut parts = lang.split('-').skip(1);
    let is_part = |part: &str| match part.as_bytes() {
        [first, rest @ ..] if rest.len() == 3 && first.is_ascii_uppercase() => rest.iter().all(u8::is_ascii_lowercase),
        region => region.len() == 2 && region.iter().all(u8::is_ascii_uppercase),
    };
    own_name(lang) != lang && parts.all(is_part)
}

/// Whether `lang` has the form of a language tag: letters, digits and hyphens, beginning with two or three letters.
pub fn is_tag(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fall_back_to_the_nearest_language() {
        let labels = Labels(BTreeMap::from([("nb".to_owned(), "Hvem".to_owned()), ("en".to_owned(), "Who".to_owned())]));
        let found = ["nn", "no", "nb-NO", "en-GB", "fr"].map(|lang| labels.get(lang));
        assert_eq!(found, ["Hvem", "Hvem", "Hvem", "Who", "Who"]);
    }

    #[test]
    fn tags() {
        assert!(is_tag("nb") && is_tag("en-GB") && !is_tag("norsk") && !is_tag("n") && !is_tag(""));
    }
}
