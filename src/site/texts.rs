//! The texts that diagnostics point into.
//!
//! A build keeps no text once it is parsed: what has something wrong with it is read again, when that is shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::print::Texts;
use crate::files::Files;
use crate::source::Source;
use crate::theme;

impl Site {
    /// The texts of the files in which diagnostics have their places.
    pub fn texts<'d>(&self, files: &dyn Files, of: impl IntoIterator<Item = &'d Diagnostic>) -> Texts {
        let placed = of.into_iter().filter(|diagnostic| diagnostic.span.is_some());
        let named: BTreeSet<&Arc<str>> = placed.map(|diagnostic| &diagnostic.file).collect();
        let templates = theme::sources(&self.theme.value);
        let text = |file: &Arc<str>| templates.get(file).cloned().or_else(|| read(files, file));
        named.into_par_iter().filter_map(|file| Some((Arc::clone(file), text(file)?))).collect()
    }
}

/// A file as its places count; none if it is gone.
fn read(files: &dyn Files, file: &str) -> Option<Arc<str>> {
    let (bytes, _) = files.text(file).ok()?;
    Some(Source::decode(file, bytes.to_vec()).value.text)
}
