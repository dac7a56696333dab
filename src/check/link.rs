//! `broken-link`: a link that leads nowhere.

use crate::body::{Body, Link};
use crate::diagnostic::Diagnostic;
use crate::handbook::Places;
use crate::handbook::link::{HELP, Target, help, target};
use crate::handbook::near::MOST_SUGGESTIONS;

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
