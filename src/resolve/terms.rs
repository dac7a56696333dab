//! Types that declare a `glossary` → the words that are marked, by language.

use std::collections::BTreeMap;

use crate::entry::{Content, FieldValue};
use crate::fingerprint::fingerprint;
use crate::handbook::Handbook;
use crate::handbook::glossary::Glossary;
use crate::types::{Field, Kind};

/// The glossaries: for each language the titles of terms in it, and their declared synonyms and forms.
/// A term with forms in another language is marked there too, as is the title of a term that has no text in it.
pub(super) fn collect(handbook: &Handbook) -> BTreeMap<String, Glossary> {
    let mut forms: Vec<(String, String, usize)> = Vec::new();
    for (item, found) in handbook.items.iter().enumerate() {
        let decl = handbook.type_of(item);
        if decl.glossary.is_empty() {
            continue;
        }
        for (lang, version) in &found.versions {
            let entry = &handbook.entries[*version];
            forms.push((lang.clone(), entry.title.clone(), item));
            for field in decl.glossary.iter().filter_map(|name| decl.field(name)) {
                of_field(field, entry.values(&field.name), lang, item, &mut forms);
            }
        }
    }
    for (item, found) in handbook.items.iter().enumerate().filter(|(item, _)| !handbook.type_of(*item).glossary.is_empty()) {
        let absent = handbook.config.languages.iter().filter(|lang| found.version(lang).is_none());
        forms.extend(absent.map(|lang| (lang.clone(), handbook.entries[found.primary()].title.clone(), item)));
    }
    let mut glossaries = BTreeMap::<String, Glossary>::new();
    // Forms as written first: they go before inflections that are derived.
    for (lang, form, item) in &forms {
        glossaries.entry(lang.clone()).or_default().add_written(form, *item);
    }
    for (lang, form, item) in &forms {
        glossaries.entry(lang.clone()).or_default().add_inflected(form, *item, lang);
    }
    glossaries
}

/// What the glossaries are remembered by: nothing but terms makes them other ones.
pub(super) fn key(handbook: &Handbook) -> u128 {
    let kinds = (0..handbook.config.types.list.len()).filter(|&kind| !handbook.config.types.list[kind].glossary.is_empty());
    let terms: Vec<u128> = kinds.map(|kind| handbook.keys.of_kind(&handbook.places, kind)).collect();
    fingerprint(&("terms", handbook.keys.places, terms))
}

/// The forms in a field: texts, or a group with a field for each language.
fn of_field(field: &Field, values: &[FieldValue], lang: &str, item: usize, forms: &mut Vec<(String, String, usize)>) {
    for value in values {
        match (&value.content, &field.kind) {
            (Content::Text(text), _) => forms.push((field.lang.clone().unwrap_or_else(|| lang.to_owned()), text.clone(), item)),
            (Content::Group(members), Kind::Group { fields, .. }) => {
                for member in fields {
                    of_field(member, members.get(&member.name).map_or(&[], Vec::as_slice), lang, item, forms);
                }
            }
            _ => {}
        }
    }
}

/// Every word by which an item can be found besides its title, in all languages.
pub fn synonyms(handbook: &Handbook, item: usize) -> Vec<String> {
    let decl = handbook.type_of(item);
    let mut forms = Vec::new();
    for (lang, version) in &handbook.items[item].versions {
        let entry = &handbook.entries[*version];
        for field in decl.glossary.iter().filter_map(|name| decl.field(name)) {
            of_field(field, entry.values(&field.name), lang, item, &mut forms);
        }
    }
    let mut words: Vec<String> = forms.into_iter().map(|(_, form, _)| form).collect();
    words.sort();
    words.dedup();
    words
}
