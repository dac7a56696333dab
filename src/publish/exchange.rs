//! A new folder takes the place of an old one, in one step where the system can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::foreign::part_of_a_copy;
use super::manifest::Manifest;
use super::removal::discard;

/// A place beside a published folder, for what is needed while it is published.
pub(super) fn beside(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.varde-{what}"))
}

/// The folder in which the new site is made.
pub(super) fn fresh_folder(folder: &Path) -> PathBuf {
    beside(folder, "new")
}

/// Removes what a build that was killed has left beside the folder, and puts an old site back that had been moved
/// aside. The caller holds the lock.
pub(super) fn clean_up(folder: &Path) -> io::Result<()> {
    let old = beside(folder, "old");
    if old.exists() && !old.is_symlink() && !folder.exists() {
        fs::rename(&old, folder)?;
    }
    let why = |left: &Path, error: io::Error| {
        io::Error::new(error.kind(), format!("{error}, at what an earlier build left in {}", left.display()))
    };
    let part = part_of_a_copy(folder);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(why(&part, error)),
        _ => {}
    }
    [old, fresh_folder(folder)].iter().try_for_each(|left| remove(left, folder).map_err(|error| why(left, error)))
}

fn remove(left: &Path, folder: &Path) -> io::Result<()> {
    // A link is not Varde's, nor is what it leads to.
    if left.is_symlink() {
        return fs::remove_file(left);
    }
    match Manifest::read(left)? {
        // Whole, and so perhaps the site that stood in `folder` before.
        Some(ours) => discard(left, folder, &ours),
        None => match fs::remove_dir_all(left) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    }
}

/// Puts `fresh` where `folder` is, and removes what was there, of which `ours` is Varde's. What cannot be removed now
/// stands in nobody's way, and the next build tries again.
pub(super) fn take_place(fresh: &Path, folder: &Path, ours: &Manifest) -> io::Result<()> {
    if !folder.exists() {
        return fs::rename(fresh, folder);
    }
    settle(fresh)?;
    if swap(fresh, folder).is_ok() {
        drop(discard(fresh, folder, ours));
        return Ok(());
    }
    // Two steps where the system cannot exchange folders; `clean_up` mends what a kill between them leaves.
    let old = beside(folder, "old");
    fs::rename(folder, &old)?;
    if let Err(error) = fs::rename(fresh, folder) {
        fs::rename(&old, folder)?;
        return Err(error);
    }
    drop(discard(&old, folder, ours));
    Ok(())
}

/// Waits until a new site is on the disk and not only in memory: an old one is given up for it, and the power may fail.
#[cfg(target_os = "linux")]
fn settle(fresh: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(fs::File::open(fresh)?)?)
}

/// Elsewhere each of thousands of files would have to be waited for alone.
#[cfg(not(target_os = "linux"))]
fn settle(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
