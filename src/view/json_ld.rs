//! What machines read of a page: JSON-LD with schema.org names, from the declarations.
//!
//! A type names its schema.org type, a field its property; nothing else decides what is written. Invariant: the
//! text can stand in a `<script>` element: `<`, `>` and `&` are escaped.

use serde_json::{Map, Value, json};

use super::{FieldView, PageView, Scope, ValueView};
use crate::handbook::Handbook;
use crate::handbook::link::join;
use crate::output::folder_page;
use crate::pages::{Page, PageKind};

/// The blocks of a page: its entry or list, and its breadcrumbs.
pub(super) fn blocks(scope: &Scope, page: &Page, view: &PageView) -> Vec<String> {
    let mut blocks = Vec::new();
    match &page.kind {
        PageKind::Entry(entry) => blocks.push(of_entry(scope, *entry, view)),
        PageKind::List(kind, None) => blocks.push(of_list(scope, *kind, view)),
        _ => {}
    }
    if let (Some(_), false) = (&view.page.canonical, view.page.breadcrumbs.is_empty()) {
        blocks.push(breadcrumbs(scope, view));
    }
    blocks.into_iter().map(|block| escape(&block.to_string())).collect()
}

/// JSON that can stand in HTML.
fn escape(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn of_entry(scope: &Scope, entry: usize, view: &PageView) -> Value {
    let handbook = scope.handbook;
    let item = handbook.item_of[entry];
    let decl = handbook.type_of(item);
    let mut block = Map::new();
    block.insert("@context".into(), json!("https://schema.org"));
    block.insert("@type".into(), json!(decl.schema));
    block.insert("name".into(), json!(view.page.title));
    let texts = [("description", &view.page.description), ("inLanguage", &view.page.content_lang)];
    block.extend(texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key.to_owned(), json!(text))));
    if let Some(url) = &view.page.canonical {
        block.insert("url".into(), json!(url));
    }
    let Some(found) = &view.entry else { return Value::Object(block) };
    let dates = [("datePublished", &found.date), ("dateModified", &found.updated)];
    block.extend(dates.into_iter().filter_map(|(key, date)| Some((key.to_owned(), json!(date.as_ref()?.iso)))));
    if let Some(licence) = view.site.licence.as_ref().filter(|licence| !licence.url.is_empty()) {
        block.insert("license".into(), json!(licence.url));
    }
    if let Some(publisher) = &view.site.publisher {
        block.insert("publisher".into(), json!({"@type": "Organization", "name": publisher.title}));
    }
    for field in &decl.fields {
        if let (Some(property), Some(values)) = (&field.schema, found.field.get(&field.name)) {
            block.insert(property.clone(), one_or_many(values.values.iter().map(|value| of_value(handbook, values, value)).collect()));
        }
    }
    for inverse in found.inverses.iter().filter(|inverse| !inverse.items.is_empty()) {
        let property = if decl.schema == "HowTo" { "step" } else { "hasPart" };
        let parts = inverse
            .items
            .iter()
            .map(|item| json!({"@type": schema_of(handbook, &item.link.kind), "name": item.link.title, "text": item.link.summary}));
        block.insert(property.into(), Value::Array(parts.collect()));
    }
    Value::Object(block)
}

fn of_value(handbook: &Handbook, field: &FieldView, value: &ValueView) -> Value {
    match (field.kind.as_str(), &value.entry) {
        (_, Some(entry)) => json!({"@type": schema_of(handbook, &entry.kind), "name": entry.title}),
        ("url", _) => json!(value.url),
        ("date" | "year", _) => json!(value.iso),
        _ => json!(value.text),
    }
}

fn schema_of<'a>(handbook: &'a Handbook, kind: &str) -> &'a str {
    handbook.config.types.get(kind).map_or("Thing", |decl| decl.schema.as_str())
}

fn one_or_many(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { Value::Array(values) }
}

/// A list says how many entries it has: counted, not claimed.
fn of_list(scope: &Scope, kind: usize, view: &PageView) -> Value {
    let handbook = scope.handbook;
    let decl = &handbook.config.types.list[kind];
    let items = view.list.iter().flat_map(|list| &list.groups).flat_map(|group| &group.items).enumerate();
    let elements = items.map(|(place, item)| {
        let found = handbook.by_id.get(&item.link.id);
        let url = found.and_then(|&found| handbook.config.base.absolute(&handbook.address_for(found, scope.lang)));
        let mut element = Map::new();
        element.insert("@type".into(), json!(if decl.glossary.is_empty() { "ListItem" } else { &decl.schema }));
        element.insert("name".into(), json!(item.link.title));
        if decl.glossary.is_empty() {
            element.insert("position".into(), json!(place + 1));
        }
        element.extend(url.map(|url| ("url".to_owned(), json!(url))));
        Value::Object(element)
    });
    let listed = if decl.glossary.is_empty() { "ItemList" } else { "DefinedTermSet" };
    let members = if decl.glossary.is_empty() { "itemListElement" } else { "hasDefinedTerm" };
    json!({"@context": "https://schema.org", "@type": listed, "name": view.page.title, "inLanguage": scope.lang, "numberOfItems": view.list.as_ref().map_or(0, |list| list.total), members: elements.collect::<Vec<_>>()})
}

fn breadcrumbs(scope: &Scope, view: &PageView) -> Value {
    let base = &scope.handbook.config.base;
    let crumbs = view.page.breadcrumbs.iter().filter(|crumb| !crumb.url.is_empty());
    let mut elements: Vec<Value> = crumbs
        .enumerate()
        .map(|(place, crumb)| {
            // In a site that is read from a folder, addresses name files; what is canonical stands on the web.
            let path = folder_page(&join(&view.page.path, &crumb.url));
            json!({"@type": "ListItem", "position": place + 1, "name": crumb.title, "item": base.absolute(&path)})
        })
        .collect();
    elements.push(json!({"@type": "ListItem", "position": elements.len() + 1, "name": view.page.title, "item": view.page.canonical}));
    json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": elements})
}
