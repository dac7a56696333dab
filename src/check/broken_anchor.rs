//! `broken-anchor`: a link to a place that is not in the text.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use crate::body::Body;
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Handbook;
use crate::handbook::link::{Target, target};
use crate::handbook::near::MOST_SUGGESTIONS;
use crate::handbook::snippet::anchors;
use crate::nearest::nearest;

/// A link to a place that is not there.
pub(super) struct BrokenAnchor {
    /// The entry that links.
    entry: usize,
    /// The entry that has no such place.
    version: usize,
    anchor: String,
    span: Span,
}

/// The places of an entry's texts, those from snippets only where they are asked for.
struct Anchors<'h> {
    own: Vec<&'h Body>,
    of_snippets: OnceCell<BTreeSet<String>>,
}

/// The links of an entry to places that are not there.
pub(super) fn broken(handbook: &Handbook, entry: usize) -> Vec<BrokenAnchor> {
    let mut broken = Vec::new();
    let mut known: HashMap<usize, Anchors> = HashMap::new();
    let links = handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.links);
    for link in links.filter(|link| link.target.contains('#')) {
        let (version, anchor) = match target(handbook, entry, &link.target) {
            Target::Here { anchor, .. } => (entry, anchor),
            Target::Item { item, version, anchor, .. } => {
                (version.unwrap_or_else(|| handbook.best_version(item, handbook.lang_of(entry))), anchor)
            }
            Target::Path { .. } | Target::Asset { .. } | Target::External(_) | Target::Broken => continue,
        };
        let own = || handbook.shown_bodies(version).into_iter().map(|(_, body)| body).collect();
        let new = || Anchors { own: own(), of_snippets: OnceCell::new() };
        let places = known.entry(version).or_insert_with(new);
        let is_own = places.own.iter().any(|body| body.anchors.binary_search(&anchor).is_ok());
        if !anchor.is_empty() && !is_own && !places.of_snippets.get_or_init(|| anchors(handbook, version)).contains(&anchor) {
            broken.push(BrokenAnchor { entry, version, anchor, span: link.span.clone() });
        }
    }
    broken
}

/// Says of links that their places are not there, and of the first which may have been meant.
pub(super) fn report(handbook: &Handbook, broken: &[BrokenAnchor]) -> Vec<Diagnostic> {
    let found = broken.iter().enumerate().map(|(number, BrokenAnchor { entry, version, anchor, span })| {
        let place = if version == entry { "on this page".to_owned() } else { format!("in `{}`", handbook.files[*version]) };
        let found = Diagnostic::error("broken-anchor", &handbook.files[*entry], format!("there is no `#{anchor}` {place}"));
        let found = found.at(span.clone());
        if number < MOST_SUGGESTIONS { found.help(help(handbook, *version, anchor)) } else { found }
    });
    found.collect()
}

fn help(handbook: &Handbook, version: usize, wanted: &str) -> String {
    let mut all = anchors(handbook, version);
    all.extend(handbook.shown_bodies(version).into_iter().flat_map(|(_, body)| &body.anchors).cloned());
    match nearest(wanted, all.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `#{meant}`?"),
        None if all.is_empty() => format!("`{}` has no headings", handbook.files[version]),
        None => format!("its anchors are: `#{}`", all.into_iter().take(12).collect::<Vec<_>>().join("`, `#")),
    }
}
