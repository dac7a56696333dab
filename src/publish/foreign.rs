//! Files in a published folder that Varde did not write. They are never changed and never lost.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::manifest::Manifest;

/// What stands in a folder and is not Varde's, by path from that folder.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    files: Vec<PathBuf>,
    /// Folders in which Varde wrote nothing.
    folders: Vec<PathBuf>,
}

impl Foreign {
    /// Of a folder that may not be there.
    pub(super) fn find(folder: &Path, ours: &Manifest) -> io::Result<Self> {
        match folder.symlink_metadata() {
            Ok(_) => look(folder, Path::new(""), ours),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// A file where the new site needs the place for itself.
    pub(super) fn in_the_way_of(&self, new: &Manifest) -> Option<&Path> {
        let taken = |path: &&PathBuf| {
            let is_file = |path: &Path| site_path(path).is_some_and(|name| new.contains(&name));
            site_path(path).is_some_and(|name| new.has_folder(&name)) || path.ancestors().any(is_file)
        };
        self.files.iter().find(taken).map(PathBuf::as_path)
    }

    /// Takes everything along into the new folder: linked, or copied where links cannot be made.
    pub(super) fn carry_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.folders.iter().try_for_each(|folder| fs::create_dir_all(to.join(folder)))?;
        self.files.iter().try_for_each(|file| {
            let (from, to) = (from.join(file), to.join(file));
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            // A link to a symbolic link is that symbolic link.
            if fs::hard_link(&from, &to).is_ok() { Ok(()) } else { copy(&from, &to) }
        })?;
        // Last, as a folder may be closed to those who write, and those inside first.
        self.folders.iter().rev().try_for_each(|folder| {
            let (from, to) = (from.join(folder), to.join(folder));
            alike(&from, &to)?;
            // A day that cannot be set is no reason to publish nothing.
            drop(fs::File::open(&to).and_then(|opened| opened.set_modified(from.metadata()?.modified()?)));
            Ok(())
        })
    }
}

/// Lets a folder belong to whom another belongs to, as far as the system allows it, and be as open as that.
pub(super) fn alike(from: &Path, to: &Path) -> io::Result<()> {
    let wanted = from.metadata()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        // Only the system's owner may give all away; who is in a group may give to that.
        if chown(to, Some(wanted.uid()), Some(wanted.gid())).is_err() {
            drop(chown(to, None, Some(wanted.gid())));
        }
    }
    fs::set_permissions(to, wanted.permissions())
}

#[cfg(unix)]
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_symlink() { std::os::unix::fs::symlink(fs::read_link(from)?, to) } else { fs::copy(from, to).map(drop) }
}

#[cfg(not(unix))]
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}

fn look(folder: &Path, inside: &Path, ours: &Manifest) -> io::Result<Foreign> {
    let (mut found, mut deeper) = (Foreign::default(), Vec::new());
    for entry in fs::read_dir(folder.join(inside))? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        let name = site_path(&path);
        if entry.file_type()?.is_dir() {
            if !name.is_some_and(|name| ours.has_folder(&name)) {
                found.folders.push(path.clone());
            }
            deeper.push(path);
        } else if !name.is_some_and(|name| ours.contains(&name)) {
            found.files.push(path);
        }
    }
    let deeper: Vec<Foreign> = deeper.par_iter().map(|path| look(folder, path, ours)).collect::<io::Result<_>>()?;
    for Foreign { files, folders } in deeper {
        found.files.extend(files);
        found.folders.extend(folders);
    }
    Ok(found)
}

/// A path as a site has it, with `/`; none for a name that is not Unicode, which no file of a site has.
pub(super) fn site_path(path: &Path) -> Option<String> {
    Some(path.iter().map(OsStr::to_str).collect::<Option<Vec<_>>>()?.join("/"))
}
