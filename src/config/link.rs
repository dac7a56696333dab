//! Links that `varde.yaml` puts in the footer, the licence's among them.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Span};
use crate::language::Labels;
use crate::yaml::Yaml;
use crate::yaml::keys::Keys;

/// A link with a name in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDecl {
    /// What it says.
    pub title: Labels,
    /// Where it leads: an address on the web, `mailto:`, a page or `type/slug`.
    pub url: String,
    /// Where it stands in `varde.yaml`.
    pub span: Span,
}

/// Licences that are known by their SPDX name.
const LICENCES: [(&str, &str); 4] = [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("NLOD-2.0", "https://data.norge.no/nlod/no/2.0"),
];

/// Reads `licence`: a name, or `{title, url}`.
pub(super) fn licence(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Option<LinkDecl> {
    let Some(name) = yaml.text() else { return links(yaml, keys, file).into_iter().next() };
    let url = licence_address(name).unwrap_or_default();
    Some(LinkDecl { title: Labels::same(&name.replace('-', " ")), url: url.to_owned(), span: yaml.span.clone() })
}

/// The address of a licence that is known by its SPDX name.
pub fn licence_address(name: &str) -> Option<&'static str> {
    LICENCES.iter().find(|(known, _)| *known == name).map(|(_, url)| *url)
}

/// A link or a list of links: `{title, url}`.
fn links(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Vec<LinkDecl> {
    let mut links = Vec::new();
    for item in yaml.items() {
        let inner = Keys::new(item, file);
        let (title, url) = (inner.labels("title"), inner.text("url").unwrap_or_default().to_owned());
        if title.is_empty() {
            inner.report(
                Diagnostic::error("missing-field", file, "a link needs a `title`").at(item.span.clone()).help("write `{title: …, url: …}`"),
            );
        }
        if url.is_empty() {
            inner.report(
                Diagnostic::error("missing-field", file, "a link needs a `url`").at(item.span.clone()).help("write `{title: …, url: …}`"),
            );
        }
        inner.finish_within(keys);
        if !url.is_empty() {
            links.push(LinkDecl { title, url, span: item.span.clone() });
        }
    }
    links
}

/// Reads `footer`: a list of links, or `{text, links}`.
pub(super) fn footer(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> (Labels, Vec<LinkDecl>) {
    if yaml.get("text").is_none() && yaml.get("links").is_none() {
        return (Labels::default(), links(yaml, keys, file));
    }
    let inner = Keys::new(yaml, file);
    let read = (inner.labels("text"), inner.value("links").map(|yaml| links(yaml, keys, file)).unwrap_or_default());
    inner.finish_within(keys);
    read
}
