//! All entries, resolved: what each is called, where it stands, what refers to it.
//!
//! Made by `resolve`, read by everything after it. Entries are named by their place in `entries`, items (an
//! entry in all its languages) by their place in `items`. Invariant: every place stored here is valid.

pub mod glossary;
pub mod keys;
pub mod link;
pub mod near;
pub mod places;
pub mod snippet;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::body::Body;
use crate::date::Date;
use crate::entry::Entry;
use glossary::Glossary;
use keys::Keys;
pub use places::{Item, Occupant, Places};

/// A handbook. Its parts are shared with the one that was made before, where they are the same.
#[derive(Debug, Clone, Default)]
pub struct Handbook {
    /// Who is who, and what stands where; read as if it stood here.
    pub places: Arc<Places>,
    /// Every entry to be published, in order of file, and after them the snippets.
    pub entries: Vec<Arc<Entry>>,
    /// Items of each type, in the order of its lists in the default language.
    pub lists: Vec<Arc<Vec<usize>>>,
    /// Pages in each folder, in order, the folder's own page first.
    pub folders: Arc<BTreeMap<String, Vec<usize>>>,
    /// What refers to each item.
    pub inverses: Arc<Vec<Vec<Inverse>>>,
    /// Items that link to each item in running text.
    pub backlinks: Arc<Vec<Vec<usize>>>,
    /// Items that share themes with each item, nearest first.
    pub related: Arc<Vec<Vec<usize>>>,
    /// Keys of values whose slug is not enough.
    pub facet_keys: Arc<FacetKeys>,
    /// Terms to be marked, by language.
    pub glossaries: Arc<BTreeMap<String, Glossary>>,
    /// What is known of the pictures in texts, by site path.
    pub pictures: BTreeMap<String, Arc<Shown>>,
    /// The day that review dates are compared with.
    pub today: Option<Date>,
    /// What its parts are remembered by.
    pub keys: Keys,
}

impl Handbook {
    /// The entry in whose file the values of a field stand: the original, where a translation has them from there.
    pub fn source_of(&self, entry: usize, field: &str) -> usize {
        let is_inherited = self.entries[entry].inherited.iter().any(|inherited| inherited == field);
        if is_inherited { self.items[self.item_of[entry]].primary() } else { entry }
    }

    /// Every Markdown text on an entry's page, each with the entry in whose file it stands.
    pub fn shown_bodies(&self, entry: usize) -> Vec<(usize, &Body)> {
        let found = &self.entries[entry];
        let inherited = found.inherited_bodies().into_iter().map(|body| (self.items[self.item_of[entry]].primary(), body));
        found.bodies().into_iter().map(|body| (entry, body)).chain(inherited).collect()
    }

    /// The name of the template that renders an entry: its own, that of front pages, or its type's.
    pub fn template_of(&self, entry: usize) -> &str {
        let item = self.item_of[entry];
        match &self.entries[entry].template {
            Some((name, _)) => name,
            None if self.plain_address(item) == "/" => "front.html",
            None => &self.type_of(item).template,
        }
    }
}

/// A handbook is asked for names and addresses all the time, also where nothing but [`Places`] is known yet.
impl Deref for Handbook {
    type Target = Places;

    fn deref(&self) -> &Places {
        &self.places
    }
}

/// Field → text in lower case → its key, for texts that share their slug with others, or have none.
pub type FacetKeys = BTreeMap<String, BTreeMap<String, String>>;

/// A picture as pages show it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Width and height; none if its form is not known.
    pub size: Option<(u32, u32)>,
    /// Smaller versions, from the narrowest on: width, site path, content.
    pub versions: Vec<(u32, String, Arc<[u8]>)>,
    /// Whoever gets its file learns where it was taken.
    pub located: bool,
}

/// What refers to an item through a declared field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inverse {
    /// Place of the referring type in `Types::list`.
    pub kind: usize,
    /// The field; inside a group `group.field`.
    pub field: String,
    /// The referring item.
    pub item: usize,
}
