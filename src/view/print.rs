//! The whole handbook on one page, for paper and for reading offline.

use std::sync::Arc;

use super::entry::{Detail, item_view, type_view};
use super::{GroupView, ListView, Part, Scope, TypeView};
use crate::types::Layout;

/// The whole handbook as one list, grouped by type.
pub(super) fn everything(scope: &Scope, lists: &[Arc<Vec<usize>>]) -> ListView {
    let mut groups = Vec::new();
    for (kind, items) in lists.iter().enumerate().filter(|(_, items)| !items.is_empty()) {
        let view = type_view(scope, kind);
        let items = items.iter().map(|&item| Part::of(item_view(scope, item, Detail::Whole)));
        groups.push(GroupView {
            id: format!("all-{}", view.name),
            title: view.plural.clone(),
            lang: None,
            url: view.url.clone(),
            items: items.collect(),
        });
    }
    let total = groups.iter().map(|group| group.items.len()).sum();
    ListView {
        kind: Part::of(TypeView::default()),
        layout: Layout::Rows.name().to_owned(),
        compare: String::new(),
        groups,
        facets: Vec::new(),
        total,
        chosen: None,
    }
}
