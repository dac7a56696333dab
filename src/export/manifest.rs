//! `varde.json`: what the site is and how to search it, for programs.

use serde_json::json;

use crate::handbook::Handbook;
use crate::theme::Theme;
use crate::view::site::GENERATOR;

/// The module that searches, by the name the theme gives it.
const CLIENT: &str = "search.js";

/// `{"generator", "title", "languages", "search": {"client", "assets"}}`; addresses are site paths.
pub(super) fn manifest(handbook: &Handbook, theme: &Theme) -> String {
    let path = |name: &str| theme.assets.get(name).map(|path| format!("/{path}"));
    // Of the interface's texts only those in the page's language are loaded.
    let texts = format!("search-{}.js", handbook.default_lang());
    let others: Vec<String> = theme.texts.keys().map(|lang| format!("search-{lang}.js")).filter(|name| *name != texts).collect();
    let loaded = theme.search_assets.iter().filter(|name| *name != CLIENT && !others.contains(name));
    let assets: Vec<String> = loaded.filter_map(|name| path(name)).collect();
    let manifest = json!({
        "generator": GENERATOR,
        "title": handbook.config.title.get(handbook.default_lang()),
        "languages": handbook.config.languages,
        "search": {"client": path(CLIENT), "assets": assets},
    });
    format!("{manifest}\n")
}
