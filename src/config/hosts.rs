//! Which other hosts the pages may use, as `varde.yaml` allows it.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::policy::Hosts;
use crate::yaml::Yaml;
use crate::yaml::keys::Keys;

/// Reads `hosts`: `{scripts, frames, forms}`, each a list of hosts.
pub(super) fn hosts(keys: &Keys, file: &Arc<str>) -> Hosts {
    let Some(yaml) = keys.value("hosts") else { return Hosts::default() };
    let inner = Keys::new(yaml, file);
    let hosts = Hosts { scripts: list(&inner, "scripts", file), frames: list(&inner, "frames", file), forms: list(&inner, "forms", file) };
    inner.finish_within(keys);
    hosts
}

fn list(keys: &Keys, key: &'static str, file: &Arc<str>) -> Vec<String> {
    let mut hosts = Vec::new();
    for item in keys.value(key).map(Yaml::items).unwrap_or_default() {
        match item.text() {
            Some(text) if is_host(text) => hosts.push(text.trim_end_matches('/').to_owned()),
            Some(text) => keys.report(
                Diagnostic::error("invalid-url", file, format!("`{text}` is not a host that pages can use"))
                    .at(item.span.clone())
                    .help("write `https://` and the host's name, without a path: `https://statistics.example.org`"),
            ),
            None => keys.wrong(item, "a host"),
        }
    }
    hosts
}

/// Nothing but a scheme and a host passes: in a policy a path, a blank or a semicolon would mean more.
fn is_host(text: &str) -> bool {
    let name = text.strip_prefix("https://").map(|rest| rest.strip_suffix('/').unwrap_or(rest));
    name.is_some_and(|name| {
        name.contains('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte))
            && !name.starts_with(['.', ':', '-'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_what_is_none() {
        assert!(["https://a.example", "https://a.b.example:8443/"].iter().all(|text| is_host(text)));
        let none = [
            "a.example",
            "http://a.example",
            "https://",
            "https://a",
            "https://a.example/x.js",
            "https://a.example;b",
            "https://*",
            "https://a b.example",
            "'self'",
        ];
        assert!(!none.iter().any(|text| is_host(text)));
    }
}
