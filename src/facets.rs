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
    /// For each item of the list, in its order: the places of its values among these.
    pub carried: Vec<Vec<usize>>,
    /// How many items the most frequent value has.
    pub largest: usize,
}

/// A value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
        .map(|field| {
            let (values, carried) = values(handbook, lang, field, items);
            let largest = values.iter().map(|value| value.items.len()).max().unwrap_or_default();
            Facet { field: field.name.clone(), label: field.label.get(lang).to_owned(), values, carried, largest }
        })
        .collect()
}

/// The values of a facet in order, and which of them each item has.
fn values(handbook: &Handbook, lang: &str, field: &Field, items: &[usize]) -> (Vec<FacetValue>, Vec<Vec<usize>>) {
    let mut found: Vec<FacetValue> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    // Few values stand in many entries: each is made into a key once.
    let mut known: HashMap<&Content, Option<usize>> = HashMap::new();
    let mut carried: Vec<Vec<usize>> = Vec::with_capacity(items.len());
    for &item in items {
        let mut own = Vec::new();
        let entry = &handbook.entries[handbook.best_version(item, lang)];
        for content in entry.values(&field.name).iter().map(|value| &value.content) {
            let value = *known.entry(content).or_insert_with(|| {
                let (key, label) = facet_key(handbook, lang, field, content)?;
                Some(*by_key.entry(key.clone()).or_insert_with(|| {
                    found.push(FacetValue { key, label, items: Vec::new() });
                    found.len() - 1
                }))
            });
            if let Some(value) = value.filter(|value| !own.contains(value)) {
                found[value].items.push(item);
                own.push(value);
            }
        }
        carried.push(own);
    }
    let order = ordered(lang, field, &found, by_key.into_values().collect());
    let mut places = vec![0; order.len()];
    for (place, &value) in order.iter().enumerate() {
        places[value] = place;
    }
    for value in carried.iter_mut().flatten() {
        *value = places[*value];
    }
    (order.into_iter().map(|value| std::mem::take(&mut found[value])).collect(), carried)
}

/// `values` are the places of all of `found`, in order of key.
fn ordered(lang: &str, field: &Field, found: &[FacetValue], mut values: Vec<usize>) -> Vec<usize> {
    match &field.kind {
        Kind::Choice(choices) => values.sort_by_key(|&value| choices.iter().position(|choice| choice.key == found[value].key)),
        Kind::Year | Kind::Date => values.reverse(),
        _ => {
            let alphabet = Alphabet::of(lang);
            values.sort_by(|&a, &b| {
                let (a, b) = (&found[a], &found[b]);
                b.items.len().cmp(&a.items.len()).then_with(|| alphabet.compare(&a.label, &b.label))
            });
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
