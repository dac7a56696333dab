//! Folders that vanish when a test ends, and small handbooks in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A new folder, removed when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("varde-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
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
