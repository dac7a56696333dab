//! The whole pipeline on one screen: a handbook's files → a site, and everything that does not fit.
//!
//! `build`, `check`, `serve` and the tests all call [`build`]. Invariant: nothing is written here, and the same files
//! give the same site, byte for byte.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::date::Date;
use crate::diagnostic::print::Texts;
use crate::diagnostic::{self, Checked, Diagnostic};
use crate::entry::Entry;
use crate::files::Files;
use crate::handbook::Handbook;
use crate::load::{self, Loaded};
use crate::medium::Medium;
use crate::memo::{Memo, fingerprint};
use crate::output::{Output, OutputFile, file_of};
use crate::pages::{self, Page, PageKind, Plan};
use crate::parse::markdown::{Dialect, RawHtml};
use crate::parse::{self, Grammar};
use crate::render::{self, Renderer};
use crate::source::Source;
use crate::theme::{self, Theme};
use crate::timings::Timings;
use crate::view::links::Links;
use crate::view::page::page_view;
use crate::view::site::{SiteParts, site_view};
use crate::view::{PageView, Scope, SiteView};
use crate::{check, documents, export, policy, resolve};

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
}

/// What earlier builds gave.
#[derive(Default)]
pub struct Memos {
    entries: Memo<Checked<Arc<Entry>>>,
    pages: Memo<Result<Arc<[u8]>, Box<Diagnostic>>>,
}

/// A build.
#[derive(Default)]
pub struct Built {
    /// The site; whole even where there are errors, so that `serve` has something to show.
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

/// Builds a handbook.
pub fn build(files: &dyn Files, options: &Options, memos: &Memos) -> Built {
    let mut timings = Timings::default();
    let mut diagnostics = Vec::new();
    let mut take = |checked: Vec<Diagnostic>| diagnostics.extend(checked);

    let (config, config_text) = read_config(files, &mut take);
    let theme = timings.measure("theme", || theme::load(files, &config, options.medium));
    take(theme.diagnostics);
    let loaded = timings.measure("load", || load::load(files));
    take(loaded.diagnostics);
    let Loaded { sources, assets, newest } = loaded.value;
    let parsed = timings.measure("parse", || parse_all(&sources, &config, memos));
    let (entries, found) = split(parsed, options.drafts);
    take(found);
    let today = options.today.or_else(|| newest.and_then(Date::from_unix_days));
    let handbook = timings.measure("resolve", || resolve::resolve(entries, assets, &config, today));
    take(handbook.diagnostics);
    let handbook = Arc::new(handbook.value);
    take(timings.measure("check", || check::check(&handbook)));
    let plan = timings.measure("plan", || pages::plan(&handbook, options.medium));
    let search = timings.measure("search", || documents::index(&handbook, options.medium));
    let renderer = timings.measure("templates", || render::compile(&theme.value));
    let templates_broken = !renderer.diagnostics.is_empty();
    take(renderer.diagnostics);
    let parts = SiteParts {
        assets: theme.value.assets.clone(),
        preload: theme.value.preload.clone(),
        search_root: search.root,
        reload: options.reload.clone(),
    };
    let site =
        Site { handbook: &handbook, plan: &plan, theme: &theme.value, renderer: &renderer.value, parts: &parts, medium: options.medium };
    take(check::template::check(&handbook, &theme.value));
    let (mut output, found) =
        timings.measure("render", || if templates_broken { (Output::default(), Vec::new()) } else { render_all(&site, memos) });
    take(found);
    for (path, bytes) in search.files {
        output.add(path, bytes);
    }
    for (path, bytes) in &theme.value.files {
        output.add(path.clone(), Arc::clone(bytes));
    }
    export::export(&handbook, &plan, &theme.value, &mut output);
    take(add_assets(&handbook, &mut output));
    memos.entries.age();
    memos.pages.age();

    diagnostic::sort(&mut diagnostics);
    let mut texts: Texts = sources.into_iter().map(|source| (source.path, source.text)).collect();
    texts.extend(theme::sources(&theme.value));
    texts.extend(config_text);
    Built { output, diagnostics, texts, handbook, timings }
}

/// A file and its text.
type FileText = (Arc<str>, Arc<str>);

fn read_config(files: &dyn Files, take: &mut dyn FnMut(Vec<Diagnostic>)) -> (Arc<Config>, Option<FileText>) {
    match files.read(config::FILE) {
        Ok(bytes) => {
            let source = Source::decode(config::FILE, bytes);
            take(source.diagnostics);
            let read = config::read(&source.value.text);
            take(read.diagnostics);
            (Arc::new(read.value), Some((source.value.path, source.value.text)))
        }
        Err(error) => {
            let help = "make the file with the line `title: ` and the handbook's name, or start with `varde init`";
            take(vec![
                Diagnostic::error("no-config", &Arc::from(config::FILE), format!("the handbook's varde.yaml cannot be read: {error}"))
                    .help(help),
            ]);
            (Arc::new(config::read("").value), None)
        }
    }
}

fn parse_all(sources: &[Source], config: &Config, memos: &Memos) -> Vec<Checked<Arc<Entry>>> {
    let raw_html = if config.open_html { RawHtml::Open } else { RawHtml::Sanitised };
    let grammar = Grammar { types: config.types.clone(), languages: config.languages.clone(), dialect: Dialect { raw_html } };
    let rules = fingerprint(&format!("{grammar:?}"));
    let parse = |source: &Source| {
        memos.entries.get(fingerprint(&(source, rules)), || {
            let Checked { value, diagnostics } = parse::parse(source, &grammar);
            Checked { value: Arc::new(value), diagnostics }
        })
    };
    sources.par_iter().map(parse).collect()
}

fn split(parsed: Vec<Checked<Arc<Entry>>>, drafts: bool) -> (Vec<Arc<Entry>>, Vec<Diagnostic>) {
    let (mut entries, mut diagnostics) = (Vec::with_capacity(parsed.len()), Vec::new());
    for Checked { value, diagnostics: found } in parsed {
        diagnostics.extend(found);
        if drafts || !value.draft {
            entries.push(value);
        }
    }
    (entries, diagnostics)
}

/// What every page is made from.
struct Site<'a> {
    handbook: &'a Handbook,
    plan: &'a Plan,
    theme: &'a Theme,
    renderer: &'a Renderer,
    parts: &'a SiteParts,
    medium: Medium,
}

/// Shared parts by language and prefix.
type Shared = BTreeMap<(String, Links), Arc<SiteView>>;

fn render_all(site: &Site, memos: &Memos) -> (Output, Vec<Diagnostic>) {
    let shared = shared(site);
    let named = |page: &&Page| !matches!(&page.kind, PageKind::Entry(entry) if check::template::missing(site.handbook, site.theme, *entry));
    let rendered: Vec<_> = site.plan.pages.par_iter().filter(named).map(|page| (page, render_page(site, page, &shared, memos))).collect();
    let mut output = Output::default();
    let mut diagnostics = Vec::new();
    for (page, result) in rendered {
        match result {
            Ok(bytes) => output.add(file_of(&page.path), bytes),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    for (path, result) in redirects(site) {
        match result {
            Ok(html) => output.add(file_of(&path), html.into_bytes()),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    (output, diagnostics)
}

fn links(site: &Site, page: &Page) -> Links {
    if page.kind == PageKind::NotFound { Links::anywhere(&site.handbook.config.base.path) } else { Links::on(&page.path, site.medium) }
}

fn scope<'a>(site: &'a Site, lang: &'a str, links: &'a Links) -> Scope<'a> {
    Scope { handbook: site.handbook, lang, links, texts: site.theme.texts(lang) }
}

fn shared(site: &Site) -> Shared {
    let mut shared = Shared::new();
    for page in &site.plan.pages {
        let links = links(site, page);
        shared.entry((page.lang.clone(), links.clone())).or_insert_with(|| {
            let mut view = site_view(&scope(site, &page.lang, &links), site.parts);
            view.fingerprint = fingerprint(&view);
            Arc::new(view)
        });
    }
    shared
}

fn render_page(site: &Site, page: &Page, shared: &Shared, memos: &Memos) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    let links = links(site, page);
    let scope = scope(site, &page.lang, &links);
    let view: PageView = page_view(&scope, page, site.plan, Arc::clone(&shared[&(page.lang.clone(), links.clone())]));
    memos.pages.get(fingerprint(&(&view, site.theme.fingerprint)), || {
        render::render(&view, site.renderer, site.theme).map(|html| Arc::from(html.into_bytes()))
    })
}

type Redirect = (String, Result<String, Box<Diagnostic>>);

fn redirects<'a>(site: &'a Site) -> impl Iterator<Item = Redirect> + 'a {
    site.handbook.aliases.iter().map(|(path, entry)| {
        let (handbook, links) = (site.handbook, Links::on(path, site.medium));
        let target = handbook.address_of(*entry);
        let view = render::RedirectView {
            url: links.to(&target),
            policy: policy::OF_REDIRECT.to_owned(),
            canonical: handbook.config.base.absolute(&target),
            title: handbook.entries[*entry].title.clone(),
            lang: handbook.lang_of(*entry).to_owned(),
        };
        (path.clone(), render::redirect(&view, site.renderer, site.theme))
    })
}

/// Files published as they are; none may hide a page, or another file where case does not count.
fn add_assets(handbook: &Handbook, output: &mut Output) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut folded: BTreeMap<String, String> = output.files.keys().map(|path| (path.to_lowercase(), path.clone())).collect();
    for (file, site_path) in &handbook.assets {
        if let Some(other) = folded.insert(site_path.to_lowercase(), site_path.clone()) {
            let why = if other == *site_path {
                "something else already stands there"
            } else {
                "it differs from another only in upper and lower case"
            };
            diagnostics.push(
                Diagnostic::error("address-collision", file, format!("the file cannot be published as `/{site_path}`: {why} (`/{other}`)"))
                    .help("rename the file"),
            );
            continue;
        }
        output.files.insert(site_path.clone(), OutputFile::Copied(Arc::clone(file)));
    }
    diagnostics
}
