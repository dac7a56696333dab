//! `varde.yaml` → what the handbook is: [`Config`].
//!
//! The first thing that is read. Every default stands here. Invariant: nothing later looks at the file again,
//! and a broken `varde.yaml` still gives a configuration that works, beside the diagnostics.

mod address;
pub mod brand;
mod hosts;
mod link;
mod navigation;
mod publisher;

use std::sync::Arc;

use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::language::{Labels, is_tag};
use crate::policy::Hosts;
use crate::special::{FOLDERS, SPECIALS};
use crate::types::{self, Types, preset};
use crate::yaml::keys::Keys;
use crate::yaml::{self, Value, Yaml};
pub use address::{Base, is_web_address};
use address::{address, addresses, base};
pub use brand::Brand;
use hosts::hosts;
pub use link::{LinkDecl, licence_address};
use link::{footer, licence};
pub use navigation::NavigationDecl;
use navigation::navigation;
pub use publisher::Publisher;
use publisher::publisher;

/// The file that makes a folder a handbook.
pub const FILE: &str = "varde.yaml";

/// What the handbook is, with every default filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// Its name.
    pub title: Labels,
    /// What it is, in one sentence.
    pub summary: Labels,
    /// Where it will be published.
    pub base: Base,
    /// The languages it is written in; the first is the default. Never empty.
    pub languages: Vec<String>,
    /// The types of its entries.
    pub types: Types,
    /// Sections in the header; empty shows every type that has entries.
    pub navigation: Vec<NavigationDecl>,
    /// Where its sources are: `https://github.com/org/repo`.
    pub repository: Option<String>,
    /// The branch that readers are asked to edit.
    pub branch: String,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// The licence of its texts.
    pub licence: Option<LinkDecl>,
    /// The addresses of the publisher's accessibility statement, by language.
    pub accessibility: Labels,
    /// The page about privacy, as a reference to a page or an address.
    pub privacy: Option<(String, Span)>,
    /// A text in the footer.
    pub footer_text: Labels,
    /// More links in the footer.
    pub footer: Vec<LinkDecl>,
    /// Other hosts that its pages may use.
    pub hosts: Hosts,
    /// Logo, colours and fonts.
    pub brand: Brand,
    /// A picture is drawn for each entry, to be shown where it is shared.
    pub sharing: bool,
    /// The theme's name, and where it stands.
    pub theme: (String, Span),
    /// Raw HTML in texts passes through unchanged.
    pub open_html: bool,
    /// Answers that stand first for chosen queries: (query, reference, its place).
    pub pins: Vec<(String, String, Span)>,
}

/// Reads `varde.yaml`.
pub fn read(text: &str) -> Checked<Config> {
    let file: Arc<str> = Arc::from(FILE);
    let Checked { value: yaml, mut diagnostics } = yaml::read(text, 0, &file);
    let broken = !diagnostics.is_empty();
    let keys = Keys::new(&yaml, &file);
    let types = read_types(&keys, &file);
    diagnostics.extend(types.diagnostics);
    let footer = keys.value("footer").map(|yaml| footer(yaml, &keys, &file)).unwrap_or_default();
    let config = Config {
        title: keys.labels("title"),
        summary: keys.labels("summary"),
        base: base(&keys, &file),
        languages: languages(&keys, &file),
        types: types.value,
        navigation: keys.value("navigation").map(|yaml| navigation(yaml, &keys, &file)).unwrap_or_default(),
        repository: address(&keys, "repository", &file),
        branch: keys.text("branch").unwrap_or("main").to_owned(),
        publisher: keys.value("publisher").and_then(|yaml| publisher(yaml, &keys, &file)),
        licence: keys.value("licence").and_then(|yaml| licence(yaml, &keys, &file)),
        accessibility: addresses(&keys, "accessibility_statement", &file),
        privacy: keys.text_with_span("privacy"),
        footer_text: footer.0,
        footer: footer.1,
        hosts: hosts(&keys, &file),
        brand: brand::read(&keys, &file),
        sharing: keys.value("sharing_pictures").is_none() || keys.flag("sharing_pictures"),
        theme: keys.text_with_span("theme").unwrap_or_else(|| ("default".to_owned(), 0..0)),
        open_html: open_html(&keys, &file),
        pins: pins(&keys),
    };
    if config.title.is_empty() && !broken {
        keys.report(
            Diagnostic::error("missing-field", &file, "the handbook has no `title`")
                .help("write `title: ` and its name at the top of varde.yaml"),
        );
    }
    diagnostics.extend(taken_folders(&config, keys.value("types"), &file));
    diagnostics.extend(keys.finish(Severity::Warning));
    Checked { value: config, diagnostics }
}

/// A type's list cannot stand where Varde has a page or folder of its own, or where another language begins.
fn taken_folders(config: &Config, yaml: Option<&Yaml>, file: &Arc<str>) -> Vec<Diagnostic> {
    let pages = config.languages.iter().flat_map(|lang| SPECIALS.map(|page| page.slug(lang)));
    let taken: Vec<&str> = pages.chain(FOLDERS).chain(config.languages[1..].iter().map(String::as_str)).collect();
    let lists = config.types.list.iter().filter(|decl| decl.folder.split('/').next().is_some_and(|top| taken.contains(&top)));
    let found = lists.map(|decl| {
        let span = yaml.and_then(|yaml| yaml.get(&decl.name)).map_or(0..0, |yaml| yaml.span.clone());
        let message = format!("the list of the type `{}` would stand at `/{}/`, which Varde needs itself", decl.name, decl.folder);
        Diagnostic::error("duplicate-address", file, message).at(span).help("give the type another `folder:`")
    });
    found.collect()
}

fn read_types(keys: &Keys, file: &Arc<str>) -> Checked<Types> {
    let (mut merged, mut declared) = (preset::base(), false);
    let mut unknown = Vec::new();
    if let Some(yaml) = keys.value("types") {
        declared = true;
        let named = if yaml.text().is_some() { Some(yaml) } else { yaml.get("preset") };
        if let Some((name, named)) = named.and_then(|named| Some((named.text()?, named))) {
            match preset::named(name) {
                Some(preset) => merged = preset::lay_over(merged, &preset),
                None => unknown.push(
                    Diagnostic::error("unknown-preset", file, format!("there is no preset named `{name}`"))
                        .at(named.span.clone())
                        .help(crate::nearest::suggest(name, preset::NAMES, "preset")),
                ),
            }
        } else if let Some(wrong) = named.or(Some(yaml)).filter(|yaml| matches!(yaml.value, Value::List(_))) {
            keys.wrong(wrong, "a preset's name or a group of types");
        }
        let is_gone = |key: &yaml::Key, value: &Yaml| key.text == types::PAGE && value.value == Value::Null;
        if let Some((key, _)) = yaml.entries().iter().find(|(key, value)| is_gone(key, value)) {
            let message = "the type `page` cannot be taken away: texts that have no other type are pages";
            let found = Diagnostic::error("reserved-name", file, message).at(key.span.clone());
            unknown.push(found.help("remove the line, or write what is to be different for pages"));
        }
        let own: Vec<_> = yaml.entries().iter().filter(|(key, value)| key.text != "preset" && !is_gone(key, value)).cloned().collect();
        merged = lay_types(merged, Yaml { value: Value::Map(own), span: yaml.span.clone() });
    }
    if let (false, Some(fields)) = (keys.entries("fields").is_empty(), keys.value("fields")) {
        merged = lay_under_key(merged, "fields", fields.clone());
    }
    let (empty, empty_types) = (Yaml::empty(), Yaml::empty());
    let types = merged.get("types").unwrap_or(&empty_types);
    let mut read = types::read::read(types, merged.get("fields").unwrap_or(&empty), declared, file);
    read.diagnostics.extend(unknown);
    read
}

fn lay_types(merged: Yaml, own: Yaml) -> Yaml {
    lay_under_key(merged, "types", own)
}

fn lay_under_key(merged: Yaml, key: &str, value: Yaml) -> Yaml {
    let key = yaml::Key { text: key.to_owned(), span: 0..0 };
    let span = value.span.clone();
    preset::lay_over(merged, &Yaml { value: Value::Map(vec![(key, value)]), span })
}

fn languages(keys: &Keys, file: &Arc<str>) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for tag in keys.texts("languages") {
        if !is_tag(tag) {
            keys.report(
                Diagnostic::error("unknown-language", file, format!("`{tag}` is not a language tag"))
                    .at(keys.value("languages").map_or(0..0, |yaml| yaml.span.clone()))
                    .help("use tags such as `nb`, `nn`, `da` or `en`"),
            );
        } else if !languages.iter().any(|known| known == tag) {
            languages.push(tag.to_owned());
        }
    }
    if languages.is_empty() {
        languages.push("nb".to_owned());
    }
    languages
}

fn open_html(keys: &Keys, file: &Arc<str>) -> bool {
    match keys.text("raw_html") {
        None | Some("sanitised") => false,
        Some("open") => true,
        Some(other) => {
            keys.report(
                Diagnostic::error("unknown-choice", file, format!("`raw_html` cannot be `{other}`"))
                    .at(keys.value("raw_html").map_or(0..0, |yaml| yaml.span.clone()))
                    .help("use `sanitised` (the default) or `open`"),
            );
            false
        }
    }
}

fn pins(keys: &Keys) -> Vec<(String, String, Span)> {
    let pins = keys.entries("pins").iter().filter_map(|(query, to)| {
        if to.text().is_none() {
            keys.wrong(to, "a page or `type/slug`");
        }
        Some((query.text.clone(), to.text()?.to_owned(), to.span.clone()))
    });
    pins.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_enough() {
        let read = read("title: Innovasjonshåndboka\n");
        assert_eq!(read.diagnostics, []);
        assert_eq!(read.value.languages, ["nb"]);
        assert_eq!(read.value.types.names().collect::<Vec<_>>(), ["page"]);
    }

    #[test]
    fn the_handbook_preset_has_no_problems() {
        let read = read("title: X\ntypes: handbook\n");
        assert_eq!(read.diagnostics, []);
        assert!(read.value.types.get("case").is_some_and(|case| case.field("themes").is_some()));
    }

    #[test]
    fn a_preset_can_be_extended_changed_and_cut() {
        let read = read(
            "title: X\ntypes:\n  preset: handbook\n  case: {fields: {budget: {kind: number}, ended: }}\n  step:\n  tool: {folder: tools}\n",
        );
        let types = read.value.types;
        let case = types.get("case");
        assert!(case.is_some_and(|case| case.field("budget").is_some() && case.field("ended").is_none()));
        assert!(types.get("step").is_none() && types.get("tool").is_some());
        assert_eq!(read.diagnostics, []);
    }
}
