//! A new folder takes the place of an old one, in one step where the system can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder beside `folder` in which the new site is made.
pub(super) fn fresh_folder(folder: &Path) -> PathBuf {
    beside(folder, "new")
}

fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.varde-{what}"))
}

/// Removes what a build that was killed has left beside the folder, and puts an old site back that had been moved
/// aside. The caller holds the lock.
pub(super) fn clean_up(folder: &Path) -> io::Result<()> {
    let old = beside(folder, "old");
    if old.exists() && !folder.exists() {
        fs::rename(&old, folder)?;
    }
    for left in [old, fresh_folder(folder)] {
        match fs::remove_dir_all(left) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Puts `fresh` where `folder` is, and removes what was there.
pub(super) fn take_place(fresh: &Path, folder: &Path) -> io::Result<()> {
    if !folder.exists() {
        return fs::rename(fresh, folder);
    }
    if swap(fresh, folder).is_ok() {
        return fs::remove_dir_all(fresh);
    }
    // Two steps where the system cannot exchange folders; `clean_up` mends what a kill between them leaves.
    let old = beside(folder, "old");
    fs::rename(folder, &old)?;
    fs::rename(fresh, folder)?;
    fs::remove_dir_all(old)
}

#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Takes a file that is not ours into the new folder: linked, or copied where links cannot be made.
pub(super) fn carry_over(from: &Path, to: &Path, symlink: bool) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    #[cfg(unix)]
    if symlink {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    let _ = symlink;
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to)?;
    }
    Ok(())
}
