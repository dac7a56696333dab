//! The sections in the header, as `varde.yaml` names them.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::language::Labels;
use crate::yaml::Yaml;
use crate::yaml::keys::Keys;

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationDecl {
    /// A type, a page or `type/slug`; empty for a group.
    pub to: String,
    /// Its name; empty takes the name of what it leads to.
    pub title: Labels,
    /// The places of a group.
    pub items: Vec<NavigationDecl>,
    /// Where it stands in `varde.yaml`.
    pub span: Span,
}

/// Reads `navigation`.
pub(super) fn navigation(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Vec<NavigationDecl> {
    let mut items = Vec::new();
    for item in yaml.items() {
        if let Some(to) = item.text() {
            items.push(NavigationDecl { to: to.to_owned(), title: Labels::default(), items: Vec::new(), span: item.span.clone() });
            continue;
        }
        let inner = Keys::new(item, file);
        items.push(NavigationDecl {
            to: inner.text("to").unwrap_or_default().to_owned(),
            title: inner.labels("title"),
            items: inner.value("items").map(|yaml| navigation(yaml, keys, file)).unwrap_or_default(),
            span: item.span.clone(),
        });
        inner.finish_within(keys);
    }
    items
}
