//! Values that would have one address together → a key of its own for each.
//!
//! Filters and their pages are addressed by slugs, and `C`, `C#` and `C++` have the same one, `日本` none at all.
//! Invariant: texts of one field that differ in more than case have different keys, the same in every language. A key
//! changes only when a text comes that looks more like the slug.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::Content;
use crate::fingerprint::fingerprint;
use crate::handbook::{FacetKeys, Handbook};
use crate::slug::slugify;
use crate::types::{Field, Kind};

/// For each field that lists are filtered by the keys of texts, in lower case, whose slug is not enough.
pub(super) fn keys(handbook: &Handbook) -> FacetKeys {
    let mut by_slug: BTreeMap<&str, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (item, found) in handbook.items.iter().enumerate() {
        for field in handbook.type_of(item).facets().filter(|field| is_text(field)) {
            let values = found.versions.iter().flat_map(|(_, entry)| handbook.entries[*entry].values(&field.name));
            for text in values.filter_map(|value| text_of(&value.content)) {
                by_slug.entry(&field.name).or_default().entry(slugify(text)).or_default().insert(text.to_lowercase());
            }
        }
    }
    let fields = by_slug
        .into_iter()
        .map(|(field, slugs)| (field.to_owned(), slugs.into_iter().flat_map(|(slug, texts)| distinct(&slug, texts)).collect()));
    fields.filter(|(_, keys): &(String, BTreeMap<String, String>)| !keys.is_empty()).collect()
}

fn is_text(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::Number)
}

fn text_of(content: &Content) -> Option<&str> {
    match content {
        Content::Text(text) | Content::Number(text) => Some(text),
        _ => None,
    }
}

/// Bytes of a key: it is the name of a folder, and most disks take 255.
const LONGEST: usize = 100;

/// A key for each text but the one that looks most like the slug.
fn distinct(slug: &str, texts: BTreeSet<String>) -> Vec<(String, String)> {
    let spelled = |text: &&String| text.split_whitespace().collect::<Vec<_>>().join("-") == slug;
    let plain = texts.iter().filter(|text| !has_signs(text));
    let likest = texts.get(slug).or_else(|| texts.iter().find(spelled)).or_else(|| plain.clone().next());
    let likest = likest.filter(|_| !slug.is_empty() && slug.len() <= LONGEST).cloned();
    let short = slug[..slug.floor_char_boundary(LONGEST)].trim_end_matches('-');
    let key = |text: String| {
        let mark = format!("{:08x}", fingerprint(&text) & 0xFFFF_FFFF);
        let key = if slug.is_empty() { mark } else { format!("{short}-{mark}") };
        (text, key)
    };
    texts.into_iter().filter(|text| Some(text) != likest.as_ref()).map(key).collect()
}

/// Whether a text has signs that mean something and that slugs leave out: `C++` and `C#` are not `C`.
fn has_signs(text: &str) -> bool {
    text.contains(['+', '#', '*', '=', '<', '>', '%', '@', '$', '€', '£'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_one_slug() {
        let keys = |slug: &str, texts: &[&str]| {
            distinct(slug, texts.iter().map(ToString::to_string).collect()).into_iter().map(|(text, _)| text).collect::<Vec<_>>()
        };
        assert_eq!(keys("c", &["c", "c#", "c++"]), ["c#", "c++"]);
        assert_eq!(keys("mal", &["mål"]), [""; 0]);
        assert_eq!(keys("c", &["c++"]), ["c++"]);
        assert_eq!(keys("open-data", &["open data", "open  data", "open-data"]), ["open  data", "open data"]);
        assert_eq!(keys("apne-data", &["åpne data", "åpne-data"]), ["åpne-data"]);
        assert_eq!(keys("", &["日本"]), ["日本"]);
        let long = "a".repeat(300);
        assert!(distinct(&long, [long.clone()].into()).iter().all(|(_, key)| key.len() < 120));
    }
}
