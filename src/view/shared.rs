//! What a template sees of the site as a whole; a part of the contract with themes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::LinkView;

/// What all pages of one language and depth share; built once.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct SiteView {
    /// The handbook's name.
    pub title: String,
    /// What it is, in one sentence; may be empty.
    pub summary: String,
    /// The language of this page's interface: `nb`.
    pub lang: String,
    /// From this page to the site's root: `../../`, or `./` at the root.
    pub root: String,
    /// The front page in this language.
    pub home: String,
    /// The search page in this language.
    pub search: String,
    /// The overview page in this language.
    pub overview: Option<String>,
    /// The whole handbook on one page; none if it is too large for that.
    pub print: Option<String>,
    /// Sections, as the header and the front page show them.
    pub navigation: Vec<NavigationItem>,
    /// Texts of the interface in this language, from the theme's `i18n/<lang>.yaml`.
    pub t: BTreeMap<String, String>,
    /// Addresses of the theme's assets by name: `style.css` → `../../assets/style.3f2a….css`.
    pub asset: BTreeMap<String, String>,
    /// How a page loads a script, to be printed in its tag with `| safe`: `type="module"`, or `defer` in a site that is
    /// read from a folder.
    pub script: String,
    /// The search index's root file, from the site's root; for `data-search-root`.
    pub search_root: String,
    /// Who publishes the handbook.
    pub publisher: Option<LinkView>,
    /// How to reach them: an address or `mailto:`.
    pub contact: Option<String>,
    /// The licence of the texts.
    pub licence: Option<LinkView>,
    /// The publisher's accessibility statement.
    pub accessibility: Option<String>,
    /// The page about privacy.
    pub privacy: Option<String>,
    /// A text for the footer; may be empty.
    pub footer_text: String,
    /// More links for the footer.
    pub footer: Vec<LinkView>,
    /// Where the sources of the handbook are.
    pub repository: Option<String>,
    /// The Atom feed.
    pub feed: String,
    /// The handbook's logo; none shows the cairn.
    pub logo: Option<LogoView>,
    /// Fonts that the page fetches at once.
    pub preload: Vec<PreloadView>,
    /// `varde 0.1.0`.
    pub generator: String,
    /// Set in `serve`: the address of the live-reload stream.
    pub reload: Option<String>,
}

/// A logo.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct LogoView {
    /// Its address.
    pub url: String,
    /// The address of the one for dark pages, if there is another.
    pub dark: Option<String>,
    /// The address of the icon for the browser's tab.
    pub icon: Option<String>,
    /// What it says beside the handbook's name; often empty.
    pub alt: String,
    /// Its width in pixels, where its file says.
    pub width: Option<u32>,
    /// Its height in pixels, where its file says.
    pub height: Option<u32>,
}

/// A file that a page will need before the browser can know it.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct PreloadView {
    /// Its address.
    pub url: String,
    /// Its media type: `font/woff2`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// One place in the navigation; a group has `items` and no `url`.
#[derive(Debug, Clone, Serialize, Hash)]
pub struct NavigationItem {
    /// The same as `page.section` on the pages of this section.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its address; empty for a group.
    pub url: String,
    /// One sentence about it; may be empty.
    pub summary: String,
    /// The places of a group.
    pub items: Vec<NavigationItem>,
}
