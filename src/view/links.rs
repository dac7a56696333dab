//! Site paths → addresses as they stand on one page.

use crate::medium::Medium;

/// How addresses are written on a page: relative to it, so that the site works wherever it is put.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Links {
    /// From the page to the site's root: `../../`; empty at the root; absolute on the 404 page, which is served
    /// at any depth.
    pub prefix: String,
    /// Where the site is read from.
    pub medium: Medium,
}

impl Links {
    /// On the page at a site path such as `/caser/telma/`.
    pub fn on(path: &str, medium: Medium) -> Self {
        Self { prefix: "../".repeat(path.matches('/').count().saturating_sub(1)), medium }
    }

    /// On a page that is served at any depth below `base` (`/`, `/hb/`).
    pub fn anywhere(base: &str) -> Self {
        Self { prefix: base.to_owned(), medium: Medium::Web }
    }

    /// The address of a site path, with or without its leading slash.
    pub fn to(&self, path: &str) -> String {
        let address = [self.prefix.as_str(), &self.medium.address(path)].concat();
        if address.is_empty() { "./".to_owned() } else { address }
    }

    /// The folder that is the site's root: never empty, so that something can be appended to it.
    pub fn root(&self) -> String {
        if self.prefix.is_empty() { "./".to_owned() } else { self.prefix.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        let (page, front) = (Links::on("/caser/telma/", Medium::Web), Links::on("/", Medium::Web));
        assert_eq!(
            [page.to("/tips/a/"), page.to("/"), front.to("/"), front.to("/a/"), Links::anywhere("/hb/").to("/a/")],
            ["../../tips/a/", "../../", "./", "a/", "/hb/a/"]
        );
    }

    #[test]
    fn a_folder_is_addressed_by_its_files() {
        let (page, front) = (Links::on("/caser/telma/", Medium::Folder), Links::on("/", Medium::Folder));
        assert_eq!(
            [page.to("/tips/a/"), page.to("/"), front.to("/"), page.to("assets/a.css"), page.root(), front.root()],
            ["../../tips/a/index.html", "../../index.html", "index.html", "../../assets/a.css", "../../", "./"]
        );
    }
}
