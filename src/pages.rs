//! Which pages a site has: the plan that views are made from.
//!
//! Between `resolve` and `view`. Invariant: every page has a path of its own, and the plan is in order of path, so
//! that two builds make the same pages in the same order.

use std::collections::BTreeMap;

use crate::handbook::{Handbook, Occupant};
use crate::resolve::order;
use crate::special::Special;
use crate::view::Scope;
use crate::view::links::Links;
use crate::view::list::{self, Filter};

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
    /// The list of a type, whole or filtered.
    List(usize, Option<Filter>),
    /// A page that Varde makes.
    Special(Special),
    /// For addresses where nothing stands.
    NotFound,
}

/// The plan: pages, and the order of every list by edition.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// In order of path.
    pub pages: Vec<Page>,
    /// Items of each type in order, by edition.
    pub lists: BTreeMap<String, Vec<Vec<usize>>>,
}

/// Plans the pages of a handbook.
pub fn plan(handbook: &Handbook) -> Plan {
    let mut plan = Plan::default();
    for lang in &handbook.editions {
        let lists = if lang == handbook.default_lang() { handbook.lists.clone() } else { (0..handbook.config.types.list.len()).map(|kind| order::in_language(handbook, kind, lang)).collect() };
        plan.lists.insert(lang.clone(), lists);
    }
    for (path, occupant) in &sorted(handbook) {
        let (kind, lang) = match occupant {
            Occupant::Entry(entry) => match handbook.intro_of(handbook.item_of[*entry]) {
                // Shown above the list that stands at the same address, or nowhere if the type has no entries.
                Some(_) => continue,
                None => (PageKind::Entry(*entry), handbook.lang_of(*entry).to_owned()),
            },
            Occupant::Fallback { item, lang } => (PageKind::Fallback(*item), lang.clone()),
            Occupant::List { kind, lang } => (PageKind::List(*kind, None), lang.clone()),
            Occupant::Special { page: Special::Print, .. } if handbook.items.len() > LARGEST_PRINT => continue,
            Occupant::Special { page, lang } => (PageKind::Special(*page), lang.clone()),
        };
        if let PageKind::List(kind, None) = kind {
            plan.pages.extend(filtered(handbook, kind, &lang, &plan.lists[&lang][kind]));
        }
        plan.pages.push(Page { path: (*path).clone(), lang, kind });
    }
    plan.pages.push(Page { path: "/404.html".to_owned(), lang: handbook.default_lang().to_owned(), kind: PageKind::NotFound });
    plan.pages.sort_by(|a, b| a.path.cmp(&b.path));
    plan
}

fn sorted(handbook: &Handbook) -> BTreeMap<&String, &Occupant> {
    handbook.addresses.iter().collect()
}

/// A page for every value of every filter, for readers without JavaScript and for links from facts.
fn filtered(handbook: &Handbook, kind: usize, lang: &str, items: &[usize]) -> Vec<Page> {
    let (links, texts) = (Links::on("/"), BTreeMap::new());
    let scope = Scope { handbook, lang, links: &links, texts: &texts };
    let filters = list::page_filters(&scope, kind, items);
    filters.into_iter().map(|(path, filter)| Page { path, lang: lang.to_owned(), kind: PageKind::List(kind, Some(filter)) }).collect()
}
