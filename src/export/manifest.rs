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
    // What the dialog loads before the first query; the rest comes when it is asked for.
    let texts = format!("search-{}.js", handbook.default_lang());
    let assets: Vec<String> = ["search-start.js", "search-ui.js", &texts].into_iter().filter_map(path).collect();
    let mut manifest = json!({
        "generator": GENERATOR,
        "title": handbook.config.title.get(handbook.default_lang()),
        "languages": handbook.config.languages,
    });
    // A site that is read from a folder has no module to import.
    if let Some(client) = path(CLIENT) {
        manifest["search"] = json!({"client": client, "assets": assets});
    }
    format!("{manifest}\n")
}
