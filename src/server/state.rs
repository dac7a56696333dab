//! What is shown: the last site, with the last good pages in the place of broken ones.
//!
//! Pages are made when they are asked for, so that a change is on the screen before the rest of the site is made.
//! Invariant: a page that was good once is never replaced by one that is broken, and goes only when its file is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::once;
use std::sync::Arc;

use serde_json::Value;

use crate::config;
use crate::diagnostic::print::to_json;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Files;
use crate::fingerprint;
use crate::handbook::Handbook;
use crate::output::OutputFile;
use crate::site::Site;
use crate::site_path::{encode, file_of};
use crate::slug::composed;

/// The page for addresses where nothing stands.
pub(super) const NOT_FOUND: &str = "404.html";
/// Nobody reads more in a panel on a page; the terminal has all.
const MOST_PROBLEMS: usize = 200;

/// Edits that follow each other so fast that no site is finished.
const MOST_EARLIER: usize = 3;

/// A site to show.
#[derive(Clone)]
pub struct State {
    /// The site.
    pub site: Arc<Site>,
    /// What is wrong, as a JSON array.
    pub problems: String,
    /// What was found when pages were rendered; none as long as not all have been.
    rendered: Option<Vec<Diagnostic>>,
    /// Pages of files that have errors, as they were when they were good.
    kept: BTreeMap<String, Kept>,
    /// Sites to fall back on for pages that this site's templates cannot render, newest first. Of the last one all pages
    /// could be rendered; of those before it that is not known.
    earlier: Vec<Arc<Site>>,
}

/// A page as it was.
#[derive(Clone)]
struct Kept {
    /// The text that it was made from.
    source: Arc<str>,
    page: OutputFile,
}

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A file, with its site path.
    File(String, OutputFile),
    /// Something, at this address instead.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

impl State {
    /// The first site; `files` are those that it was made from.
    pub fn first(site: Site, files: &dyn Files) -> Self {
        let problems = problems(&site.diagnostics, &site, files);
        Self { site: Arc::new(site), problems, rendered: None, kept: BTreeMap::new(), earlier: Vec::new() }
    }

    /// What to show after a change.
    #[must_use]
    pub fn after(&self, site: &Arc<Site>, files: &dyn Files) -> Self {
        // Whether templates still fail shows when all pages have been rendered.
        let problems = match self.rendered.as_deref() {
            // Sorted already, and perhaps very many.
            None | Some([]) => problems(&site.diagnostics, site, files),
            Some(found) => problems(&site.problems(found), site, files),
        };
        if whole_site_failed(&site.diagnostics) && !whole_site_failed(&self.site.diagnostics) {
            return Self { problems, ..self.clone() };
        }
        let earlier = match &self.rendered {
            Some(found) if found.is_empty() && self.site.has_templates() => vec![Arc::clone(&self.site)],
            Some(_) => self.earlier.clone(),
            None => once(&self.site).chain(self.earlier.iter().rev().take(MOST_EARLIER).rev()).cloned().collect(),
        };
        let kept = self.keep(site);
        Self { site: Arc::clone(site), problems, rendered: None, kept, earlier }
    }

    /// The same, now that all pages of its site have been rendered, and this was found.
    #[must_use]
    pub fn rendered(&self, found: Vec<Diagnostic>, files: &dyn Files) -> Self {
        let earlier = if found.is_empty() && self.site.has_templates() { Vec::new() } else { self.earlier.clone() };
        let problems = problems(&self.site.problems(&found), &self.site, files);
        Self { problems, rendered: Some(found), earlier, ..self.clone() }
    }

    /// The pages of each file that has errors in `site`, as they were when they were good.
    fn keep(&self, site: &Site) -> BTreeMap<String, Kept> {
        let broken = |site: &Site| -> BTreeSet<Arc<str>> { errors(&site.diagnostics).map(|found| Arc::clone(&found.file)).collect() };
        let before = broken(&self.site);
        let mut held: BTreeMap<&Arc<str>, Vec<&String>> = BTreeMap::new();
        for (path, kept) in &self.kept {
            held.entry(&kept.source).or_default().push(path);
        }
        let mut kept = BTreeMap::new();
        for source in broken(site) {
            let now = pages_of(&site.handbook, &source).into_iter().chain(pages_of(&self.site.handbook, &source));
            let earlier = held.get(&source).into_iter().flatten().map(|path| (*path).clone());
            for path in now.chain(earlier).collect::<BTreeSet<_>>() {
                let page = match self.kept.get(&path) {
                    Some(kept) => Some(kept.page.clone()),
                    None if before.contains(&source) => None,
                    None => self.file(&path),
                };
                if let Some(page) = page {
                    kept.insert(path, Kept { source: Arc::clone(&source), page });
                }
            }
        }
        kept
    }

    fn file(&self, path: &str) -> Option<OutputFile> {
        let kept = self.kept.get(path).map(|kept| kept.page.clone());
        let earlier = || if self.site.has(path) { self.earlier.iter().find_map(|site| site.file(path)) } else { None };
        kept.or_else(|| self.site.file(path)).or_else(earlier)
    }

    fn has(&self, path: &str) -> bool {
        self.kept.contains_key(path) || self.site.has(path)
    }

    /// Where the site stands, with a slash at both ends: `/`, `/hb/`.
    pub fn base(&self) -> &str {
        &self.site.handbook.config.base.path
    }

    /// What stands at a decoded path such as `/caser/`.
    pub fn find(&self, path: &str) -> Found {
        let Some(inside) = path.strip_prefix(self.base()) else {
            let inside = path.trim_start_matches('/');
            let is_base = format!("{path}/") == self.base();
            return if is_base || self.has(&file_of(inside)) { self.elsewhere(if is_base { "" } else { inside }) } else { Found::Nothing };
        };
        // `file_of` takes `//a` for `a`; a browser would take the links on it for another site's.
        let path = file_of(inside);
        let found = if inside.starts_with('/') { None } else { self.file(&path) };
        match found {
            Some(file) => Found::File(path, file),
            None if !inside.starts_with('/') && self.has(&file_of(&format!("{inside}/"))) => self.elsewhere(&format!("{inside}/")),
            None => Found::Nothing,
        }
    }

    /// What is shown where nothing stands.
    pub fn not_found(&self) -> Option<OutputFile> {
        self.file(NOT_FOUND)
    }

    /// Begins with one slash, whatever was asked for, and so never leads to another host.
    fn elsewhere(&self, inside: &str) -> Found {
        Found::Elsewhere(format!("{}{}", self.base(), encode(inside.trim_start_matches('/'))))
    }

    /// Changes when what a browser gets at a path does. Files that are published as they are have none.
    pub fn fingerprint(&self, path: &str) -> String {
        let file = match self.find(path) {
            Found::File(_, file) => Some(file),
            Found::Elsewhere(place) => return place,
            Found::Nothing => self.not_found(),
        };
        match file {
            Some(OutputFile::Made(bytes)) => fingerprint::short(&bytes),
            Some(OutputFile::Copied(_) | OutputFile::Cleaned(_)) => "copied".to_owned(),
            None => "nothing".to_owned(),
        }
    }
}

fn problems(diagnostics: &[Diagnostic], site: &Site, files: &dyn Files) -> String {
    let shown = &diagnostics[..diagnostics.len().min(MOST_PROBLEMS)];
    let texts = site.texts(files, shown);
    Value::Array(to_json(shown.iter().collect(), &texts).collect()).to_string()
}

fn errors(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Whether a build says nothing about the single pages: its configuration or the whole folder of texts is broken.
fn whole_site_failed(diagnostics: &[Diagnostic]) -> bool {
    errors(diagnostics).any(|diagnostic| &*diagnostic.file == config::FILE || diagnostic.rule == "no-content")
}

/// The files of the pages that show an entry: its own, and those of editions in whose language it does not exist.
fn pages_of(handbook: &Handbook, file: &str) -> Vec<String> {
    let Some(&entry) = handbook.by_file.get(&*composed(file)) else { return Vec::new() };
    let Some(&item) = handbook.item_of.get(entry) else { return Vec::new() };
    let others = handbook.editions.iter().filter(|lang| handbook.items[item].version(lang).is_none());
    let addresses = others.map(|lang| handbook.address_for(item, lang)).chain([handbook.address_of(entry)]);
    addresses.map(|address| file_of(&address)).collect()
}
