//! Which entries have which values: the filters of a list, made once for each type and language.
//!
//! Between `resolve` and `view`. A facet page, a filter's count and a bar in a chart are all read from here. Invariant:
//! the entries of a value stand in the order of the list.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::entry::Content;
use crate::fingerprint::fingerprint;
use crate::handbook::{Handbook, Places};
use crate::language::{Alphabet, write_number};
use crate::memo::Memo;
use crate::slug::slugify;
use crate::types::{Field, Kind};

/// A field that a list is filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field's name.
    pub field: String,
    /// The field's label.
    pub label: String,
    /// Values that occur: choices in declared order, years newest first, numbers from the smallest on, others by frequency.
    pub values: Vec<FacetValue>,
    /// The places of the values, in order of their keys.
    pub by_key: Vec<usize>,
    /// For each item of the list, in its order: the places of its values among these.
    pub carried: Vec<Vec<usize>>,
    /// How many items the most frequent value has.
    pub largest: usize,
}

impl Facet {
    /// The value with this key.
    pub fn value(&self, key: &str) -> Option<&FacetValue> {
        let found = self.by_key.binary_search_by(|&place| self.values[place].key.as_str().cmp(key)).ok()?;
        Some(&self.values[self.by_key[found]])
    }
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
pub fn facets(handbook: &Handbook, lang: &str, kind: usize, items: &[usize], memo: &Memo) -> Arc<Vec<Facet>> {
    let fields: Vec<&Field> = handbook.config.types.list[kind].facets().collect();
    let columns = fields.par_iter().map(|field| {
        let key = || fingerprint(&("column", handbook.keys.values, lang, kind, &field.name));
        memo.get(key, || column(handbook, lang, kind, field))
    });
    let columns: Vec<Arc<Column>> = columns.collect();
    let key = || {
        // The label of a reference is a title.
        let titles = fields.iter().any(|field| matches!(field.kind, Kind::Reference(_))).then_some(handbook.keys.titles);
        fingerprint(&("facets", handbook.keys.values, lang, kind, items, titles))
    };
    let facet = |(field, column): (&&Field, &Arc<Column>)| {
        let (values, carried) = values(handbook, lang, field, column, items);
        let largest = values.iter().map(|value| value.items.len()).max().unwrap_or_default();
        let mut by_key: Vec<usize> = (0..values.len()).collect();
        by_key.sort_unstable_by(|one, other| values[*one].key.cmp(&values[*other].key));
        Facet { field: field.name.clone(), label: field.label.get(lang).to_owned(), values, by_key, carried, largest }
    };
    memo.get(key, || fields.par_iter().zip(&columns).map(facet).collect())
}

/// What the items of a type have in a field, however they are ordered and whatever they are called.
struct Column {
    /// Each content once.
    contents: Vec<Content>,
    /// The first item of the type.
    first: usize,
    /// For each item, where its contents end in `all`.
    ends: Vec<usize>,
    /// The contents of one item after the other, as places in `contents`.
    all: Vec<usize>,
}

impl Column {
    /// The places of an item's contents.
    fn of(&self, item: usize) -> &[usize] {
        let place = item - self.first;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[place]]
    }
}

fn column(handbook: &Handbook, lang: &str, kind: usize, field: &Field) -> Column {
    let items = handbook.of_kind(kind);
    let mut column = Column { contents: Vec::new(), first: items.start, ends: Vec::with_capacity(items.len()), all: Vec::new() };
    // Few values stand in many entries.
    let mut known: HashMap<&Content, usize> = HashMap::new();
    for item in items {
        let entry = &handbook.entries[handbook.best_version(item, lang)];
        for content in entry.values(&field.name).iter().map(|value| &value.content) {
            let place = *known.entry(content).or_insert_with(|| {
                column.contents.push(content.clone());
                column.contents.len() - 1
            });
            column.all.push(place);
        }
        column.ends.push(column.all.len());
    }
    column
}

/// The values of a facet in order, and which of them each item has.
fn values(handbook: &Handbook, lang: &str, field: &Field, column: &Column, items: &[usize]) -> (Vec<FacetValue>, Vec<Vec<usize>>) {
    let mut found: Vec<FacetValue> = Vec::new();
    let mut sizes: Vec<f64> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: Vec<Option<Option<usize>>> = vec![None; column.contents.len()];
    let mut carried: Vec<Vec<usize>> = Vec::with_capacity(items.len());
    for &item in items {
        let mut own = Vec::new();
        for &content in column.of(item) {
            let value = *known[content].get_or_insert_with(|| {
                let (key, label) = facet_key(handbook, lang, field, &column.contents[content])?;
                Some(*by_key.entry(key.clone()).or_insert_with(|| {
                    found.push(FacetValue { key, label, items: Vec::new() });
                    sizes.push(size(&column.contents[content]));
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
    let order = ordered(lang, field, &found, &sizes, by_key.into_values().collect());
    let mut places = vec![0; order.len()];
    for (place, &value) in order.iter().enumerate() {
        places[value] = place;
    }
    for value in carried.iter_mut().flatten() {
        *value = places[*value];
    }
    (order.into_iter().map(|value| std::mem::take(&mut found[value])).collect(), carried)
}

/// What numbers are ordered by.
fn size(content: &Content) -> f64 {
    match content {
        Content::Number(number) => number.parse().unwrap_or_default(),
        _ => 0.0,
    }
}

/// `values` are the places of all of `found`, in order of key.
fn ordered(lang: &str, field: &Field, found: &[FacetValue], sizes: &[f64], mut values: Vec<usize>) -> Vec<usize> {
    match &field.kind {
        Kind::Number => values.sort_by(|&a, &b| sizes[a].total_cmp(&sizes[b])),
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
            // As no slug has two hyphens, no two entries have one key.
            let key = if target.is_some() { handbook.items[item].slug.replace('/', "--") } else { handbook.id(item).replace('/', "--") };
            (key, handbook.entries[handbook.best_version(item, lang)].title.clone())
        }
        (Content::Year(year), _) => (year.to_string(), year.to_string()),
        (Content::Text(text), _) => (text_key(handbook, &field.name, text), text.clone()),
        (Content::Number(number), _) => (text_key(handbook, &field.name, number), write_number(number, lang)),
        (Content::Date(date), _) => (date.year.to_string(), date.year.to_string()),
        _ => return None,
    };
    (!found.0.is_empty()).then_some(found)
}

fn text_key(handbook: &Handbook, field: &str, text: &str) -> String {
    let own = handbook.facet_keys.get(field).and_then(|keys| keys.get(&text.to_lowercase()));
    own.cloned().unwrap_or_else(|| slugify(text))
}

/// The site path of a list filtered by one value: `/caser/status/pilot/`.
pub fn facet_address(places: &Places, kind: usize, lang: &str, field: &str, key: &str) -> String {
    format!("{}{}/{key}/", places.list_address(kind, lang), slugify(field))
}
