//! In which order lists show their entries.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::entry::Content;
use crate::fingerprint::fingerprint;
use crate::handbook::{Handbook, Places};
use crate::language::{Alphabet, SortKey};
use crate::memo::Memo;
use crate::types::{Kind, OrderKey, PAGE, TypeDecl};

/// Orders the items of every type for the default language.
pub(super) fn order(handbook: &mut Handbook, memo: &Memo) {
    let lang = handbook.default_lang().to_owned();
    handbook.lists = (0..handbook.config.types.list.len()).into_par_iter().map(|kind| in_language(handbook, kind, &lang, memo)).collect();
    if let Some(&kind) = handbook.config.types.by_name.get(PAGE) {
        let key = || fingerprint(&(handbook.keys.places, &handbook.lists[kind]));
        handbook.folders = memo.get(key, || folders(&handbook.places, &handbook.lists[kind]));
    }
}

/// Pages by folder: `om/oss` and `om` itself stand in `om`.
fn folders(places: &Places, pages: &[usize]) -> BTreeMap<String, Vec<usize>> {
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &page in pages {
        let Some((folder, _)) = places.items[page].slug.rsplit_once('/') else { continue };
        match folders.get_mut(folder) {
            Some(inside) => inside.push(page),
            None => drop(folders.insert(folder.to_owned(), vec![page])),
        }
    }
    for (folder, inside) in &mut folders {
        inside.splice(0..0, places.by_id.get(&format!("{PAGE}/{folder}")).copied());
    }
    folders
}

/// The items of a type in the order of its list in `lang`.
pub fn in_language(handbook: &Handbook, kind: usize, lang: &str, memo: &Memo) -> Arc<Vec<usize>> {
    let decl = &handbook.config.types.list[kind];
    let key = || {
        let by_others = decl.order.iter().any(|key| decl.field(&key.field).is_some_and(|field| matches!(field.kind, Kind::Reference(_))));
        let others = by_others.then_some(handbook.keys.titles);
        fingerprint(&("list", handbook.keys.places, kind, lang, handbook.keys.of_kind(&handbook.places, kind), others))
    };
    memo.get(key, || sorted(handbook, kind, lang))
}

fn sorted(handbook: &Handbook, kind: usize, lang: &str) -> Vec<usize> {
    let decl = &handbook.config.types.list[kind];
    let alphabet = Alphabet::of(lang);
    let keyed = handbook.of_kind(kind).into_par_iter().filter(|&item| handbook.intro_of(item).is_none()).map(|item| {
        let title = alphabet.sort_key(title(handbook, item, lang));
        (values(handbook, decl, item, lang, &alphabet), title, item)
    });
    let mut keyed: Vec<(Vec<SortValue>, SortKey, usize)> = keyed.collect();
    keyed.par_sort_by(|(a, title, item), (b, other_title, other)| {
        let by_value = a.iter().zip(b).zip(&decl.order).map(|((a, b), key)| compare(a, b, key));
        by_value.fold(Ordering::Equal, Ordering::then).then_with(|| title.cmp(other_title)).then(item.cmp(other))
    });
    keyed.into_iter().map(|(.., item)| item).collect()
}

/// What a list is ordered by.
enum SortValue<'a> {
    Missing,
    Number(f64),
    Text(SortKey<'a>),
}

fn compare(a: &SortValue, b: &SortValue, key: &OrderKey) -> Ordering {
    let order = match (a, b) {
        // Entries without the value stand last, whichever way the list runs.
        (SortValue::Missing, SortValue::Missing) => return Ordering::Equal,
        (SortValue::Missing, _) => return Ordering::Greater,
        (_, SortValue::Missing) => return Ordering::Less,
        (SortValue::Number(a), SortValue::Number(b)) => a.total_cmp(b),
        (SortValue::Text(a), SortValue::Text(b)) => a.cmp(b),
        (SortValue::Number(_), SortValue::Text(_)) => Ordering::Less,
        (SortValue::Text(_), SortValue::Number(_)) => Ordering::Greater,
    };
    if key.descending { order.reverse() } else { order }
}

fn title<'a>(handbook: &'a Handbook, item: usize, lang: &str) -> &'a str {
    &handbook.entries[handbook.best_version(item, lang)].title
}

fn values<'a>(handbook: &'a Handbook, decl: &TypeDecl, item: usize, lang: &str, alphabet: &Alphabet) -> Vec<SortValue<'a>> {
    let entry = &handbook.entries[handbook.items[item].primary()];
    let text = |text: &'a str| SortValue::Text(alphabet.sort_key(text));
    let value = |key: &OrderKey| match decl.field(&key.field) {
        None => text(title(handbook, item, lang)),
        Some(field) => match (entry.values(&field.name).first().map(|value| &value.content), &field.kind) {
            (None, _) => SortValue::Missing,
            (Some(Content::Date(date)), _) => SortValue::Text(alphabet.sort_key(date.to_string())),
            (Some(Content::Reference(reference)), Kind::Reference(target)) => {
                handbook.referred(reference, target.as_deref()).map_or(SortValue::Missing, |item| text(title(handbook, item, lang)))
            }
            (Some(content), kind) => number(content, kind).unwrap_or_else(|| text(content.text())),
        },
    };
    decl.order.iter().map(value).collect()
}

/// The value of what is ordered by size, or by the order in which choices are declared.
#[expect(clippy::cast_precision_loss, reason = "a handful of choices")]
fn number(content: &Content, kind: &Kind) -> Option<SortValue<'static>> {
    let number = match (content, kind) {
        (Content::Number(number), _) => number.parse().ok(),
        (Content::Year(year), _) => Some(f64::from(*year)),
        (Content::Choice(key), Kind::Choice(choices)) => choices.iter().position(|choice| choice.key == *key).map(|place| place as f64),
        _ => return None,
    };
    Some(number.map_or(SortValue::Missing, SortValue::Number))
}
