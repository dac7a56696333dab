//! Collections: a type's entries in short, on the front page and on the overview.

use super::entry::{Detail, item_view, type_view};
use super::filter::{facet_views, percent};
use super::{CollectionView, Part, Scope};
use crate::handbook::Handbook;
use crate::pages::Edition;

/// How many of the newest entries the front page shows.
const NEWEST: usize = 3;

/// What a collection shows besides its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Its facets as charts: on the overview.
    Charts,
    /// Its newest entries: on the front page.
    Newest,
}

/// Types that have entries, as collections.
pub(super) fn collections(scope: &Scope, edition: &Edition, shown: Shown) -> Vec<CollectionView> {
    let (handbook, lists) = (scope.handbook, &edition.lists);
    let kinds =
        (0..handbook.config.types.list.len()).filter(|&kind| handbook.config.types.list[kind].has_list() && !lists[kind].is_empty());
    let largest = kinds.clone().map(|kind| lists[kind].len()).max().unwrap_or(1);
    kinds
        .map(|kind| {
            let (decl, items) = (&handbook.config.types.list[kind], &lists[kind]);
            CollectionView {
                kind: type_view(scope, kind),
                count: items.len(),
                share: percent(items.len(), largest),
                facets: if shown == Shown::Charts && decl.overview { facet_views(scope, kind, edition, None) } else { Vec::new() },
                newest: if shown == Shown::Newest && decl.overview {
                    newest(handbook, items).into_iter().map(|item| Part::of(item_view(scope, item, Detail::Row))).collect()
                } else {
                    Vec::new()
                },
            }
        })
        .collect()
}

fn newest(handbook: &Handbook, items: &[usize]) -> Vec<usize> {
    let mut dated: Vec<usize> = items.to_vec();
    let date = |item: usize| {
        let entry = &handbook.entries[handbook.items[item].primary()];
        entry.last_changed()
    };
    dated.sort_by_key(|&item| std::cmp::Reverse(date(item)));
    dated.truncate(NEWEST);
    dated
}
