//! An old site that is out of sight → nothing, but for what is not Varde's.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::foreign::site_path;
use super::manifest::Manifest;

/// Removes an old site that is out of sight. A file that somebody put there in the last moment moves to `folder`,
/// unless something newer has that name already.
pub(super) fn discard(old: &Path, folder: &Path, ours: &Manifest) -> io::Result<()> {
    empty(old, folder, Path::new(""), ours)?;
    // Last, so that a build that is killed here leaves what the next one understands.
    Manifest::remove(old)?;
    fs::remove_dir(old)
}

/// Removes what is inside a folder, its folders side by side.
fn empty(old: &Path, folder: &Path, inside: &Path, ours: &Manifest) -> io::Result<()> {
    let mut deeper = Vec::new();
    open(&old.join(inside))?;
    for entry in fs::read_dir(old.join(inside))? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            deeper.push(path);
        } else if Manifest::is_at(&path) {
        } else if site_path(&path).is_some_and(|name| ours.contains(&name)) || !is_newer(&entry.path(), &folder.join(&path)) {
            fs::remove_file(entry.path())?;
        } else {
            fs::create_dir_all(folder.join(inside))?;
            fs::rename(entry.path(), folder.join(&path))?;
        }
    }
    deeper.par_iter().try_for_each(|path| {
        empty(old, folder, path, ours)?;
        fs::remove_dir(old.join(path))
    })
}

/// A folder that was closed to its owner, too, is open from here on: it is the old site's, and about to go.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = folder.metadata()?.permissions().mode();
    if mode & 0o700 == 0o700 { Ok(()) } else { fs::set_permissions(folder, fs::Permissions::from_mode(mode | 0o700)) }
}

#[cfg(not(unix))]
fn open(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a file was changed after the one that has its place; that one may be missing.
fn is_newer(old: &Path, new: &Path) -> bool {
    let changed = |path: &Path| path.symlink_metadata().and_then(|found| found.modified());
    match (changed(old), changed(new)) {
        (Ok(old), Ok(new)) => old > new,
        (_, new) => new.is_err(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn the_newer_of_two_foreign_files_stays() {
        let dir = std::env::temp_dir().join(format!("varde-removal-{}", std::process::id()));
        drop(fs::remove_dir_all(&dir));
        let (old, folder) = (dir.join("old"), dir.join("site"));
        let hour = Duration::from_hours(1);
        let put = |folder: &Path, name: &str, text: &str, changed: SystemTime| {
            fs::create_dir_all(folder).expect("a folder");
            fs::write(folder.join(name), text).expect("written");
            fs::File::options().append(true).open(folder.join(name)).and_then(|file| file.set_modified(changed)).expect("a time");
        };
        let now = SystemTime::now();
        put(&old, "saved.txt", "new", now);
        put(&folder, "saved.txt", "old", now - hour);
        put(&old, "copied.txt", "old", now - hour);
        put(&folder, "copied.txt", "copy", now);
        put(&old, "late.txt", "late", now - hour);
        discard(&old, &folder, &Manifest::default()).expect("removed");
        let text = |name: &str| fs::read_to_string(folder.join(name)).expect("a file");
        assert_eq!(["saved.txt", "copied.txt", "late.txt"].map(text), ["new", "copy", "late"]);
        assert!(!old.exists());
        fs::remove_dir_all(dir).expect("removed");
    }
}
