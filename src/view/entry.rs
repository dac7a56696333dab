//! An entry → [`EntryView`], and how lists show it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::field::{Of, carried, date_view, field_view, fields};
use super::{EntryView, FieldView, InverseView, ItemView, Part, Scope, TypeView, fill};
use crate::entry::Entry;
use crate::types::{Field, Kind, Layout, Show, TypeDecl};

/// How many backlinks are shown.
const BACKLINKS: usize = 50;

/// An entry in full. `entry` is the version shown.
pub(super) fn entry_view(scope: &Scope, entry: usize) -> EntryView {
    let handbook = scope.handbook;
    let item = handbook.item_of[entry];
    let found: &Entry = &handbook.entries[entry];
    let fields = fields(scope, entry);
    let shown = |place: Show| fields.iter().filter(|(show, _)| *show == place).map(|(_, field)| field.clone()).collect();
    let date = |name: &str| found.date(name).map(|date| date_view(date, scope.lang));
    EntryView {
        link: scope.link(item),
        kind: type_view(scope, handbook.items[item].kind),
        html: fill::with_first_picture_at_once(fill::fill(scope, entry, &found.body)),
        facts: shown(Show::Facts),
        lead: shown(Show::Lead),
        parts: shown(Show::Body),
        inverses: inverses(scope, item),
        backlinks: handbook.backlinks[item].iter().take(BACKLINKS).map(|&link| scope.link(link)).collect(),
        related: handbook.related[item].iter().map(|&other| scope.link(other)).collect(),
        date: date("date"),
        updated: date("updated"),
        review: date("review"),
        review_overdue: found.date("review").zip(handbook.today).is_some_and(|(review, today)| review < today),
        owner: found.text("owner").to_owned(),
        draft: found.draft,
        field: fields.into_iter().map(|(_, field)| (field.name.clone(), field)).collect(),
    }
}

/// A type, named in the page's language.
pub(super) fn type_view(scope: &Scope, kind: usize) -> Part<TypeView> {
    let decl = &scope.handbook.config.types.list[kind];
    let make = || TypeView {
        name: decl.name.clone(),
        label: decl.label.get(scope.lang).to_owned(),
        plural: decl.plural.get(scope.lang).to_owned(),
        url: if decl.has_list() { scope.links.to(&scope.handbook.list_address(kind, scope.lang)) } else { String::new() },
        summary: decl.summary.get(scope.lang).to_owned(),
    };
    scope.parts.types[kind].get_or_init(|| Part::of(make())).clone()
}

fn inverses(scope: &Scope, item: usize) -> Vec<InverseView> {
    let handbook = scope.handbook;
    let mut views: Vec<InverseView> = Vec::new();
    let mut embedded = HashSet::new();
    for inverse in &handbook.inverses[item] {
        let decl = &handbook.config.types.list[inverse.kind];
        let Some(field) = field_at(decl, &inverse.field) else { continue };
        let name = format!("{}.{}", decl.name, inverse.field);
        if views.last().is_none_or(|view| view.name != name) {
            let label = field.inverse.as_ref().map_or("", |label| label.get(scope.lang)).to_owned();
            views.push(InverseView { name, label, entries: Vec::new(), items: Vec::new() });
        }
        let Some(view) = views.last_mut() else { continue };
        view.entries.push(scope.link(inverse.item));
        // What refers by two fields is shown in full once.
        if field.embed && embedded.insert(inverse.item) {
            view.items.push(Part::of(item_view(scope, inverse.item, Detail::Whole)));
        }
    }
    views
}

/// The field at `field` or `group.field`.
pub(super) fn field_at<'a>(decl: &'a TypeDecl, path: &str) -> Option<&'a Field> {
    let mut parts = path.split('.');
    let mut field = decl.field(parts.next()?)?;
    for part in parts {
        let Kind::Group { fields, .. } = &field.kind else { return None };
        field = fields.iter().find(|field| field.name == part)?;
    }
    Some(field)
}

/// How much of an entry a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The link and its facets: rows.
    Row,
    /// All fields: cards and columns.
    Fields,
    /// All fields and the text.
    Whole,
}

/// An entry as the list of its type shows it.
pub(super) fn row(scope: &Scope, item: usize) -> Part<ItemView> {
    let detail = match scope.handbook.type_of(item).layout {
        Layout::Rows => Detail::Row,
        Layout::Glossary => Detail::Whole,
        Layout::Cards | Layout::Columns | Layout::Compare => Detail::Fields,
    };
    Part::of(item_view(scope, item, detail))
}

/// The same, kept for the pages of its other values.
pub(super) fn row_of_a_value(scope: &Scope, item: usize) -> Part<ItemView> {
    scope.parts.rows[item].get_or_init(|| row(scope, item)).clone()
}

/// An entry beside others: in a list, in another entry, on the page that holds all.
pub(super) fn item_view(scope: &Scope, item: usize, detail: Detail) -> ItemView {
    let handbook = scope.handbook;
    let entry = handbook.best_version(item, scope.lang);
    let found: &Entry = &handbook.entries[entry];
    let decl = handbook.type_of(item);
    let kind = handbook.items[item].kind;
    let of = Of { entry, prefix: &format!("{}--", handbook.id(item).replace('/', "--")) };
    let in_row = |field: &Field| field.facet || (field.show == Show::Lead && field.kind == Kind::Markdown && detail != Detail::Row);
    let is_part = |field: &Field| matches!(field.show, Show::Lead | Show::Body);
    let shown = decl.fields.iter().filter(|field| detail != Detail::Row || in_row(field));
    let with_values = shown.map(|field| (field, found.values(&field.name))).filter(|(_, values)| !values.is_empty());
    let view = |(field, values)| (field, Part::of(field_view(scope, of, field, values, Some(kind))));
    let views: Vec<(&Field, Part<FieldView>)> = with_values.map(view).collect();
    ItemView {
        link: scope.link(item),
        facts: views.iter().filter(|(field, _)| in_row(field)).map(|(_, view)| view.clone()).collect(),
        parts: match detail {
            Detail::Row | Detail::Fields => Vec::new(),
            Detail::Whole => views.iter().filter(|(field, _)| is_part(field)).map(|(_, view)| view.clone()).collect(),
        },
        field: match detail {
            Detail::Row => BTreeMap::new(),
            Detail::Fields | Detail::Whole => views.into_iter().map(|(field, view)| (field.name.clone(), view)).collect(),
        },
        facet_keys: facet_keys(scope, of, kind, decl),
        html: (detail == Detail::Whole).then(|| of.html(scope, &found.body)),
    }
}

/// What the filter script reads: `status=pilot`.
fn facet_keys(scope: &Scope, of: Of, kind: usize, decl: &TypeDecl) -> Vec<Arc<str>> {
    let found = &scope.handbook.entries[of.entry];
    let pairs = decl.facets().flat_map(|field| {
        let values = found.values(&field.name).iter();
        values.filter_map(move |value| carried(scope, of, kind, field, &value.content).pair)
    });
    pairs.collect()
}
