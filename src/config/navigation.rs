//! The sections in the header, as `varde.yaml` names them.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Span};
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

/// Reads `navigation`: places, and groups of places.
pub(super) fn navigation(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Vec<NavigationDecl> {
    let places = all(yaml, keys, file);
    for inner in places.iter().flat_map(|place| &place.items).filter(|inner| !inner.items.is_empty()) {
        let message = "a group of the menu stands in another; menus have two levels";
        let found = Diagnostic::error("wrong-kind", file, message).at(inner.span.clone());
        keys.report(found.help("put its places into the group around it, or make it a group of its own"));
    }
    places
}

fn all(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Vec<NavigationDecl> {
    yaml.items().into_iter().map(|item| place(item, keys, file)).collect()
}

fn place(item: &Yaml, keys: &Keys, file: &Arc<str>) -> NavigationDecl {
    if let Some(to) = item.text() {
        return NavigationDecl { to: to.to_owned(), title: Labels::default(), items: Vec::new(), span: item.span.clone() };
    }
    let inner = Keys::new(item, file);
    let place = NavigationDecl {
        to: inner.text("to").unwrap_or_default().to_owned(),
        title: inner.labels("title"),
        items: inner.value("items").map(|yaml| all(yaml, keys, file)).unwrap_or_default(),
        span: item.span.clone(),
    };
    inner.finish_within(keys);
    place
}
