//! `missing-image` and `external-image`: a picture that is not there, or that another site would be asked for.

use crate::body::Body;
use crate::diagnostic::Diagnostic;
use crate::handbook::Places;
use crate::handbook::link::{has_scheme, image};

/// Checks every image in an entry's texts.
pub(super) fn check(places: &Places, entry: usize, bodies: &[&Body]) -> Vec<Diagnostic> {
    let file = &places.files[entry];
    let images = bodies.iter().flat_map(|body| &body.images);
    let found = images.filter_map(|picture| {
        let target = &picture.target;
        if has_scheme(target) || target.starts_with("//") {
            return Some(
                Diagnostic::error("external-image", file, format!("`{target}` would be fetched from another site when the page is opened"))
                    .at(picture.span.clone())
                    .help("save the picture beside the text and write its file name; readers are not shown to third parties"),
            );
        }
        image(places, entry, target).is_none().then(|| {
            Diagnostic::error("missing-image", file, format!("there is no picture `{target}`"))
                .at(picture.span.clone())
                .help("put the file beside the text, or in `static/` and write `/name`")
        })
    });
    found.collect()
}
