//! A link as written → where it leads.
//!
//! The checker and the page both ask [`target`], so they can never disagree. Pure look-ups.

use std::borrow::Cow;

use super::{Occupant, Places, near};
use crate::site_path::{folder_of, folder_page, join, percent_decode};
use crate::slug::{composed, slugify};
use crate::source::is_markdown;
use crate::special::FILES;

/// The folders whose other files are published as they are, without the folder's name.
const PUBLISHED: [&str; 2] = ["content", "static"];

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An item, or one version of it where the link names the file of a translation.
    Item {
        /// The item.
        item: usize,
        /// The version, if the link insists on one.
        version: Option<usize>,
        /// `?query` with its mark; may be empty.
        query: String,
        /// `#anchor` without the mark; may be empty.
        anchor: String,
    },
    /// A site path that is not an item: a list, a special page.
    Path {
        /// `/caser/`.
        path: String,
        /// The query and anchor that follow it, as written: `?status=pilot#more`; may be empty.
        suffix: String,
    },
    /// A file published as it is, or made by Varde.
    Asset {
        /// Its site path without leading slash.
        path: String,
        /// The query and anchor that follow it, as written: `#page=3`; may be empty.
        suffix: String,
    },
    /// Another site, `mailto:` or `tel:`.
    External(String),
    /// The same page, whichever that is for a snippet.
    Here {
        /// `?query` with its mark; may be empty.
        query: String,
        /// `#anchor` without the mark; may be empty.
        anchor: String,
    },
    /// Nothing.
    Broken,
}

/// Where a link in `entry` leads.
pub fn target(places: &Places, entry: usize, written: &str) -> Target {
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    if has_scheme(path) || path.starts_with("//") {
        return Target::External(written.to_owned());
    }
    let suffix = &written[path.find('?').unwrap_or(path.len())..];
    let query = &suffix[..suffix.find('#').unwrap_or(suffix.len())];
    let path = &*path_of(path);
    if path.is_empty() {
        return Target::Here { query: query.to_owned(), anchor: percent_decode(anchor).into_owned() };
    }
    let folder = &*composed(folder_of(&places.files[entry]));
    let found = if is_markdown(path) {
        by_file(places, &join(folder, path))
    } else {
        by_address(places, path)
            .or_else(|| by_id(places, path))
            .or_else(|| asset(places, folder, path))
            .or_else(|| (entry < places.item_of.len()).then(|| by_address(places, &join(&places.address_of(entry), path)))?)
    };
    match found {
        Some(Found::Item(item, version)) => {
            Target::Item { item, version, query: query.to_owned(), anchor: percent_decode(anchor).into_owned() }
        }
        Some(Found::Path(path)) => Target::Path { path, suffix: suffix.to_owned() },
        Some(Found::Asset(path)) => Target::Asset { path, suffix: suffix.to_owned() },
        None => Target::Broken,
    }
}

/// What a path names, whatever follows it.
enum Found {
    /// An item, and the version that it insists on.
    Item(usize, Option<usize>),
    Path(String),
    Asset(String),
}

/// How links are written.
pub const HELP: &str =
    "link to another entry by its file (`../caser/telma.md`) or by `type/slug` (`case/telma`), and to other sites with `https://`";

/// What the writer of a broken link should do.
pub fn help(places: &Places, entry: usize, written: &str) -> String {
    let path = path_of(written);
    if let Some(help) = places.help_with_draft(&path) {
        return help;
    }
    if let Some(list) = filtered_list(places, &path) {
        return format!("link to the list with its filter: `{list}`");
    }
    if !is_markdown(&path) {
        return near::item(places, &path).map_or_else(|| HELP.to_owned(), |meant| format!("did you mean `{meant}`?"));
    }
    let full = join(&composed(folder_of(&places.files[entry])), &path);
    if let Some(help) = places.help_with_draft(&full) {
        return help;
    }
    if places.by_file.contains_key(full.as_str()) {
        return format!("`{full}` is only there to be included and has no page; write `![]({path})`, or link to a page that shows it");
    }
    let meant = near::file(places, &full).map(|file| format!("; did you mean `{file}`?")).unwrap_or_default();
    format!("there is no file `{full}`{meant}")
}

/// The list, with a filter in its address, whose page for readers without scripts a path names.
fn filtered_list(places: &Places, path: &str) -> Option<String> {
    places.config.types.list.iter().filter(|decl| decl.has_list()).find_map(|decl| {
        let (field, value) = path.trim_matches('/').strip_prefix(decl.folder.as_str())?.strip_prefix('/')?.split_once('/')?;
        let field = decl.facets().find(|facet| slugify(&facet.name) == field)?;
        Some(format!("/{}/?{}={value}", decl.folder, field.name))
    })
}

/// The asset an image names, as a site path without leading slash.
pub fn image(places: &Places, entry: usize, written: &str) -> Option<String> {
    match asset(places, &composed(folder_of(&places.files[entry])), &path_of(written))? {
        Found::Asset(path) => Some(path),
        _ => None,
    }
}

/// The entry a snippet names.
pub fn snippet(places: &Places, entry: usize, written: &str) -> Option<usize> {
    let path = join(&composed(folder_of(&places.files[entry])), &path_of(written));
    places.by_file.get(path.as_str()).copied()
}

/// Whether an address begins with a scheme: `https:`, `mailto:`.
pub fn has_scheme(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    scheme.len() < address.len() && scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn by_file(places: &Places, full: &str) -> Option<Found> {
    let entry = *places.by_file.get(full)?;
    let item = *places.item_of.get(entry)?;
    let stem = full.rsplit_once('.').map_or(full, |(stem, _)| stem);
    let names_version = stem.rsplit_once('.').is_some_and(|(_, lang)| lang == places.lang_of(entry));
    Some(Found::Item(item, names_version.then_some(entry)))
}

fn by_address(places: &Places, path: &str) -> Option<Found> {
    let path = path.strip_prefix('/')?;
    let address = folder_page(path);
    match places.addresses.get(&address) {
        Some(Occupant::Entry(entry)) => Some(Found::Item(places.item_of[*entry], Some(*entry))),
        Some(_) => Some(Found::Path(address)),
        None if FILES.contains(&path) => Some(Found::Asset(path.to_owned())),
        None => PUBLISHED.iter().find_map(|folder| places.asset_paths.get(format!("{folder}/{path}").as_str())).cloned().map(Found::Asset),
    }
}

fn by_id(places: &Places, path: &str) -> Option<Found> {
    places.by_id.get(path.trim_end_matches('/')).map(|&item| Found::Item(item, None))
}

fn asset(places: &Places, folder: &str, path: &str) -> Option<Found> {
    let full = match path.strip_prefix('/') {
        Some(rest) => format!("static/{rest}"),
        None => join(folder, path),
    };
    places.asset_paths.get(full.as_str()).cloned().map(Found::Asset)
}

/// The path of an address without what follows `?` or `#`, as a file or slug is named.
fn path_of(written: &str) -> Cow<'_, str> {
    match percent_decode(written.split(['#', '?']).next().unwrap_or_default()) {
        Cow::Borrowed(path) => composed(path),
        Cow::Owned(path) => Cow::Owned(composed(&path).into_owned()),
    }
}
