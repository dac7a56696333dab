//! What is slow to make, kept on disk between builds.
//!
//! A memo that outlives the program. Invariant: only for speed; what is lost, broken or not writable is made anew, and
//! a site is the same with it and without it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::fingerprint::of_bytes;

/// The folder in a handbook's folder.
pub const FOLDER: &str = ".varde";

/// What nobody has asked for in so long is removed.
const KEPT_FOR: Duration = Duration::from_hours(30 * 24);
/// How old a file may be before it is marked as asked for.
const MARKED_AFTER: Duration = Duration::from_hours(24);

/// Results by fingerprint, on disk.
#[derive(Debug, Clone, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    access: Access,
}

/// What may be done with a store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Access {
    /// Only looked up: `check` writes nothing.
    #[default]
    Read,
    /// Looked up and added to.
    Write,
}

impl Store {
    /// The store of the handbook in `dir`; nothing is written before there is something to keep.
    pub fn of(dir: &Path, access: Access) -> Self {
        // A link leads to somebody else's folder, in which nothing is Varde's to write or to remove.
        Self { folder: Some(dir.join(FOLDER)).filter(|folder| !folder.is_symlink()), access }
    }

    /// Whether results can be kept.
    pub fn keeps(&self) -> bool {
        self.folder.is_some() && self.access == Access::Write
    }

    /// What was kept for `key`.
    pub fn get(&self, key: u128) -> Option<Vec<u8>> {
        let path = self.path(key)?;
        let kept = fs::read(&path).ok()?;
        let (sum, bytes) = kept.split_at_checked(16)?;
        if sum != checksum(bytes) {
            return None;
        }
        if self.access == Access::Write && age(&path).is_some_and(|age| age > MARKED_AFTER) {
            // Not being marked costs at most that it is made again.
            drop(fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now())));
        }
        Some(bytes.to_vec())
    }

    /// Keeps a result for `key`, if it can.
    pub fn put(&self, key: u128, bytes: &[u8]) {
        let Some(path) = self.path(key).filter(|_| self.keeps()) else { return };
        let Some(folder) = self.folder.as_ref().filter(|folder| folder.exists() || make(folder)) else { return };
        let fresh = folder.join(format!(".{key:032x}-{}", std::process::id()));
        // Whole or not at all: another build may read at the same time, or this one may be stopped.
        let written = fs::write(&fresh, [&checksum(bytes), bytes].concat()).and_then(|()| fs::rename(&fresh, path));
        if written.is_err() {
            drop(fs::remove_file(fresh));
        }
    }

    /// Removes what has not been asked for in a long time.
    pub fn age(&self) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.keeps()) else { return };
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let ours = entry.file_name().to_str().is_some_and(is_ours);
            if ours && age(&entry.path()).is_some_and(|age| age > KEPT_FOR) {
                drop(fs::remove_file(entry.path()));
            }
        }
    }

    fn path(&self, key: u128) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{key:032x}")))
    }
}

/// Whether [`Store`] gives such names: a key, or one that is being written, with the number of a process.
fn is_ours(name: &str) -> bool {
    let is_key = |key: &str| key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_number = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
    is_key(name)
        || name.strip_prefix('.').and_then(|name| name.split_once('-')).is_some_and(|(key, number)| is_key(key) && is_number(number))
}

/// A folder that keeps itself out of Git and of backups.
fn make(folder: &Path) -> bool {
    let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by varde; may be removed at any time.\n";
    fs::create_dir(folder).is_ok()
        && fs::write(folder.join(".gitignore"), "*\n").is_ok()
        && fs::write(folder.join("CACHEDIR.TAG"), tag).is_ok()
}

fn age(path: &Path) -> Option<Duration> {
    path.metadata().and_then(|found| found.modified()).ok().and_then(|changed| changed.elapsed().ok())
}

fn checksum(bytes: &[u8]) -> [u8; 16] {
    of_bytes(bytes).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_is_not_there() {
        let dir = std::env::temp_dir().join(format!("varde-store-{}", std::process::id()));
        drop(fs::remove_dir_all(&dir));
        fs::create_dir_all(&dir).expect("a folder");
        let store = Store::of(&dir, Access::Write);
        store.put(1, b"one");
        let reader = Store::of(&dir, Access::Read);
        reader.put(2, b"two");
        assert_eq!((reader.get(1).as_deref(), reader.get(2)), (Some(&b"one"[..]), None));
        let path = store.path(1).expect("a path");
        fs::write(&path, b"half").expect("written");
        assert_eq!(store.get(1), None);
        let old = SystemTime::now() - Duration::from_hours(31 * 24);
        fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(old)).expect("old");
        let mine = dir.join(".varde/a-file-of-mine-whose-name-is-long.docx");
        fs::write(&mine, b"mine").expect("written");
        fs::File::options().append(true).open(&mine).and_then(|file| file.set_modified(old)).expect("old");
        store.age();
        assert!(!path.exists() && mine.exists() && dir.join(".varde/.gitignore").exists());
        fs::remove_dir_all(dir).expect("removed");
    }
}
