//! Translations → the values that they take over from their original.

use std::sync::Arc;

use crate::entry::Entry;
use crate::handbook::Places;
use crate::handbook::keys::Keys;
use crate::memo::Memo;
use crate::types::Kind;

/// Gives each translation the values of the original that it does not state itself, before those of declarations. Prose
/// it must state, because it is in a language.
pub(super) fn inherit(places: &Places, entries: &mut [Arc<Entry>], keys: &Keys, memo: &Memo) {
    for item in places.items.iter().filter(|item| item.versions.len() > 1) {
        for &(_, version) in &item.versions[1..] {
            let whole = memo.get(|| keys.of_entry(version), || take_over(places, item.kind, &entries[item.primary()], &entries[version]));
            if let Some(whole) = &*whole {
                entries[version] = Arc::clone(whole);
            }
        }
    }
}

fn take_over(places: &Places, kind: usize, original: &Entry, version: &Entry) -> Option<Arc<Entry>> {
    let (mut fields, mut inherited) = (version.fields.clone(), Vec::new());
    for field in &places.config.types.list[kind].fields {
        let name = &field.name;
        if fields.contains_key(name) && !version.defaults.contains(name) {
            continue;
        }
        match original.fields.get(name) {
            Some(values) if !is_prose(&field.kind) => {
                fields.insert(name.clone(), values.clone());
                inherited.push(name.clone());
            }
            // What the declaration says goes for nobody if it does not go for the original.
            Some(_) if !original.defaults.contains(name) => drop(fields.remove(name)),
            _ => {}
        }
    }
    (fields != version.fields).then(|| Arc::new(Entry { fields, inherited, ..version.clone() }))
}

fn is_prose(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Markdown | Kind::Process | Kind::Section)
}
