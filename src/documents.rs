//! A handbook → the documents that search looks through.
//!
//! Between `resolve` and `search`: search knows documents, not entries. Takes the texts that the parse left, never
//! rendered HTML. Invariant: a text is found under the address and in the language in which it is written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::body::Body;
use crate::entry::Content;
use crate::facets::facet_key;
use crate::handbook::Handbook;
use crate::handbook::snippet::{Absent, Included, included};
use crate::medium::Medium;
use crate::resolve::terms;
use crate::search::{self, Document, DocumentSection, FacetLabels, Labels, Pin, Put, SearchOptions};
use crate::types::{Field, Kind};

/// Every version of every item, as search sees it.
pub fn documents(handbook: &Handbook) -> Vec<Document<'_>> {
    let versions: Vec<(usize, usize)> =
        handbook.items.iter().enumerate().flat_map(|(item, found)| found.versions.iter().map(move |(_, entry)| (item, *entry))).collect();
    versions.par_iter().map(|&(item, entry)| document(handbook, item, entry)).collect()
}

/// Makes the search files of a handbook.
pub fn index(handbook: &Handbook, medium: Medium, put: Put) {
    let address = |path: &str| format!("/{}", medium.address(path));
    let pin = |(query, to, _): &(String, String, _)| {
        Some(Pin { query: query.clone(), url: address(&handbook.address_named(to, handbook.default_lang())?) })
    };
    let options = SearchOptions {
        languages: handbook.config.languages.clone(),
        pins: handbook.config.pins.iter().filter_map(pin).collect(),
        synonyms: synonyms(handbook),
    };
    let mut documents = documents(handbook);
    for document in &mut documents {
        document.url = address(&document.url);
        for (_, url) in &mut document.versions {
            *url = address(url);
        }
    }
    let put_script = |path: String, bytes: Vec<u8>| {
        let (path, script) = search::portable(&path, &bytes);
        put(path, script);
    };
    let put = match medium {
        Medium::Web => put,
        Medium::Folder => &put_script,
    };
    search::index(&documents, &labels(handbook), &options, put);
}

/// Words of one term that find each other: each of them does so with all others.
const MOST_SYNONYMS: usize = 100;

/// Words that mean the same: each term with its synonyms and forms.
pub fn synonyms(handbook: &Handbook) -> Vec<Vec<String>> {
    let items = (0..handbook.items.len()).filter(|&item| !handbook.type_of(item).glossary.is_empty());
    let group = |item: usize| {
        let titles = handbook.items[item].versions.iter().map(|(_, entry)| handbook.entries[*entry].title.clone());
        titles.chain(terms::synonyms(handbook, item)).collect::<BTreeSet<_>>().into_iter().take(MOST_SYNONYMS).collect()
    };
    items.map(group).collect()
}

#[expect(clippy::cast_precision_loss, reason = "weights are thousandths")]
fn document(handbook: &Handbook, item: usize, entry: usize) -> Document<'_> {
    let (found, decl) = (&handbook.entries[entry], handbook.type_of(item));
    let lang = handbook.lang_of(entry);
    let keys = |field: &Field| {
        found.values(&field.name).iter().filter_map(|value| Some(facet_key(handbook, lang, field, &value.content)?.0)).collect()
    };
    let mut sections = Vec::new();
    of_body(&found.body, None, &mut sections);
    of_snippets(handbook, &included(handbook, entry, &found.body), &mut sections);
    for field in &decl.fields {
        let source = handbook.source_of(entry, &field.name);
        let texts = found.values(&field.name).iter().map(|value| text_of(handbook, source, &value.content));
        of_field(field, &texts.filter(|text| !text.is_empty()).collect::<Vec<_>>(), lang, &mut sections);
    }
    let other_names = decl.fields.iter().filter(|field| field.schema.as_deref() == Some("alternateName"));
    let other_names = other_names.flat_map(|field| found.values(&field.name)).map(|value| value.content.text().to_owned());
    Document {
        url: handbook.address_of(entry),
        versions: handbook.items[item]
            .versions
            .iter()
            .filter(|(_, other)| *other != entry)
            .map(|(_, other)| (handbook.lang_of(*other), handbook.address_of(*other)))
            .collect(),
        title: &found.title,
        lang,
        kind: &decl.name,
        summary: found.text("summary"),
        synonyms: terms::synonyms(handbook, item).into_iter().chain(other_names).collect(),
        facets: decl
            .facets()
            .map(|field| (field.name.as_str(), keys(field)))
            .filter(|(_, keys): &(_, Vec<String>)| !keys.is_empty())
            .collect(),
        weight: decl.weight as f32 / 1000.0,
        sections,
    }
}

/// The sections of a text, or of a snippet where it is shown.
fn of_body<'a>(body: &'a Body, shown: Option<&Included>, sections: &mut Vec<DocumentSection<'a>>) {
    let anchor = |id: &'a str| match shown.and_then(|shown| shown.renamed.get(id)) {
        Some(id) => Cow::Owned(id.clone()),
        None => Cow::Borrowed(id),
    };
    for section in &body.sections {
        let heading = section.heading.and_then(|place| body.headings.get(place));
        if heading.is_some() || !section.text.trim().is_empty() {
            sections.push(DocumentSection {
                anchor: heading.map_or(Cow::Borrowed(""), |heading| anchor(&heading.id)),
                heading: heading.map_or("", |heading| heading.text.as_str()),
                text: Cow::Borrowed(&section.text),
            });
        }
    }
}

fn of_snippets<'a>(handbook: &'a Handbook, includes: &[Result<Included, Absent>], sections: &mut Vec<DocumentSection<'a>>) {
    for shown in includes.iter().flatten() {
        of_body(&handbook.entries[shown.entry].body, Some(shown), sections);
        of_snippets(handbook, &shown.includes, sections);
    }
}

/// Fields that readers read as text: Markdown, processes and groups of them, under the field's label.
fn of_field<'a>(field: &'a Field, texts: &[String], lang: &str, sections: &mut Vec<DocumentSection<'a>>) {
    let is_read = matches!(field.kind, Kind::Markdown | Kind::Process)
        || matches!(&field.kind, Kind::Group { fields, .. } if fields.iter().any(|field| field.kind == Kind::Markdown));
    if is_read && !texts.is_empty() {
        sections.push(DocumentSection { anchor: Cow::Borrowed(""), heading: field.label.get(lang), text: texts.join("\n").into() });
    }
}

fn text_of(handbook: &Handbook, entry: usize, content: &Content) -> String {
    match content {
        Content::Markdown(body) => {
            let mut sections = Vec::new();
            of_body(body, None, &mut sections);
            let includes = included(handbook, entry, body);
            of_snippets(handbook, &includes, &mut sections);
            sections
                .iter()
                .flat_map(|section| [section.heading, &*section.text])
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        }
        Content::Text(text) => text.clone(),
        Content::Process(process) => process.steps.iter().map(|(title, text)| format!("{title} {text}")).collect::<Vec<_>>().join("\n"),
        Content::Group(members) => members
            .values()
            .flatten()
            .map(|value| text_of(handbook, entry, &value.content))
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        _ => String::new(),
    }
}

/// What the interface calls types, filters and their values.
fn labels(handbook: &Handbook) -> Labels {
    let mut languages: BTreeSet<&str> = handbook.config.languages.iter().map(String::as_str).collect();
    languages.extend((0..handbook.entries.len()).map(|entry| handbook.lang_of(entry)));
    let kinds = |lang: &str| handbook.config.types.list.iter().map(|decl| (decl.name.clone(), decl.plural.get(lang).to_owned())).collect();
    Labels {
        kinds: languages.iter().map(|lang| ((*lang).to_owned(), kinds(lang))).collect(),
        facets: languages.into_par_iter().map(|lang| (lang.to_owned(), facet_labels(handbook, lang))).collect(),
    }
}

fn facet_labels(handbook: &Handbook, lang: &str) -> BTreeMap<String, FacetLabels> {
    let mut facets: BTreeMap<String, FacetLabels> = BTreeMap::new();
    for item in 0..handbook.items.len() {
        let entry = &handbook.entries[handbook.best_version(item, lang)];
        for field in handbook.type_of(item).facets() {
            let found = facets
                .entry(field.name.clone())
                .or_insert_with(|| FacetLabels { label: field.label.get(lang).to_owned(), values: BTreeMap::new() });
            found.values.extend(entry.values(&field.name).iter().filter_map(|value| facet_key(handbook, lang, field, &value.content)));
        }
    }
    facets
}
