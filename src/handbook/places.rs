//! Who is who, and what stands where: what can be told of a handbook from the names of its entries alone.
//!
//! A part of [`Handbook`](super::Handbook), which stays the same as long as no entry comes, goes or moves. Invariant:
//! nothing here depends on what an entry says.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::near::Outlines;
use crate::config::Config;
use crate::special::{FILES, Special};
use crate::types::{PAGE, TypeDecl};

/// The names and addresses of a handbook.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// What the handbook is.
    pub config: Arc<Config>,
    /// The file of each entry.
    pub files: Vec<Arc<str>>,
    /// The language of each entry.
    pub langs: Vec<Arc<str>>,
    /// Every identity, in order of type and slug.
    pub items: Vec<Item>,
    /// Place in `items` by `type/slug`.
    pub by_id: HashMap<String, usize>,
    /// Place in `entries` by file, its name [`composed`](crate::slug::composed).
    pub by_file: HashMap<Arc<str>, usize>,
    /// Which item each entry is a version of; snippets, which are the last entries, are versions of none.
    pub item_of: Vec<usize>,
    /// What stands at each site path (`/caser/telma/`).
    pub addresses: HashMap<String, Occupant>,
    /// Files published as they are: (path in the handbook, site path without leading slash).
    pub assets: Vec<(Arc<str>, String)>,
    /// Site path of an asset by its path in the handbook, composed.
    pub asset_paths: HashMap<Arc<str>, String>,
    /// Languages with a front page of their own; the first is the default.
    pub editions: Vec<String>,
    /// Files and `type/slug` of entries that are left out, because they are drafts.
    pub drafts: BTreeSet<String>,
    /// Old addresses: (site path, entry).
    pub aliases: Vec<(String, usize)>,
    /// The redirect to the accessibility statement for Danish readers: (site path, address).
    pub statement_redirect: Option<(String, String)>,
    /// The outlines of all names; see [`Self::outlines`].
    pub outlines: OnceLock<Outlines>,
}

/// An entry in all its languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Place of its type in `Types::list`.
    pub kind: usize,
    /// Its slug.
    pub slug: String,
    /// (language, place in `entries`), the handbook's languages first.
    pub versions: Vec<(String, usize)>,
}

impl Item {
    /// The version that stands at the address without a language.
    pub fn primary(&self) -> usize {
        self.versions[0].1
    }

    /// The version in `lang`.
    pub fn version(&self, lang: &str) -> Option<usize> {
        self.versions.iter().find(|(known, _)| known == lang).map(|(_, entry)| *entry)
    }
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occupant {
    /// A version of an item.
    Entry(usize),
    /// An item in an edition in whose language it does not exist.
    Fallback {
        /// The item.
        item: usize,
        /// The edition.
        lang: String,
    },
    /// The list of a type, in a language.
    List {
        /// Place in `Types::list`.
        kind: usize,
        /// The edition.
        lang: String,
    },
    /// A page that Varde makes.
    Special {
        /// Which.
        page: Special,
        /// The edition.
        lang: String,
    },
}

impl Places {
    /// The declaration of an item's type.
    pub fn type_of(&self, item: usize) -> &TypeDecl {
        &self.config.types.list[self.items[item].kind]
    }

    /// The items of a type.
    pub fn of_kind(&self, kind: usize) -> Range<usize> {
        let first = self.items.partition_point(|item| item.kind < kind);
        first..first + self.items[first..].partition_point(|item| item.kind == kind)
    }

    /// `case/telma`
    pub fn id(&self, item: usize) -> String {
        format!("{}/{}", self.type_of(item).name, self.items[item].slug)
    }

    /// The handbook's default language.
    pub fn default_lang(&self) -> &str {
        &self.config.languages[0]
    }

    /// The language of an entry.
    pub fn lang_of(&self, entry: usize) -> &str {
        &self.langs[entry]
    }

    /// The version of an item that a reader of `lang` gets.
    pub fn best_version(&self, item: usize, lang: &str) -> usize {
        self.items[item].version(lang).unwrap_or_else(|| self.items[item].primary())
    }

    /// Whether `lang` has a front page, and so lists and fallbacks of its own.
    pub fn is_edition(&self, lang: &str) -> bool {
        self.editions.iter().any(|known| known == lang)
    }

    /// The edition whose lists and menus a page in `lang` leads to.
    pub fn edition_for<'a>(&'a self, lang: &'a str) -> &'a str {
        if self.is_edition(lang) { lang } else { self.default_lang() }
    }

    /// The site path of an edition's root: `/`, or `/en/`.
    pub fn root_of(&self, lang: &str) -> String {
        if lang == self.default_lang() || !self.is_edition(lang) { "/".to_owned() } else { format!("/{lang}/") }
    }

    /// The site path of a version of an item; an introduction is read on its list.
    pub fn address_of(&self, entry: usize) -> String {
        let item = self.item_of[entry];
        if let Some(kind) = self.intro_of(item) {
            return self.list_address(kind, self.lang_of(entry));
        }
        let path = self.plain_address(item);
        if self.items[item].primary() == entry { path } else { ["/", self.lang_of(entry), &path].concat() }
    }

    /// The site path at which a reader of `lang` finds an item: its version in that language, its fallback in
    /// that edition, or the original.
    pub fn address_for(&self, item: usize, lang: &str) -> String {
        if let Some(kind) = self.intro_of(item) {
            return self.list_address(kind, lang);
        }
        match self.items[item].version(lang) {
            Some(entry) => self.address_of(entry),
            None if lang != self.default_lang() && self.is_edition(lang) => ["/", lang, &self.plain_address(item)].concat(),
            None => self.plain_address(item),
        }
    }

    /// The site path of a type's list in the edition of `lang`.
    pub fn list_address(&self, kind: usize, lang: &str) -> String {
        [&self.root_of(lang), self.config.types.list[kind].folder.as_str(), "/"].concat()
    }

    /// The site path of an item without a language.
    pub fn plain_address(&self, item: usize) -> String {
        let (decl, slug) = (self.type_of(item), &self.items[item].slug);
        match (decl.name == PAGE, slug.as_str()) {
            (true, "index") => "/".to_owned(),
            (true, slug) => ["/", slug, "/"].concat(),
            (false, slug) => ["/", &decl.folder, "/", slug, "/"].concat(),
        }
    }

    /// Whether an item is the text above a type's list; then it is shown there.
    pub fn intro_of(&self, item: usize) -> Option<usize> {
        if self.type_of(item).name != PAGE {
            return None;
        }
        self.config.types.list.iter().position(|decl| decl.has_list() && decl.folder == self.items[item].slug)
    }

    /// The item that a reference names: `type/slug`, or `slug` of the type that the field refers to.
    pub fn referred(&self, reference: &str, target: Option<&str>) -> Option<usize> {
        let whole = || self.by_id.get(reference).copied();
        match target {
            Some(target) => self
                .by_id
                .get(&format!("{target}/{reference}"))
                .copied()
                .or_else(|| whole().filter(|&item| self.type_of(item).name == target)),
            None => whole(),
        }
    }

    /// What to do about a name that is that of a draft.
    pub fn help_with_draft(&self, name: &str) -> Option<String> {
        self.drafts
            .contains(name)
            .then(|| format!("`{name}` is a draft, and drafts are not published; take its `draft: true` away, or what leads to it"))
    }

    /// The outlines of all names, for the ones that are near to another.
    pub fn outlines(&self) -> &Outlines {
        self.outlines.get_or_init(|| Outlines::of(self))
    }

    /// The site path, for a reader of `lang`, of what a link in `varde.yaml` names: a type's list, `type/slug`, a page, or a
    /// file that Varde makes, which the menu cannot hold.
    pub fn address_named(&self, to: &str, lang: &str) -> Option<String> {
        if let Some(file) = to.strip_prefix('/').filter(|file| FILES.contains(file)) {
            return Some(format!("/{file}"));
        }
        let kind = self.config.types.by_name.get(to).copied().filter(|&kind| self.config.types.list[kind].has_list());
        let list = kind.map(|kind| self.list_address(kind, lang)).filter(|list| self.addresses.contains_key(list));
        list.or_else(|| self.place(to).map(|item| self.address_for(item, lang)))
    }

    /// The item that a place in `varde.yaml` names: `type/slug`, or the path of a page.
    pub fn place(&self, to: &str) -> Option<usize> {
        let page = format!("{PAGE}/{}", to.trim_matches('/'));
        self.by_id.get(to).or_else(|| self.by_id.get(&page)).copied()
    }
}
