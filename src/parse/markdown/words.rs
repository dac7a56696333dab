//! The few words that stand in the HTML of a text itself, in the text's language.
//!
//! Everything else that a reader sees around a text belongs to the theme.

use crate::language::nearest_languages;

pub(super) struct Words {
    pub(super) note: &'static str,
    pub(super) tip: &'static str,
    pub(super) important: &'static str,
    pub(super) warning: &'static str,
    pub(super) caution: &'static str,
    pub(super) table: &'static str,
    pub(super) footnotes: &'static str,
    pub(super) footnote: &'static str,
    pub(super) back: &'static str,
    pub(super) done: &'static str,
    pub(super) not_done: &'static str,
}

/// The words in `lang`, else in the language nearest to it, else in English.
pub(super) fn words(lang: &str) -> &'static Words {
    nearest_languages(lang).find_map(in_language).unwrap_or(&ENGLISH)
}

fn in_language(lang: &str) -> Option<&'static Words> {
    match lang {
        "nb" | "no" => Some(&BOKMAAL),
        "nn" => Some(&NYNORSK),
        "da" => Some(&DANISH),
        "en" => Some(&ENGLISH),
        _ => None,
    }
}

static BOKMAAL: Words = Words {
    note: "Merk",
    tip: "Tips",
    important: "Viktig",
    warning: "Advarsel",
    caution: "Forsiktig",
    table: "Tabell",
    footnotes: "Fotnoter",
    footnote: "Fotnote",
    back: "Tilbake til teksten",
    done: "Gjort",
    not_done: "Ikke gjort",
};

static NYNORSK: Words = Words {
    note: "Merk",
    tip: "Tips",
    important: "Viktig",
    warning: "Åtvaring",
    caution: "Ver varsam",
    table: "Tabell",
    footnotes: "Fotnotar",
    footnote: "Fotnote",
    back: "Tilbake til teksten",
    done: "Gjort",
    not_done: "Ikkje gjort",
};

static DANISH: Words = Words {
    note: "Bemærk",
    tip: "Tip",
    important: "Vigtigt",
    warning: "Advarsel",
    caution: "Forsigtig",
    table: "Tabel",
    footnotes: "Fodnoter",
    footnote: "Fodnote",
    back: "Tilbage til teksten",
    done: "Udført",
    not_done: "Ikke udført",
};

static ENGLISH: Words = Words {
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
    table: "Table",
    footnotes: "Footnotes",
    footnote: "Footnote",
    back: "Back to the text",
    done: "Done",
    not_done: "Not done",
};
