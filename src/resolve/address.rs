//! Who stands at which address, and who would stand on another's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Problem, Spot};
use crate::diagnostic::Diagnostic;
use crate::entry::Identity;
use crate::handbook::{Occupant, Places};
use crate::site_path::{file_of, in_the_way, join, percent_decode};
use crate::slug::LONGEST_PART;
use crate::special::{FILES, FOLDERS, MANIFEST, SPECIALS, Special};
use crate::types::PAGE;

/// Gives every page its address; two pages on one address are a problem. `names` are the entries' own.
pub(super) fn occupy(places: &mut Places, names: &[(usize, &Identity)], problems: &mut Vec<Problem>) {
    places.addresses.reserve(places.files.len());
    // An introduction stands on its list.
    let items = (0..places.items.len()).filter(|&item| places.intro_of(item).is_none());
    let entries: Vec<usize> = items.flat_map(|item| &places.items[item].versions).map(|(_, entry)| *entry).collect();
    for entry in entries {
        let address = places.address_of(entry);
        match places.addresses.get(&address) {
            Some(Occupant::Entry(other)) => {
                let (file, other) = (&places.files[entry], &places.files[*other]);
                let found = Diagnostic::error("duplicate-address", file, format!("the address `{address}` is taken by `{other}`"))
                    .help("give one of them another `slug:`, or move the file");
                problems.push(Problem { found, read: names[entry].0, spot: Spot::Title });
            }
            _ => drop(places.addresses.insert(address, Occupant::Entry(entry))),
        }
    }
    let mut hidden = Vec::new();
    for lang in places.editions.clone() {
        lists(places, &lang, &mut hidden);
        specials(places, &lang, &mut hidden);
        fallbacks(places, &lang, &mut hidden);
    }
    problems.extend(hidden.into_iter().map(|(entry, found)| Problem { found, read: names[entry].0, spot: Spot::Title }));
    aliases(places, names, problems);
    places.statement_redirect = statement_redirect(places);
}

/// An entry whose page would not be seen, and what to say of it.
type Hidden = (usize, Diagnostic);

/// A type's list, where it has entries or an `index.md` in its folder, which is shown on it.
fn lists(places: &mut Places, lang: &str, hidden: &mut Vec<Hidden>) {
    let kinds: Vec<usize> = (0..places.config.types.list.len()).filter(|&kind| places.config.types.list[kind].has_list()).collect();
    for kind in kinds {
        let intro = format!("{PAGE}/{}", places.config.types.list[kind].folder);
        if !places.of_kind(kind).is_empty() || places.by_id.contains_key(&intro) {
            settle(places, places.list_address(kind, lang), Occupant::List { kind, lang: lang.to_owned() }, hidden);
        }
    }
}

fn specials(places: &mut Places, lang: &str, hidden: &mut Vec<Hidden>) {
    let root = places.root_of(lang);
    if !places.addresses.contains_key(&root) {
        places.addresses.insert(root.clone(), Occupant::Special { page: Special::Front, lang: lang.to_owned() });
    }
    for page in SPECIALS {
        settle(places, page.address(&root, lang), Occupant::Special { page, lang: lang.to_owned() }, hidden);
    }
}

/// In an edition, an item without a text in its language stands there all the same, with a notice.
fn fallbacks(places: &mut Places, lang: &str, hidden: &mut Vec<Hidden>) {
    if lang == places.default_lang() {
        return;
    }
    for item in 0..places.items.len() {
        if places.items[item].version(lang).is_none() && places.intro_of(item).is_none() {
            settle(places, places.address_for(item, lang), Occupant::Fallback { item, lang: lang.to_owned() }, hidden);
        }
    }
}

/// Puts a page that is no entry's own at its address. Where an entry stands there, or would stand beside what does, one of
/// the two is not seen: a problem of the entry.
fn settle(places: &mut Places, address: String, occupant: Occupant, hidden: &mut Vec<Hidden>) {
    let (entry, owner) = match (places.addresses.get(&address), &occupant) {
        (Some(Occupant::Entry(entry)), _) => (*entry, whose(places, &occupant)),
        (Some(other), Occupant::Fallback { item, .. }) => (places.items[*item].primary(), whose(places, other)),
        _ => return drop(places.addresses.insert(address, occupant)),
    };
    let found = Diagnostic::error("duplicate-address", &places.files[entry], format!("the address `{address}` belongs to {owner}"));
    hidden.push((entry, found.help("give the entry another `slug:`, or move the file")));
}

fn whose(places: &Places, occupant: &Occupant) -> String {
    let file = |entry: usize| &places.files[entry];
    match occupant {
        Occupant::Entry(entry) => format!("`{}`", file(*entry)),
        Occupant::Fallback { item, lang } => {
            format!("`{}`, which stands there for readers of `{lang}`", file(places.items[*item].primary()))
        }
        Occupant::List { kind, .. } => format!("the list of the type `{}`", places.config.types.list[*kind].name),
        Occupant::Special { .. } => "a page that Varde makes".to_owned(),
    }
}

/// Danish law wants `/was` to lead to the accessibility statement; what stands there already stays.
fn statement_redirect(places: &Places) -> Option<(String, String)> {
    let statement = places.config.accessibility.get(DANISH);
    let danish = places.config.languages.iter().any(|lang| lang == DANISH) && !statement.is_empty();
    let aliased = places.aliases.iter().any(|(path, _)| path == WAS);
    let taken = places.addresses.contains_key(WAS) || places.assets.iter().any(|(_, site)| site.starts_with(&WAS[1..]));
    (danish && !aliased && !taken).then(|| (WAS.to_owned(), statement.to_owned()))
}

const DANISH: &str = "da";
const WAS: &str = "/was/";

fn aliases(places: &mut Places, names: &[(usize, &Identity)], problems: &mut Vec<Problem>) {
    let mut taken: BTreeMap<String, Arc<str>> = BTreeMap::new();
    let entries = places.items.iter().flat_map(|item| item.versions.iter().map(|(_, entry)| *entry));
    let entries: Vec<usize> = entries.filter(|&entry| names[entry].1.aliases.iter().len() > 0).collect();
    let files = if entries.is_empty() { BTreeSet::new() } else { files(places) };
    for entry in entries {
        let (read, Identity { file, aliases, .. }) = names[entry];
        for (number, alias) in aliases.iter().enumerate() {
            match free(alias, file, &files, &taken) {
                Ok(address) => {
                    taken.insert(file_of(&address).to_lowercase(), Arc::clone(file));
                    places.aliases.push((address, entry));
                }
                Err(found) => problems.push(Problem { found, read, spot: Spot::Alias(number) }),
            }
        }
    }
}

/// An alias at whose address a page stands.
pub fn alias_on_page(file: &Arc<str>, address: &str) -> Diagnostic {
    Diagnostic::error("alias-on-page", file, format!("there is a page at `{address}`"))
        .help("remove the alias: a redirect would hide the page")
}

/// The files of all pages and what is published beside them, in lower case: many disks hold `A` and `a` for one.
fn files(places: &Places) -> BTreeSet<String> {
    let pages = places.addresses.keys().map(|address| file_of(address));
    let assets = places.assets.iter().map(|(_, path)| path.clone());
    pages.chain(assets).map(|file| file.to_lowercase()).chain(FILES.into_iter().chain(MANIFEST).map(str::to_owned)).collect()
}

/// The site path of an alias, if nothing stands there.
fn free(alias: &str, file: &Arc<str>, files: &BTreeSet<String>, taken: &BTreeMap<String, Arc<str>>) -> Result<String, Diagnostic> {
    // As browsers show it, or as they send it: `/på%20nett/`.
    let decoded = percent_decode(alias);
    let odd = |c: char| c.is_control() || (c.is_whitespace() && c != ' ') || "\\<>\"'`{}|^:?#".contains(c);
    let no_part = |part: &str| part == ".." || part == "." || part.trim() != part || part.len() > LONGEST_PART;
    if decoded.trim_matches('/').is_empty() || decoded.contains("//") || decoded.contains(odd) || decoded.split('/').any(no_part) {
        return Err(Diagnostic::error("invalid-alias", file, format!("`{alias}` is not an address on this site"))
            .help("write the old path from the site's root, such as `/gammelt/sted/`"));
    }
    let path = join("/", &decoded);
    let is_file = !decoded.ends_with('/') && path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let address = if is_file { path } else { format!("{path}/") };
    let written = file_of(&address).to_lowercase();
    let reserved = FOLDERS.iter().any(|folder| written.split('/').next() == Some(folder))
        && written.matches('/').count() > usize::from(written.ends_with("/index.html"));
    if reserved || in_the_way(&written, |path| files.contains(path), |from| files.range(from..).next()) {
        return Err(alias_on_page(file, &address));
    }
    match taken.get(&written) {
        Some(other) if other == file => {
            Err(Diagnostic::error("duplicate-alias", file, format!("`{address}` stands among the aliases twice"))
                .help("remove one of them"))
        }
        Some(other) => Err(Diagnostic::error("duplicate-alias", file, format!("`{address}` already redirects to `{other}`"))
            .help("remove the alias from one of them")),
        None => Ok(address),
    }
}
