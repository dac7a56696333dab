//! Keeps two builds of one folder apart.
//!
//! The lock is the system's, on a file beside the folder: it ends with the process that holds it, however that ends,
//! so that a file which is left behind stops nobody.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held for as long as it lives.
pub(super) struct Lock {
    path: PathBuf,
    /// Gives the lock back when it is closed.
    _file: File,
}

/// Takes the lock at `path`; none if another build holds it.
pub(super) fn take(path: PathBuf) -> io::Result<Option<Lock>> {
    loop {
        // It would lock, and make, a file somewhere else.
        if path.is_symlink() {
            return Err(io::Error::other(format!("`{}` is a link, and must be a file", path.display())));
        }
        let file = File::options().write(true).create(true).truncate(false).open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            // A file system without locks keeps nobody apart, and must not keep everybody out.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Whoever held it may just have removed it: then it is a file that nobody else can find.
        if is_at(&file, &path) {
            return Ok(Some(Lock { path, _file: file }));
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (held, found) = (file.metadata(), path.symlink_metadata());
    matches!((held, found), (Ok(held), Ok(found)) if (held.dev(), held.ino()) == (found.dev(), found.ino()))
}

/// Elsewhere the file is never removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // Still locked, so that it is the file which others wait for.
            drop(std::fs::remove_file(&self.path));
        }
    }
}
