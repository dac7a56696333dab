//! Where a site is read from. What follows from it, follows in addresses, scripts and policy; templates need not know.

use crate::site_path::file_of;
use std::borrow::Cow;

/// Where a site is read from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// A server, which gives a folder's `index.html` for the folder.
    #[default]
    Web,
    /// A folder on a disk or a stick, opened as `file://`: nobody finds `index.html`, and browsers load neither modules
    /// nor data.
    Folder,
}

impl Medium {
    /// The last part of a page's address from the site's root: `caser/telma/`, or `caser/telma/index.html` in a folder.
    pub fn address(self, path: &str) -> Cow<'_, str> {
        let path = path.trim_start_matches('/');
        match self {
            Medium::Web => Cow::Borrowed(path),
            Medium::Folder => Cow::Owned(file_of(path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_needs_the_names_of_files() {
        assert_eq!(["/a/", "/", "/a.css"].map(|path| Medium::Web.address(path)), ["a/", "", "a.css"]);
        assert_eq!(["/a/", "/", "/a.css"].map(|path| Medium::Folder.address(path)), ["a/index.html", "index.html", "a.css"]);
    }
}
