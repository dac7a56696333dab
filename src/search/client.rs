//! The search client's scripts as a site publishes them, which [`super::script`] has made when Varde was compiled.

use include_dir::{Dir, include_dir};

static SCRIPTS: Dir = include_dir!("$OUT_DIR/scripts");

/// The scripts: name of the file, and text.
pub fn client() -> impl Iterator<Item = (&'static str, &'static str)> {
    SCRIPTS.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}
