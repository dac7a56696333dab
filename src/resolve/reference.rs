//! References in fields → relations between items, in both directions.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Span};
use crate::entry::{Content, Entry, FieldValue};
use crate::fingerprint::fingerprint;
use crate::handbook::near::{self, MOST_SUGGESTIONS};
use crate::handbook::{Handbook, Inverse, Places, link};
use crate::memo::Memo;
use crate::types::{Field, Kind};

/// A reference that an entry makes.
pub struct Reference<'a> {
    /// Its field.
    pub field: &'a Field,
    /// The field's name; inside a group `group.field`.
    pub path: String,
    /// As written.
    pub written: &'a str,
    /// Its value, with its place.
    pub value: &'a FieldValue,
}

/// Every reference in an entry's fields.
pub fn references<'a>(entry: &'a Entry, fields: &'a [Field]) -> Vec<Reference<'a>> {
    let mut found = Vec::new();
    for field in fields.iter().filter(|field| refers(field)) {
        collect(field, &field.name, entry.values(&field.name), &mut found);
    }
    found
}

/// Whether there can be references in a field.
fn refers(field: &Field) -> bool {
    match &field.kind {
        Kind::Reference(_) => true,
        Kind::Group { fields, .. } => fields.iter().any(refers),
        _ => false,
    }
}

fn collect<'a>(field: &'a Field, path: &str, values: &'a [FieldValue], found: &mut Vec<Reference<'a>>) {
    for value in values {
        match (&value.content, &field.kind) {
            (Content::Reference(written), _) => found.push(Reference { field, path: path.to_owned(), written, value }),
            (Content::Group(members), Kind::Group { fields, .. }) => {
                for member in fields {
                    let values = members.get(&member.name).map_or(&[][..], Vec::as_slice);
                    collect(member, &format!("{path}.{}", member.name), values, found);
                }
            }
            _ => {}
        }
    }
}

/// Fills in inverses and backlinks; a reference to nothing is a problem, and so is a required field without a value.
pub(super) fn relate(handbook: &mut Handbook, memo: &Memo) -> Vec<Diagnostic> {
    let all = outgoing_of_all(handbook, memo);
    let key = || fingerprint(&(handbook.keys.places, &handbook.lists, all.iter().map(|outgoing| outgoing.fingerprint).collect::<Vec<_>>()));
    let relations = memo.get(key, || relations(handbook, &all));
    (handbook.inverses, handbook.backlinks) = (Arc::clone(&relations.inverses), Arc::clone(&relations.backlinks));
    let unknown = all.iter().flat_map(|outgoing| &outgoing.unknown).enumerate();
    let unknown = unknown.map(|(place, unknown)| unknown.diagnostic(&handbook.places, place < MOST_SUGGESTIONS));
    all.iter().flat_map(|outgoing| &outgoing.missing).cloned().chain(unknown).collect()
}

/// For each item what refers to it, and which link to it.
struct Relations {
    inverses: Arc<Vec<Vec<Inverse>>>,
    backlinks: Arc<Vec<Vec<usize>>>,
}

/// Depends on the names and lists of the handbook, and what its items refer and link to.
fn relations(handbook: &Handbook, all: &[Arc<Outgoing>]) -> Relations {
    let mut inverses: Vec<Vec<Inverse>> = vec![Vec::new(); all.len()];
    let mut backlinks: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (item, outgoing) in all.iter().enumerate() {
        for (field, target, _) in outgoing.references.iter().filter(|(_, target, shown)| *shown && *target != item) {
            inverses[*target].push(Inverse { kind: handbook.items[item].kind, field: field.clone(), item });
        }
        for &target in &outgoing.links {
            backlinks[target].push(item);
        }
    }
    tidy(handbook, all, &mut inverses, &mut backlinks);
    Relations { inverses: Arc::new(inverses), backlinks: Arc::new(backlinks) }
}

fn outgoing_of_all(handbook: &Handbook, memo: &Memo) -> Vec<Arc<Outgoing>> {
    let versions = |item: usize| handbook.items[item].versions.iter().map(|(_, entry)| *entry);
    let key = |item: &usize| {
        fingerprint(&(handbook.keys.places, item, versions(*item).map(|entry| handbook.keys.entries[entry]).collect::<Vec<_>>()))
    };
    let make = |item: usize| {
        let entries: Vec<&Entry> = versions(item).map(|entry| &*handbook.entries[entry]).collect();
        outgoing(&handbook.places, item, &entries)
    };
    memo.get_all((0..handbook.items.len()).collect(), key, make)
}

/// What an item refers and links to.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    /// What its original's fields refer to: the field, the item, and whether the item shows it.
    references: Vec<(String, usize, bool)>,
    /// Other items that its original's texts link to.
    links: Vec<usize>,
    /// Of all that.
    fingerprint: u128,
    /// References to nothing.
    unknown: Vec<Unknown>,
    /// Required fields without a value.
    missing: Vec<Diagnostic>,
}

/// The versions of an item are given in their order.
fn outgoing(places: &Places, place: usize, versions: &[&Entry]) -> Outgoing {
    let item = &places.items[place];
    let links = linked(places, item.primary(), versions[0]).filter(|&target| target != place).collect();
    let mut outgoing = Outgoing { links, ..Outgoing::default() };
    let fields = &places.type_of(place).fields;
    for ((_, version), entry) in item.versions.iter().zip(versions) {
        let is_primary = *version == item.primary();
        for reference in references(entry, fields) {
            let Kind::Reference(target) = &reference.field.kind else { continue };
            match places.referred(reference.written, target.as_deref()) {
                None if is_primary || !inherited(versions[0], entry, &reference) => {
                    outgoing.unknown.push(Unknown::of(entry, &reference, target.as_deref()));
                }
                Some(target) if is_primary => {
                    outgoing.references.push((reference.path, target, reference.field.inverse.is_some()));
                }
                _ => {}
            }
        }
        let missing = entry.missing.iter().filter(|(field, _)| entry.values(field).is_empty());
        outgoing.missing.extend(missing.map(|(_, found)| found.clone()));
    }
    outgoing.fingerprint = fingerprint(&(&outgoing.references, &outgoing.links));
    outgoing
}

/// The field was taken over from the original, where what is wrong with it is reported already.
fn inherited(original: &Entry, version: &Entry, reference: &Reference) -> bool {
    let name = reference.path.split('.').next().unwrap_or_default();
    original.values(name) == version.values(name)
}

/// A reference to nothing.
#[derive(Debug)]
struct Unknown {
    file: Arc<str>,
    path: String,
    written: String,
    /// The type that is referred to.
    target: Option<String>,
    span: Span,
}

impl Unknown {
    fn of(entry: &Entry, reference: &Reference, target: Option<&str>) -> Self {
        Self {
            file: Arc::clone(&entry.file),
            path: reference.path.clone(),
            written: reference.written.to_owned(),
            target: target.map(str::to_owned),
            span: reference.value.span.clone(),
        }
    }

    fn diagnostic(&self, places: &Places, is_suggested: bool) -> Diagnostic {
        let Self { path, written, .. } = self;
        let kind = self.target.as_deref().and_then(|target| places.config.types.by_name.get(target)).copied();
        let bare = written.rsplit('/').next().unwrap_or_default();
        let meant = || match kind {
            Some(kind) => near::slug(places, kind, bare).map(str::to_owned),
            None => near::item(places, written),
        };
        let named = self.target.as_deref().map(|target| format!("{target}/{written}"));
        let draft = named.and_then(|named| places.help_with_draft(&named)).or_else(|| places.help_with_draft(written));
        let help = draft.unwrap_or_else(|| match (is_suggested.then(meant).flatten(), kind.map(|kind| &places.config.types.list[kind])) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, Some(decl)) => {
                format!("write the file `content/{}/{bare}.md` first (`varde new {}`), or refer to one that exists", decl.folder, decl.name)
            }
            (None, None) => "write `type/slug`, such as `case/telma`".to_owned(),
        });
        let what = self.target.as_deref().unwrap_or("entry");
        let message = format!("`{path}` refers to the {what} `{written}`, which does not exist");
        Diagnostic::error("unknown-reference", &self.file, message).at(self.span.clone()).help(help)
    }
}

/// Items that an entry's texts link to.
fn linked(places: &Places, entry: usize, found: &Entry) -> impl Iterator<Item = usize> {
    let links = found.bodies().into_iter().flat_map(|body| &body.links);
    links.filter_map(move |found| match link::target(places, entry, &found.target) {
        link::Target::Item { item, .. } => Some(item),
        _ => None,
    })
}

/// Orders relations as lists are, and drops a row that says again what the entry itself says: where two entries
/// name each other in the same field, and links beside a declared relation.
fn tidy(handbook: &Handbook, all: &[Arc<Outgoing>], inverses: &mut [Vec<Inverse>], backlinks: &mut [Vec<usize>]) {
    let mut rank = vec![0; handbook.items.len()];
    for list in &handbook.lists {
        for (place, &item) in list.iter().enumerate() {
            rank[item] = place;
        }
    }
    inverses.par_iter_mut().zip(backlinks).enumerate().for_each(|(item, (found, links))| {
        let own = &all[item].references;
        let mut said: Vec<(&str, usize)> = own.iter().map(|(field, target, _)| (field.as_str(), *target)).collect();
        said.sort_unstable();
        let says = |inverse: &Inverse| said.binary_search(&(&inverse.field, inverse.item)).is_ok();
        found.retain(|inverse| inverse.kind != handbook.items[item].kind || !says(inverse));
        found.sort_by(|a, b| (a.kind, &a.field, rank[a.item], a.item).cmp(&(b.kind, &b.field, rank[b.item], b.item)));
        found.dedup();
        let mut related: Vec<usize> = own.iter().map(|(_, target, _)| *target).chain(found.iter().map(|inverse| inverse.item)).collect();
        related.sort_unstable();
        links.retain(|link| related.binary_search(link).is_err());
        links.sort_by_key(|&link| (handbook.items[link].kind, rank[link], link));
        links.dedup();
    });
}
