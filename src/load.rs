//! The handbook's folder → [`Text`]s and other files. The first stage.
//!
//! Knows paths and layers, never what a text means. In `content/`, a folder or file whose name begins with `.` is passed
//! over.

mod active;

use std::sync::Arc;

use crate::diagnostic::{Checked, Diagnostic};
use crate::files::{Files, Found, Listing, Refusal};
use crate::source::is_markdown;

pub use active::check as check_files;

/// The folder of texts.
pub const CONTENT: &str = "content";

/// What a handbook's folder holds.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Markdown files below `content/`, sorted by path.
    pub texts: Vec<Text>,
    /// Other files to be published as they are: (path in the handbook, site path without a leading slash).
    pub assets: Vec<(Arc<str>, String)>,
    /// The newest day on which a text was changed, in days since 1970, where known.
    pub newest: Option<i64>,
}

/// A Markdown file as it stands on the disk.
#[derive(Debug, Clone)]
pub struct Text {
    /// From the handbook's folder.
    pub path: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Changes with the bytes.
    pub fingerprint: u128,
}

/// Reads all texts, and notes the files that are published beside them.
pub fn load(files: &dyn Files) -> Checked<Loaded> {
    let content = files.list(CONTENT);
    let mut diagnostics = refusals(&content);
    if content.missing {
        diagnostics.push(
            Diagnostic::error("no-content", &Arc::from("content/"), "there is no folder `content`")
                .help("make it and put the first Markdown file in it, or start with `varde init`"),
        );
    }
    let visible: Vec<&Found> = content.files.iter().filter(|found| !hidden(&found.path)).collect();
    let (texts, others): (Vec<&Found>, Vec<&Found>) = visible.iter().partition(|found| is_markdown(&found.path));
    let paths: Vec<Arc<str>> = texts.iter().map(|found| Arc::clone(&found.path)).collect();
    let mut loaded = Loaded { newest: texts.iter().filter_map(|found| found.changed).max(), ..Loaded::default() };
    for (read, path) in files.texts(&paths).into_iter().zip(paths) {
        match read {
            Ok((bytes, fingerprint)) => loaded.texts.push(Text { path, bytes, fingerprint }),
            Err(error) => diagnostics.push(unreadable(&path, &error.to_string())),
        }
    }
    loaded.assets = others.iter().map(|found| (Arc::clone(&found.path), found.path[CONTENT.len() + 1..].to_owned())).collect();
    // Read by the theme, which has no words for what it may not read.
    for folder in ["templates", "themes"] {
        diagnostics.extend(refusals(&files.list(folder)));
    }
    let fixed = files.list("static");
    diagnostics.extend(refusals(&fixed));
    loaded.assets.extend(fixed.files.iter().map(|found| (Arc::clone(&found.path), found.path["static/".len()..].to_owned())));
    Checked { value: loaded, diagnostics }
}

fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("unreadable-file", &Arc::from(path), format!("the file cannot be read: {reason}"))
        .help("check that you may read it, or move it out of the handbook")
}

fn refusals(listing: &Listing) -> Vec<Diagnostic> {
    let refused = listing.refused.iter().filter(|(path, _)| !hidden(path));
    refused
        .map(|(path, refusal)| match refusal {
            Refusal::LinkOutside => {
                Diagnostic::error("link-outside", &Arc::from(path.as_str()), "the symbolic link leads out of the handbook")
                    .help("copy the file into the handbook instead of linking to it")
            }
            Refusal::Name => Diagnostic::error(
                "unusable-name",
                &Arc::from(path.as_str()),
                "the file's name is not Unicode text, or has a line break or the like in it",
            )
            .help("rename it"),
            Refusal::Unreadable(reason) => unreadable(path, reason),
        })
        .collect()
}

fn hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}
