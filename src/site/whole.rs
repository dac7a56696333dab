//! A prepared site → all its files.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::Site;
use super::file::asset;
use super::page::Rendered;
use crate::diagnostic::{self, Diagnostic};
use crate::memo::AT_ONCE;
use crate::output::{Collected, Output, OutputFile, Sink};
use crate::pages::{Page, PageKind};
use crate::site_path::{file_of, in_the_way};
use crate::special::MANIFEST;
use crate::timings::Timings;
use crate::{documents, export, search};

/// Tells a site that is being made that nobody waits for it any more.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Stops it soon.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Site {
    /// Makes all files, each as soon as the one before is away, and gives what only shows then. None if it was stopped.
    pub fn whole(&self, into: &dyn Sink, timings: &mut Timings, stop: &Stop) -> Option<Vec<Diagnostic>> {
        if self.with_search {
            timings.measure("search", || self.make_search(into));
        }
        // The sitemap and the feed are work for one core.
        let (found, exports) = timings.measure("render", || rayon::join(|| self.pages(into, stop), || self.exports()));
        let mut found = found?;
        for (path, bytes) in &self.theme.value.files {
            into.put(path, OutputFile::Made(Arc::clone(bytes)));
        }
        for (_, path, bytes) in self.handbook.pictures.values().flat_map(|shown| &shown.versions) {
            into.put(path, OutputFile::Made(Arc::clone(bytes)));
        }
        if self.with_cards {
            timings.measure("sharing", || self.draw_all(into));
        }
        put_all(exports, into);
        found.extend(self.add_assets(into));
        self.memos.memo.age();
        Some(found)
    }

    /// Everything that does not fit, sorted: what the site knows, and what was found when files were made.
    pub fn problems(&self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut diagnostics = [&self.diagnostics, found].concat();
        diagnostic::sort(&mut diagnostics);
        diagnostics
    }

    /// The search index; made when it is first asked for.
    pub(super) fn search(&self) -> &Output {
        self.search.get_or_init(|| {
            let made = Collected::default();
            self.make_search(&made);
            made.output()
        })
    }

    fn make_search(&self, into: &dyn Sink) {
        documents::index(&self.handbook, self.medium, &|path, bytes| into.put(&path, OutputFile::Made(bytes.into())));
    }

    /// What the site gives to programs; made when it is first asked for.
    pub(super) fn exports(&self) -> &Output {
        self.exports.get_or_init(|| {
            let mut output = Output::default();
            export::export(&self.handbook, &self.plan, &self.theme.value, &mut output);
            output
        })
    }

    fn pages(&self, into: &dyn Sink, stop: &Stop) -> Option<Vec<Diagnostic>> {
        if !self.has_templates() {
            return Some(Vec::new());
        }
        let put = |path: &str, rendered: Rendered| rendered.map(|bytes| into.put(&file_of(path), OutputFile::Made(bytes))).err();
        // Those that show many entries first: a core that begins with one when the others are done works alone.
        let (large, others): (Vec<&Page>, Vec<&Page>) = self.plan.pages.iter().partition(|page| matches!(page.kind, PageKind::Special(_)));
        let pages = large.into_par_iter().with_max_len(1).chain(others.into_par_iter().with_max_len(AT_ONCE));
        let pages = pages.filter(|page| self.can_be_rendered(page));
        let found: Option<Vec<_>> = pages.map(|page| (!stop.is_stopped()).then(|| put(&page.path, self.page(page)))).collect();
        let redirects = self.handbook.aliases.iter().map(|(path, entry)| put(path, self.redirect(path, *entry)));
        let statement = self.handbook.statement_redirect.iter().map(|(path, address)| put(path, self.statement_redirect(address)));
        Some(found?.into_iter().chain(redirects).chain(statement).flatten().collect())
    }

    /// Files published as they are; none may hide a page, or another file where case does not count.
    fn add_assets(&self, into: &dyn Sink) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        if self.handbook.assets.is_empty() {
            return diagnostics;
        }
        let mut folded: BTreeMap<String, String> = self.made().map(|path| (path.to_lowercase(), path)).collect();
        for (file, site_path) in &self.handbook.assets {
            let lower = site_path.to_lowercase();
            if let Some(why) = hindrance(&folded, &lower, site_path) {
                let message = format!("the file cannot be published as `/{site_path}`: {why}");
                diagnostics.push(Diagnostic::error("address-collision", file, message).help("rename the file"));
                continue;
            }
            folded.insert(lower, site_path.clone());
            into.put(site_path, asset(file));
        }
        diagnostics
    }

    /// The paths of all files that the build makes.
    fn made(&self) -> impl Iterator<Item = String> {
        let pages = self.plan.pages.iter().map(|page| &page.path);
        let redirects =
            self.handbook.aliases.iter().map(|(path, _)| path).chain(self.handbook.statement_redirect.iter().map(|(path, _)| path));
        let pictures = self.handbook.pictures.values().flat_map(|shown| &shown.versions).map(|(_, path, _)| path);
        let cards = self.with_cards.then(|| self.cards().keys()).into_iter().flatten();
        // The search index is made here only if a published file lies in its folder; otherwise no path can collide.
        let search = self.handbook.assets.iter().any(|(_, path)| is_search(&path.to_lowercase())).then(|| self.search());
        let made = search.into_iter().chain([self.exports()]).flat_map(|output| output.files.keys());
        let files = self.theme.value.files.keys().chain(pictures).chain(cards).chain(made).cloned();
        pages.chain(redirects).map(|path| file_of(path)).chain(files).chain(MANIFEST.map(str::to_owned))
    }

    /// Whether the theme has the template that the page's entry or type names.
    pub(super) fn can_be_rendered(&self, page: &Page) -> bool {
        let handbook = &self.handbook;
        let template = match &page.kind {
            PageKind::Entry(entry) => handbook.template_of(*entry),
            PageKind::Fallback(item) => handbook.template_of(handbook.items[*item].primary()),
            PageKind::List(kind, _) => handbook.config.types.list[*kind].list_template.as_str(),
            PageKind::Special(_) | PageKind::NotFound => return true,
        };
        self.theme.value.templates.contains_key(template)
    }
}

/// Whether a path is that of the folder of the search index, or below it.
pub(super) fn is_search(path: &str) -> bool {
    path.split('/').next() == search::ROOT.split('/').next()
}

fn put_all(output: &Output, into: &dyn Sink) {
    output.files.par_iter().for_each(|(path, file)| into.put(path, file.clone()));
}

/// Why a file cannot stand beside the others.
fn hindrance(folded: &BTreeMap<String, String>, lower: &str, path: &str) -> Option<String> {
    match folded.get(lower) {
        Some(other) if other == path => Some(format!("something else already stands there (`/{other}`)")),
        Some(other) => Some(format!("it differs from another only in upper and lower case (`/{other}`)")),
        None => {
            let hindered = in_the_way(lower, |path| folded.contains_key(path), |from| folded.range(from..).next().map(|(path, _)| path));
            hindered.then(|| "one of the two would be a file and a folder at once".to_owned())
        }
    }
}
