//! `missing-snippet` and `snippet-loop`: an included text that is not there, or that includes itself.

use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::handbook::link::snippet;

/// Checks every include in an entry's texts.
pub(super) fn check(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let file = &handbook.entries[entry].file;
    let mut diagnostics = Vec::new();
    for include in handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.includes) {
        match snippet(handbook, entry, &include.target) {
            None => diagnostics.push(
                Diagnostic::error("missing-snippet", file, format!("there is no text `{}` to include", include.target))
                    .at(include.span.clone())
                    .help("write its path from this file; texts that are only there to be included live in a folder such as `_snippets`"),
            ),
            Some(included) if reaches(handbook, included, entry) => diagnostics.push(
                Diagnostic::error("snippet-loop", file, format!("`{}` includes this text again", include.target))
                    .at(include.span.clone())
                    .help("remove one of the includes"),
            ),
            Some(_) => {}
        }
    }
    diagnostics
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
