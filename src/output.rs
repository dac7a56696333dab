//! A whole site as a value: path → bytes. Tests compare it, and the server tells what changed by it.
//!
//! A site that is written is never a value: its files go one by one to a [`Sink`], and are forgotten.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::files::Files;
use crate::pictures::metadata;

/// A site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// Files by site path without leading slash: `caser/telma/index.html`.
    pub files: BTreeMap<String, OutputFile>,
}

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputFile {
    /// Made by the build.
    Made(Arc<[u8]>),
    /// A file of the handbook, published as it is: its path there.
    Copied(Arc<str>),
    /// A picture of the handbook, published without what a camera wrote beside it: its path there.
    Cleaned(Arc<str>),
}

impl OutputFile {
    /// What is published.
    ///
    /// # Errors
    /// When the handbook's file cannot be read.
    pub fn bytes(&self, files: &dyn Files) -> io::Result<Cow<'_, [u8]>> {
        match self {
            OutputFile::Made(bytes) => Ok(Cow::Borrowed(bytes)),
            OutputFile::Copied(source) => files.read(source).map(Cow::Owned),
            OutputFile::Cleaned(source) => files.read(source).map(|bytes| Cow::Owned(metadata::without(&bytes).unwrap_or(bytes))),
        }
    }
}

impl Output {
    /// Adds a file that the build made.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path.into(), OutputFile::Made(bytes.into()));
    }

    /// The text of a file that the build made; for tests and the server.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.files.get(path)? {
            OutputFile::Made(bytes) => std::str::from_utf8(bytes).ok(),
            OutputFile::Copied(_) | OutputFile::Cleaned(_) => None,
        }
    }
}

/// Where the files of a site go as they are made, on any thread and in any order.
pub trait Sink: Sync {
    /// Takes a file.
    fn put(&self, path: &str, file: OutputFile);
}

/// A site in memory.
#[derive(Debug, Default)]
pub struct Collected(Mutex<Output>);

impl Collected {
    /// Everything that was put.
    pub fn output(self) -> Output {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Collected {
    fn put(&self, path: &str, file: OutputFile) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).files.insert(path.to_owned(), file);
    }
}

/// Keeps nothing: for those who only want to know what is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: OutputFile) {}
}

/// Whether a file cannot stand beside others: one has its path, or its folder's, or stands in a folder of that name.
/// `has` says whether there is a file; `next` gives the first at or after a path.
pub fn in_the_way<'a>(file: &str, has: impl Fn(&str) -> bool, next: impl Fn(String) -> Option<&'a String>) -> bool {
    let below = format!("{file}/");
    has(file)
        || file.match_indices('/').any(|(end, _)| has(&file[..end]))
        || next(below.clone()).is_some_and(|next| next.starts_with(&below))
}

/// What may stand in an address as it is, in HTML, in CSS and in a header.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A site path as it stands in an address: `på kartet.png` → `p%C3%A5%20kartet.png`.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, &PLAIN).to_string()
}

/// The file that a page is written to: `/caser/telma/` → `caser/telma/index.html`.
pub fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The page that is written to a file, the reverse of [`file_of`]: `caser/telma/index.html` → `/caser/telma/`.
pub fn path_of(file: &str) -> String {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{file}"),
    }
}

/// The page of a folder, however it is named: `/caser/telma`, `/caser/telma/index.html` → `/caser/telma/`.
pub fn folder_page(path: &str) -> String {
    format!("{}/", path_of(path.trim_start_matches('/')).trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_file_tell_of_each_other() {
        for (path, file) in
            [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/404.html", "404.html"), ("/my-index.html", "my-index.html")]
        {
            assert_eq!((file_of(path), path_of(file)), (file.to_owned(), path.to_owned()));
        }
    }

    #[test]
    fn a_folder_is_named_in_many_ways() {
        assert_eq!(["/", "", "/index.html"].map(folder_page), ["/", "/", "/"]);
        assert_eq!(["/a", "/a/", "a/index.html", "/my-index.html"].map(folder_page), ["/a/", "/a/", "/a/", "/my-index.html/"]);
    }
}
