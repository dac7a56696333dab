//! Pages → one file of columns: which values each page has, for filters and for the empty query.

use std::collections::BTreeMap;

use serde_json::json;

use super::collect::size;
use super::column::{gaps, numbers};
use super::slot::Slots;
use super::{Document, Labels, json};

/// The columns, ready to be written.
pub(crate) fn facets(documents: &[Document], labels: &Labels, slots: &Slots) -> Vec<u8> {
    let mut rows: Vec<(u32, &Document)> = slots.of.iter().copied().zip(documents).collect();
    rows.sort_by_key(|(slot, _)| *slot);
    let mut ranks: Vec<usize> = (0..rows.len()).collect();
    ranks.sort_by_cached_key(|row| (rows[*row].1.title.to_lowercase(), &rows[*row].1.url));
    let fields = fields(documents);
    let mut place = vec![0; rows.len()];
    for (rank, row) in (0..).zip(ranks) {
        place[row] = rank;
    }
    let column = |(field, values): (&&str, &BTreeMap<&str, u32>)| {
        let values = |document: &&Document| {
            let own = own(document, field);
            numbers([size(own.len())].into_iter().chain(own.into_iter().map(|value| values[value])))
        };
        rows.iter().map(|(_, document)| values(document)).collect::<String>()
    };
    let columns: Vec<String> = fields.iter().map(column).collect();
    let slots = gaps(rows.iter().map(|(slot, _)| *slot));
    json::json(&(head(&fields, labels), slots, numbers(place), columns, numbers(entries(&rows))))
}

/// For each row the number of its entry, which its other versions have too; zero where there are none.
fn entries(rows: &[(u32, &Document)]) -> Vec<u32> {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for (_, document) in rows {
        let others = document.versions.iter().map(|(_, url)| url.as_str());
        let next = size(known.len()) + 1;
        // All versions know the same addresses.
        all.push(match others.min() {
            Some(first) => *known.entry(first.min(&document.url)).or_insert(next),
            None => 0,
        });
    }
    all
}

type Fields<'a> = BTreeMap<&'a str, BTreeMap<&'a str, u32>>;

/// All fields with their values, numbered in order.
fn fields<'a>(documents: &'a [Document]) -> Fields<'a> {
    let mut fields: Fields = BTreeMap::new();
    for field in ["type", "lang"] {
        fields.insert(field, BTreeMap::new());
    }
    for document in documents {
        for field in ["type", "lang"].into_iter().chain(document.facets.keys().copied()) {
            let values = fields.entry(field).or_default();
            values.extend(own(document, field).into_iter().map(|value| (value, 0)));
        }
    }
    for values in fields.values_mut() {
        values.values_mut().zip(0..).for_each(|(number, next)| *number = next);
    }
    fields
}

fn own<'a>(document: &'a Document, field: &str) -> Vec<&'a str> {
    match field {
        "type" => vec![document.kind],
        "lang" => vec![document.lang],
        _ => document.facets.get(field).map_or_else(Vec::new, |values| values.iter().map(String::as_str).collect()),
    }
}

fn head(fields: &Fields, labels: &Labels) -> serde_json::Value {
    let fields: Vec<_> = fields
        .iter()
        .map(|(field, values)| {
            let named: BTreeMap<_, _> = labels.facets.iter().filter_map(|(lang, facets)| Some((lang, facets.get(*field)?))).collect();
            let label: BTreeMap<_, _> = named.iter().map(|(lang, labels)| (lang, &labels.label)).collect();
            let values: Vec<_> = values
                .keys()
                .map(|value| {
                    let label: BTreeMap<_, _> =
                        named.iter().filter_map(|(lang, labels)| Some((lang, labels.values.get(*value)?))).collect();
                    json!([value, label])
                })
                .collect();
            json!([field, label, values])
        })
        .collect();
    json!(fields)
}
