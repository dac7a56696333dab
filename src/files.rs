//! The one door to what is read: a handbook's folder on disk, or files in memory.
//!
//! Paths are relative to the handbook's folder, with `/`. Invariant: nothing outside the folder is ever read,
//! not even through a symbolic link.

pub mod remembered;

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::fingerprint::fingerprint;

/// Where a handbook's files are.
pub trait Files: Sync {
    /// Every file below `folder`, sorted by path, and what could not be looked at.
    fn list(&self, folder: &str) -> Arc<Listing>;
    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no such file, it cannot be read, or it lies outside the handbook.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// The first bytes of a file: all of a short one.
    ///
    /// # Errors
    /// As for `read`.
    fn start(&self, path: &str) -> io::Result<Vec<u8>> {
        self.read(path)
    }
    /// The bytes of a file, and their fingerprint.
    ///
    /// # Errors
    /// As for `read`.
    fn text(&self, path: &str) -> io::Result<(Arc<[u8]>, u128)> {
        let bytes = self.read(path)?;
        let fingerprint = fingerprint(&bytes);
        Ok((Arc::from(bytes), fingerprint))
    }
    /// The same for many files at once.
    fn texts(&self, paths: &[Arc<str>]) -> Vec<io::Result<(Arc<[u8]>, u128)>> {
        paths.par_iter().map(|path| self.text(path)).collect()
    }
    /// The fingerprint of a file's bytes.
    ///
    /// # Errors
    /// As for `read`.
    fn fingerprint(&self, path: &str) -> io::Result<u128> {
        Ok(fingerprint(&self.read(path)?))
    }
}

/// What a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Paths of files, sorted.
    pub files: Vec<Found>,
    /// Paths that could not be listed, with the reason.
    pub refused: Vec<(String, Refusal)>,
    /// The folder itself does not exist.
    pub missing: bool,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// From the handbook's folder.
    pub path: Arc<str>,
    /// Days since 1970 on which it was last changed, where known.
    pub changed: Option<i64>,
    /// It is a link, or has another name as well: it may change where nobody looks.
    pub linked: bool,
}

/// Why a path is not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A symbolic link that leads out of the handbook.
    LinkOutside,
    /// Its name is not Unicode, or has control characters.
    Name,
    /// The system says no.
    Unreadable(String),
}

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    real: PathBuf,
}

impl Disk {
    /// Opens a folder.
    ///
    /// # Errors
    /// When it does not exist or cannot be entered.
    pub fn open(root: &Path) -> io::Result<Self> {
        Ok(Self { root: root.to_owned(), real: root.canonicalize()? })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn is_inside(&self, path: &Path) -> io::Result<bool> {
        Ok(path.canonicalize()?.starts_with(&self.real))
    }
}

impl Files for Disk {
    fn list(&self, folder: &str) -> Arc<Listing> {
        let top = self.root.join(folder);
        let mut listing = Listing { missing: !top.exists(), ..Listing::default() };
        if listing.missing {
            return Arc::new(listing);
        }
        // `static` itself may be a link, and a theme's name lead upwards.
        if !self.is_inside(&top).unwrap_or_default() {
            listing.refused.push((folder.to_owned(), Refusal::LinkOutside));
            return Arc::new(listing);
        }
        // Links are not followed by the walk; a link to a file inside the handbook is read as that file.
        for entry in WalkDir::new(&top).sort_by_file_name().min_depth(1) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() || entry.file_name().to_str().is_some_and(is_leftover) => {}
                Ok(entry) => self.found(entry.path(), entry.path_is_symlink(), &mut listing),
                Err(error) => {
                    let path = error.path().map_or_else(
                        || folder.to_owned(),
                        |path| path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned(),
                    );
                    let reason = error.io_error().map_or_else(|| "a loop of links".to_owned(), ToString::to_string);
                    listing.refused.push((path, Refusal::Unreadable(reason)));
                }
            }
        }
        Arc::new(listing)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.plain_file(path)?)
    }

    fn start(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        std::fs::File::open(self.plain_file(path)?)?.take(START).read_to_end(&mut start)?;
        Ok(start)
    }
}

impl Disk {
    /// Where a file that may be read stands.
    fn plain_file(&self, path: &str) -> io::Result<PathBuf> {
        let full = self.root.join(path);
        if full.is_symlink() && !self.is_inside(&full)? {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the link leads out of the handbook"));
        }
        if full.metadata()?.is_file() { Ok(full) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, NOT_PLAIN)) }
    }

    fn found(&self, path: &Path, link: bool, listing: &mut Listing) {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        // A list of files has one on each line.
        let Some(name) = relative.to_str().filter(|name| !name.contains(char::is_control)) else {
            return listing.refused.push((relative.to_string_lossy().replace(char::is_control, "\u{FFFD}"), Refusal::Name));
        };
        let name = name.replace(std::path::MAIN_SEPARATOR, "/");
        if link {
            match self.is_inside(path) {
                Ok(true) if path.is_file() => {}
                Ok(true) => return listing.refused.push((name, Refusal::Unreadable("a link to a folder".to_owned()))),
                Ok(false) => return listing.refused.push((name, Refusal::LinkOutside)),
                Err(error) => return listing.refused.push((name, Refusal::Unreadable(error.to_string()))),
            }
        }
        let metadata = path.metadata().ok();
        if metadata.as_ref().is_some_and(|found| !found.is_file()) {
            return listing.refused.push((name, Refusal::Unreadable(NOT_PLAIN.to_owned())));
        }
        let linked = link || metadata.as_ref().is_some_and(has_other_names);
        listing.files.push(Found { path: Arc::from(name), changed: metadata.as_ref().and_then(day_of), linked });
    }

    /// A plain file that is there.
    fn look(&self, path: &str) -> Option<Found> {
        let metadata = self.root.join(path).symlink_metadata().ok().filter(Metadata::is_file)?;
        Some(Found { path: Arc::from(path), changed: day_of(&metadata), linked: has_other_names(&metadata) })
    }
}

/// Whether a file's name is one that editors and systems give to what they put beside the files that people write.
pub fn is_leftover(name: &str) -> bool {
    let ended = ["~", ".swp", ".swo", ".swx", ".tmp"].iter().any(|end| name.ends_with(end));
    let begun = [".#", ".~", ".goutputstream", "___jb_"].iter().any(|begin| name.starts_with(begin));
    ended || begun || name == "4913" || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// How many bytes the start of a file has; browsers look at no more to find out what a file is.
const START: u64 = 1500;

/// Reading a pipe or a device may never end.
const NOT_PLAIN: &str = "it is not a plain file";

/// The day on which a file was last changed, in days since 1970.
fn day_of(metadata: &Metadata) -> Option<i64> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs() / 86_400).ok()
}

/// Files in memory, for tests.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn list(&self, folder: &str) -> Arc<Listing> {
        let below = format!("{folder}/");
        let inside = self.0.keys().filter(|path| path.starts_with(&below));
        let files: Vec<Found> = inside.map(|path| Found { path: Arc::from(path.as_str()), changed: None, linked: false }).collect();
        Arc::new(Listing { missing: files.is_empty(), files, refused: Vec::new() })
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }
}
