//! The repository's own files, for tests of what it says of itself.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
pub(crate) struct File {
    /// From the repository's root.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// `view::page` for `src/view/page.rs`.
    pub(crate) fn module(&self) -> String {
        self.path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::")
    }

    /// Without its tests and comments.
    pub(crate) fn code(&self) -> String {
        let lines = before_tests(&self.text).lines();
        lines.filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
    }

    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// What stands before a file's tests.
pub(crate) fn before_tests(text: &str) -> &str {
    let end = ["mod tests {", "pub(crate) mod tests {"].iter().filter_map(|tests| text.find(&format!("#[cfg(test)]\n{tests}"))).min();
    &text[..end.unwrap_or(text.len())]
}

pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Files below a folder, sorted.
pub(crate) fn files(folder: &str, extensions: &[&str]) -> Vec<File> {
    let root = path("");
    // What npm has installed is not ours.
    let own = |entry: &walkdir::DirEntry| entry.file_name() != "node_modules";
    let entries = walkdir::WalkDir::new(path(folder)).sort_by_file_name().into_iter().filter_entry(own);
    let entries = entries.map(|entry| entry.expect("a file").into_path());
    let wanted = entries.filter(|path| path.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted)));
    let names = wanted.map(|path| path.strip_prefix(&root).expect("below the root").to_string_lossy().into_owned());
    names.map(|name| File { text: read(&name), path: name }).collect()
}

/// The program's source.
pub(crate) fn source() -> Vec<File> {
    files("src", &["rs"])
}
