//! In which order lists show their entries.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::entry::{Content, FieldValue};
use crate::handbook::Handbook;
use crate::language::Alphabet;
use crate::types::{Field, Kind, OrderKey, PAGE, TypeDecl};

/// Orders the items of every type for the default language.
pub fn order(handbook: &mut Handbook) {
    let lang = handbook.default_lang().to_owned();
    handbook.lists = (0..handbook.config.types.list.len()).into_par_iter().map(|kind| in_language(handbook, kind, &lang)).collect();
    folders(handbook);
}

/// Pages by folder: `om/oss` and `om` itself stand in `om`.
fn folders(handbook: &mut Handbook) {
    let pages = handbook.config.types.by_name.get(PAGE).map_or(&[][..], |&kind| handbook.lists[kind].as_slice());
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &page in pages {
        if let Some((folder, _)) = handbook.items[page].slug.rsplit_once('/') {
            folders.entry(folder.to_owned()).or_default().push(page);
        }
    }
    for (folder, inside) in &mut folders {
        inside.splice(0..0, handbook.by_id.get(&format!("{PAGE}/{folder}")).copied());
    }
    handbook.folders = folders;
}

/// The items of a type in the order of its list in `lang`.
pub fn in_language(handbook: &Handbook, kind: usize, lang: &str) -> Vec<usize> {
    let decl = &handbook.config.types.list[kind];
    let alphabet = Alphabet::of(lang);
    let items = (0..handbook.items.len()).filter(|&item| handbook.items[item].kind == kind && handbook.intro_of(item).is_none());
    let mut keyed: Vec<(Vec<SortValue>, usize)> = items.map(|item| (keys(handbook, decl, item, lang), item)).collect();
    keyed.par_sort_by(|(a, first), (b, second)| {
        let by_key = a.iter().zip(b).zip(&decl.order).map(|((a, b), key)| compare(a, b, key, &alphabet));
        let by_title = || alphabet.compare(title(handbook, *first, lang), title(handbook, *second, lang));
        by_key.fold(Ordering::Equal, Ordering::then).then_with(by_title).then(first.cmp(second))
    });
    keyed.into_iter().map(|(_, item)| item).collect()
}

/// What a list is ordered by.
enum SortValue {
    Missing,
    Number(f64),
    Text(String),
}

fn compare(a: &SortValue, b: &SortValue, key: &OrderKey, alphabet: &Alphabet) -> Ordering {
    let order = match (a, b) {
        // Entries without the value stand last, whichever way the list runs.
        (SortValue::Missing, SortValue::Missing) => return Ordering::Equal,
        (SortValue::Missing, _) => return Ordering::Greater,
        (_, SortValue::Missing) => return Ordering::Less,
        (SortValue::Number(a), SortValue::Number(b)) => a.total_cmp(b),
        (SortValue::Text(a), SortValue::Text(b)) => alphabet.compare(a, b),
        (SortValue::Number(_), SortValue::Text(_)) => Ordering::Less,
        (SortValue::Text(_), SortValue::Number(_)) => Ordering::Greater,
    };
    if key.descending { order.reverse() } else { order }
}

fn title<'a>(handbook: &'a Handbook, item: usize, lang: &str) -> &'a str {
    &handbook.entries[handbook.best_version(item, lang)].title
}

fn keys(handbook: &Handbook, decl: &TypeDecl, item: usize, lang: &str) -> Vec<SortValue> {
    let entry = &handbook.entries[handbook.items[item].primary()];
    let value = |key: &OrderKey| match decl.field(&key.field) {
        None => SortValue::Text(title(handbook, item, lang).to_owned()),
        Some(field) => entry.values(&field.name).first().map_or(SortValue::Missing, |value| sort_value(handbook, field, value, lang)),
    };
    decl.order.iter().map(value).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a handful of choices")]
fn sort_value(handbook: &Handbook, field: &Field, value: &FieldValue, lang: &str) -> SortValue {
    match (&value.content, &field.kind) {
        (Content::Number(number), _) => number.parse().map_or(SortValue::Missing, SortValue::Number),
        (Content::Year(year), _) => SortValue::Number(f64::from(*year)),
        (Content::Date(date), _) => SortValue::Text(date.to_string()),
        (Content::Choice(key), Kind::Choice(choices)) => {
            choices.iter().position(|choice| choice.key == *key).map_or(SortValue::Missing, |place| SortValue::Number(place as f64))
        }
        (Content::Reference(reference), Kind::Reference(target)) => match handbook.referred(reference, target.as_deref()) {
            Some(item) => SortValue::Text(title(handbook, item, lang).to_owned()),
            None => SortValue::Missing,
        },
        (content, _) => SortValue::Text(content.text().to_owned()),
    }
}
