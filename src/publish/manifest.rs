//! Which files in a published folder are Varde's.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::special::MANIFEST;

/// The file that makes a folder ours.
const FILE: &str = MANIFEST[0];
const HEADING: &str = "# Files in this folder that Varde wrote, and may change or remove.";

/// Paths relative to the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeSet<String>);

impl Manifest {
    /// Of the site to be written.
    pub(super) fn of(paths: BTreeSet<String>) -> Self {
        Self(paths)
    }

    /// Of a folder; none if it is not ours.
    pub(super) fn read(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read_to_string(folder.join(FILE)) {
            Ok(text) if text.starts_with(HEADING) => Ok(Some(Self(text.lines().skip(1).map(str::to_owned).collect()))),
            Ok(_) => Ok(None),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes it into a folder.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let lines: Vec<&str> = std::iter::once(HEADING).chain(self.0.iter().map(String::as_str)).collect();
        // In one step: a list that is cut short would make the rest look like somebody else's.
        let whole = folder.join(MANIFEST[1]);
        fs::write(&whole, lines.join("\n") + "\n")?;
        fs::rename(whole, folder.join(FILE))
    }

    /// Takes it out of a folder.
    pub(super) fn remove(folder: &Path) -> io::Result<()> {
        match fs::remove_file(folder.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether that is its path.
    pub(super) fn is_at(path: &Path) -> bool {
        path == Path::new(FILE)
    }

    /// Whether Varde wrote that file.
    pub(super) fn contains(&self, path: &str) -> bool {
        path == FILE || self.0.contains(path)
    }

    /// Whether Varde wrote something below that folder.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.0.range(below.clone()..).next().is_some_and(|first| first.starts_with(&below))
    }
}
