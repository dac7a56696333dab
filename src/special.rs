//! Pages that Varde makes by itself, and their addresses.
//!
//! Addresses stand here and not in the theme, because they must outlive a change of theme.

use crate::language::primary;

/// A page that no file stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Special {
    /// The front page, where there is no `index.md`.
    Front,
    /// The search page, with the index A–Å.
    Search,
    /// The collections as charts.
    Overview,
    /// The whole handbook on one page.
    Print,
}

/// All of them that have an address of their own in every edition.
pub const SPECIALS: [Special; 3] = [Special::Search, Special::Overview, Special::Print];

/// Files that stand at every site's root beside its pages.
pub const FILES: [&str; 5] = ["404.html", "feed.xml", "robots.txt", "sitemap.xml", "varde.json"];

/// The file beside the pages that says which files of a published folder are Varde's, and its name while it is written.
pub const MANIFEST: [&str; 2] = [".varde-manifest", ".varde-manifest.new"];

/// Folders at every site's root that hold no pages.
pub const FOLDERS: [&str; 2] = ["assets", "search"];

impl Special {
    /// The last part of its address in a language.
    pub fn slug(self, lang: &str) -> &'static str {
        match (self, primary(lang)) {
            (Special::Front, _) => "",
            (Special::Search, "nb" | "nn" | "no") => "sok",
            (Special::Search, "da") => "soeg",
            (Special::Search, _) => "search",
            (Special::Overview, "nb" | "nn" | "no") => "oversikt",
            (Special::Overview, "da") => "overblik",
            (Special::Overview, _) => "overview",
            (Special::Print, "nb" | "nn" | "no") => "utskrift",
            (Special::Print, "da") => "udskrift",
            (Special::Print, _) => "print",
        }
    }

    /// Its site path below an edition's root (`/` or `/en/`).
    pub fn address(self, root: &str, lang: &str) -> String {
        match self {
            Special::Front => root.to_owned(),
            _ => format!("{root}{}/", self.slug(lang)),
        }
    }
}
