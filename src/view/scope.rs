//! What every part of a view is made from.

use std::collections::BTreeMap;

use super::links::Links;
use super::part::Parts;
use crate::entry::Entry;
use crate::handbook::Handbook;

/// Where a page stands, and for whom: everything a view is made from.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The handbook.
    pub handbook: &'a Handbook,
    /// The language of the page's interface.
    pub lang: &'a str,
    /// How addresses are written on the page.
    pub links: &'a Links,
    /// Interface texts in that language.
    pub texts: &'a BTreeMap<String, String>,
    /// What pages of this language and depth show in common.
    pub parts: &'a Parts,
}

impl Scope<'_> {
    /// The version of an item that this page's reader gets.
    pub fn entry(&self, item: usize) -> &Entry {
        &self.handbook.entries[self.handbook.best_version(item, self.lang)]
    }

    /// An interface text; its key where the theme has none.
    pub fn t(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }
}
