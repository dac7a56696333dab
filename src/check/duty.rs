//! `unmet-duty`: what a public body must tell its readers, and the handbook does not say.
//!
//! Asked for with `check --publish`. The laws are those of Norway, Denmark and the European Union; where only good
//! practice asks, the message says so.

use std::sync::Arc;

use crate::config::{Config, FILE};
use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::language::own_name;

/// Checks what `varde.yaml` says against what publishers owe their readers.
pub fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let config = &handbook.config;
    let mut unmet: Vec<Diagnostic> = address(config).into_iter().collect();
    unmet.extend(statements(config));
    unmet.extend(publisher(config));
    unmet.extend([privacy(config), licence(config), danish_address(handbook)].into_iter().flatten());
    unmet
}

/// A duty that is not met. What is not written stands nowhere.
fn unmet(message: impl Into<Arc<str>>, help: &str) -> Diagnostic {
    Diagnostic::warning("unmet-duty", &Arc::from(FILE), message).help(help)
}

fn address(config: &Config) -> Option<Diagnostic> {
    let help = "write `base_url: https://…`, the address that it will have; the sitemap, the feed and search engines need it";
    config.base.origin.is_none().then(|| unmet("the handbook has no `base_url`", help))
}

fn privacy(config: &Config) -> Option<Diagnostic> {
    let help = "write a page that says what is logged and by whom, and `privacy: ` with its name; articles 12 and 13 of the GDPR";
    config.privacy.is_none().then(|| unmet("no page tells readers about privacy", help))
}

fn licence(config: &Config) -> Option<Diagnostic> {
    let help =
        "write `licence: CC-BY-4.0` or `licence: NLOD-2.0`, which Norwegian authorities recommend; directive (EU) 2019/1024, article 8";
    config.licence.is_none().then(|| unmet("nothing says what others may do with the texts", help))
}

fn danish_address(handbook: &Handbook) -> Option<Diagnostic> {
    let config = &handbook.config;
    let is_owed = !config.accessibility.get("da").is_empty() && config.languages.iter().any(|lang| lang == "da");
    let message = "something else stands at `/was/`, where Danish readers look for the accessibility statement";
    let help = "give that page another `slug:`; the address must lead to the statement (Danish executive order 904/2019)";
    (is_owed && handbook.statement_redirect.is_none()).then(|| unmet(message, help))
}

fn statements(config: &Config) -> Vec<Diagnostic> {
    let help = "make the statement, in Norway at uustatus.no and in Denmark at was.digst.dk, and write \
                `accessibility_statement: ` and its address; directive (EU) 2016/2102, article 7";
    if config.accessibility.is_empty() {
        return vec![unmet("there is no link to an accessibility statement", help)];
    }
    // Other languages have no law of their own: their readers get one of these.
    let missing = [&["nb", "nn", "no"][..], &["da"]].into_iter().filter_map(|country| {
        let read = config.languages.iter().find(|lang| country.contains(&lang.as_str()))?;
        let said = config.accessibility.0.keys().any(|lang| lang.is_empty() || country.contains(&lang.as_str()));
        let message = format!("there is no link to an accessibility statement for readers of {}", own_name(read));
        (!said).then(|| unmet(message, help))
    });
    missing.collect()
}

fn publisher(config: &Config) -> Vec<Diagnostic> {
    let Some(publisher) = &config.publisher else {
        let help = "write `publisher: {name: …, url: …, contact: …}`; readers must know who answers for what they read";
        return vec![unmet("nothing says who publishes the handbook", help)];
    };
    let contact = publisher.contact.is_none().then(|| {
        let help = "write `contact: ` and a role's mailbox or the address of a form; readers must be able to report what they cannot use (directive (EU) 2016/2102, article 7)";
        unmet("readers are not told how to reach the publisher", help)
    });
    let site = publisher.url.is_none().then(|| {
        unmet(
            "nothing leads to the publisher's own site",
            "write `url: https://…`; good practice, and part of what catalogues of open data ask for",
        )
    });
    contact.into_iter().chain(site).map(|found| found.at(publisher.span.clone())).collect()
}
