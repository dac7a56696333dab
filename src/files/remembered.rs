//! A folder whose texts are read once, for as long as nobody says that they have changed.
//!
//! Stands between the disk and `load` in `serve`, where one text of thousands changes at a time. Invariant: what is
//! given is what the disk held when it was first asked for after the last change to it. Files that have several names
//! change under any of them, so each change is one to all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rayon::prelude::*;

use super::{Disk, Files, Found, Listing};

/// A folder on disk, remembered.
pub struct Remembered {
    disk: Disk,
    seen: RwLock<Seen>,
}

#[derive(Default)]
struct Seen {
    listings: BTreeMap<String, Arc<Listing>>,
    texts: HashMap<Arc<str>, (Arc<[u8]>, u128)>,
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
        for listing in seen.listings.values_mut() {
            let changed = |(place, found): (usize, &Found)| paths.contains(&*found.path).then_some(place);
            let changed: Vec<usize> = listing.files.iter().enumerate().filter_map(changed).collect();
            for place in changed {
                if let Some(now) = self.disk.look(&listing.files[place].path) {
                    others.remove(&*listing.files[place].path);
                    // Whoever has asked for the listing keeps the old one; it is seldom another.
                    if listing.files[place] != now {
                        Arc::make_mut(listing).files[place] = now;
                    }
                }
            }
        }
        let Seen { listings, texts, fingerprints } = &mut *seen;
        let linked = listings.values().flat_map(|listing| &listing.files).filter(|found| found.linked).map(|found| &*found.path);
        for path in paths.iter().map(String::as_str).chain(linked) {
            texts.remove(path);
            fingerprints.remove(path);
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
    fn list(&self, folder: &str) -> Arc<Listing> {
        if let Some(listing) = self.read_seen().listings.get(folder) {
            return Arc::clone(listing);
        }
        let listing = self.disk.list(folder);
        self.write().listings.insert(folder.to_owned(), Arc::clone(&listing));
        listing
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn start(&self, path: &str) -> io::Result<Vec<u8>> {
        self.disk.start(path)
    }

    fn text(&self, path: &str) -> io::Result<(Arc<[u8]>, u128)> {
        if let Some(text) = self.read_seen().texts.get(path) {
            return Ok(text.clone());
        }
        let text = self.disk.text(path)?;
        self.write().texts.insert(Arc::from(path), text.clone());
        Ok(text)
    }

    fn texts(&self, paths: &[Arc<str>]) -> Vec<io::Result<(Arc<[u8]>, u128)>> {
        let known: Vec<Option<(Arc<[u8]>, u128)>> = {
            let seen = self.read_seen();
            paths.par_iter().map(|path| seen.texts.get(path).cloned()).collect()
        };
        known.into_par_iter().zip(paths).map(|(known, path)| known.map_or_else(|| self.text(path), Ok)).collect()
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
