//! A folder whose texts are read once, for as long as nobody says that they have changed.
//!
//! Stands between the disk and `load` in `serve`, where one text of thousands changes at a time. Invariant: what is
//! given is what the disk held when it was last told of a change, never older.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{Disk, Files, Listing};

/// A folder on disk, remembered.
pub struct Remembered {
    disk: Disk,
    seen: RwLock<Seen>,
}

#[derive(Default)]
struct Seen {
    listings: BTreeMap<String, Listing>,
    texts: HashMap<String, (Arc<[u8]>, u128)>,
    /// Of pictures and other large files, whose bytes are seldom needed.
    fingerprints: HashMap<String, u128>,
}

impl Remembered {
    /// Nothing is remembered yet.
    pub fn new(disk: Disk) -> Self {
        Self { disk, seen: RwLock::default() }
    }

    /// Forgets everything.
    pub fn forget_all(&self) {
        *self.write() = Seen::default();
    }

    /// Forgets files that have changed, and folders with all that is in them.
    pub fn forget(&self, paths: &BTreeSet<String>) {
        let mut seen = self.write();
        let mut others: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
        for found in seen.listings.values_mut().flat_map(|listing| &mut listing.files) {
            if let Some(now) = paths.get(&found.path).and_then(|path| self.disk.look(path)) {
                others.remove(found.path.as_str());
                *found = now;
            }
        }
        for path in paths {
            seen.texts.remove(path);
            seen.fingerprints.remove(path);
        }
        if others.is_empty() {
            return;
        }
        // They came, went, or are folders.
        let is_in_one = |path: &str| others.contains(path) || path.match_indices('/').any(|(end, _)| others.contains(&path[..end]));
        seen.texts.retain(|path, _| !is_in_one(path));
        seen.fingerprints.retain(|path, _| !is_in_one(path));
        seen.listings.retain(|folder, _| !(is_in_one(folder) || others.iter().any(|path| path.starts_with(&format!("{folder}/")))));
    }

    fn read_seen(&self) -> RwLockReadGuard<'_, Seen> {
        // A thread that panicked while it held the lock has left maps that are still whole.
        self.seen.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Seen> {
        self.seen.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Remembered {
    fn list(&self, folder: &str) -> Listing {
        if let Some(listing) = self.read_seen().listings.get(folder) {
            return listing.clone();
        }
        let listing = self.disk.list(folder);
        self.write().listings.insert(folder.to_owned(), listing.clone());
        listing
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn text(&self, path: &str) -> io::Result<(Arc<[u8]>, u128)> {
        if let Some(text) = self.read_seen().texts.get(path) {
            return Ok(text.clone());
        }
        let text = self.disk.text(path)?;
        self.write().texts.insert(path.to_owned(), text.clone());
        Ok(text)
    }

    fn fingerprint(&self, path: &str) -> io::Result<u128> {
        if let Some(fingerprint) = self.read_seen().fingerprints.get(path) {
            return Ok(*fingerprint);
        }
        let fingerprint = self.disk.fingerprint(path)?;
        self.write().fingerprints.insert(path.to_owned(), fingerprint);
        Ok(fingerprint)
    }
}
