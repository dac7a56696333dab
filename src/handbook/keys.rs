//! What the parts of a handbook are remembered by: fingerprints of all that each depends on.
//!
//! They are only there where something is remembered; where nothing is, nobody asks for them.

use std::hash::Hash;

use super::Places;
use crate::entry::Parts;
use crate::fingerprint::fingerprint;

/// The keys of a handbook's parts.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// For what depends on the configuration, the other files, and what each entry is called.
    pub places: u128,
    /// For what depends on the values of fields as well.
    pub values: u128,
    /// For what depends on titles too.
    pub titles: u128,
    /// All of each entry, with what it takes over from its original.
    pub entries: Vec<u128>,
    /// Of each entry the title and the values of fields, with what it takes over.
    pub listed: Vec<u128>,
}

impl Keys {
    /// The keys of all entries that were read; `around` is what handbooks have besides.
    pub fn of(around: &impl Hash, read: &[&Parts]) -> Self {
        let all = |part: fn(&Parts) -> u128| read.iter().map(|parts| part(parts)).collect::<Vec<_>>();
        let places = fingerprint(&(around, all(|parts| parts.identity)));
        let values = fingerprint(&(places, all(|parts| parts.values)));
        let titles = fingerprint(&(values, all(|parts| parts.listed)));
        Self { places, values, titles, entries: Vec::new(), listed: Vec::new() }
    }

    /// The same, with the keys of each entry of the handbook.
    #[must_use]
    pub fn with_entries<'a>(self, places: &Places, parts: impl Fn(usize) -> &'a Parts) -> Self {
        let mut entries: Vec<u128> = (0..places.files.len()).map(|entry| parts(entry).whole).collect();
        let mut listed: Vec<u128> = (0..places.files.len()).map(|entry| parts(entry).listed).collect();
        for item in places.items.iter().filter(|item| item.versions.len() > 1) {
            for (_, version) in &item.versions[1..] {
                entries[*version] = fingerprint(&(entries[*version], entries[item.primary()]));
                listed[*version] = fingerprint(&(listed[*version], listed[item.primary()]));
            }
        }
        Self { entries, listed, ..self }
    }

    /// For what depends on one entry, and on the names of all.
    pub fn of_entry(&self, entry: usize) -> u128 {
        fingerprint(&(self.places, self.entries[entry]))
    }

    /// For what depends on the titles and values of the items of one type.
    pub fn of_kind(&self, places: &Places, kind: usize) -> u128 {
        let versions = places.items[places.of_kind(kind)].iter().flat_map(|item| &item.versions);
        fingerprint(&versions.map(|(_, entry)| self.listed[*entry]).collect::<Vec<_>>())
    }
}
