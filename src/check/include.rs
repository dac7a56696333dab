//! `missing-snippet`, `snippet-loop` and `too-many-snippets`: an included text that is not there, that includes itself,
//! or that brings along more than a page can hold.

use crate::body::Body;
use crate::diagnostic::Diagnostic;
use crate::handbook::link::{MOST_SNIPPETS, snippet};
use crate::handbook::{Handbook, Places};

/// Checks that every text which an entry includes is there.
pub(super) fn check(places: &Places, entry: usize, bodies: &[&Body]) -> Vec<Diagnostic> {
    let includes = bodies.iter().flat_map(|body| &body.includes);
    let missing = includes.filter(|include| snippet(places, entry, &include.target).is_none()).map(|include| {
        let message = format!("there is no text `{}` to include", include.target);
        Diagnostic::error("missing-snippet", &places.files[entry], message)
            .at(include.span.clone())
            .help("write its path from this file; texts that are only there to be included live in a folder such as `_snippets`")
    });
    missing.collect()
}

/// Checks what the texts that an entry includes include in their turn.
pub(super) fn check_others(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let file = &handbook.files[entry];
    let bodies = handbook.entries[entry].bodies();
    let loops = bodies
        .iter()
        .flat_map(|body| &body.includes)
        .filter(|include| snippet(handbook, entry, &include.target).is_some_and(|included| reaches(handbook, included, entry)));
    let mut diagnostics: Vec<Diagnostic> = loops
        .map(|include| {
            Diagnostic::error("snippet-loop", file, format!("`{}` includes this text again", include.target))
                .at(include.span.clone())
                .help("remove one of the includes")
        })
        .collect();
    if let Some(include) = bodies.first().and_then(|body| body.includes.first())
        && diagnostics.is_empty()
        && count(handbook, &mut vec![entry], 0) > MOST_SNIPPETS
    {
        diagnostics.push(
            Diagnostic::error("too-many-snippets", file, format!("the text shows more than {MOST_SNIPPETS} snippets"))
                .at(include.span.clone())
                .help("include fewer, or look for a snippet that includes many others"),
        );
    }
    diagnostics
}

/// How many snippets the last of these texts shows, those in snippets counted with them; stops counting at one too many,
/// and at loops.
fn count(handbook: &Handbook, within: &mut Vec<usize>, mut counted: usize) -> usize {
    let entry = within.last().copied().unwrap_or_default();
    for include in handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.includes) {
        if counted > MOST_SNIPPETS {
            break;
        }
        if let Some(snippet) = snippet(handbook, entry, &include.target).filter(|snippet| !within.contains(snippet)) {
            within.push(snippet);
            counted = count(handbook, within, counted + 1);
            within.pop();
        }
    }
    counted
}

/// Whether `from` includes `wanted`, at whatever depth.
fn reaches(handbook: &Handbook, from: usize, wanted: usize) -> bool {
    let mut seen = vec![from];
    let mut open = vec![from];
    while let Some(entry) = open.pop() {
        if entry == wanted {
            return true;
        }
        for include in handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.includes) {
            if let Some(next) = snippet(handbook, entry, &include.target).filter(|next| !seen.contains(next)) {
                seen.push(next);
                open.push(next);
            }
        }
    }
    false
}
