//! What is shown: the last build's site, with the last good pages in the place of broken ones.
//!
//! Invariant: a page that was good once is never replaced by one that is broken, and goes only when its file is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::config;
use crate::diagnostic::print::to_json;
use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::handbook::Handbook;
use crate::medium::Medium;
use crate::output::{Output, OutputFile, file_of};
use crate::pages;
use crate::site::Built;
use crate::theme::short_hash;

/// The page for addresses where nothing stands.
pub(super) const NOT_FOUND: &str = "404.html";
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A site to show.
#[derive(Default)]
pub struct State {
    /// The site.
    pub output: Output,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The same as a JSON array.
    pub problems: String,
    /// Where the site stands, with a slash at both ends: `/`, `/hb/`.
    pub base: String,
    /// Paths in `output` that have never been good.
    broken: BTreeSet<String>,
    /// The paths of pages made from each file that has errors now.
    held: BTreeMap<Arc<str>, BTreeSet<String>>,
    handbook: Arc<Handbook>,
}

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A file, with its site path.
    File(&'a str, &'a OutputFile),
    /// Something, at this address instead.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

impl State {
    /// What to show after a build.
    pub fn after(last: &State, built: Built) -> Self {
        let problems: Vec<Value> = built.diagnostics.iter().map(|diagnostic| to_json(diagnostic, &built.texts)).collect();
        let whole = whole_site_failed(&built.diagnostics);
        let mut state = if whole && last.is_good() {
            last.kept()
        } else {
            State::merged(last, built.output, built.handbook, &built.diagnostics, whole)
        };
        state.problems = Value::Array(problems).to_string();
        state.diagnostics = built.diagnostics;
        state
    }

    fn is_good(&self) -> bool {
        self.broken.len() < self.output.files.len()
    }

    fn kept(&self) -> Self {
        let (output, base, handbook) = (self.output.clone(), self.base.clone(), Arc::clone(&self.handbook));
        Self { output, base, handbook, broken: self.broken.clone(), held: self.held.clone(), ..Self::default() }
    }

    fn merged(last: &State, mut output: Output, handbook: Arc<Handbook>, diagnostics: &[Diagnostic], whole: bool) -> Self {
        let held = if has_errors(diagnostics) { held(last, &handbook, diagnostics) } else { BTreeMap::new() };
        let mut failed: BTreeSet<String> = held.values().flatten().cloned().collect();
        if whole {
            failed.extend(output.files.keys().cloned());
        } else if has_errors(diagnostics) {
            failed.extend(planned(&handbook).filter(|path| !output.files.contains_key(path)));
        }
        let mut broken = BTreeSet::new();
        for path in failed {
            match last.output.files.get(&path).filter(|_| !last.broken.contains(&path)) {
                Some(good) => drop(output.files.insert(path, good.clone())),
                None if output.files.contains_key(&path) => drop(broken.insert(path)),
                None => {}
            }
        }
        Self { output, base: handbook.config.base.path.clone(), broken, held, handbook, ..Self::default() }
    }

    /// What stands at a decoded path such as `/caser/`.
    pub fn find(&self, path: &str) -> Found<'_> {
        let Some(inside) = path.strip_prefix(self.base.as_str()) else {
            let inside = path.trim_start_matches('/');
            let known = format!("{path}/") == self.base || matches!(self.look(inside), Found::File(..));
            return if known { self.elsewhere(if format!("{path}/") == self.base { "" } else { inside }) } else { Found::Nothing };
        };
        match self.look(inside) {
            Found::Nothing if matches!(self.look(&format!("{inside}/")), Found::File(..)) => self.elsewhere(&format!("{inside}/")),
            found => found,
        }
    }

    /// The file at a path below the base.
    fn look(&self, inside: &str) -> Found<'_> {
        // `file_of` takes `//a` for `a`; a browser would take the links on it for another site's.
        let file = if inside.starts_with('/') { None } else { self.output.files.get_key_value(&file_of(inside)) };
        file.map_or(Found::Nothing, |(path, file)| Found::File(path, file))
    }

    /// Begins with one slash, whatever was asked for, and so never leads to another host.
    fn elsewhere(&self, inside: &str) -> Found<'_> {
        Found::Elsewhere(format!("{}{}", self.base, utf8_percent_encode(inside.trim_start_matches('/'), IN_PATH)))
    }

    /// Changes when what a browser gets at a path does. Files that are published as they are have none.
    pub fn fingerprint(&self, path: &str) -> String {
        let file = match self.find(path) {
            Found::File(_, file) => Some(file),
            Found::Elsewhere(place) => return place,
            Found::Nothing => self.output.files.get(NOT_FOUND),
        };
        match file {
            Some(OutputFile::Made(bytes)) => short_hash(bytes),
            Some(OutputFile::Copied(_)) => "copied".to_owned(),
            None => "nothing".to_owned(),
        }
    }
}

/// Whether a build says nothing about the single pages: its configuration or the whole folder of texts is broken.
fn whole_site_failed(diagnostics: &[Diagnostic]) -> bool {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.into_iter().any(|diagnostic| &*diagnostic.file == config::FILE || diagnostic.rule == "no-content")
}

/// The pages of each file that has errors, as they were and as they are.
fn held(last: &State, handbook: &Handbook, diagnostics: &[Diagnostic]) -> BTreeMap<Arc<str>, BTreeSet<String>> {
    let mut held: BTreeMap<Arc<str>, BTreeSet<String>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
        held.entry(Arc::clone(&diagnostic.file)).or_insert_with_key(|file| {
            let before = last.held.get(file).cloned().unwrap_or_default();
            before.into_iter().chain(pages_of(&last.handbook, file)).chain(pages_of(handbook, file)).collect()
        });
    }
    held
}

/// The files of the pages that show an entry: its own, and those of editions in whose language it does not exist.
fn pages_of(handbook: &Handbook, file: &str) -> Vec<String> {
    let Some(&entry) = handbook.by_file.get(file) else { return Vec::new() };
    let item = handbook.item_of[entry];
    let others = handbook.editions.iter().filter(|lang| handbook.items[item].version(lang).is_none());
    let addresses = others.map(|lang| handbook.address_for(item, lang)).chain([handbook.address_of(entry)]);
    addresses.map(|address| file_of(&address)).collect()
}

/// The files of all pages that a handbook should have.
fn planned(handbook: &Handbook) -> impl Iterator<Item = String> + '_ {
    let pages = pages::plan(handbook, Medium::Web).pages.into_iter().map(|page| page.path);
    pages.chain(handbook.aliases.iter().map(|(path, _)| path.clone())).map(|path| file_of(&path))
}

/// How many pages differ between two sites, those that came and went included.
pub fn pages_changed(before: &Output, now: &Output) -> usize {
    let is_page = |path: &&String| path.ends_with(".html");
    let changed = now.files.iter().filter(|(path, file)| is_page(path) && before.files.get(*path).is_none_or(|old| !same(old, file)));
    let gone = before.files.keys().filter(|path| is_page(path) && !now.files.contains_key(*path));
    changed.count() + gone.count()
}

fn same(one: &OutputFile, other: &OutputFile) -> bool {
    match (one, other) {
        (OutputFile::Made(one), OutputFile::Made(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => one == other,
    }
}
