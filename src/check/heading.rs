//! `heading-level-skipped` around snippets, whose headings the text that shows them does not know.

use crate::diagnostic::{Diagnostic, Span};
use crate::entry::is_snippet;
use crate::handbook::Handbook;
use crate::handbook::snippet::{Included, included};

/// Levels of the first and the last heading of what stands in one place.
#[derive(Clone, Copy)]
struct Levels {
    first: u8,
    last: u8,
}

/// Checks the headings before, in and after the snippets that an entry's body shows.
pub(super) fn check(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let body = &handbook.entries[entry].body;
    if body.includes.is_empty() {
        return Vec::new();
    }
    let (mut last, mut is_unknown) = ((!is_snippet(&handbook.files[entry])).then_some(1), false);
    let mut diagnostics = Vec::new();
    for (span, of_snippet, levels) in in_order(handbook, entry, &included(handbook, entry, body)) {
        // Between two headings of the text itself the parser has looked.
        let is_skipped = last.is_some_and(|last| levels.first > last + 1) && (of_snippet || is_unknown);
        if let Some(before) = last.filter(|_| is_skipped) {
            let message =
                format!("the {} goes from level {before} to level {}", if of_snippet { "snippet" } else { "heading" }, levels.first);
            let found = Diagnostic::warning("heading-level-skipped", &handbook.files[entry], message).at(span.clone());
            diagnostics.push(found.help(format!("put a heading at level {} before it, or change its own", before + 1)));
        }
        (last, is_unknown) = (Some(levels.last), of_snippet);
    }
    diagnostics
}

/// The headings of a body, and those of each snippet as one, in order of place.
fn in_order<'h>(handbook: &'h Handbook, entry: usize, shown: &[Result<Included, impl Sized>]) -> Vec<(&'h Span, bool, Levels)> {
    let body = &handbook.entries[entry].body;
    let own = body.headings.iter().map(|heading| (&heading.span, false, Levels { first: heading.level, last: heading.level }));
    let snippets = body.includes.iter().zip(shown).filter_map(|(include, shown)| {
        let snippet = shown.as_ref().ok()?;
        let within = in_order(handbook, snippet.entry, &snippet.includes);
        let levels = Levels { first: within.first()?.2.first, last: within.last()?.2.last };
        Some((&include.span, true, levels))
    });
    let mut all: Vec<_> = own.chain(snippets).collect();
    all.sort_by_key(|(span, ..)| span.start);
    all
}
