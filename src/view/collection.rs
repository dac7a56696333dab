//! What a template sees of many entries: lists, their groups and filters, collections.
//!
//! Part of the contract in [`super`]; filled in by `list`, `filter`, `letter` and `overview`.

use serde::Serialize;

use super::{ItemView, Part, TypeView};

/// A list of entries.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ListView {
    /// What is listed.
    #[serde(rename = "type")]
    pub kind: Part<TypeView>,
    /// `rows`, `cards`, `columns`, `compare` or `glossary`.
    pub layout: String,
    /// `compare`: the group field whose members stand side by side.
    pub compare: String,
    /// In order; a list without groups has one group without a title.
    pub groups: Vec<GroupView>,
    /// Filters, with counts.
    pub facets: Vec<FacetView>,
    /// How many entries are listed.
    pub total: usize,
    /// On facet pages: the value that is chosen.
    pub chosen: Option<ChosenView>,
}

/// Entries under one heading.
#[derive(Debug, Clone, Default, Serialize, Hash)]
pub struct GroupView {
    /// Anchor.
    pub id: String,
    /// The heading; empty for an ungrouped list.
    pub title: String,
    /// Language of the title where it is not the page's.
    pub lang: Option<String>,
    /// The page of the group's entry or facet value; may be empty.
    pub url: String,
    /// The entries.
    pub items: Vec<Part<ItemView>>,
}

/// A filter.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct FacetView {
    /// Field name, and its key in the address: `status`.
    pub name: String,
    /// `Status`
    pub label: String,
    /// Values that occur, most frequent first (choices in declared order, numbers by size). On the page of one value: those that
    /// its entries have as well, and the nearest of its own facet.
    pub values: Vec<Part<FacetValueView>>,
}

/// A value of a filter.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct FacetValueView {
    /// Its key in the address: `pilot`.
    pub key: String,
    /// `Pilot`
    pub label: String,
    /// How many entries of the whole list have it.
    pub count: usize,
    /// Its pre-rendered page.
    pub url: String,
    /// This page shows it.
    pub chosen: bool,
    /// `count` in percent of the largest value, for bars.
    pub share: u32,
}

/// The filter of a facet page.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ChosenView {
    /// Field name, and its key in the address: `status`.
    pub name: String,
    /// `Status`
    pub label: String,
    /// The value's key in the address: `pilot`.
    pub key: String,
    /// `Pilot`
    pub value: String,
    /// The whole list.
    pub clear: String,
}

/// A type as a collection: a stone in the cairn, charts on the overview.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CollectionView {
    /// The type.
    #[serde(rename = "type")]
    pub kind: Part<TypeView>,
    /// Number of entries.
    pub count: usize,
    /// `count` in percent of the largest collection.
    pub share: u32,
    /// Charts: its facets (only on the overview page, for types with `overview: true`).
    pub facets: Vec<FacetView>,
    /// The newest entries (only on the front page).
    pub newest: Vec<Part<ItemView>>,
}
