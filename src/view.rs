//! Everything a template may see, and nothing else: handbook + page → [`PageView`].
//!
//! This is the contract with themes. Every address in it is ready to be printed in an `href` (relative to
//! the page, or absolute for other sites), every text is in the page's language, every `html` and `json_ld`
//! is safe to print with `| safe`. Invariant: hash(PageView) + hash(Theme) fixes the bytes of a page.

mod around;
pub mod collection;
mod entry;
mod field;
mod fill;
mod filter;
mod gathered;
mod ids;
pub mod json_ld;
mod letter;
pub mod links;
pub mod list;
mod overview;
pub mod page;
pub mod part;
mod print;
mod process;
pub mod scope;
mod shared;
pub mod site;
mod translation;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

pub use collection::{ChosenView, CollectionView, FacetValueView, FacetView, GroupView, ListView};
pub use part::{Part, Parts};
pub use scope::Scope;
pub use shared::{LogoView, NavigationItem, PreloadView, SiteView};

/// What one template is rendered with. `site` and `page` are always there; the others depend on `page.kind`.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PageView {
    /// What all pages of one language and depth share.
    pub site: Part<SiteView>,
    /// This page.
    pub page: PageMeta,
    /// The entry: on entry pages, and the text above a list where the folder has an `index.md`.
    pub entry: Option<EntryView>,
    /// The list: on list, facet and glossary pages.
    pub list: Option<ListView>,
    /// The collections as charts: on the overview page and on the front page (the cairn's numbers).
    pub collections: Vec<CollectionView>,
    /// All entries by letter: on the search page (the index that works without JavaScript).
    pub letters: Vec<GroupView>,
}

/// A text with an address; `url` may be empty.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct LinkView {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// A place above a page, in the path down to it.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct CrumbView {
    /// Its name.
    pub title: String,
    /// Its address; may be empty.
    pub url: String,
    /// The name's language where it is not the page's; else none.
    pub lang: Option<String>,
}

/// This page.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PageMeta {
    /// `front`, `entry`, `list`, `facet`, `search`, `overview`, `print` or `not-found`.
    pub kind: String,
    /// The template that renders it.
    pub template: String,
    /// The id of the entry that it shows: `case/telma`; empty where it shows none.
    pub id: String,
    /// Site path: `/caser/telma/`.
    pub path: String,
    /// For `<h1>`.
    pub title: String,
    /// For `<title>`: title and handbook; the title alone where both are too long for a list of hits.
    pub head_title: String,
    /// For `<meta name=description>`; may be empty.
    pub description: String,
    /// Language of the interface, for `<html lang>`.
    pub lang: String,
    /// Language of the content where it is another one (a fallback); else the same as `lang`.
    pub content_lang: String,
    /// Set when the entry does not exist in `lang`: the name of the language shown instead, for the notice.
    pub fallback: Option<String>,
    /// Absolute address where `base_url` is set; else none.
    pub canonical: Option<String>,
    /// The picture to be shown where the page is shared; none without `base_url`.
    pub image: Option<ImageView>,
    /// Language and country in the form of Open Graph, `nb_NO`; empty if the country is not known.
    pub locale: String,
    /// Keep search engines away (fallbacks, facet pages, 404, print).
    pub noindex: bool,
    /// Id of the navigation item this page belongs to; may be empty.
    pub section: String,
    /// From the front page down to this page's parent; the page itself is not in it.
    pub breadcrumbs: Vec<CrumbView>,
    /// This page in other languages, this one included (`current`); empty if there is only one.
    pub translations: Vec<TranslationView>,
    /// Headings of the text, nested; empty if there are fewer than two or the page says `toc: false`.
    pub toc: Vec<TocItem>,
    /// The pages beside this one in its folder or type.
    pub siblings: Option<SiblingsView>,
    /// The one before, in ordered types.
    pub previous: Option<Part<EntryLink>>,
    /// The one after, in ordered types.
    pub next: Option<Part<EntryLink>>,
    /// Where to edit this page's source.
    pub edit: Option<String>,
    /// What the page may load, for `<meta http-equiv="Content-Security-Policy">`.
    pub policy: String,
    /// JSON-LD blocks, escaped for `<script type="application/ld+json">`.
    pub json_ld: Vec<String>,
    /// Markdown uses something that needs a script: `video`, `guide`, `facets`, `glossary`.
    pub uses: Vec<String>,
}

/// A picture for other sites.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ImageView {
    /// Its absolute address.
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it says.
    pub alt: String,
}

/// A page in one language.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct TranslationView {
    /// `nn`
    pub lang: String,
    /// The language's own name: `Nynorsk`.
    pub name: String,
    /// Its address from this page.
    pub url: String,
    /// Absolute address, for `hreflang`; none without `base_url`.
    pub absolute: Option<String>,
    /// This page itself.
    pub current: bool,
    /// Exists as a text of its own; false leads to a fallback.
    pub translated: bool,
}

/// A heading in the table of contents.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct TocItem {
    /// Its anchor, without `#`.
    pub id: String,
    /// Its text.
    pub title: String,
    /// Headings below it.
    pub items: Vec<TocItem>,
}

/// The neighbourhood of a page.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SiblingsView {
    /// This page is the folder's own.
    pub own: bool,
    /// The section's name and list.
    pub parent: CrumbView,
    /// At most about 40 neighbours, and among them this page: its `id` is `page.id`.
    pub items: Vec<Part<EntryLink>>,
}

/// An entry, as links and lists show it.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct EntryLink {
    /// `case/telma`
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its summary; may be empty.
    pub summary: String,
    /// Type name: `case`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type's label in the page's language: `Case`.
    pub type_label: String,
    /// The entry's language where it is not the page's; else none. For `lang` and `hreflang`.
    pub lang: Option<String>,
}

/// A type, named in the page's language.
#[derive(Debug, Clone, Default, Serialize, Hash)]
pub struct TypeView {
    /// `case`
    pub name: String,
    /// `Case`
    pub label: String,
    /// `Caser`
    pub plural: String,
    /// Its list page; empty if it has none.
    pub url: String,
    /// One sentence about it; may be empty.
    pub summary: String,
}

/// An entry in full.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct EntryView {
    /// As links show it.
    pub link: Part<EntryLink>,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Part<TypeView>,
    /// The text, links filled and glossary terms marked.
    pub html: String,
    /// Every field that has a value, by name.
    pub field: BTreeMap<String, Part<FieldView>>,
    /// Fields for the facts panel (`show: facts`), in declared order.
    pub facts: Vec<Part<FieldView>>,
    /// Fields to show before the text (`show: lead`).
    pub lead: Vec<Part<FieldView>>,
    /// Fields to show after the text (`show: body`).
    pub parts: Vec<Part<FieldView>>,
    /// What refers to this entry, by declared reference.
    pub inverses: Vec<InverseView>,
    /// What links to this entry in running text.
    pub backlinks: Vec<Part<EntryLink>>,
    /// Entries that share themes with it, nearest first.
    pub related: Vec<Part<EntryLink>>,
    /// Published.
    pub date: Option<DateView>,
    /// Last changed.
    pub updated: Option<DateView>,
    /// To be reviewed by.
    pub review: Option<DateView>,
    /// The review date has passed.
    pub review_overdue: bool,
    /// Who answers for it; may be empty.
    pub owner: String,
    /// Not yet published; only seen in `serve`.
    pub draft: bool,
}

/// A date.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct DateView {
    /// `2026-11-21`
    pub iso: String,
    /// `21. november 2026`
    pub text: String,
}

/// A field with its values.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct FieldView {
    /// `organisations`
    pub name: String,
    /// `Hvem`
    pub label: String,
    /// `text`, `markdown`, `number`, `date`, `year`, `choice`, `url`, `reference`, `group`, `process`.
    pub kind: String,
    /// Language of the values, where they are texts in another one than the page.
    pub lang: Option<String>,
    /// At least one.
    pub values: Vec<Part<ValueView>>,
}

/// One value. `text` is always there; the rest depends on the kind.
#[derive(Debug, Clone, Default, Serialize, Hash)]
pub struct ValueView {
    /// Plain text, ready to show.
    pub text: String,
    /// `markdown`: the HTML; a single paragraph comes without its `<p>`. `process`: the drawing and its list.
    pub html: Option<String>,
    /// `html` is of blocks; else it is what stands in a paragraph.
    pub blocks: bool,
    /// `url`: the address.
    pub url: Option<String>,
    /// `date` and `year`: machine-readable.
    pub iso: Option<String>,
    /// `choice`: the key. `markdown`: a short stable id made from the text (for guide ticks).
    pub key: Option<String>,
    /// The page of the list with only this value, where the field is a facet.
    pub facet: Option<String>,
    /// `reference`: the entry.
    pub entry: Option<Part<EntryLink>>,
    /// `group`: its fields in declared order.
    pub fields: Vec<Part<FieldView>>,
    /// `group`: its fields by name.
    pub field: BTreeMap<String, Part<FieldView>>,
}

/// What refers to an entry through one declared field.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct InverseView {
    /// `tip.case`: type and field that refer.
    pub name: String,
    /// `Tips fra dette caset`
    pub label: String,
    /// The entries that refer, in their type's order.
    pub entries: Vec<Part<EntryLink>>,
    /// The same in full, where the reference is declared with `embed: true`; else empty.
    pub items: Vec<Part<ItemView>>,
}

/// An entry in a list.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct ItemView {
    /// As links show it.
    pub link: Part<EntryLink>,
    /// Facet fields and others shown in lists.
    pub facts: Vec<Part<FieldView>>,
    /// All its fields by name.
    pub field: BTreeMap<String, Part<FieldView>>,
    /// Fields that stand before or after its text; only where that is shown.
    pub parts: Vec<Part<FieldView>>,
    /// Its facet values for the filter script: `status=pilot`.
    pub facet_keys: Vec<Arc<str>>,
    /// Its text; only in embedded inverses, glossary lists and, with headings two levels down, the print page.
    pub html: Option<String>,
}
