//! Entries → items: who is a version of whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::entry::Entry;
use crate::handbook::{Handbook, Item};
use crate::types::Kind;

/// Gives every entry its place and its item; of two with one identity the first is kept.
pub fn identify(handbook: &mut Handbook, entries: Vec<Arc<Entry>>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut found: BTreeMap<(usize, String), Vec<(String, usize)>> = BTreeMap::new();
    for entry in entries {
        let kind = handbook.config.types.by_name.get(&entry.kind).copied().unwrap_or_default();
        let lang = entry.lang.clone().unwrap_or_else(|| handbook.config.languages[0].clone());
        let versions = found.entry((kind, entry.slug.clone())).or_default();
        if let Some((_, other)) = versions.iter().find(|(known, _)| *known == lang) {
            diagnostics.push(duplicate(&entry, &handbook.entries[*other], &lang));
            continue;
        }
        versions.push((lang, handbook.entries.len()));
        handbook.by_file.insert(Arc::clone(&entry.file), handbook.entries.len());
        handbook.entries.push(entry);
    }
    handbook.item_of = vec![0; handbook.entries.len()];
    let languages = handbook.config.languages.clone();
    let rank = |lang: &String| languages.iter().position(|known| known == lang).unwrap_or(languages.len());
    for ((kind, slug), mut versions) in found {
        versions.sort_by_key(|(lang, entry)| (rank(lang), *entry));
        for (_, entry) in &versions {
            handbook.item_of[*entry] = handbook.items.len();
        }
        let id = format!("{}/{slug}", handbook.config.types.list[kind].name);
        handbook.by_id.insert(id, handbook.items.len());
        handbook.items.push(Item { kind, slug, versions });
    }
    handbook.editions = editions(handbook);
    diagnostics
}

fn duplicate(entry: &Entry, other: &Entry, lang: &str) -> Diagnostic {
    let id = format!("{}/{}", entry.kind, entry.slug);
    let same_case = entry.file.to_lowercase() == other.file.to_lowercase();
    let why = if same_case { "; the names differ only in upper and lower case" } else { "" };
    Diagnostic::error("duplicate-entry", &entry.file, format!("`{id}` in `{lang}` is also in `{}`{why}", other.file))
        .at(entry.title_span.clone())
        .help("rename one of the files, give it a `slug:` of its own, or a `lang:` if it is a translation")
}

/// The default language, and every other one that has a front page.
fn editions(handbook: &Handbook) -> Vec<String> {
    let default = handbook.config.languages[0].clone();
    let front = handbook.by_id.get("page/index").map(|&item| &handbook.items[item].versions);
    let others = front.into_iter().flatten().map(|(lang, _)| lang.clone()).filter(|lang| *lang != default);
    std::iter::once(default.clone()).chain(others).collect()
}

/// Adds snippets: entries that can be included, and have no item of their own worth showing.
pub fn add_snippets(handbook: &mut Handbook, snippets: Vec<Arc<Entry>>) {
    for snippet in snippets {
        handbook.by_file.insert(Arc::clone(&snippet.file), handbook.entries.len());
        handbook.item_of.push(0);
        handbook.entries.push(snippet);
    }
}

/// Gives each translation the values of the original that it does not state itself (not prose: that is in
/// another language), and reports the required fields that are missing after that.
pub fn inherit(handbook: &mut Handbook) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let config = Arc::clone(&handbook.config);
    for item in 0..handbook.items.len() {
        let primary = handbook.items[item].primary();
        let decl = &config.types.list[handbook.items[item].kind];
        let original = Arc::clone(&handbook.entries[primary]);
        for place in 0..handbook.items[item].versions.len() {
            let version = handbook.items[item].versions[place].1;
            if version != primary {
                let fields =
                    decl.fields.iter().filter(|field| !matches!(field.kind, Kind::Text | Kind::Markdown | Kind::Process | Kind::Section));
                let absent = fields.filter(|field| handbook.entries[version].values(&field.name).is_empty());
                let taken: Vec<_> =
                    absent.filter_map(|field| Some((field.name.clone(), original.fields.get(&field.name)?.clone()))).collect();
                if !taken.is_empty() {
                    Arc::make_mut(&mut handbook.entries[version]).fields.extend(taken);
                }
            }
            let entry = &handbook.entries[version];
            let missing = entry.missing.iter().filter(|(field, _)| entry.values(field).is_empty());
            diagnostics.extend(missing.map(|(_, diagnostic)| diagnostic.clone()));
        }
    }
    diagnostics
}
