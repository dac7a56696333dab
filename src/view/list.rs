//! Lists, filters, the index A–Å and the collections.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::entry::{Detail, item_view, row, row_of_a_value, type_view};
use super::{ChosenView, CollectionView, FacetValueView, FacetView, GroupView, ItemView, ListView, Part, Scope};
use crate::entry::Entry;
use crate::facets::{Facet, FacetValue, facet_address, facet_key};
use crate::handbook::Handbook;
use crate::language::{Alphabet, index_letter};
use crate::pages::Edition;
use crate::slug::slugify;
use crate::types::Field;

/// The list of a type, whole or filtered by one value. `chosen` names a facet and a value of it.
pub(super) fn list_view(scope: &Scope, kind: usize, edition: &Edition, chosen: Option<(usize, usize)>) -> ListView {
    let decl = &scope.handbook.config.types.list[kind];
    let filter = chosen.map(|(facet, value)| (&edition.facets[kind][facet], &edition.facets[kind][facet].values[value]));
    let kept = filter.map_or(edition.lists[kind].as_slice(), |(_, value)| &value.items);
    let view = if chosen.is_some() { row_of_a_value } else { row };
    let views = kept.iter().map(|&item| (item, view(scope, item)));
    let groups = match (&decl.group_by, decl.layout.as_str()) {
        (Some(field), _) => decl.field(field).map(|field| grouped(scope, field, views.collect())).unwrap_or_default(),
        (None, "glossary") => by_letter(views.map(|(_, view)| view).collect(), scope.lang),
        (None, _) => vec![GroupView {
            id: String::new(),
            title: String::new(),
            lang: None,
            url: String::new(),
            items: views.map(|(_, view)| view).collect(),
        }],
    };
    ListView {
        kind: type_view(scope, kind),
        layout: decl.layout.clone(),
        compare: decl.compare.clone().unwrap_or_default(),
        groups,
        facets: facet_views(scope, kind, edition, chosen),
        total: kept.len(),
        chosen: filter.map(|(facet, value)| ChosenView {
            label: facet.label.clone(),
            value: value.label.clone(),
            clear: scope.links.to(&scope.handbook.list_address(kind, scope.lang)),
        }),
    }
}

/// Entries under the values of a field, in the order in which the values appear.
fn grouped(scope: &Scope, field: &Field, views: Vec<(usize, Part<ItemView>)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (item, view) in views {
        let entry: &Entry = &scope.handbook.entries[scope.handbook.best_version(item, scope.lang)];
        let value = entry.values(&field.name).first();
        let (key, title) = value.and_then(|value| facet_key(scope.handbook, scope.lang, field, &value.content)).unwrap_or_default();
        let place = *places.entry(key.clone()).or_insert_with(|| {
            let link =
                value.and_then(|value| super::field::referred(scope.handbook, field, value.content.text())).map(|item| scope.link(item));
            let (url, lang) = link.map_or((String::new(), None), |link| (link.url.clone(), link.lang.clone()));
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
fn by_letter(views: Vec<Part<ItemView>>, lang: &str) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for view in views {
        let letter = index_letter(&view.link.title);
        let title = letter.to_string();
        if groups.last().is_none_or(|group| group.title != title) {
            let id = match letter {
                // As slugs these would meet A and O.
                'Å' => "letter-aa".to_owned(),
                'Ø' => "letter-oe".to_owned(),
                '#' => "letter-other".to_owned(),
                _ => format!("letter-{}", slugify(&title)),
            };
            groups.push(GroupView { id, title, lang: None, url: String::new(), items: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.items.push(view);
        }
    }
    // å sorts with aa in some languages, so that a letter can come back: join its groups.
    let alphabet = Alphabet::of(lang);
    groups.sort_by(|a, b| alphabet.compare(&a.title, &b.title));
    groups.dedup_by(|later, first| {
        later.title == first.title && {
            first.items.append(&mut later.items);
            true
        }
    });
    groups
}

/// Every item of the handbook by letter.
pub(super) fn letters(scope: &Scope) -> Vec<GroupView> {
    let handbook = scope.handbook;
    let shown = (0..handbook.items.len()).filter(|&item| handbook.plain_address(item) != "/");
    let mut views: Vec<Part<ItemView>> = shown
        .map(|item| ItemView { link: scope.link(item), facts: Vec::new(), field: BTreeMap::new(), facet_keys: Vec::new(), html: None })
        .map(Part::of)
        .collect();
    let alphabet = Alphabet::of(scope.lang);
    views.sort_by(|a, b| alphabet.compare(&a.link.title, &b.link.title).then_with(|| a.link.url.cmp(&b.link.url)));
    by_letter(views, scope.lang)
}

/// Values of its own facet that the page of one value offers on each side.
const NEIGHBOURS: usize = 12;

/// The filters of a list, with counts. On the page of one value they offer what the entries there have as well, so that
/// no choice leads to nothing, and no page holds the whole of a long filter.
fn facet_views(scope: &Scope, kind: usize, edition: &Edition, chosen: Option<(usize, usize)>) -> Vec<FacetView> {
    let facets = edition.facets[kind].iter().enumerate();
    // A filter with one value filters nothing.
    let useful = facets.filter(|(_, facet)| facet.values.len() > 1);
    let views = useful.map(|(place, facet)| {
        let values: Vec<usize> = match chosen {
            None => (0..facet.values.len()).collect(),
            Some((own, value)) if own == place => {
                (value.saturating_sub(NEIGHBOURS)..(value + NEIGHBOURS + 1).min(facet.values.len())).collect()
            }
            Some((own, value)) => {
                let items = &edition.facets[kind][own].values[value].items;
                items.iter().flat_map(|&item| &facet.carried[edition.places[item]]).copied().collect::<BTreeSet<_>>().into_iter().collect()
            }
        };
        FacetView {
            name: facet.field.clone(),
            label: facet.label.clone(),
            values: values
                .into_iter()
                .map(|value| {
                    let view = filter(scope, kind, (place, facet), value);
                    if chosen == Some((place, value)) { Part::of(FacetValueView { chosen: true, ..(*view).clone() }) } else { view }
                })
                .collect(),
        }
    });
    views.collect()
}

/// A value of a filter that is not chosen.
fn filter(scope: &Scope, kind: usize, (place, facet): (usize, &Facet), value: usize) -> Part<FacetValueView> {
    let make = || {
        let FacetValue { key, label, items } = &facet.values[value];
        Part::of(FacetValueView {
            key: key.clone(),
            label: label.clone(),
            count: items.len(),
            url: scope.links.to(&facet_address(scope.handbook, kind, scope.lang, &facet.field, key)),
            chosen: false,
            share: percent(items.len(), facet.largest),
        })
    };
    scope.parts.filters[kind][place][value].get_or_init(make).clone()
}

fn percent(count: usize, largest: usize) -> u32 {
    u32::try_from(count * 100 / largest.max(1)).unwrap_or(100)
}

/// How many of the newest entries the front page shows.
const NEWEST: usize = 3;

/// What a collection shows besides its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Its facets as charts: on the overview.
    Charts,
    /// Its newest entries: on the front page.
    Newest,
}

/// Types that have entries, as collections.
pub(super) fn collections(scope: &Scope, edition: &Edition, shown: Shown) -> Vec<CollectionView> {
    let (handbook, lists) = (scope.handbook, &edition.lists);
    let kinds =
        (0..handbook.config.types.list.len()).filter(|&kind| handbook.config.types.list[kind].has_list() && !lists[kind].is_empty());
    let largest = kinds.clone().map(|kind| lists[kind].len()).max().unwrap_or(1);
    kinds
        .map(|kind| {
            let (decl, items) = (&handbook.config.types.list[kind], &lists[kind]);
            CollectionView {
                kind: type_view(scope, kind),
                count: items.len(),
                share: percent(items.len(), largest),
                facets: if shown == Shown::Charts && decl.overview { facet_views(scope, kind, edition, None) } else { Vec::new() },
                newest: if shown == Shown::Newest && decl.overview {
                    newest(handbook, items).into_iter().map(|item| Part::of(item_view(scope, item, Detail::Row))).collect()
                } else {
                    Vec::new()
                },
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
