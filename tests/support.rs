//! Folders that vanish when a test ends, small handbooks in them, and what is found there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A new folder, removed when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        Self::below(&std::env::temp_dir())
    }

    /// In memory where the system has a place for it: for tests that write small files very often.
    #[cfg(unix)]
    pub(crate) fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::below(memory) } else { Self::new() }
    }

    fn below(place: &Path) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("varde-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = place.join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file in the folder")).expect("its folder");
        fs::write(path, text).expect("the file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that cannot be removed fails no test.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A handbook with one page, and the given files.
pub(crate) fn handbook(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    folder.write("varde.yaml", "title: X\n");
    folder.write("content/a.md", "---\ntitle: A\n---\nText.\n");
    for (name, text) in files {
        folder.write(name, text);
    }
    folder
}

/// Every file below a folder with its bytes.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().strip_prefix(folder).expect("inside").to_owned(), fs::read(entry.path()).expect("file")))
        .collect();
    found.sort();
    found
}
