//! A whole site as a value: path → bytes. Tests compare it, and the server tells what changed by it.
//!
//! A site that is written is never a value: its files go one by one to a [`Sink`], and are forgotten.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

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
