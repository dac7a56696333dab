//! Addresses in `varde.yaml`: where the site stands, and others on the web.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Span};
use crate::language::Labels;
use crate::yaml::keys::Keys;

/// Where the site will be published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Base {
    /// `https://example.org`, without a slash at the end; none if `base_url` is not set.
    pub origin: Option<String>,
    /// The path the site lives below, with slashes at both ends: `/hb/`.
    pub path: String,
}

impl Default for Base {
    fn default() -> Self {
        Self { origin: None, path: "/".to_owned() }
    }
}

impl Base {
    /// The absolute address of a site path (`/caser/telma/`); none without `base_url`.
    pub fn absolute(&self, path: &str) -> Option<String> {
        let origin = self.origin.as_ref()?;
        Some([origin.as_str(), &self.path, path.trim_start_matches('/')].concat())
    }
}

/// Reads `base_url`.
pub(super) fn base(keys: &Keys, file: &Arc<str>) -> Base {
    let Some((text, span)) = keys.text_with_span("base_url") else { return Base::default() };
    let (scheme, rest) = text.split_once("://").unwrap_or(("", ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:[]%".contains(&byte));
    let path = path.trim_matches('/');
    let is_path = path.is_empty() || path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !matches!(scheme, "http" | "https") || !plain(rest) || !is_host(host) || !is_path {
        keys.report(
            Diagnostic::error("invalid-url", file, format!("`{text}` is not an address that a site can have"))
                .at(span)
                .help("write the whole address, such as `https://example.org/handbok/`"),
        );
        return Base::default();
    }
    let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
    Base { origin: Some(format!("{scheme}://{host}")), path }
}

/// Whether a text is a name, or a number in brackets, with or without a port.
fn is_host(text: &str) -> bool {
    let is_number = text.ends_with(']');
    let (name, port) = text.rsplit_once(':').filter(|_| !is_number).unwrap_or((text, "443"));
    let is_name = name.starts_with('[') && name.ends_with(']') || !name.is_empty() && !name.contains([':', '[', ']']);
    is_name && port.parse::<u16>().is_ok()
}

/// An absolute address on the web.
pub(super) fn address(keys: &Keys, key: &'static str, file: &Arc<str>) -> Option<String> {
    let (text, span) = keys.text_with_span(key)?;
    let good = on_the_web(&text, key, span, keys, file);
    good.then(|| text.trim_end_matches('/').to_owned())
}

/// An absolute address on the web, or one for each language.
pub(super) fn addresses(keys: &Keys, key: &'static str, file: &Arc<str>) -> Labels {
    let Some(yaml) = keys.value(key) else { return Labels::default() };
    if yaml.text().is_some() {
        return address(keys, key, file).map(|address| Labels::same(&address)).unwrap_or_default();
    }
    let mut labels = keys.labels(key);
    labels.0.retain(|_, text| on_the_web(text, key, yaml.span.clone(), keys, file));
    labels
}

/// Whether a text is an address on the web; says so if not.
fn on_the_web(text: &str, key: &str, span: Span, keys: &Keys, file: &Arc<str>) -> bool {
    let good = is_web_address(text);
    if !good {
        keys.report(
            Diagnostic::error("invalid-url", file, format!("`{key}` must be an address on the web, found `{text}`"))
                .at(span)
                .help("write the whole address, beginning with `https://`"),
        );
    }
    good
}

/// Whether a text is an `http` or `https` address without white space or quotes.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>`".contains(c))
    })
}

/// Whether a text is an e-mail address.
pub(super) fn is_mailbox(text: &str) -> bool {
    let (name, host) = text.split_once('@').unwrap_or(("", ""));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._+".contains(&byte));
    plain(name) && plain(host) && host.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    #[test]
    fn addresses_are_checked() {
        assert_eq!(
            read("title: X\nbase_url: https://a.no/hb").value.base,
            Base { origin: Some("https://a.no".into()), path: "/hb/".into() }
        );
        for (good, path) in [("https://a.no:8080//", "/"), ("http://[::1]", "/"), ("http://[::1]:80/a/b", "/a/b/")] {
            let read = read(&format!("title: X\nbase_url: {good}"));
            assert_eq!((read.value.base.path.as_str(), read.diagnostics), (path, vec![]), "{good}");
        }
        for bad in [
            "a.no",
            "ftp://a.no",
            "https://",
            "https://a.no/../x",
            "https://a.no/x//y",
            "https://https://a.no/",
            "https://a:no/",
            "https://[::1",
            "\"https://a.no/\\\">\"",
        ] {
            let rules: Vec<_> = read(&format!("title: X\nbase_url: {bad}")).diagnostics.iter().map(|d| d.rule).collect();
            assert_eq!(rules, ["invalid-url"], "{bad}");
        }
    }
}
