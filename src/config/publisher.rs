//! Who answers for what the handbook says.

use std::sync::Arc;

use super::address::{address, is_mailbox, is_web_address};
use crate::diagnostic::{Diagnostic, Span};
use crate::yaml::Yaml;
use crate::yaml::keys::Keys;

/// Who publishes the handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Its name.
    pub name: String,
    /// Its website.
    pub url: Option<String>,
    /// Where readers can write: an address on the web or an e-mail address.
    pub contact: Option<String>,
    /// Where it stands in `varde.yaml`.
    pub span: Span,
}

/// Reads `publisher`: a name, or `{name, url, contact}`.
pub(super) fn publisher(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Option<Publisher> {
    if let Some(name) = yaml.text() {
        return Some(Publisher { name: name.to_owned(), url: None, contact: None, span: yaml.span.clone() });
    }
    let inner = Keys::new(yaml, file);
    let name = inner.text("name").map(str::to_owned);
    if name.is_none() {
        inner.report(
            Diagnostic::error("missing-field", file, "the publisher has no `name`")
                .at(yaml.span.clone())
                .help("write `name: ` and the organisation's name"),
        );
    }
    let (url, contact) = (address(&inner, "url", file), inner.text("contact").map(str::to_owned));
    if let Some(text) = contact.as_ref().filter(|text| !is_web_address(text) && !is_mailbox(text)) {
        inner.report(
            Diagnostic::error("invalid-url", file, format!("`contact` must be an address on the web or an e-mail address, found `{text}`"))
                .at(yaml.span.clone())
                .help("write `https://…` or a role's mailbox such as `handbok@example.org`"),
        );
    }
    inner.finish_within(keys);
    Some(Publisher { name: name?, url, contact: contact.filter(|text| is_web_address(text) || is_mailbox(text)), span: yaml.span.clone() })
}
