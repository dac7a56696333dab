//! References in fields → relations between items, in both directions.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::entry::{Content, Entry, FieldValue};
use crate::handbook::{Handbook, Inverse, link};
use crate::nearest::nearest;
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

/// Fills in inverses and backlinks; a reference to nothing is a problem.
pub fn relate(handbook: &mut Handbook) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut inverses: Vec<Vec<Inverse>> = vec![Vec::new(); handbook.items.len()];
    let mut backlinks: Vec<Vec<usize>> = vec![Vec::new(); handbook.items.len()];
    let all: Vec<Outgoing> = (0..handbook.items.len()).into_par_iter().map(|item| outgoing(handbook, item)).collect();
    for (item, outgoing) in all.into_iter().enumerate() {
        for (target, inverse) in outgoing.inverses {
            inverses[target].push(inverse);
        }
        for target in outgoing.links {
            backlinks[target].push(item);
        }
        diagnostics.extend(outgoing.diagnostics);
    }
    tidy(handbook, &mut inverses, &mut backlinks);
    handbook.inverses = inverses;
    handbook.backlinks = backlinks;
    diagnostics
}

/// What an item refers and links to.
#[derive(Default)]
struct Outgoing {
    /// (target, what stands there for it)
    inverses: Vec<(usize, Inverse)>,
    links: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
}

fn outgoing(handbook: &Handbook, place: usize) -> Outgoing {
    let item = &handbook.items[place];
    let links = linked(handbook, item.primary()).filter(|&target| target != place).collect();
    let mut outgoing = Outgoing { links, ..Outgoing::default() };
    let fields = &handbook.type_of(place).fields;
    for (_, version) in &item.versions {
        let is_primary = *version == item.primary();
        for reference in references(&handbook.entries[*version], fields) {
            let Kind::Reference(target) = &reference.field.kind else { continue };
            match handbook.referred(reference.written, target.as_deref()) {
                None if is_primary || !inherited(handbook, place, &reference) => {
                    outgoing.diagnostics.push(unknown(handbook, *version, &reference, target.as_deref()));
                }
                Some(target) if is_primary && reference.field.inverse.is_some() && target != place => {
                    let inverse = Inverse { kind: item.kind, field: reference.path.clone(), item: place };
                    outgoing.inverses.push((target, inverse));
                }
                _ => {}
            }
        }
    }
    outgoing
}

/// The value was taken over from the original, where it is reported already.
fn inherited(handbook: &Handbook, item: usize, reference: &Reference) -> bool {
    let name = reference.path.split('.').next().unwrap_or_default();
    let original = handbook.entries[handbook.items[item].primary()].values(name);
    !original.is_empty() && original.iter().any(|value| value.span == reference.value.span || matches!(value.content, Content::Group(_)))
}

fn unknown(handbook: &Handbook, entry: usize, reference: &Reference, target: Option<&str>) -> Diagnostic {
    let entry = &handbook.entries[entry];
    let what = target.unwrap_or("entry");
    let kind = target.and_then(|target| handbook.config.types.by_name.get(target));
    let slugs = handbook.items.iter().enumerate().filter(|(_, item)| kind.is_none_or(|kind| item.kind == *kind));
    let ids: Vec<String> = slugs.map(|(place, item)| if target.is_some() { item.slug.clone() } else { handbook.id(place) }).collect();
    let bare = reference.written.rsplit('/').next().unwrap_or_default();
    let wanted = if target.is_some() { bare } else { reference.written };
    let help = match nearest(wanted, ids.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => match kind.map(|kind| &handbook.config.types.list[*kind]) {
            Some(decl) => {
                format!("write the file `content/{}/{bare}.md` first (`varde new {}`), or refer to one that exists", decl.folder, decl.name)
            }
            None => "write `type/slug`, such as `case/telma`".to_owned(),
        },
    };
    Diagnostic::error(
        "unknown-reference",
        &entry.file,
        format!("`{}` refers to the {what} `{}`, which does not exist", reference.path, reference.written),
    )
    .at(reference.value.span.clone())
    .help(help)
}

/// Items that an entry's texts link to.
fn linked(handbook: &Handbook, entry: usize) -> impl Iterator<Item = usize> {
    let bodies = handbook.entries[entry].bodies();
    let links = bodies.into_iter().flat_map(|body| &body.links);
    links.filter_map(move |found| match link::target(handbook, entry, &found.target) {
        link::Target::Item { item, .. } => Some(item),
        _ => None,
    })
}

/// Orders relations as lists are, and drops a row that says again what the entry itself says: where two entries
/// name each other in the same field, and links beside a declared relation.
fn tidy(handbook: &Handbook, inverses: &mut [Vec<Inverse>], backlinks: &mut [Vec<usize>]) {
    let mut rank = vec![0; handbook.items.len()];
    for list in &handbook.lists {
        for (place, &item) in list.iter().enumerate() {
            rank[item] = place;
        }
    }
    inverses.par_iter_mut().zip(backlinks).enumerate().for_each(|(item, (found, links))| {
        let decl = handbook.type_of(item);
        let own: Vec<(String, usize)> = references(&handbook.entries[handbook.items[item].primary()], &decl.fields)
            .into_iter()
            .filter_map(|reference| {
                let Kind::Reference(target) = &reference.field.kind else { return None };
                Some((reference.path.clone(), handbook.referred(reference.written, target.as_deref())?))
            })
            .collect();
        found.retain(|inverse| inverse.kind != handbook.items[item].kind || !own.contains(&(inverse.field.clone(), inverse.item)));
        found.sort_by(|a, b| (a.kind, &a.field, rank[a.item], a.item).cmp(&(b.kind, &b.field, rank[b.item], b.item)));
        found.dedup();
        links.retain(|link| !found.iter().any(|inverse| inverse.item == *link) && !own.iter().any(|(_, target)| target == link));
        links.sort_by_key(|&link| (handbook.items[link].kind, rank[link], link));
        links.dedup();
    });
}
