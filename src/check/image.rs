//! `missing-image` and `external-image`: a picture that is not there, or that another site would be asked for.

use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::handbook::link::{has_scheme, image};

/// Checks every image in an entry's texts.
pub(super) fn check(handbook: &Handbook, entry: usize) -> Vec<Diagnostic> {
    let file = &handbook.entries[entry].file;
    let images = handbook.entries[entry].bodies().into_iter().flat_map(|body| &body.images);
    let found = images.filter_map(|picture| {
        let target = &picture.target;
        if has_scheme(target) || target.starts_with("//") {
            return Some(
                Diagnostic::error("external-image", file, format!("`{target}` would be fetched from another site when the page is opened"))
                    .at(picture.span.clone())
                    .help("save the picture beside the text and write its file name; readers are not shown to third parties"),
            );
        }
        image(handbook, entry, target).is_none().then(|| {
            Diagnostic::error("missing-image", file, format!("there is no picture `{target}`"))
                .at(picture.span.clone())
                .help("put the file beside the text, or in `static/` and write `/name`")
        })
    });
    found.collect()
}
