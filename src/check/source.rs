//! `weak-source`: a source that says neither what it is nor where.

use crate::diagnostic::Diagnostic;
use crate::entry::{Content, Entry};

/// Checks an entry's `sources`.
pub(super) fn check(entry: &Entry) -> Vec<Diagnostic> {
    let weak = entry.values("sources").iter().filter(|value| match &value.content {
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
