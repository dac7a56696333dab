//! `unmet-duty`: what a public body must tell its readers, and the handbook does not say.
//!
//! Asked for with `check --publish`. The laws are those of Norway, Denmark and the European Union; where only good
//! practice asks, the message says so.

use std::sync::Arc;

use crate::config::{Config, FILE};
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::language::own_name;

/// Checks what `varde.yaml` says against what publishers owe their readers.
pub fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let config = &handbook.config;
    let mut unmet = Vec::new();
    // What is not written stands nowhere.
    let mut note = |span: Option<Span>, message: String, help: &str| {
        let found = Diagnostic::warning("unmet-duty", &Arc::from(FILE), message).help(help);
        unmet.push(Diagnostic { span, ..found });
    };
    if config.base.origin.is_none() {
        note(
            None,
            "the handbook has no `base_url`".to_owned(),
            "write `base_url: https://…`, the address that it will have; the sitemap, the feed and search engines need it",
        );
    }
    statement(config, &mut note);
    publisher(config, &mut note);
    if config.privacy.is_none() {
        note(
            None,
            "no page tells readers about privacy".to_owned(),
            "write a page that says what is logged and by whom, and `privacy: ` with its name; articles 12 and 13 of the GDPR",
        );
    }
    if config.licence.is_none() {
        note(
            None,
            "nothing says what others may do with the texts".to_owned(),
            "write `licence: CC-BY-4.0` or `licence: NLOD-2.0`, which Norwegian authorities recommend; directive (EU) 2019/1024, article 8",
        );
    }
    if config.accessibility.get("da").is_empty() || !config.languages.iter().any(|lang| lang == "da") || handbook.was.is_some() {
        return unmet;
    }
    note(
        None,
        "something else stands at `/was/`, where Danish readers look for the accessibility statement".to_owned(),
        "give that page another `slug:`; the address must lead to the statement (Danish executive order 904/2019)",
    );
    unmet
}

fn statement(config: &Config, note: &mut dyn FnMut(Option<Span>, String, &str)) {
    let help = "make the statement, in Norway at uustatus.no and in Denmark at was.digst.dk, and write \
                `accessibility_statement: ` and its address; directive (EU) 2016/2102, article 7";
    if config.accessibility.is_empty() {
        return note(None, "there is no link to an accessibility statement".to_owned(), help);
    }
    // Other languages have no law of their own: their readers get one of these.
    for country in [&["nb", "nn", "no"][..], &["da"]] {
        let read = config.languages.iter().find(|lang| country.contains(&lang.as_str()));
        let said = config.accessibility.0.keys().any(|lang| lang.is_empty() || country.contains(&lang.as_str()));
        if let Some(lang) = read.filter(|_| !said) {
            note(None, format!("there is no link to an accessibility statement for readers of {}", own_name(lang)), help);
        }
    }
}

fn publisher(config: &Config, note: &mut dyn FnMut(Option<Span>, String, &str)) {
    let Some(publisher) = &config.publisher else {
        let help = "write `publisher: {name: …, url: …, contact: …}`; readers must know who answers for what they read";
        return note(None, "nothing says who publishes the handbook".to_owned(), help);
    };
    let place = || Some(publisher.span.clone());
    if publisher.contact.is_none() {
        let help = "write `contact: ` and a role's mailbox or the address of a form; readers must be able to report what they cannot use (directive (EU) 2016/2102, article 7)";
        note(place(), "readers are not told how to reach the publisher".to_owned(), help);
    }
    if publisher.url.is_none() {
        note(
            place(),
            "nothing leads to the publisher's own site".to_owned(),
            "write `url: https://…`; good practice, and part of what catalogues of open data ask for",
        );
    }
}
