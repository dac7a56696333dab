//! What a link or reference to nothing was meant for.
//!
//! Asked for each one that is broken, of which there may be as many as links: a folder was renamed. So the outlines of
//! all names are made once, when the first is asked for.

use super::Places;
use super::link::{folder_of, join};
use crate::nearest::{Outline, nearest_outlined};

/// The outlines of the names of a handbook.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// Of the slug of each item.
    slugs: Vec<Outline>,
    /// Of the path of each file.
    files: Vec<Outline>,
}

impl Outlines {
    /// Of all names.
    pub fn of(places: &Places) -> Self {
        let slugs = places.items.iter().map(|item| Outline::of(&item.slug)).collect();
        Self { slugs, files: places.files.iter().map(|file| Outline::of(file)).collect() }
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
    let (outlines, folder) = (places.outlines(), folder_of(wanted));
    let name = join("/", wanted.rsplit('/').next().unwrap_or_default());
    let files = || places.files.iter().zip(&outlines.files).map(|(file, outline)| (*outline, &**file));
    let near = files().filter(|(_, file)| file.ends_with(&name) || folder_of(file) == folder);
    nearest_outlined(wanted, near).or_else(|| files().map(|(_, file)| file).filter(|file| file.ends_with(&name)).min())
}
