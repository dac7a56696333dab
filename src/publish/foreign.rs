//! Files in a published folder that Varde did not write. They are never changed and never lost.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::exchange::beside;
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

    /// A file or folder where the new site needs the place for itself.
    pub(super) fn in_the_way_of(&self, new: &Manifest) -> Option<&Path> {
        let is_file = |path: &Path| site_path(path).is_some_and(|name| new.contains(&name));
        let is_folder = |path: &Path| site_path(path).is_some_and(|name| new.has_folder(&name));
        let files = self.files.iter().filter(|path| is_folder(path) || path.ancestors().any(is_file));
        let folders = self.folders.iter().filter(|path| path.ancestors().any(is_file));
        files.chain(folders).next().map(PathBuf::as_path)
    }

    /// Takes everything along into the new folder: linked, or copied where links cannot be made.
    pub(super) fn carry_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        let part = part_of_a_copy(from);
        self.folders.iter().try_for_each(|folder| fs::create_dir_all(to.join(folder)))?;
        self.files.iter().try_for_each(|file| {
            let (from, to) = (from.join(file), to.join(file));
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            // A link to a symbolic link is that symbolic link.
            if fs::hard_link(&from, &to).is_ok() { Ok(()) } else { copy(&from, &to, &part) }
        })?;
        // Last, as a folder may be closed to those who write, and those inside first.
        self.folders.iter().rev().try_for_each(|folder| {
            let (from, to) = (from.join(folder), to.join(folder));
            alike(&from, &to)?;
            as_old(&from, &to);
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

/// Where a file is copied to before it gets its name, beside the folder.
pub(super) fn part_of_a_copy(folder: &Path) -> PathBuf {
    beside(folder, "copy")
}

/// A copy that is cut short never has the name of a whole one, nor does a whole one look newer than what it was made
/// from: after a kill, either would take its place.
fn copy(from: &Path, to: &Path, part: &Path) -> io::Result<()> {
    let copied = copy_at_once(from, part).and_then(|()| fs::rename(part, to));
    if copied.is_err() {
        drop(fs::remove_file(part));
    }
    copied
}

fn copy_at_once(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if from.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to)?;
    as_old(from, to);
    Ok(())
}

/// Gives a file or folder the time at which another was changed. One that cannot be set is no reason to publish nothing.
fn as_old(from: &Path, to: &Path) {
    drop(fs::File::open(to).and_then(|opened| opened.set_modified(from.metadata()?.modified()?)));
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::super::exchange::{clean_up, fresh_folder};
    use super::*;

    #[test]
    fn a_build_that_was_killed_while_it_copied_changes_nothing() {
        let dir = std::env::temp_dir().join(format!("varde-foreign-{}", std::process::id()));
        drop(fs::remove_dir_all(&dir));
        let (folder, fresh) = (dir.join("site"), fresh_folder(&dir.join("site")));
        for folder in [&folder, &fresh] {
            fs::create_dir_all(folder).expect("a folder");
        }
        let hour_ago = SystemTime::now() - Duration::from_hours(1);
        for name in ["copied.txt", "half.txt"] {
            fs::write(folder.join(name), "whole").expect("written");
            fs::File::options().append(true).open(folder.join(name)).and_then(|file| file.set_modified(hour_ago)).expect("a time");
        }
        Manifest::default().write(&fresh).expect("a manifest");
        copy(&folder.join("copied.txt"), &fresh.join("copied.txt"), &part_of_a_copy(&folder)).expect("a copy");
        assert!(!part_of_a_copy(&folder).exists());
        fs::write(fresh.join("later.txt"), "somebody's").expect("written");
        fs::write(part_of_a_copy(&folder), "wh").expect("cut short");
        let before = folder.join("copied.txt").metadata().expect("a file").created().ok();
        clean_up(&folder).expect("cleaned up");
        let text = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
        assert_eq!(["copied.txt", "half.txt", "later.txt"].map(text), ["whole", "whole", "somebody's"]);
        assert_eq!(folder.join("copied.txt").metadata().expect("a file").created().ok(), before, "not even by one like it");
        assert_eq!(fs::read_dir(&dir).expect("a folder").count(), 1, "nothing is left beside it");
        fs::remove_dir_all(dir).expect("removed");
    }
}
