//! `weak-source`: a source that says neither what it is nor where.

use crate::diagnostic::Diagnostic;
use crate::entry::{Content, Entry};

/// Checks an entry's `sources`.
pub(super) fn check(entry: &Entry) -> Vec<Diagnostic> {
    // What a translation has from its original is said there.
    let own = if entry.inherited.iter().any(|field| field == "sources") { &[] } else { entry.values("sources") };
    let weak = own.iter().filter(|value| match &value.content {
        Content::Group(members) => !["title", "url", "source"].iter().any(|name| members.contains_key(*name)),
        _ => false,
    });
    weak.map(|value| {
        Diagnostic::warning("weak-source", &entry.file, "the source has neither a title nor an address")
            .at(value.span.clone())
            .help("write `title:` or `url:`, so that a reader can find it")
    })
    .collect()
}
