//! Which entries have which values: the filters of a list, made once for each type and language.
//!
//! Between `resolve` and `view`. A facet page, a filter's count and a bar in a chart are all read from here. Invariant:
//! the entries of a value stand in the order of the list.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::entry::Content;
use crate::handbook::Handbook;
use crate::language::Alphabet;
use crate::slug::slugify;
use crate::types::{Field, Kind};

/// A field that a list is filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field's name.
    pub field: String,
    /// The field's label.
    pub label: String,
    /// Values that occur: choices in declared order, years newest first, others by frequency.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// As it stands in addresses.
    pub key: String,
    /// As it is shown.
    pub label: String,
    /// The items that have it, in the list's order.
    pub items: Vec<usize>,
}

/// The facets of a list.
pub fn facets(handbook: &Handbook, lang: &str, kind: usize, items: &[usize]) -> Vec<Facet> {
    let fields: Vec<&Field> = handbook.config.types.list[kind].facets().collect();
    fields
        .into_par_iter()
        .map(|field| Facet {
            field: field.name.clone(),
            label: field.label.get(lang).to_owned(),
            values: values(handbook, lang, field, items),
        })
        .collect()
}

fn values(handbook: &Handbook, lang: &str, field: &Field, items: &[usize]) -> Vec<FacetValue> {
    let mut found: BTreeMap<String, FacetValue> = BTreeMap::new();
    // Few values stand in many entries: each is made into a key once.
    let mut keys: HashMap<&Content, Option<(String, String)>> = HashMap::new();
    for &item in items {
        let entry = &handbook.entries[handbook.best_version(item, lang)];
        for content in entry.values(&field.name).iter().map(|value| &value.content) {
            let Some((key, label)) = keys.entry(content).or_insert_with(|| facet_key(handbook, lang, field, content)) else { continue };
            if !found.contains_key(key) {
                found.insert(key.clone(), FacetValue { key: key.clone(), label: label.clone(), items: Vec::new() });
            }
            if let Some(value) = found.get_mut(key).filter(|value| value.items.last() != Some(&item)) {
                value.items.push(item);
            }
        }
    }
    let mut values: Vec<FacetValue> = found.into_values().collect();
    match &field.kind {
        Kind::Choice(choices) => values.sort_by_key(|value| choices.iter().position(|choice| choice.key == value.key)),
        Kind::Year | Kind::Date => values.reverse(),
        _ => {
            let alphabet = Alphabet::of(lang);
            values.sort_by(|a, b| b.items.len().cmp(&a.items.len()).then_with(|| alphabet.compare(&a.label, &b.label)));
        }
    }
    values
}

/// A value's key in addresses, and its label; none for values that cannot be filtered by.
pub fn facet_key(handbook: &Handbook, lang: &str, field: &Field, content: &Content) -> Option<(String, String)> {
    let found = match (content, &field.kind) {
        (Content::Choice(key), Kind::Choice(choices)) => {
            let label = choices.iter().find(|choice| choice.key == *key).map_or(key.as_str(), |choice| choice.label.get(lang));
            (key.clone(), label.to_owned())
        }
        (Content::Reference(written), Kind::Reference(target)) => {
            let item = handbook.referred(written, target.as_deref())?;
            (slugify(&handbook.items[item].slug), handbook.entries[handbook.best_version(item, lang)].title.clone())
        }
        (Content::Year(year), _) => (year.to_string(), year.to_string()),
        (Content::Text(text) | Content::Number(text), _) => (slugify(text), text.clone()),
        (Content::Date(date), _) => (date.year.to_string(), date.year.to_string()),
        _ => return None,
    };
    (!found.0.is_empty()).then_some(found)
}

/// The site path of a list filtered by one value: `/caser/status/pilot/`.
pub fn facet_address(handbook: &Handbook, kind: usize, lang: &str, field: &str, key: &str) -> String {
    format!("{}{}/{key}/", handbook.list_address(kind, lang), slugify(field))
}
