//! Who stands at which address, and who would stand on another's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::link::join;
use crate::handbook::{Handbook, Occupant};
use crate::output::{file_of, in_the_way};
use crate::special::{FILES, FOLDERS, SPECIALS, Special};

/// Gives every page its address; two pages on one address are a problem.
pub fn occupy(handbook: &mut Handbook) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for item in 0..handbook.items.len() {
        for (_, entry) in handbook.items[item].versions.clone() {
            let address = handbook.address_of(entry);
            if let Some(Occupant::Entry(other)) = handbook.addresses.get(&address) {
                diagnostics.push(duplicate(handbook, entry, *other, &address));
                continue;
            }
            handbook.addresses.insert(address, Occupant::Entry(entry));
        }
    }
    for lang in handbook.editions.clone() {
        lists(handbook, &lang);
        diagnostics.extend(specials(handbook, &lang));
        fallbacks(handbook, &lang);
    }
    diagnostics.extend(aliases(handbook));
    handbook.was = was(handbook);
    diagnostics
}

fn duplicate(handbook: &Handbook, entry: usize, other: usize, address: &str) -> Diagnostic {
    let (entry, other) = (&handbook.entries[entry], &handbook.entries[other]);
    Diagnostic::error("duplicate-address", &entry.file, format!("the address `{address}` is taken by `{}`", other.file))
        .at(entry.title_span.clone())
        .help("give one of them another `slug:`, or move the file")
}

/// A type's list; the `index.md` of the type's folder, if there is one, is shown on it.
fn lists(handbook: &mut Handbook, lang: &str) {
    let kinds: Vec<usize> = (0..handbook.config.types.list.len()).filter(|&kind| handbook.config.types.list[kind].has_list()).collect();
    for kind in kinds {
        if handbook.items.iter().any(|item| item.kind == kind) {
            let address = handbook.list_address(kind, lang);
            handbook.addresses.insert(address, Occupant::List { kind, lang: lang.to_owned() });
        }
    }
}

fn specials(handbook: &mut Handbook, lang: &str) -> Vec<Diagnostic> {
    let root = handbook.root_of(lang);
    let mut diagnostics = Vec::new();
    if !handbook.addresses.contains_key(&root) {
        handbook.addresses.insert(root.clone(), Occupant::Special { page: Special::Front, lang: lang.to_owned() });
    }
    for page in SPECIALS {
        let address = page.address(&root, lang);
        match handbook.addresses.get(&address) {
            Some(Occupant::Entry(entry)) => {
                let entry = &handbook.entries[*entry];
                diagnostics.push(
                    Diagnostic::error(
                        "duplicate-address",
                        &entry.file,
                        format!("the address `{address}` belongs to a page that Varde makes"),
                    )
                    .at(entry.title_span.clone())
                    .help("give the entry another `slug:`"),
                );
            }
            _ => drop(handbook.addresses.insert(address, Occupant::Special { page, lang: lang.to_owned() })),
        }
    }
    diagnostics
}

/// In an edition, an item without a text in its language stands there all the same, with a notice.
fn fallbacks(handbook: &mut Handbook, lang: &str) {
    if lang == handbook.default_lang() {
        return;
    }
    for item in 0..handbook.items.len() {
        if handbook.items[item].version(lang).is_none() && handbook.intro_of(item).is_none() {
            let address = handbook.address_for(item, lang);
            handbook.addresses.entry(address).or_insert(Occupant::Fallback { item, lang: lang.to_owned() });
        }
    }
}

/// Danish law wants `/was` to lead to the accessibility statement; what stands there already stays.
fn was(handbook: &Handbook) -> Option<(String, String)> {
    let statement = handbook.config.accessibility.get(DANISH);
    let danish = handbook.config.languages.iter().any(|lang| lang == DANISH) && !statement.is_empty();
    let aliased = handbook.aliases.iter().any(|(path, _)| path == WAS);
    let taken = handbook.addresses.contains_key(WAS) || handbook.assets.iter().any(|(_, site)| site.starts_with(&WAS[1..]));
    (danish && !aliased && !taken).then(|| (WAS.to_owned(), statement.to_owned()))
}

const DANISH: &str = "da";
const WAS: &str = "/was/";

fn aliases(handbook: &mut Handbook) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut taken: BTreeMap<String, Arc<str>> = BTreeMap::new();
    let entries = handbook.items.iter().flat_map(|item| item.versions.iter().map(|(_, entry)| *entry));
    let entries: Vec<usize> = entries.filter(|entry| !handbook.entries[*entry].aliases.is_empty()).collect();
    let files = if entries.is_empty() { BTreeSet::new() } else { files(handbook) };
    for entry in entries {
        let file = Arc::clone(&handbook.entries[entry].file);
        for alias in handbook.entries[entry].aliases.clone() {
            match free(&alias, &file, &files, &taken) {
                Ok(address) => {
                    taken.insert(file_of(&address).to_lowercase(), Arc::clone(&file));
                    handbook.aliases.push((address, entry));
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    diagnostics
}

/// An alias at whose address a page stands.
pub fn alias_on_page(file: &Arc<str>, span: Span, address: &str) -> Diagnostic {
    Diagnostic::error("alias-on-page", file, format!("there is a page at `{address}`"))
        .at(span)
        .help("remove the alias: a redirect would hide the page")
}

/// The files of all pages and what is published beside them, in lower case: many disks hold `A` and `a` for one.
fn files(handbook: &Handbook) -> BTreeSet<String> {
    let pages = handbook.addresses.keys().map(|address| file_of(address));
    let assets = handbook.assets.iter().map(|(_, path)| path.clone());
    pages.chain(assets).map(|file| file.to_lowercase()).chain(FILES.iter().map(ToString::to_string)).collect()
}

/// The site path of an alias, if nothing stands there.
fn free(
    (alias, span): &(String, Span),
    file: &Arc<str>,
    files: &BTreeSet<String>,
    taken: &BTreeMap<String, Arc<str>>,
) -> Result<String, Diagnostic> {
    let odd = |c: char| c.is_control() || c.is_whitespace() || "\\<>\"'`{}|^".contains(c);
    let parts = alias.split('/');
    if alias.trim_matches('/').is_empty()
        || alias.contains("//")
        || alias.contains([':', '?', '#'])
        || alias.contains(odd)
        || parts.into_iter().any(|part| part == ".." || part == ".")
    {
        return Err(Diagnostic::error("invalid-alias", file, format!("`{alias}` is not an address on this site"))
            .at(span.clone())
            .help("write the old path from the site's root, such as `/gammelt/sted/`"));
    }
    let path = join("/", alias);
    let address = if path.rsplit('/').next().is_some_and(|last| last.contains('.')) { path } else { format!("{path}/") };
    let written = file_of(&address).to_lowercase();
    let reserved = FOLDERS.iter().any(|folder| written.split('/').next() == Some(folder))
        && written.matches('/').count() > usize::from(written.ends_with("/index.html"));
    if reserved || in_the_way(&written, |path| files.contains(path), |from| files.range(from..).next()) {
        return Err(alias_on_page(file, span.clone(), &address));
    }
    match taken.get(&written) {
        Some(other) => Err(Diagnostic::error("duplicate-alias", file, format!("`{address}` already redirects to `{other}`"))
            .at(span.clone())
            .help("remove the alias from one of them")),
        None => Ok(address),
    }
}
