//! Site paths → addresses as they stand on one page.

/// How addresses are written on a page: relative to it, so that the site works wherever it is put.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Links {
    /// From the page to the site's root: `../../`; empty at the root; absolute on the 404 page, which is served
    /// at any depth.
    pub prefix: String,
}

impl Links {
    /// On the page at a site path such as `/caser/telma/`.
    pub fn on(path: &str) -> Self {
        Self { prefix: "../".repeat(path.matches('/').count().saturating_sub(1)) }
    }

    /// On a page that is served at any depth below `base` (`/`, `/hb/`).
    pub fn anywhere(base: &str) -> Self {
        Self { prefix: base.to_owned() }
    }

    /// The address of a site path, with or without its leading slash.
    pub fn to(&self, path: &str) -> String {
        let address = format!("{}{}", self.prefix, path.trim_start_matches('/'));
        if address.is_empty() { "./".to_owned() } else { address }
    }

    /// The address of the site's root: never empty, so that something can be appended to it.
    pub fn root(&self) -> String {
        self.to("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        let page = Links::on("/caser/telma/");
        assert_eq!(
            [page.to("/tips/a/"), page.to("/"), Links::on("/").to("/"), Links::on("/").to("/a/"), Links::anywhere("/hb/").to("/a/")],
            ["../../tips/a/", "../../", "./", "a/", "/hb/a/"]
        );
    }
}
