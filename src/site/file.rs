//! One file of a prepared site, made when a browser asks for it.

use std::sync::Arc;

use super::Site;
use super::whole::is_search;
use crate::load::CONTENT;
use crate::output::OutputFile;
use crate::pages::Page;
use crate::pictures::metadata;
use crate::site_path::{file_of, path_of};

impl Site {
    /// Whether its templates can be read, so that there are pages.
    pub fn has_templates(&self) -> bool {
        self.renderer.diagnostics.is_empty()
    }

    /// Whether there is a file at a site path without leading slash: `caser/telma/index.html`.
    pub fn has(&self, file: &str) -> bool {
        self.planned(file).is_some()
            || self.alias(file).is_some()
            || self.handbook.statement_redirect.as_ref().is_some_and(|(path, _)| file_of(path) == file)
            || self.other(file).is_some()
    }

    /// The file; none if there is none, or its template is broken.
    pub fn file(&self, file: &str) -> Option<OutputFile> {
        if let Some(page) = self.planned(file) {
            let can_be_rendered = self.has_templates() && self.can_be_rendered(page);
            return can_be_rendered.then(|| self.page(page).ok()).flatten().map(OutputFile::Made);
        }
        if let Some((path, entry)) = self.alias(file) {
            return self.redirect(path, *entry).ok().map(OutputFile::Made);
        }
        if let Some((_, address)) = self.handbook.statement_redirect.as_ref().filter(|(path, _)| file_of(path) == file) {
            return self.statement_redirect(address).ok().map(OutputFile::Made);
        }
        self.other(file)
    }

    fn planned(&self, file: &str) -> Option<&Page> {
        let path = path_of(file);
        let place = self.plan.pages.binary_search_by(|page| page.path.as_str().cmp(&path)).ok()?;
        Some(&self.plan.pages[place]).filter(|page| file_of(&page.path) == file)
    }

    fn alias(&self, file: &str) -> Option<&(String, usize)> {
        self.handbook.aliases.iter().find(|(path, _)| file_of(path) == file)
    }

    fn other(&self, file: &str) -> Option<OutputFile> {
        if let Some(bytes) = self.theme.value.files.get(file) {
            return Some(OutputFile::Made(Arc::clone(bytes)));
        }
        if let Some(bytes) = file.starts_with("assets/sharing.").then(|| self.drawn_at(file)).flatten() {
            return Some(OutputFile::Made(bytes));
        }
        let versions = || self.handbook.pictures.values().flat_map(|shown| &shown.versions);
        if let Some((_, _, bytes)) = versions().find(|(_, path, _)| path == file) {
            return Some(OutputFile::Made(Arc::clone(bytes)));
        }
        if let Some((source, _)) = self.handbook.assets.iter().find(|(_, path)| path == file) {
            return Some(asset(source));
        }
        let made = if is_search(file) { self.search() } else { self.exports() };
        made.files.get(file).cloned()
    }
}

/// How a file that stands beside the texts is published. Files in `static/` are published byte for byte.
pub(super) fn asset(source: &Arc<str>) -> OutputFile {
    let in_content = source.strip_prefix(CONTENT).is_some_and(|inside| inside.starts_with('/'));
    if in_content && metadata::can_go(source) { OutputFile::Cleaned(Arc::clone(source)) } else { OutputFile::Copied(Arc::clone(source)) }
}
