//! The whole pipeline on one screen: a handbook's files → a site, and everything that does not fit.
//!
//! [`prepare`] reads and resolves; the [`Site`] it gives can make any of its files when it is asked for, or all of
//! them. `build` and `check` ask for all, `serve` for what a browser wants to see. Invariant: nothing is written
//! here, and the same files give the same site, byte for byte, in whichever order its files are made.

mod file;
mod page;
mod pictures;
mod read;
mod sharing;
mod texts;
mod whole;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::print::Texts;
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::files::Files;
use crate::handbook::Handbook;
use crate::medium::Medium;
use crate::memo::Memo;
use crate::output::{Collected, Output};
use crate::pages::{self, Plan};
use crate::pictures::Wanted;
use crate::render::{self, Renderer};
use crate::resolve::{Around, Read};
use crate::sharing::Card;
use crate::store::Store;
use crate::theme::{self, Theme};
use crate::timings::Timings;
use crate::{check, resolve};
use page::Shared;
use read::Content;
pub use whole::Stop;

/// What differs between building, checking and serving.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Drafts are shown.
    pub drafts: bool,
    /// The day that review dates are compared with; none takes the newest text's.
    pub today: Option<Date>,
    /// The live-reload stream that pages listen to.
    pub reload: Option<String>,
    /// Where the site is to be read from.
    pub medium: Medium,
    /// What publishers owe their readers is checked too.
    pub duties: bool,
    /// What is made of pictures.
    pub pictures: Wanted,
}

/// What earlier builds gave; clones share it.
#[derive(Clone, Default)]
pub struct Memos {
    memo: Arc<Memo>,
    store: Arc<Store>,
}

impl Memos {
    /// Empty, but for what earlier builds have kept on disk.
    pub fn keeping(store: Store) -> Self {
        Self { memo: Arc::default(), store: Arc::new(store) }
    }

    /// For a build that none follows: nothing is remembered but what earlier ones have kept on disk.
    pub fn once(store: Store) -> Self {
        Self { memo: Arc::new(Memo::of_nothing()), store: Arc::new(store) }
    }
}

/// A site that is ready to be made.
pub struct Site {
    /// The handbook.
    pub handbook: Arc<Handbook>,
    /// Its pages.
    pub plan: Plan,
    /// Everything that does not fit, sorted, but for what only shows when pages are rendered.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Timings,
    theme: Arc<Checked<Theme>>,
    renderer: Arc<Checked<Renderer>>,
    medium: Medium,
    reload: Option<String>,
    shared: Shared,
    memos: Memos,
    search: OnceLock<Output>,
    exports: OnceLock<Output>,
    cards: OnceLock<BTreeMap<String, Card>>,
    /// Sharing pictures are part of the whole; else they are drawn when one is asked for.
    with_cards: bool,
    /// So is the search index; else it is made when a browser asks for it, and not after every edit.
    with_search: bool,
}

/// A site with all its files.
#[derive(Default)]
pub struct Built {
    /// The site; whole even where there are errors.
    pub output: Output,
    /// Everything found, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics point into.
    pub texts: Texts,
    /// The handbook.
    pub handbook: Arc<Handbook>,
    /// How long each stage took.
    pub timings: Timings,
}

/// Builds a handbook: prepares its site and makes all files.
pub fn build(files: &dyn Files, options: &Options, memos: &Memos) -> Built {
    let mut site = prepare(files, options, memos);
    let mut timings = std::mem::take(&mut site.timings);
    let made = Collected::default();
    let found = site.whole(&made, &mut timings, &Stop::default()).unwrap_or_default();
    let diagnostics = site.problems(&found);
    let texts = site.texts(files, &diagnostics);
    Built { output: made.output(), diagnostics, texts, handbook: site.handbook, timings }
}

/// Reads a handbook and resolves it, and makes none of its pages.
pub fn prepare(files: &dyn Files, options: &Options, memos: &Memos) -> Site {
    let mut timings = Timings::default();
    let mut diagnostics = Vec::new();
    let mut take = |found: &[Diagnostic]| diagnostics.extend_from_slice(found);

    let memo = &memos.memo;
    let rules = timings.measure("config", || read::rules(files, memo));
    let config = &rules.config;
    take(&rules.diagnostics);
    // Neither needs the other.
    let ((theme, renderer), Content { parsed, assets, newest, diagnostics: found }) = timings
        .side_by_side(|timings| look(files, config, options.medium, memo, timings), |timings| read::content(files, &rules, memo, timings));
    let of_texts = parsed.iter().map(|parsed| &parsed.diagnostics);
    [&theme.diagnostics, &renderer.diagnostics, &found].into_iter().chain(of_texts).for_each(|found| take(found));
    let today = options.today.or_else(|| newest.and_then(Date::from_unix_days));
    let (hidden, shown): (Vec<_>, Vec<_>) = parsed.iter().partition(|parsed| parsed.draft && !options.drafts);
    let read: Vec<Read> = shown.into_iter().map(|parsed| (&parsed.entry, &parsed.parts)).collect();
    let drafts = hidden.into_iter().flat_map(|parsed| [parsed.entry.file.to_string(), parsed.entry.id()]).collect();
    let around = Around { config: Arc::clone(config), fingerprint: rules.fingerprint, assets, drafts, today };
    let handbook = timings.measure("resolve", || resolve::resolve(&read, around, memo));
    take(&handbook.diagnostics);
    let mut handbook = handbook.value;
    let found = timings.measure("pictures", || pictures::all(&handbook, files, options.pictures, memos));
    take(&found.diagnostics);
    handbook.pictures = found.value;
    let handbook = Arc::new(handbook);
    take(&timings.measure("check", || check::check(&handbook, &theme.value, memo)));
    if options.duties {
        take(&check::duty::check(&handbook));
    }
    let (plan, found) = timings.measure("plan", || {
        let plan = pages::plan(&handbook, options.medium, memo);
        let found = pages::check(&handbook, &plan);
        (plan, found)
    });
    take(&found);
    diagnostic::sort(&mut diagnostics);
    Site {
        handbook,
        plan,
        diagnostics,
        timings,
        theme,
        renderer,
        medium: options.medium,
        reload: options.reload.clone(),
        shared: Shared::default(),
        memos: memos.clone(),
        search: OnceLock::new(),
        exports: OnceLock::new(),
        cards: OnceLock::new(),
        with_cards: options.pictures == Wanted::Versions && options.reload.is_none(),
        with_search: options.reload.is_none(),
    }
}

/// How a site looks: its theme, and the templates of it compiled.
type Look = (Arc<Checked<Theme>>, Arc<Checked<Renderer>>);

fn look(files: &dyn Files, config: &Config, medium: Medium, memo: &Memo, timings: &mut Timings) -> Look {
    let theme = timings.measure("theme", || theme::lay(&theme::read(files, config), config, medium, memo));
    let renderer = timings.measure("templates", || memo.get(|| theme.value.fingerprint, || render::compile(&theme.value)));
    (theme, renderer)
}
