//! `unknown-navigation`: a place in `navigation:`, `pins:`, `privacy:`, `footer:` or `licence:` that does not exist.

use std::sync::Arc;

use crate::config::{FILE, NavigationDecl, is_web_address};
use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::nearest::suggest;

/// Checks the places that `varde.yaml` names.
pub(super) fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let file: Arc<str> = Arc::from(FILE);
    let mut diagnostics = Vec::new();
    let mut open: Vec<&NavigationDecl> = handbook.config.navigation.iter().collect();
    while let Some(place) = open.pop() {
        open.extend(&place.items);
        let is_group = place.to.is_empty() && !place.items.is_empty();
        if !is_group && !exists(handbook, &place.to) {
            diagnostics.push(unknown(handbook, &file, "navigation", &place.to).at(place.span.clone()));
        }
    }
    let pins = handbook.config.pins.iter().map(|(_, to, span)| ("pins", to, span));
    let named = pins.chain(handbook.config.privacy.iter().map(|(to, span)| ("privacy", to, span)));
    let footer = handbook.config.footer.iter().map(|link| ("footer", &link.url, &link.span));
    let licence = handbook.config.licence.iter().map(|link| ("licence", &link.url, &link.span)).filter(|(_, url, _)| !url.is_empty());
    let named = named.chain(footer.filter(|(_, to, _)| !to.starts_with("mailto:"))).chain(licence);
    let leads_nowhere = |to: &str| !is_web_address(to) && handbook.address_named(to, handbook.default_lang()).is_none();
    for (key, to, span) in named.filter(|(_, to, _)| leads_nowhere(to)) {
        diagnostics.push(unknown(handbook, &file, key, to).at(span.clone()));
    }
    diagnostics
}

/// Whether a text names a type, a page or `type/slug`; the menu leaves out types without entries.
fn exists(handbook: &Handbook, to: &str) -> bool {
    handbook.config.types.get(to).is_some_and(crate::types::TypeDecl::has_list) || handbook.place(to).is_some()
}

fn unknown(handbook: &Handbook, file: &Arc<str>, key: &str, to: &str) -> Diagnostic {
    if exists(handbook, to) {
        return Diagnostic::error(
            "unknown-navigation",
            file,
            format!("`{key}` names the type `{to}`, which has no entries and so no list"),
        )
        .help(format!("write the first entry with `varde new {to}`, or take the link away"));
    }
    let pages: Vec<&str> = handbook
        .items
        .iter()
        .filter(|item| handbook.config.types.list[item.kind].name == crate::types::PAGE)
        .map(|item| item.slug.as_str())
        .collect();
    let draft =
        handbook.help_with_draft(to).or_else(|| handbook.help_with_draft(&format!("{}/{}", crate::types::PAGE, to.trim_matches('/'))));
    let lists = handbook.config.types.list.iter().filter(|decl| decl.has_list()).map(|decl| decl.name.as_str());
    let names = lists.chain(pages);
    Diagnostic::error("unknown-navigation", file, format!("`{key}` names `{to}`, which is neither a type nor a page"))
        .help(draft.unwrap_or_else(|| suggest(to, names, "page")))
}
