//! A folder whose texts are read once, for as long as nobody says that they have changed.
//!
//! Stands between the disk and `load` in `serve`, where one text of thousands changes at a time. Invariant: what is
//! given is what the disk held when it was last told of a change, never older.

use std::collections::{BTreeMap, HashMap};
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

    /// Forgets a file that has changed, or a folder with all that is in it.
    pub fn forget(&self, path: &str) {
        let mut seen = self.write();
        let seen = &mut *seen;
        seen.texts.remove(path);
        seen.fingerprints.remove(path);
        let found = seen.listings.values_mut().flat_map(|listing| &mut listing.files).find(|found| found.path == path);
        if let (Some(found), Some(now)) = (found, self.disk.look(path)) {
            *found = now;
            return;
        }
        // It came, went, or is a folder.
        let below = format!("{path}/");
        seen.texts.retain(|text, _| !text.starts_with(&below));
        seen.fingerprints.retain(|file, _| !file.starts_with(&below));
        seen.listings.retain(|folder, _| !(below.starts_with(&format!("{folder}/")) || folder.starts_with(&below)));
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
