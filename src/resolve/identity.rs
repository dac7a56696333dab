//! Entries → items: who is a version of whom.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Problem, Spot};
use crate::diagnostic::Diagnostic;
use crate::entry::{Identity, is_snippet};
use crate::handbook::{Item, Places};
use crate::slug::composed;

/// What an entry is one version of, in which language, and its place among those read.
type Named<'a> = (usize, &'a str, &'a str, usize);

/// Gives every entry its place and its item; of two with one identity the first is kept. Gives for each entry its place
/// among those read.
pub(super) fn identify(places: &mut Places, read: &[Identity], problems: &mut Vec<Problem>) -> Vec<usize> {
    let config = Arc::clone(&places.config);
    let (snippets, others): (Vec<usize>, Vec<usize>) = (0..read.len()).partition(|&place| is_snippet(read[place].file));
    let default = config.languages[0].as_str();
    let name = |place: usize| {
        let Identity { kind, slug, lang, .. } = read[place];
        (config.types.by_name.get(kind).copied().unwrap_or_default(), slug, lang.unwrap_or(default), place)
    };
    let mut named: Vec<Named> = others.iter().map(|&place| name(place)).collect();
    named.par_sort_unstable();
    let again: HashSet<usize> = named.windows(2).filter(|pair| same(&pair[0], &pair[1])).map(|pair| pair[1].3).collect();
    for group in named.chunk_by(same) {
        problems.extend(group[1..].iter().map(|&(.., lang, place)| duplicate(place, &read[place], &read[group[0].3], lang)));
    }
    problems.extend(separated(read, &others));
    let kept: Vec<usize> = others.into_iter().filter(|place| !again.contains(place)).chain(snippets).collect();
    let mut langs: HashMap<&str, Arc<str>> = HashMap::new();
    for (entry, &place) in kept.iter().enumerate() {
        let Identity { file, lang, .. } = read[place];
        let lang = lang.unwrap_or(default);
        places.langs.push(Arc::clone(langs.entry(lang).or_insert_with(|| Arc::from(lang))));
        places.files.push(Arc::clone(file));
        let name = if file.is_ascii() { Arc::clone(file) } else { Arc::from(composed(file)) };
        places.by_file.insert(name, entry);
    }
    named.retain(|(.., place)| !again.contains(place));
    items(places, &named, &kept);
    places.editions = editions(places);
    kept
}

fn same(one: &Named, other: &Named) -> bool {
    (one.0, one.1, one.2) == (other.0, other.1, other.2)
}

/// Snippets, the last of those kept, are versions of no item.
fn items(places: &mut Places, named: &[Named], kept: &[usize]) {
    let mut entry_of = vec![0; kept.iter().max().map_or(0, |last| last + 1)];
    for (entry, &place) in kept.iter().enumerate() {
        entry_of[place] = entry;
    }
    places.item_of = vec![0; named.len()];
    let languages = places.config.languages.clone();
    let rank = |lang: &str| languages.iter().position(|known| known == lang).unwrap_or(languages.len());
    for group in named.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let (kind, slug) = (group[0].0, group[0].1);
        let mut versions: Vec<(String, usize)> = group.iter().map(|(_, _, lang, place)| ((*lang).to_owned(), entry_of[*place])).collect();
        versions.sort_by_key(|(lang, entry)| (rank(lang), *entry));
        for (_, entry) in &versions {
            places.item_of[*entry] = places.items.len();
        }
        places.by_id.insert(format!("{}/{slug}", places.config.types.list[kind].name), places.items.len());
        places.items.push(Item { kind, slug: slug.to_owned(), versions });
    }
}

fn duplicate(place: usize, entry: &Identity, other: &Identity, lang: &str) -> Problem {
    let id = format!("{}/{}", entry.kind, entry.slug);
    let same_case = entry.file.to_lowercase() == other.file.to_lowercase();
    let why = if same_case { "; the names differ only in upper and lower case" } else { "" };
    let found = Diagnostic::error("duplicate-entry", entry.file, format!("`{id}` in `{lang}` is also in `{}`{why}", other.file))
        .help("rename one of the files, give it a `slug:` of its own, or a `lang:` if it is a translation");
    Problem { found, read: place, spot: Spot::Title }
}

/// Texts that are named as translations of a file beside them, and whose `slug:` makes them entries of their own.
fn separated(read: &[Identity], others: &[usize]) -> Vec<Problem> {
    let mut beside: HashMap<&str, &Identity> = HashMap::new();
    for identity in others.iter().map(|&place| &read[place]).filter(|identity| lang_of_file(identity).is_none()) {
        beside.insert(stem(identity.file), identity);
    }
    let found = others.iter().filter_map(|&place| {
        let own = &read[place];
        let lang = lang_of_file(own)?;
        let original = beside.get(stem(own.file).strip_suffix(lang)?.strip_suffix('.')?)?;
        if original.kind != own.kind || original.slug == own.slug {
            return None;
        }
        let message = format!("the slug `{}` makes this an entry of its own, not a translation of `{}`", own.slug, original.file);
        let found = Diagnostic::warning("separate-translation", own.file, message).help(format!(
            "write `slug: {}`; all languages of an entry have one slug",
            original.slug.rsplit('/').next().unwrap_or_default()
        ));
        Some(Problem { found, read: place, spot: Spot::Title })
    });
    found.collect()
}

/// The language that a file's name says, where that is the entry's.
fn lang_of_file<'a>(identity: &Identity<'a>) -> Option<&'a str> {
    let (_, lang) = stem(identity.file).rsplit_once('.')?;
    identity.lang.filter(|own| *own == lang)
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The default language, and every other one that has a front page.
fn editions(places: &Places) -> Vec<String> {
    let default = places.config.languages[0].clone();
    let front = places.by_id.get("page/index").map(|&item| &places.items[item].versions);
    let others = front.into_iter().flatten().map(|(lang, _)| lang.clone()).filter(|lang| *lang != default);
    std::iter::once(default.clone()).chain(others).collect()
}
