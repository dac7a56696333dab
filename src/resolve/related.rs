//! Entries that share values of a field declared `related: true`, nearest first.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::entry::Content;
use crate::handbook::Handbook;
use crate::types::Kind;

/// How many related entries are kept.
const KEPT: usize = 6;
/// How many neighbours on each side are looked at under one value, so that a value that everything has costs no n².
const WINDOW: usize = 60;

/// Related items of each item.
pub(super) fn relate(handbook: &Handbook) -> Vec<Vec<usize>> {
    let values: Vec<Vec<String>> = (0..handbook.items.len()).into_par_iter().map(|item| shared_values(handbook, item)).collect();
    let mut sharing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (item, values) in values.iter().enumerate() {
        for value in values {
            sharing.entry(value).or_default().push(item);
        }
    }
    (0..handbook.items.len()).into_par_iter().map(|item| nearest(handbook, item, &values[item], &sharing)).collect()
}

/// The values by which an item may be related, as `field=value`.
fn shared_values(handbook: &Handbook, item: usize) -> Vec<String> {
    let entry = &handbook.entries[handbook.items[item].primary()];
    let fields = handbook.type_of(item).fields.iter().filter(|field| field.related);
    let mut values: Vec<String> = fields
        .flat_map(|field| entry.values(&field.name).iter().map(move |value| (field, &value.content)))
        .filter_map(|(field, content)| match (content, &field.kind) {
            (Content::Reference(written), Kind::Reference(target)) => Some(match handbook.referred(written, target.as_deref()) {
                Some(target) => handbook.id(target),
                None => written.clone(),
            }),
            (Content::Year(year), _) => Some(format!("{}={year}", field.name)),
            (Content::Date(date), _) => Some(format!("{}={date}", field.name)),
            (Content::Group(_) | Content::Process(_) | Content::Markdown(_), _) => None,
            (content, _) => Some(format!("{}={}", field.name, content.text())),
        })
        .collect();
    values.sort();
    values.dedup();
    values
}

/// A shared value counts the more the fewer have it; an entry of the same type goes before another.
fn nearest(handbook: &Handbook, item: usize, values: &[String], sharing: &BTreeMap<&str, Vec<usize>>) -> Vec<usize> {
    let mut scores: BTreeMap<usize, u64> = BTreeMap::new();
    for value in values {
        let all = &sharing[value.as_str()];
        let own = all.partition_point(|&other| other < item);
        let near = &all[own.saturating_sub(WINDOW)..(own + WINDOW + 1).min(all.len())];
        for &other in near.iter().filter(|&&other| other != item) {
            *scores.entry(other).or_default() += 1_000_000 / (all.len() as u64 + 4);
        }
    }
    let already = |other: &usize| {
        handbook.inverses[item].iter().any(|inverse| inverse.item == *other)
            || handbook.inverses[*other].iter().any(|inverse| inverse.item == item)
    };
    let mut scored: Vec<(u64, bool, usize)> = scores
        .into_iter()
        .filter(|(other, _)| !already(other))
        .map(|(other, score)| (score, handbook.items[other].kind == handbook.items[item].kind, other))
        .collect();
    scored.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    scored.into_iter().take(KEPT).map(|(_, _, other)| other).collect()
}
