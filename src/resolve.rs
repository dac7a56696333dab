//! All entries → one [`Handbook`]. The whole-handbook stage: cheap, and run in full every time.
//!
//! Gives every entry its identity and address, knits references into relations, and says what does not fit.
//! Links in running text are looked up by `check` and `view`, through `handbook::link`. Invariant: knows no template.

pub mod address;
pub mod identity;
pub mod order;
pub mod reference;
pub mod related;
pub mod terms;

use std::sync::Arc;

use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::Checked;
use crate::entry::Entry;
use crate::handbook::Handbook;
use crate::load::CONTENT;

/// Knits entries into a handbook.
pub fn resolve(entries: Vec<Arc<Entry>>, assets: Vec<(Arc<str>, String)>, config: &Arc<Config>, today: Option<Date>) -> Checked<Handbook> {
    let mut diagnostics = Vec::new();
    let (snippets, entries): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| is_snippet(&entry.file));
    let mut handbook =
        Handbook { config: Arc::clone(config), asset_paths: assets.iter().cloned().collect(), assets, today, ..Handbook::default() };
    diagnostics.extend(identity::identify(&mut handbook, entries));
    identity::add_snippets(&mut handbook, snippets);
    diagnostics.extend(identity::inherit(&mut handbook));
    diagnostics.extend(address::occupy(&mut handbook));
    order::order(&mut handbook);
    diagnostics.extend(reference::relate(&mut handbook));
    related::relate(&mut handbook);
    terms::collect(&mut handbook);
    Checked { value: handbook, diagnostics }
}

/// Texts in a folder whose name begins with `_` are only there to be included.
fn is_snippet(file: &str) -> bool {
    file[CONTENT.len()..].split('/').any(|part| part.starts_with('_'))
}
