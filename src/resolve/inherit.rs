//! Translations → the values that they take over from their original.

use std::sync::Arc;

use crate::entry::Entry;
use crate::handbook::Places;
use crate::handbook::keys::Keys;
use crate::memo::Memo;
use crate::types::Kind;

/// Gives each translation the values of the original that it does not state itself (not prose: that is in another
/// language).
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
    let fields = &places.config.types.list[kind].fields;
    let fields = fields.iter().filter(|field| !matches!(field.kind, Kind::Text | Kind::Markdown | Kind::Process | Kind::Section));
    let absent = fields.filter(|field| version.values(&field.name).is_empty());
    let taken: Vec<_> = absent.filter_map(|field| Some((field.name.clone(), original.fields.get(&field.name)?.clone()))).collect();
    (!taken.is_empty()).then(|| {
        let mut whole = version.clone();
        whole.fields.extend(taken);
        Arc::new(whole)
    })
}
