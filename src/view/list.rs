//! The list of a type, whole or filtered by one value.

use std::collections::HashMap;

use super::entry::{row, row_of_a_value, type_view};
use super::filter::facet_views;
use super::letter::by_letter;
use super::{ChosenView, GroupView, ItemView, ListView, Part, Scope};
use crate::entry::{Content, Entry};
use crate::facets::facet_key;
use crate::pages::Edition;
use crate::slug::slugify;
use crate::types::{Field, Kind, Layout};

/// The list of a type, whole or filtered by one value. `chosen` names a facet and a value of it.
pub(super) fn list_view(scope: &Scope, kind: usize, edition: &Edition, chosen: Option<(usize, usize)>) -> ListView {
    let decl = &scope.handbook.config.types.list[kind];
    let filter = chosen.map(|(facet, value)| (&edition.facets[kind][facet], &edition.facets[kind][facet].values[value]));
    let kept = filter.map_or(edition.lists[kind].as_slice(), |(_, value)| &value.items);
    let view = if chosen.is_some() { row_of_a_value } else { row };
    let views = kept.iter().map(|&item| (item, view(scope, item)));
    let groups = match (&decl.group_by, decl.layout) {
        (Some(field), _) => decl.field(field).map(|field| grouped(scope, field, views.collect())).unwrap_or_default(),
        (None, Layout::Glossary) => by_letter(views.map(|(_, view)| view).collect(), scope.lang),
        (None, _) => vec![GroupView { items: views.map(|(_, view)| view).collect(), ..GroupView::default() }],
    };
    ListView {
        kind: type_view(scope, kind),
        layout: decl.layout.name().to_owned(),
        compare: decl.compare.clone().unwrap_or_default(),
        groups,
        facets: facet_views(scope, kind, edition, chosen),
        total: kept.len(),
        chosen: filter.map(|(facet, value)| ChosenView {
            name: facet.field.clone(),
            label: facet.label.clone(),
            key: value.key.clone(),
            value: value.label.clone(),
            clear: scope.links.to(&scope.handbook.list_address(kind, scope.lang)),
        }),
    }
}

/// Entries under the first of their values of a field: choices in declared order, others as they appear; at the end,
/// without a heading, entries that have none.
fn grouped(scope: &Scope, field: &Field, views: Vec<(usize, Part<ItemView>)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (item, view) in views {
        let entry: &Entry = &scope.handbook.entries[scope.handbook.best_version(item, scope.lang)];
        let own = entry.values(&field.name).first().and_then(|value| group(scope, field, &value.content)).unwrap_or_default();
        let place = *places.entry(own.id.clone()).or_insert_with(|| {
            groups.push(own);
            groups.len() - 1
        });
        groups[place].items.push(view);
    }
    let declared = |group: &GroupView| match &field.kind {
        Kind::Choice(choices) => choices.iter().position(|choice| choice.key == group.id),
        _ => None,
    };
    groups.sort_by_key(|group| (group.id.is_empty(), declared(group)));
    for group in groups.iter_mut().filter(|group| !group.id.is_empty()) {
        group.id = format!("{}-{}", slugify(&field.name), group.id);
    }
    groups
}

/// The group of a value, still empty, with the value's key for an id.
fn group(scope: &Scope, field: &Field, content: &Content) -> Option<GroupView> {
    let (id, title) = facet_key(scope.handbook, scope.lang, field, content)?;
    let link = super::field::referred(scope.handbook, field, content.text()).map(|item| scope.link(item));
    let (url, lang) = link.map_or((String::new(), None), |link| (link.url.clone(), link.lang.clone()));
    Some(GroupView { id, title, lang, url, items: Vec::new() })
}
