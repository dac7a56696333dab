//! `missing-snippet`, `snippet-loop` and `too-many-snippets`: an included text that is not there, that includes itself,
//! or that brings along more than a page can hold.

use crate::body::{Body, Include};
use crate::diagnostic::Diagnostic;
use crate::handbook::link::snippet;
use crate::handbook::snippet::{Absent, DEEPEST_SNIPPET, Included, MOST_SNIPPET_BYTES, MOST_SNIPPETS, included};
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
    let bodies = handbook.entries[entry].bodies();
    let shown = bodies.into_iter().flat_map(|body| body.includes.iter().zip(included(handbook, entry, body)));
    let found: Vec<(&Include, Absent)> = shown.filter_map(|(include, shown)| Some((include, absent(&shown, entry)?))).collect();
    let loops: Vec<Diagnostic> = found
        .iter()
        .filter(|(_, absent)| *absent == Absent::Loop(entry))
        .map(|(include, absent)| problem(handbook, entry, include, *absent))
        .collect();
    if !loops.is_empty() {
        return loops;
    }
    found.first().map(|(include, absent)| problem(handbook, entry, include, *absent)).into_iter().collect()
}

/// Why something is left out of what an include shows: what is missing or a loop elsewhere is said of the other text.
fn absent(shown: &Result<Included, Absent>, entry: usize) -> Option<Absent> {
    match shown {
        Ok(included) => included.includes.iter().find_map(|shown| absent(shown, entry)),
        Err(absent) => Some(*absent).filter(|absent| match absent {
            Absent::Missing => false,
            Absent::Loop(other) => *other == entry,
            Absent::TooMany | Absent::TooDeep => true,
        }),
    }
}

fn problem(handbook: &Handbook, entry: usize, include: &Include, absent: Absent) -> Diagnostic {
    let file = &handbook.files[entry];
    let found = match absent {
        Absent::Loop(_) | Absent::Missing => {
            Diagnostic::error("snippet-loop", file, format!("`{}` includes this text again", include.target))
                .help("remove one of the includes")
        }
        Absent::TooMany => {
            let most = MOST_SNIPPET_BYTES >> 20;
            let message = format!("the text shows more than {MOST_SNIPPETS} snippets, or more than {most} MB of them");
            Diagnostic::error("too-many-snippets", file, message).help("include fewer, or look for a snippet that includes many others")
        }
        Absent::TooDeep => {
            let message = format!("`{}` shows snippets within snippets, more than {DEEPEST_SNIPPET} deep", include.target);
            Diagnostic::error("too-many-snippets", file, message).help("include the innermost ones directly")
        }
    };
    found.at(include.span.clone())
}
