//! A handbook's folder → its rules, and its texts as entries.
//!
//! The part of the pipeline that looks at files one by one, before any of them knows of the others.

use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::{Checked, Diagnostic};
use crate::entry::{Entry, Parts};
use crate::files::Files;
use crate::fingerprint::fingerprint;
use crate::load::{self, Loaded};
use crate::memo::Memo;
use crate::parse::markdown::{Dialect, RawHtml};
use crate::parse::{self, Grammar};
use crate::source::Source;
use crate::timings::Timings;

/// The configuration, read, and what it says of how texts are read.
pub(super) struct Rules {
    pub(super) config: Arc<Config>,
    grammar: Grammar,
    /// Of the file: of all that is in it.
    pub(super) fingerprint: u128,
    /// Of the grammar alone.
    of_grammar: u128,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A file of the handbook, read: its entry, and what is wrong with it.
pub(super) struct Parsed {
    /// Not to be published.
    pub(super) draft: bool,
    pub(super) entry: Arc<Entry>,
    /// Where anybody asks for them.
    pub(super) parts: Parts,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What is in the handbook's folder besides its configuration and its theme.
pub(super) struct Content {
    /// Texts, in order of path.
    pub(super) parsed: Vec<Arc<Parsed>>,
    /// Other files to be published as they are.
    pub(super) assets: Vec<(Arc<str>, String)>,
    /// The newest day on which a text was changed, in days since 1970.
    pub(super) newest: Option<i64>,
    /// What is wrong with the folder as a whole.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads `varde.yaml`.
pub(super) fn rules(files: &dyn Files, memo: &Memo) -> Arc<Rules> {
    let read = files.text(config::FILE).map_err(|error| error.to_string());
    let of_file = fingerprint(&read.as_ref().map(|(_, fingerprint)| fingerprint));
    memo.get(
        || of_file,
        || {
            let (config, diagnostics) = match &read {
                Ok((bytes, _)) => read_config(bytes),
                Err(error) => {
                    let help = "make the file with the line `title: ` and the handbook's name, or start with `varde init`";
                    let message = format!("the handbook's varde.yaml cannot be read: {error}");
                    let problem = Diagnostic::error("no-config", &Arc::from(config::FILE), message).help(help);
                    (config::read("").value, vec![problem])
                }
            };
            let raw_html = if config.open_html { RawHtml::Open } else { RawHtml::Sanitised };
            let grammar = Grammar { types: config.types.clone(), languages: config.languages.clone(), dialect: Dialect { raw_html } };
            let mut diagnostics = diagnostics;
            diagnostics.extend(parse::check_defaults(&grammar, &Arc::from(config::FILE)));
            let of_grammar = fingerprint(&format!("{grammar:?}"));
            Rules { config: Arc::new(config), grammar, fingerprint: of_file, of_grammar, diagnostics }
        },
    )
}

fn read_config(bytes: &[u8]) -> (Config, Vec<Diagnostic>) {
    let Checked { value: source, mut diagnostics } = Source::decode(config::FILE, bytes.to_vec());
    let read = config::read(&source.text);
    diagnostics.extend(read.diagnostics);
    (read.value, diagnostics)
}

/// Reads the texts, and notes the files beside them.
pub(super) fn content(files: &dyn Files, rules: &Rules, memo: &Memo, timings: &mut Timings) -> Content {
    let Checked { value: Loaded { texts, assets, newest }, diagnostics } = timings.measure("load", || {
        let mut loaded = load::load(files);
        if !rules.config.open_html {
            loaded.diagnostics.extend(load::check_files(files, &loaded.value.assets));
        }
        loaded
    });
    let parsed = timings.measure("parse", || parse_all(texts, rules, memo));
    Content { parsed, assets, newest, diagnostics }
}

fn parse_all(found: Vec<load::Text>, rules: &Rules, memo: &Memo) -> Vec<Arc<Parsed>> {
    let key = |text: &load::Text| fingerprint(&(&*text.path, text.fingerprint, rules.of_grammar));
    let parse = |text: load::Text| {
        let Checked { value: source, mut diagnostics } = Source::decode(&text.path, text.bytes.to_vec());
        let Checked { value: entry, diagnostics: found } = parse::parse(&source, &rules.grammar);
        diagnostics.extend(found);
        let parts = if memo.remembers() { entry.parts(key(&text)) } else { Parts::default() };
        Parsed { draft: entry.draft, entry: Arc::new(entry), parts, diagnostics }
    };
    memo.get_all(found, key, parse)
}
