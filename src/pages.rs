//! Which pages a site has: the plan that views are made from.
//!
//! Between `resolve` and `view`. Invariant: every page has a path of its own, and the plan is in order of path, so
//! that two builds make the same pages in the same order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::facets::{Facet, FacetValue, facet_address, facets};
use crate::fingerprint::fingerprint;
use crate::handbook::{Handbook, Occupant, Places};
use crate::medium::Medium;
use crate::memo::Memo;
use crate::resolve::address::alias_on_page;
use crate::resolve::order;
use crate::site_path::{file_of, in_the_way, percent_decode};
use crate::special::Special;

/// Above so many entries the page with all of them is left out: no printer and no reader wants it.
pub const LARGEST_PRINT: usize = 1_500;

/// A page to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Site path: `/caser/telma/`.
    pub path: String,
    /// The language of its interface.
    pub lang: String,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// A version of an item.
    Entry(usize),
    /// An item in an edition in whose language it does not exist.
    Fallback(usize),
    /// The list of a type, whole or filtered by a value of a facet: their places in the edition's facets.
    List(usize, Option<(usize, usize)>),
    /// A page that Varde makes.
    Special(Special),
    /// For addresses where nothing stands.
    NotFound,
}

/// The plan: pages, and what the lists of each edition hold.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// In order of path.
    pub pages: Arc<Vec<Page>>,
    /// By language.
    pub editions: BTreeMap<String, Edition>,
}

/// The lists of one language.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// Items of each type in order.
    pub lists: Vec<Arc<Vec<usize>>>,
    /// Place of each item in the list of its type.
    pub places: Vec<usize>,
    /// Facets of each type.
    pub facets: Vec<Arc<Vec<Facet>>>,
}

/// Plans the pages of a handbook.
pub fn plan(handbook: &Handbook, medium: Medium, memo: &Memo) -> Plan {
    let editions: BTreeMap<String, Edition> = handbook.editions.iter().map(|lang| (lang.clone(), edition(handbook, lang, memo))).collect();
    let key = || {
        let facets = editions.values().flat_map(|edition| edition.facets.iter().flat_map(|facets| facets.iter()));
        let names = facets.map(|facet| (&facet.field, facet.values.iter().map(|value| &value.key).collect::<Vec<_>>()));
        fingerprint(&("pages", handbook.keys.places, medium, names.collect::<Vec<_>>()))
    };
    Plan { pages: memo.get(key, || pages(&handbook.places, medium, &editions)), editions }
}

/// Only the keys of the editions' facets show in it.
fn pages(places: &Places, medium: Medium, editions: &BTreeMap<String, Edition>) -> Vec<Page> {
    let mut pages = Vec::with_capacity(places.addresses.len());
    for (path, occupant) in sorted(places) {
        let (kind, lang) = match occupant {
            Occupant::Entry(entry) => (PageKind::Entry(*entry), places.lang_of(*entry)),
            Occupant::Fallback { item, lang } => (PageKind::Fallback(*item), lang.as_str()),
            Occupant::List { kind, lang } => (PageKind::List(*kind, None), lang.as_str()),
            Occupant::Special { page: Special::Print, .. } if places.items.len() > LARGEST_PRINT => continue,
            Occupant::Special { page, lang } => (PageKind::Special(*page), lang.as_str()),
        };
        if let PageKind::List(kind, None) = kind {
            pages.extend(filtered(places, kind, lang, &editions[lang].facets[kind]));
        }
        pages.push(Page { path: path.clone(), lang: lang.to_owned(), kind });
    }
    if medium == Medium::Web {
        pages.push(Page { path: "/404.html".to_owned(), lang: places.default_lang().to_owned(), kind: PageKind::NotFound });
    }
    pages.par_sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

/// Entries and redirects that would hide the page of a filter.
pub fn check(handbook: &Handbook, plan: &Plan) -> Vec<Diagnostic> {
    let entry = |page: &Page| if let PageKind::Entry(entry) = page.kind { Some(entry) } else { None };
    let same = plan.pages.windows(2).filter(|pair| pair[0].path == pair[1].path);
    let hidden = same.filter_map(|pair| Some((entry(&pair[0]).or(entry(&pair[1]))?, &pair[0].path)));
    let pages = hidden.map(|(entry, path)| {
        let entry = &handbook.entries[entry];
        Diagnostic::error("duplicate-address", &entry.file, format!("the address `{path}` belongs to a filter of a list"))
            .at(entry.title_span.clone())
            .help("give the entry another `slug:`, or move the file")
    });
    let filters = plan.pages.iter().filter(|page| !handbook.aliases.is_empty() && matches!(page.kind, PageKind::List(_, Some(_))));
    let filters: BTreeSet<String> = filters.map(|page| file_of(&page.path).to_lowercase()).collect();
    let hides = |path: &str| in_the_way(&file_of(path).to_lowercase(), |file| filters.contains(file), |from| filters.range(from..).next());
    let redirects = handbook.aliases.iter().filter(|(path, _)| hides(path)).map(|(path, entry)| {
        let entry = &handbook.entries[*entry];
        let written = entry.aliases.iter().find(|(alias, _)| percent_decode(alias).trim_matches('/') == path.trim_matches('/'));
        alias_on_page(&entry.file, path).at(written.map_or(0..0, |(_, span)| span.clone()))
    });
    pages.chain(redirects).collect()
}

fn edition(handbook: &Handbook, lang: &str, memo: &Memo) -> Edition {
    let kinds = 0..handbook.config.types.list.len();
    let lists: Vec<Arc<Vec<usize>>> = if lang == handbook.default_lang() {
        handbook.lists.clone()
    } else {
        kinds.clone().map(|kind| order::in_language(handbook, kind, lang, memo)).collect()
    };
    let mut places = vec![0; handbook.items.len()];
    for list in &lists {
        for (place, &item) in list.iter().enumerate() {
            places[item] = place;
        }
    }
    let facets = kinds.into_par_iter().map(|kind| facets(handbook, lang, kind, &lists[kind], memo)).collect();
    Edition { lists, places, facets }
}

fn sorted(places: &Places) -> Vec<(&String, &Occupant)> {
    let mut all: Vec<(&String, &Occupant)> = places.addresses.iter().collect();
    all.par_sort_unstable_by_key(|(path, _)| *path);
    all
}

/// A page for every value of every facet, for readers without JavaScript and for links from facts.
fn filtered(places: &Places, kind: usize, lang: &str, facets: &[Facet]) -> Vec<Page> {
    let mut pages = Vec::new();
    for (facet, found) in facets.iter().enumerate() {
        for (value, FacetValue { key, .. }) in found.values.iter().enumerate() {
            let path = facet_address(places, kind, lang, &found.field, key);
            pages.push(Page { path, lang: lang.to_owned(), kind: PageKind::List(kind, Some((facet, value))) });
        }
    }
    pages
}
