//! `broken-link` and `broken-anchor`: a link that leads nowhere.

use crate::body::Body;
use crate::diagnostic::Diagnostic;
use crate::handbook::link::{Target, target};
use crate::handbook::{Handbook, Places};
use crate::nearest::nearest;

/// Checks that every link in an entry's texts leads somewhere.
pub(super) fn check(places: &Places, entry: usize, bodies: &[&Body]) -> Vec<Diagnostic> {
    let links = bodies.iter().flat_map(|body| &body.links);
    let broken = links.filter_map(|link| match target(places, entry, &link.target) {
        Target::Broken(help) => {
            let message = format!("the link to `{}` leads nowhere", link.target);
            Some(Diagnostic::error("broken-link", &places.files[entry], message).at(link.span.clone()).help(help))
        }
        _ => None,
    });
    broken.collect()
}

/// Checks that every place inside a text which an entry links to is there.
pub(super) fn check_anchors(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let links = handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.links);
    for link in links.filter(|link| link.target.contains('#')) {
        let (version, anchor) = match target(handbook, entry, &link.target) {
            Target::Here(anchor) => (entry, anchor),
            Target::Item { item, version, anchor } => {
                (version.unwrap_or_else(|| handbook.best_version(item, handbook.lang_of(entry))), anchor)
            }
            Target::Path(_) | Target::Asset(_) | Target::External(_) | Target::Broken(_) => continue,
        };
        let anchors = || handbook.entries[version].bodies().into_iter().flat_map(|body| &body.anchors).map(String::as_str);
        if !anchor.is_empty() && !anchors().any(|known| known == anchor) {
            let all: Vec<&str> = anchors().collect();
            let help = match nearest(&anchor, all.iter().copied()) {
                Some(meant) => format!("did you mean `#{meant}`?"),
                None if all.is_empty() => format!("`{}` has no headings", handbook.files[version]),
                None => format!("its anchors are: `#{}`", all.iter().take(12).copied().collect::<Vec<_>>().join("`, `#")),
            };
            let place = if version == entry { "on this page".to_owned() } else { format!("in `{}`", handbook.files[version]) };
            let message = format!("there is no `#{anchor}` {place}");
            diagnostics.push(Diagnostic::error("broken-anchor", &handbook.files[entry], message).at(link.span.clone()).help(help));
        }
    }
    diagnostics
}
