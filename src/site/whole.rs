//! A prepared site → all its files.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::Site;
use super::file::asset;
use crate::diagnostic::{self, Diagnostic};
use crate::handbook::Handbook;
use crate::output::{Output, file_of, in_the_way};
use crate::pages::{Page, PageKind};
use crate::timings::Timings;
use crate::{check, documents, export};

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
    /// Makes all files; gives them with what only shows then. None if it was stopped.
    pub fn whole(&self, timings: &mut Timings, stop: &Stop) -> Option<(Output, Vec<Diagnostic>)> {
        // First, as long as there is room: the pages stay in memory, and what the index is made from does not.
        timings.measure("search", || self.search());
        let (mut output, mut found) = timings.measure("render", || self.pages(stop))?;
        output.files.extend(self.search().files.clone());
        for (path, bytes) in &self.theme.value.files {
            output.add(path.clone(), Arc::clone(bytes));
        }
        for (_, path, bytes) in self.handbook.pictures.values().flat_map(|shown| &shown.versions) {
            output.add(path.clone(), Arc::clone(bytes));
        }
        if self.with_cards {
            output.files.extend(timings.measure("sharing", || self.all_drawn()).files);
        }
        output.files.extend(self.exports().files.clone());
        found.extend(add_assets(&self.handbook, &mut output));
        self.memos.age();
        Some((output, found))
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
            let mut output = Output::default();
            for (path, bytes) in documents::index(&self.handbook, self.medium).files {
                output.add(path, bytes);
            }
            output
        })
    }

    /// What the site gives to programs; made when it is first asked for.
    pub(super) fn exports(&self) -> &Output {
        self.exports.get_or_init(|| {
            let mut output = Output::default();
            export::export(&self.handbook, &self.plan, &self.theme.value, &mut output);
            output
        })
    }

    fn pages(&self, stop: &Stop) -> Option<(Output, Vec<Diagnostic>)> {
        let (mut output, mut diagnostics) = (Output::default(), Vec::new());
        if !self.has_templates() {
            return Some((output, diagnostics));
        }
        let pages = self.plan.pages.par_iter().filter(|page| self.can_be_rendered(page));
        let pages: Option<Vec<_>> = pages.map(|page| (!stop.is_stopped()).then(|| (&page.path, self.page(page)))).collect();
        let redirects = self.handbook.aliases.iter().map(|(path, entry)| (path, self.redirect(path, *entry)));
        let was = self.handbook.was.iter().map(|(path, address)| (path, self.was(address)));
        for (path, rendered) in pages?.into_iter().chain(redirects).chain(was) {
            match rendered {
                Ok(bytes) => output.add(file_of(path), bytes),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        Some((output, diagnostics))
    }

    /// Whether the theme has the template that the page's entry names.
    pub(super) fn can_be_rendered(&self, page: &Page) -> bool {
        !matches!(&page.kind, PageKind::Entry(entry) if check::template::missing(&self.handbook, &self.theme.value, *entry))
    }
}

/// Files published as they are; none may hide a page, or another file where case does not count.
fn add_assets(handbook: &Handbook, output: &mut Output) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if handbook.assets.is_empty() {
        return diagnostics;
    }
    let mut folded: BTreeMap<String, String> = output.files.keys().map(|path| (path.to_lowercase(), path.clone())).collect();
    for (file, site_path) in &handbook.assets {
        let lower = site_path.to_lowercase();
        if let Some(why) = hindrance(&folded, &lower, site_path) {
            diagnostics.push(
                Diagnostic::error("address-collision", file, format!("the file cannot be published as `/{site_path}`: {why}"))
                    .help("rename the file"),
            );
            continue;
        }
        folded.insert(lower, site_path.clone());
        output.files.insert(site_path.clone(), asset(file));
    }
    diagnostics
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
