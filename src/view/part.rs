//! A part of a view that many pages show, made once: an entry as links show it, a row of a list, a value of a filter.
//!
//! A [`Part`] holds the view, its fingerprint, and the view in the form that templates read, so that a page that shows
//! it copies a pointer. [`Parts`] keeps those of all pages of one language and depth, where addresses are the same.
//! Invariant: a part depends on the handbook, the language and the depth, never on the page that asks for it first.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde::{Serialize, Serializer};

use super::{EntryLink, FacetValueView, ItemView, TypeView, ValueView};
use crate::entry::Content;
use crate::facets::Facet;
use crate::fingerprint::fingerprint;
use crate::handbook::Handbook;
use crate::pages::Edition;

/// A view that is given to templates as it was made the first time.
#[derive(Debug)]
pub struct Part<T>(Arc<Made<T>>);

#[derive(Debug)]
struct Made<T> {
    view: T,
    /// What Tera reads. It takes a value of its own for what it is, and does not look inside again.
    value: tera::Value,
    fingerprint: OnceLock<u128>,
}

impl<T: Serialize> Part<T> {
    /// Of a view that is complete.
    pub fn of(view: T) -> Self {
        // A struct of texts, numbers and lists can always be read.
        let value = tera::Value::from_serializable(&view);
        Self(Arc::new(Made { view, value, fingerprint: OnceLock::new() }))
    }
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Part<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T> Serialize for Part<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

impl<T: Hash> Hash for Part<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fingerprint.get_or_init(|| fingerprint(&self.0.view)).hash(state);
    }
}

/// Parts of the pages of one language and depth.
#[derive(Debug, Default)]
pub struct Parts {
    /// By type: the filters whose values have pages.
    pub(super) facets: Vec<Arc<Vec<Facet>>>,
    /// By item.
    pub(super) links: Vec<OnceLock<Part<EntryLink>>>,
    /// By item: as the pages of its facet values show it.
    pub(super) rows: Vec<OnceLock<Part<ItemView>>>,
    /// By type.
    pub(super) types: Vec<OnceLock<Part<TypeView>>>,
    /// By type, facet and value, in the order of the edition: as filters that are not chosen.
    pub(super) filters: Vec<Vec<Vec<OnceLock<Part<FacetValueView>>>>>,
    /// By type and facet.
    pub(super) values: Vec<Vec<Values>>,
    /// The content policy of a page without films.
    pub(super) policy: OnceLock<String>,
}

impl Parts {
    /// None of them made.
    pub fn of(handbook: &Handbook, edition: &Edition) -> Self {
        fn none<T>(number: usize) -> Vec<OnceLock<T>> {
            (0..number).map(|_| OnceLock::new()).collect()
        }
        let (items, types) = (handbook.items.len(), &handbook.config.types.list);
        Self {
            facets: edition.facets.clone(),
            links: none(items),
            rows: none(items),
            types: none(types.len()),
            filters: edition.facets.iter().map(|facets| facets.iter().map(|facet| none(facet.values.len())).collect()).collect(),
            values: types.iter().map(|decl| decl.facets().map(|_| Values::default()).collect()).collect(),
            policy: OnceLock::new(),
        }
    }
}

/// What entries have as values of one facet. Few values stand in many entries.
#[derive(Debug, Default)]
pub(super) struct Values(RwLock<HashMap<Content, Carried>>);

/// A value of a facet, as its entries show it.
#[derive(Debug, Clone)]
pub(super) struct Carried {
    pub(super) view: Part<ValueView>,
    /// For the filter script: `status=pilot`; none for what cannot be filtered by.
    pub(super) pair: Option<Arc<str>>,
}

impl Values {
    /// The value, as it was made for the first entry that has it.
    pub(super) fn get(&self, content: &Content, make: impl FnOnce() -> Carried) -> Carried {
        // A thread that panicked while it held the lock has left a map that is still whole.
        if let Some(found) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(content) {
            return found.clone();
        }
        let made = make();
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(content.clone(), made.clone());
        made
    }
}
