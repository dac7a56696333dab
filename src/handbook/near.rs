//! What a link or reference to nothing was meant for.
//!
//! Each question takes as long as there are names, and where a folder was renamed there are as many questions: only the
//! first of a handbook's problems are answered ([`MOST_SUGGESTIONS`]).

use super::Places;
use crate::nearest::{Outline, nearest_outlined};
use crate::site_path::folder_of;

/// For so many problems of one rule it is looked for what was meant.
pub const MOST_SUGGESTIONS: usize = 100;

/// The outlines of the names of a handbook.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// Of the slug of each item.
    slugs: Vec<Outline>,
    /// Of the name of each file that has a page.
    files: Vec<Outline>,
}

impl Outlines {
    /// Of all names.
    pub fn of(places: &Places) -> Self {
        let slugs = places.items.iter().map(|item| Outline::of(&item.slug)).collect();
        Self { slugs, files: pages(places).map(|file| Outline::of(name_of(file))).collect() }
    }
}

/// The item of a type whose slug is nearest to one that does not exist; its slug.
pub fn slug<'p>(places: &'p Places, kind: usize, wanted: &str) -> Option<&'p str> {
    let outlines = places.outlines();
    nearest_outlined(wanted, places.of_kind(kind).map(|item| (outlines.slugs[item], places.items[item].slug.as_str())))
}

/// The item that `type/slug` was meant for, or a path whose last part is a slug; its `type/slug`.
pub fn item(places: &Places, wanted: &str) -> Option<String> {
    let in_type = wanted.split_once('/').and_then(|(name, wanted)| {
        let kind = *places.config.types.by_name.get(name)?;
        slug(places, kind, wanted).map(|slug| format!("{name}/{slug}"))
    });
    in_type.or_else(|| {
        let last = wanted.trim_matches('/').rsplit('/').next().unwrap_or_default();
        let same = (0..places.items.len()).filter(|&item| places.items[item].slug == last);
        same.map(|item| places.id(item)).min()
    })
}

/// The file that a path was meant for: one with a similar name in the folder, or one of the same name elsewhere.
pub fn file<'p>(places: &'p Places, wanted: &str) -> Option<&'p str> {
    let (folder, name) = (folder_of(wanted), name_of(wanted));
    let beside = pages(places).zip(&places.outlines().files).filter(|(file, _)| folder_of(file) == folder);
    let near = nearest_outlined(name, beside.map(|(file, outline)| (*outline, name_of(file))));
    let is_meant = |file: &&str| near.map_or(name_of(file) == name, |near| folder_of(file) == folder && name_of(file) == near);
    pages(places).find(is_meant)
}

/// The files that have a page; snippets, which have none, stand last.
fn pages(places: &Places) -> impl Iterator<Item = &str> {
    places.files[..places.item_of.len()].iter().map(AsRef::as_ref)
}

/// A file's name without its ending, which says nothing of what is meant.
fn name_of(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}
