//! The list of a type, whole or filtered by one value.

use std::collections::HashMap;

use super::entry::{row, row_of_a_value, type_view};
use super::filter::facet_views;
use super::letter::by_letter;
use super::{ChosenView, GroupView, ItemView, ListView, Part, Scope};
use crate::entry::Entry;
use crate::facets::facet_key;
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
