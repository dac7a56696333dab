//! One file → one [`Entry`]. The per-file stage: pure, parallel, remembered between builds.
//!
//! Parsing never fails: broken front matter gives an entry with defaults, plus diagnostics. Invariant: this stage
//! knows one file; other files, the disk and the clock are out of its reach.

pub mod front_matter;
pub mod identity;
pub mod markdown;
pub mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::body::{Body, Section};
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::entry::{Entry, is_snippet};
use crate::source::Source;
use crate::types::read::OWN_KEYS;
use crate::types::{Kind, TypeDecl, Types};
use crate::yaml::keys::{Keys, unknown_key};
use crate::yaml::{Value, Yaml};
use front_matter::FrontMatter;
use markdown::{DeclaredSection, Dialect, Place, Text};

/// What is wrong with the values that declarations in `file` give to entries that state none.
pub fn check_defaults(grammar: &Grammar, file: &Arc<str>) -> Vec<Diagnostic> {
    let context = value::Context { file, source: "", lang: &grammar.languages[0], dialect: &grammar.dialect, id_prefix: "" };
    value::check_defaults(grammar.types.list.iter().flat_map(|decl| &decl.fields), &context)
}

/// What parsing needs to know of the handbook: nothing that stands in another entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grammar {
    /// The declared types.
    pub types: Types,
    /// The handbook's languages; the first is the default.
    pub languages: Vec<String>,
    /// How Markdown is read.
    pub dialect: Dialect,
}

/// Reads one file.
pub fn parse(source: &Source, grammar: &Grammar) -> Checked<Entry> {
    let Checked { value: front, mut diagnostics } = front_matter::split(source);
    let keys = Keys::new(&front.yaml, &source.path);
    let place = identity::of_path(&source.path, grammar);
    diagnostics.extend(place.diagnostics);
    let kind = identity::kind(&keys, &place.value, grammar, source);
    let lang = identity::lang(&keys, &place.value, grammar, source);
    let fallback = place.value.slug.rsplit('/').next().unwrap_or_default().to_owned();
    let mut entry = Entry {
        file: source.path.clone(),
        kind: kind.name.clone(),
        slug: identity::slug(&keys, &place.value, kind, source),
        lang,
        title: keys.text("title").map(str::trim).filter(|title| !title.is_empty()).map_or(fallback, str::to_owned),
        title_span: keys.value("title").map_or(front.span.clone(), |yaml| yaml.span.clone()),
        draft: keys.flag("draft"),
        toc: keys.value("toc").is_none() || keys.flag("toc"),
        mark_terms: keys.value("mark_terms").is_none() || keys.flag("mark_terms"),
        aliases: aliases(&keys),
        template: keys.value("template").and_then(|yaml| Some((yaml.text()?.to_owned(), yaml.span.clone()))),
        fields: BTreeMap::new(),
        defaults: Vec::new(),
        inherited: Vec::new(),
        body: Body::default(),
        front: front.span.clone(),
        missing: Vec::new(),
    };
    if !front.broken && keys.text("title").is_none_or(|title| title.trim().is_empty()) {
        diagnostics.push(missing_title(source, &front));
    }
    let language = entry.lang.clone().unwrap_or_else(|| grammar.languages[0].clone());
    let context = value::Context { file: &source.path, source: &source.text, lang: &language, dialect: &grammar.dialect, id_prefix: "" };
    diagnostics.extend(fill(&mut entry, kind, &keys, &front, &context));
    diagnostics.extend(keys.found());
    diagnostics.extend(unknown_keys(&front.yaml, kind, source));
    let parsed = body(source, front.body_start, kind, &language, grammar.dialect);
    diagnostics.extend(parsed.diagnostics);
    entry.body = parsed.value;
    if !front.broken {
        diagnostics.extend(check_sections(&entry, kind, &language));
    }
    Checked { value: entry, diagnostics }
}

/// Reads the values of an entry's fields.
fn fill<'k>(entry: &mut Entry, kind: &'k TypeDecl, keys: &Keys<'k>, front: &FrontMatter, context: &value::Context) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for field in &kind.fields {
        let stated = keys.value(&field.name);
        let read = match stated {
            Some(_) => context.field(field, stated, &entry.front),
            None => context.default(field, empty_key(&front.yaml, &field.name).unwrap_or(&entry.front)),
        };
        // A translation takes from the original what it does not say itself, so only `resolve` knows what is missing.
        let (missing, found): (Vec<_>, Vec<_>) =
            read.diagnostics.into_iter().partition(|found| read.value.is_empty() && found.rule == "missing-field");
        diagnostics.extend(found);
        if !front.broken {
            entry.missing.extend(missing.into_iter().map(|diagnostic| (field.name.clone(), diagnostic)));
        }
        if stated.is_none() && !read.value.is_empty() {
            entry.defaults.push(field.name.clone());
        }
        if !read.value.is_empty() {
            entry.fields.insert(field.name.clone(), read.value);
        }
    }
    diagnostics
}

/// Where a key stands that has no value.
fn empty_key<'a>(front: &'a Yaml, name: &str) -> Option<&'a Span> {
    front.entries().iter().find(|(key, value)| key.text == name && value.value == Value::Null).map(|(key, _)| &key.span)
}

/// The text after the front matter.
fn body(source: &Source, start: usize, kind: &TypeDecl, lang: &str, dialect: Dialect) -> Checked<Body> {
    let sections: Vec<DeclaredSection> = sections_of(kind)
        .map(|field| DeclaredSection { id: field.name.clone(), labels: field.label.0.values().cloned().collect() })
        .collect();
    // A snippet stands under whatever heading it is shown below.
    let level = (!is_snippet(&source.path)).then_some(1);
    let text = Text {
        file: &source.path,
        markdown: &source.text[start..],
        place: Place::At(start),
        lang,
        id_prefix: "",
        sections: &sections,
        level,
    };
    markdown::parse(&text, &dialect)
}

/// Required sections that a text lacks, or has with nothing in them.
fn check_sections(entry: &Entry, kind: &TypeDecl, lang: &str) -> Vec<Diagnostic> {
    let found = sections_of(kind).filter(|field| field.required).filter_map(|field| {
        let (label, help) = (field.label.get(lang), field.help.get(lang));
        let heading = entry.body.headings.iter().position(|heading| heading.id == field.name && heading.level == 2);
        let (found, span, help) = match heading {
            None => {
                let found = Diagnostic::error("missing-section", &entry.file, format!("the text has no section `{label}`"));
                (found, &entry.title_span, format!("write the heading `## {label}` and the section below it. {help}"))
            }
            Some(place) if is_empty_section(&entry.body, place) => {
                let found = Diagnostic::error("empty-section", &entry.file, format!("the section `{label}` is empty"));
                (found, &entry.body.headings[place].span, format!("write the section below its heading. {help}"))
            }
            Some(_) => return None,
        };
        Some(found.at(span.clone()).help(help.trim_end()))
    });
    found.collect()
}

/// Whether nothing stands between a heading and the next one of its level.
fn is_empty_section(body: &Body, place: usize) -> bool {
    let level = body.headings[place].level;
    let end =
        body.headings[place + 1..].iter().position(|heading| heading.level <= level).map_or(body.headings.len(), |after| place + 1 + after);
    let says_nothing = |section: &&Section| section.text.trim().is_empty();
    let within = |section: &&Section| section.heading.is_some_and(|heading| (place..end).contains(&heading));
    let (from, to) = (body.headings[place].span.end, body.headings.get(end).map_or(usize::MAX, |next| next.span.start));
    let mut shown = body.images.iter().map(|image| &image.span).chain(body.includes.iter().map(|include| &include.span));
    body.sections.iter().filter(within).all(|section| says_nothing(&section)) && !shown.any(|span| (from..to).contains(&span.start))
}

fn sections_of(kind: &TypeDecl) -> impl Iterator<Item = &crate::types::Field> {
    kind.fields.iter().filter(|field| field.kind == Kind::Section)
}

fn missing_title(source: &Source, front: &FrontMatter) -> Diagnostic {
    let body = &source.text[front.body_start..];
    if source.text.trim().is_empty() {
        return Diagnostic::error("empty-file", &source.path, "the file is empty")
            .help("write an entry in it, beginning with `---`, `title: …`, `---`, or delete it");
    }
    let heading = body.lines().find(|line| !line.trim().is_empty()).and_then(|line| line.strip_prefix("# "));
    let title = heading.map_or("…", str::trim);
    let help = if front.yaml.entries().is_empty() && front.body_start == 0 {
        format!("begin the file with three lines: `---`, `title: {title}`, `---`")
    } else {
        format!("add the line `title: {title}` to the front matter")
    };
    Diagnostic::error("missing-title", &source.path, "the entry has no `title`").at(front.span.clone()).help(help)
}

fn aliases(keys: &Keys) -> Vec<(String, Span)> {
    let Some(yaml) = keys.value("aliases") else { return Vec::new() };
    let aliases = yaml.items().into_iter().filter_map(|item| {
        if item.text().is_none() {
            keys.wrong(item, "an address such as `/old/place/`");
        }
        Some((item.text()?.to_owned(), item.span.clone()))
    });
    aliases.collect()
}

fn unknown_keys(front: &Yaml, kind: &TypeDecl, source: &Source) -> Vec<Diagnostic> {
    if !matches!(front.value, Value::Map(_)) {
        return Vec::new();
    }
    let known: Vec<&str> = OWN_KEYS
        .into_iter()
        .chain(kind.fields.iter().filter(|field| field.kind != Kind::Section).map(|field| field.name.as_str()))
        .collect();
    let unknown = front.entries().iter().filter(|(key, _)| !known.contains(&key.text.as_str()));
    unknown.map(|(key, _)| unknown_key(key, known.iter().copied(), Severity::Warning, &source.path)).collect()
}
