//! `broken-link` and `broken-anchor`: a link that leads nowhere.

use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::handbook::link::{Target, target};
use crate::nearest::nearest;

/// Checks every link in an entry's texts.
pub(super) fn check(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let file = &handbook.entries[entry].file;
    let mut diagnostics = Vec::new();
    for link in handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.links) {
        let (version, anchor) = match target(handbook, entry, &link.target) {
            Target::Broken(help) => {
                diagnostics.push(
                    Diagnostic::error("broken-link", file, format!("the link to `{}` leads nowhere", link.target))
                        .at(link.span.clone())
                        .help(help),
                );
                continue;
            }
            Target::Here(anchor) => (entry, anchor),
            Target::Item { item, version, anchor } => {
                (version.unwrap_or_else(|| handbook.best_version(item, handbook.lang_of(entry))), anchor)
            }
            Target::Path(_) | Target::Asset(_) | Target::External(_) => continue,
        };
        let anchors = || handbook.entries[version].bodies().into_iter().flat_map(|body| &body.anchors).map(String::as_str);
        if !anchor.is_empty() && !anchors().any(|known| known == anchor) {
            let all: Vec<&str> = anchors().collect();
            let help = match nearest(&anchor, all.iter().copied()) {
                Some(meant) => format!("did you mean `#{meant}`?"),
                None if all.is_empty() => format!("`{}` has no headings", handbook.entries[version].file),
                None => format!("its anchors are: `#{}`", all.iter().take(12).copied().collect::<Vec<_>>().join("`, `#")),
            };
            let place = if version == entry { "on this page".to_owned() } else { format!("in `{}`", handbook.entries[version].file) };
            diagnostics.push(
                Diagnostic::error("broken-anchor", file, format!("there is no `#{anchor}` {place}")).at(link.span.clone()).help(help),
            );
        }
    }
    diagnostics
}
