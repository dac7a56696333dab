//! The filters of a list: links to the pages of single values, which a script turns into boxes.

use std::collections::BTreeSet;

use super::{FacetValueView, FacetView, Part, Scope};
use crate::facets::{Facet, FacetValue, facet_address};
use crate::pages::Edition;

/// Values of its own facet that the page of one value offers on each side.
const NEIGHBOURS: usize = 12;

/// The filters of a list, with counts. On the page of one value they offer what the entries there have as well, so that
/// no choice leads to nothing, and no page holds the whole of a long filter.
pub(super) fn facet_views(scope: &Scope, kind: usize, edition: &Edition, chosen: Option<(usize, usize)>) -> Vec<FacetView> {
    let facets = edition.facets[kind].iter().enumerate();
    // A filter with one value filters nothing.
    let useful = facets.filter(|(_, facet)| facet.values.len() > 1);
    let views = useful.map(|(place, facet)| {
        let values: Vec<usize> = match chosen {
            None => (0..facet.values.len()).collect(),
            Some((own, value)) if own == place => {
                (value.saturating_sub(NEIGHBOURS)..(value + NEIGHBOURS + 1).min(facet.values.len())).collect()
            }
            Some((own, value)) => {
                let items = &edition.facets[kind][own].values[value].items;
                items.iter().flat_map(|&item| &facet.carried[edition.places[item]]).copied().collect::<BTreeSet<_>>().into_iter().collect()
            }
        };
        FacetView {
            name: facet.field.clone(),
            label: facet.label.clone(),
            values: values
                .into_iter()
                .map(|value| {
                    let view = filter(scope, kind, (place, facet), value);
                    if chosen == Some((place, value)) { Part::of(FacetValueView { chosen: true, ..(*view).clone() }) } else { view }
                })
                .collect(),
        }
    });
    views.filter(|view| !view.values.is_empty()).collect()
}

/// A value of a filter that is not chosen.
fn filter(scope: &Scope, kind: usize, (place, facet): (usize, &Facet), value: usize) -> Part<FacetValueView> {
    let make = || {
        let FacetValue { key, label, items } = &facet.values[value];
        Part::of(FacetValueView {
            key: key.clone(),
            label: label.clone(),
            count: items.len(),
            url: scope.links.to(&facet_address(scope.handbook, kind, scope.lang, &facet.field, key)),
            chosen: false,
            share: percent(items.len(), facet.largest),
        })
    };
    scope.parts.filters[kind][place][value].get_or_init(make).clone()
}

pub(super) fn percent(count: usize, largest: usize) -> u32 {
    u32::try_from(count * 100 / largest.max(1)).unwrap_or(100)
}
