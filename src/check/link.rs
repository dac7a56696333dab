//! `broken-link` and `broken-anchor`: a link that leads nowhere.

use std::collections::{BTreeSet, HashMap};

use crate::body::{Body, Link};
use crate::diagnostic::Diagnostic;
use crate::handbook::link::{HELP, Target, help, target};
use crate::handbook::near::MOST_SUGGESTIONS;
use crate::handbook::snippet::anchors;
use crate::handbook::{Handbook, Places};
use crate::nearest::nearest;

/// The links in an entry's texts that lead nowhere.
pub(super) fn broken(places: &Places, entry: usize, bodies: &[&Body]) -> Vec<Link> {
    let links = bodies.iter().flat_map(|body| &body.links);
    links.filter(|link| target(places, entry, &link.target) == Target::Broken).cloned().collect()
}

/// Says of links of each entry that they lead nowhere, and of the first where they may have been meant to lead.
pub(super) fn report<'a>(places: &Places, broken: impl Iterator<Item = (usize, &'a Link)>) -> Vec<Diagnostic> {
    let found = broken.enumerate().map(|(place, (entry, link))| {
        let message = format!("the link to `{}` leads nowhere", link.target);
        let found = Diagnostic::error("broken-link", &places.files[entry], message).at(link.span.clone());
        if place < MOST_SUGGESTIONS { found.help(help(places, entry, &link.target)) } else { found.help(HELP) }
    });
    found.collect()
}

/// Checks that every place inside a text which an entry links to is there.
pub(super) fn check_anchors(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut known: HashMap<usize, BTreeSet<String>> = HashMap::new();
    let links = handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.links);
    for link in links.filter(|link| link.target.contains('#')) {
        let (version, anchor) = match target(handbook, entry, &link.target) {
            Target::Here(anchor) => (entry, anchor),
            Target::Item { item, version, anchor, .. } => {
                (version.unwrap_or_else(|| handbook.best_version(item, handbook.lang_of(entry))), anchor)
            }
            Target::Path { .. } | Target::Asset { .. } | Target::External(_) | Target::Broken => continue,
        };
        let is_own = |body: &&Body| body.anchors.binary_search(&anchor).is_ok();
        if anchor.is_empty() || handbook.entries[version].bodies().iter().any(is_own) {
            continue;
        }
        let anchors = known.entry(version).or_insert_with(|| all_anchors(handbook, version));
        if !anchors.contains(&anchor) {
            let place = if version == entry { "on this page".to_owned() } else { format!("in `{}`", handbook.files[version]) };
            let found = Diagnostic::error("broken-anchor", &handbook.files[entry], format!("there is no `#{anchor}` {place}"));
            let found = found.at(link.span.clone());
            let is_suggested = diagnostics.len() < MOST_SUGGESTIONS;
            diagnostics.push(if is_suggested { found.help(anchor_help(anchors, &anchor, &handbook.files[version])) } else { found });
        }
    }
    diagnostics
}

/// The places on an entry's page that links may lead to.
fn all_anchors(handbook: &Handbook, entry: usize) -> BTreeSet<String> {
    let mut all = anchors(handbook, entry);
    all.extend(handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.anchors).cloned());
    all
}

fn anchor_help(anchors: &BTreeSet<String>, wanted: &str, file: &str) -> String {
    match nearest(wanted, anchors.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `#{meant}`?"),
        None if anchors.is_empty() => format!("`{file}` has no headings"),
        None => format!("its anchors are: `#{}`", anchors.iter().take(12).cloned().collect::<Vec<_>>().join("`, `#")),
    }
}
