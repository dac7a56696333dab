//! Lists, filters, the index A–Å and the collections.

use std::collections::BTreeMap;

use super::entry::{Detail, item_view, type_view};
use super::field::{facet_address, facet_key};
use super::{ChosenView, CollectionView, FacetValueView, FacetView, GroupView, ItemView, ListView, Scope};
use crate::entry::Entry;
use crate::handbook::Handbook;
use crate::language::{Alphabet, index_letter};
use crate::slug::slugify;
use crate::types::{Field, Kind};

/// One value that a list is filtered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filter {
    /// The facet's name.
    pub field: String,
    /// The value's key.
    pub key: String,
    /// The value's label in the list's language.
    pub label: String,
}

/// The list of a type, whole or filtered by one value. `items` are in order.
pub(super) fn list_view(scope: &Scope, kind: usize, items: &[usize], filter: Option<&Filter>) -> ListView {
    let decl = &scope.handbook.config.types.list[kind];
    let detail = match decl.layout.as_str() {
        "rows" => Detail::Row,
        "glossary" => Detail::Whole,
        _ => Detail::Fields,
    };
    let kept: Vec<usize> = items.iter().copied().filter(|&item| filter.is_none_or(|filter| has_value(scope, item, filter))).collect();
    let views = kept.iter().map(|&item| (item, item_view(scope, item, detail)));
    let groups = match (&decl.group_by, decl.layout.as_str()) {
        (Some(field), _) => decl.field(field).map(|field| grouped(scope, field, views.collect())).unwrap_or_default(),
        (None, "glossary") => by_letter(views.map(|(_, view)| view).collect(), scope.lang),
        (None, _) => vec![GroupView { id: String::new(), title: String::new(), lang: None, url: String::new(), items: views.map(|(_, view)| view).collect() }],
    };
    ListView {
        kind: type_view(scope, kind),
        layout: decl.layout.clone(),
        compare: decl.compare.clone().unwrap_or_default(),
        groups,
        facets: facets(scope, kind, items, filter),
        total: kept.len(),
        chosen: filter.map(|filter| ChosenView {
            label: decl.field(&filter.field).map_or("", |field| field.label.get(scope.lang)).to_owned(),
            value: filter.label.clone(),
            clear: scope.links.to(&scope.handbook.list_address(kind, scope.lang)),
        }),
    }
}

fn has_value(scope: &Scope, item: usize, filter: &Filter) -> bool {
    let entry = &scope.handbook.entries[scope.handbook.best_version(item, scope.lang)];
    let field = scope.handbook.type_of(item).field(&filter.field);
    field.is_some_and(|field| entry.values(&filter.field).iter().any(|value| facet_key(scope, field, &value.content).is_some_and(|(key, _)| key == filter.key)))
}

/// Entries under the values of a field, in the order in which the values appear.
fn grouped(scope: &Scope, field: &Field, views: Vec<(usize, ItemView)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (item, view) in views {
        let entry: &Entry = &scope.handbook.entries[scope.handbook.best_version(item, scope.lang)];
        let value = entry.values(&field.name).first();
        let (key, title) = value.and_then(|value| facet_key(scope, field, &value.content)).unwrap_or_default();
        let place = groups.iter().position(|group| group.id == key).unwrap_or_else(|| {
            let link = value.and_then(|value| super::field::referred(scope.handbook, field, value.content.text())).map(|item| scope.link(item));
            let (url, lang) = link.map_or((String::new(), None), |link| (link.url, link.lang));
            groups.push(GroupView { id: key, title, lang, url, items: Vec::new() });
            groups.len() - 1
        });
        groups[place].items.push(view);
    }
    for group in groups.iter_mut().filter(|group| !group.id.is_empty()) {
        group.id = format!("{}-{}", slugify(&field.name), group.id);
    }
    groups
}

/// Entries by first letter; `views` are in alphabetical order.
fn by_letter(views: Vec<ItemView>, lang: &str) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for view in views {
        let letter = index_letter(&view.link.title);
        let title = letter.to_string();
        if groups.last().is_none_or(|group| group.title != title) {
            let id = if letter == '#' { "letter-other".to_owned() } else { format!("letter-{}", slugify(&title)) };
            groups.push(GroupView { id, title, lang: None, url: String::new(), items: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.items.push(view);
        }
    }
    // å sorts with aa in some languages, so that a letter can come back: join its groups.
    let alphabet = Alphabet::of(lang);
    groups.sort_by(|a, b| alphabet.compare(&a.title, &b.title));
    groups.dedup_by(|later, first| later.title == first.title && { first.items.append(&mut later.items); true });
    groups
}

/// Every item of the handbook by letter.
pub(super) fn letters(scope: &Scope) -> Vec<GroupView> {
    let handbook = scope.handbook;
    let shown = (0..handbook.items.len()).filter(|&item| handbook.plain_address(item) != "/");
    let mut views: Vec<ItemView> = shown.map(|item| ItemView { link: scope.link(item), facts: Vec::new(), field: BTreeMap::new(), facet_keys: Vec::new(), html: None }).collect();
    let alphabet = Alphabet::of(scope.lang);
    views.sort_by(|a, b| alphabet.compare(&a.link.title, &b.link.title).then_with(|| a.link.url.cmp(&b.link.url)));
    by_letter(views, scope.lang)
}

/// The filters of a type's list, with counts.
pub(super) fn facets(scope: &Scope, kind: usize, items: &[usize], filter: Option<&Filter>) -> Vec<FacetView> {
    let handbook = scope.handbook;
    let views = handbook.config.types.list[kind].facets().map(|field| {
        let values = values(scope, field, items);
        let largest = values.iter().map(|(_, (_, count))| *count).max().unwrap_or(1).max(1);
        let values = values.into_iter().map(|(key, (label, count))| FacetValueView {
            url: scope.links.to(&facet_address(handbook, kind, scope.lang, field, &key)),
            chosen: filter.is_some_and(|filter| filter.field == field.name && filter.key == key),
            share: u32::try_from(count * 100 / largest).unwrap_or(100),
            key,
            label,
            count,
        });
        FacetView { name: field.name.clone(), label: field.label.get(scope.lang).to_owned(), values: values.collect() }
    });
    // A filter with one value filters nothing.
    views.filter(|facet| facet.values.len() > 1).collect()
}

/// The values of a facet that occur: choices in declared order, years newest first, others by frequency.
fn values(scope: &Scope, field: &Field, items: &[usize]) -> Vec<(String, (String, usize))> {
    let handbook = scope.handbook;
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for &item in items {
        let entry = &handbook.entries[handbook.best_version(item, scope.lang)];
        let mut keys: Vec<(String, String)> = entry.values(&field.name).iter().filter_map(|value| facet_key(scope, field, &value.content)).collect();
        keys.sort();
        keys.dedup_by(|a, b| a.0 == b.0);
        for (key, label) in keys {
            found.entry(key).or_insert((label, 0)).1 += 1;
        }
    }
    let mut values: Vec<(String, (String, usize))> = found.into_iter().collect();
    match &field.kind {
        Kind::Choice(choices) => values.sort_by_key(|(key, _)| choices.iter().position(|choice| choice.key == *key)),
        Kind::Year | Kind::Date => values.reverse(),
        _ => {
            let alphabet = Alphabet::of(scope.lang);
            values.sort_by(|(_, (a, many)), (_, (b, more))| more.cmp(many).then_with(|| alphabet.compare(a, b)));
        }
    }
    values
}

/// The filters that have a page of their own, each with its site path.
pub fn page_filters(scope: &Scope, kind: usize, items: &[usize]) -> Vec<(String, Filter)> {
    let handbook = scope.handbook;
    let of_field = |field: &Field| {
        let values = values(scope, field, items).into_iter();
        values.map(|(key, (label, _))| (facet_address(handbook, kind, scope.lang, field, &key), Filter { field: field.name.clone(), key, label })).collect::<Vec<_>>()
    };
    handbook.config.types.list[kind].facets().flat_map(of_field).collect()
}

/// How many of the newest entries the front page shows.
const NEWEST: usize = 3;

/// Types that have entries, as collections. `lists` are the items of each type in order.
pub(super) fn collections(scope: &Scope, lists: &[Vec<usize>], with_charts: bool, with_newest: bool) -> Vec<CollectionView> {
    let handbook = scope.handbook;
    let kinds = (0..handbook.config.types.list.len()).filter(|&kind| handbook.config.types.list[kind].has_list() && !lists[kind].is_empty());
    let largest = kinds.clone().map(|kind| lists[kind].len()).max().unwrap_or(1);
    kinds
        .map(|kind| {
            let (decl, items) = (&handbook.config.types.list[kind], &lists[kind]);
            CollectionView {
                kind: type_view(scope, kind),
                count: items.len(),
                share: u32::try_from(items.len() * 100 / largest).unwrap_or(100),
                facets: if with_charts && decl.overview { facets(scope, kind, items, None) } else { Vec::new() },
                newest: if with_newest && decl.overview { newest(handbook, items).into_iter().map(|item| item_view(scope, item, Detail::Row)).collect() } else { Vec::new() },
            }
        })
        .collect()
}

fn newest(handbook: &Handbook, items: &[usize]) -> Vec<usize> {
    let mut dated: Vec<usize> = items.to_vec();
    let date = |item: usize| {
        let entry = &handbook.entries[handbook.items[item].primary()];
        entry.date("updated").or_else(|| entry.date("date"))
    };
    dated.sort_by_key(|&item| std::cmp::Reverse(date(item)));
    dated.truncate(NEWEST);
    dated
}
