//! What machines read of a page: JSON-LD with schema.org names, from the declarations.
//!
//! A type names its schema.org type, a field its property; nothing else decides what is written. Invariant: the
//! text can stand in a `<script>` element: `<`, `>` and `&` are escaped.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{FieldView, PageView, Scope, ValueView};
use crate::config::licence_address;
use crate::handbook::Handbook;
use crate::pages::{Page, PageKind};
use crate::site_path::{folder_page, join};

/// A value on its way to JSON, its texts borrowed from the view: every page has some.
enum Json<'a> {
    Text(Cow<'a, str>),
    Number(usize),
    List(Vec<Json<'a>>),
    Thing(Thing<'a>),
    Null,
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Text(text) => serializer.serialize_str(text),
            Json::Number(number) => number.serialize(serializer),
            Json::List(items) => serializer.collect_seq(items),
            Json::Thing(Thing(properties)) => serializer.collect_map(properties.iter().map(|(name, value)| (name, value))),
            Json::Null => serializer.serialize_unit(),
        }
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Json::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Json<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Json::Text(Cow::Owned(text))
    }
}

impl<'a, T: Into<Json<'a>>> From<Option<T>> for Json<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

/// A thing of a schema.org type: its properties, in the order in which they were first set.
struct Thing<'a>(Vec<(&'a str, Json<'a>)>);

impl<'a> Thing<'a> {
    fn of(schema: &'a str) -> Self {
        Self(vec![("@type", schema.into())])
    }

    /// A thing that is not part of another.
    fn whole(schema: &'a str) -> Self {
        Self(vec![("@context", "https://schema.org".into()), ("@type", schema.into())])
    }

    /// Sets a property; one that has been set before gets the new value.
    fn set(&mut self, property: &'a str, value: impl Into<Json<'a>>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| *name == property) {
            Some((_, old)) => *old = value,
            None => self.0.push((property, value)),
        }
    }

    fn with(mut self, property: &'a str, value: impl Into<Json<'a>>) -> Self {
        self.set(property, value);
        self
    }
}

impl<'a> From<Thing<'a>> for Json<'a> {
    fn from(thing: Thing<'a>) -> Self {
        Json::Thing(thing)
    }
}

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
    blocks.into_iter().map(|block| written(&block.into())).collect()
}

/// JSON that can stand in HTML.
fn written(block: &Json) -> String {
    // Texts and numbers can always be written.
    let json = serde_json::to_string(block).unwrap_or_default();
    if json.contains(['<', '>', '&']) { json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026") } else { json }
}

fn of_entry<'a>(scope: &Scope<'a>, entry: usize, view: &'a PageView) -> Thing<'a> {
    let handbook = scope.handbook;
    let decl = handbook.type_of(handbook.item_of[entry]);
    let mut block = Thing::whole(&decl.schema).with("name", &view.page.title);
    for (property, text) in [("description", &view.page.description), ("inLanguage", &view.page.content_lang)] {
        if !text.is_empty() {
            block.set(property, text);
        }
    }
    if let Some(url) = &view.page.canonical {
        block.set("url", url);
    }
    let Some(found) = &view.entry else { return block };
    for (property, date) in [("datePublished", &found.date), ("dateModified", &found.updated)] {
        if let Some(date) = date {
            block.set(property, &date.iso);
        }
    }
    let own =
        found.field.get("licence").and_then(|field| field.values.first()).map(|value| licence(&value.text, licence_address(&value.text)));
    let site = view.site.licence.as_ref();
    let site = site.map(|link| licence(&link.title, Some(link.url.as_str()).filter(|url| !url.is_empty())));
    if let Some(licence) = own.or(site) {
        block.set("license", licence);
    }
    if let Some(publisher) = &view.site.publisher {
        block.set("publisher", Thing::of("Organization").with("name", &publisher.title));
    }
    for field in &decl.fields {
        if let (Some(property), Some(values)) = (&field.schema, found.field.get(&field.name)) {
            block.set(property, one_or_many(values.values.iter().map(|value| of_value(handbook, values, value)).collect()));
        }
    }
    for inverse in found.inverses.iter().filter(|inverse| !inverse.items.is_empty()) {
        let parts = inverse.items.iter().map(|item| {
            Thing::of(schema_of(handbook, &item.link.kind)).with("name", &item.link.title).with("text", &item.link.summary).into()
        });
        block.set(if decl.schema == "HowTo" { "step" } else { "hasPart" }, Json::List(parts.collect()));
    }
    block
}

/// A licence by its address, or by its name alone.
fn licence<'a>(name: &'a str, address: Option<&'a str>) -> Json<'a> {
    address.map_or_else(|| Thing::of("CreativeWork").with("name", name).into(), Json::from)
}

fn of_value<'a>(handbook: &'a Handbook, field: &'a FieldView, value: &'a ValueView) -> Json<'a> {
    match (field.kind.as_str(), &value.entry) {
        (_, Some(entry)) => Thing::of(schema_of(handbook, &entry.kind)).with("name", &entry.title).into(),
        ("url", _) => value.url.as_ref().into(),
        ("date" | "year", _) => value.iso.as_ref().into(),
        _ => (&value.text).into(),
    }
}

fn schema_of<'a>(handbook: &'a Handbook, kind: &str) -> &'a str {
    handbook.config.types.get(kind).map_or("Thing", |decl| decl.schema.as_str())
}

fn one_or_many(mut values: Vec<Json>) -> Json {
    if values.len() == 1 { values.remove(0) } else { Json::List(values) }
}

/// A list says how many entries it has: counted, not claimed.
fn of_list<'a>(scope: &Scope<'a>, kind: usize, view: &'a PageView) -> Thing<'a> {
    let handbook = scope.handbook;
    let decl = &handbook.config.types.list[kind];
    let is_glossary = !decl.glossary.is_empty();
    let items = view.list.iter().flat_map(|list| &list.groups).flat_map(|group| &group.items).enumerate();
    let elements = items.map(|(place, item)| {
        let found = handbook.by_id.get(&item.link.id);
        let url = found.and_then(|&found| handbook.config.base.absolute(&handbook.address_for(found, scope.lang)));
        let mut element = Thing::of(if is_glossary { &decl.schema } else { "ListItem" }).with("name", &item.link.title);
        if !is_glossary {
            element.set("position", Json::Number(place + 1));
        }
        if let Some(url) = url {
            element.set("url", url);
        }
        element.into()
    });
    let (listed, members) = if is_glossary { ("DefinedTermSet", "hasDefinedTerm") } else { ("ItemList", "itemListElement") };
    Thing::whole(listed)
        .with("name", &view.page.title)
        .with("inLanguage", scope.lang)
        .with("numberOfItems", Json::Number(view.list.as_ref().map_or(0, |list| list.total)))
        .with(members, Json::List(elements.collect()))
}

fn breadcrumbs<'a>(scope: &Scope, view: &'a PageView) -> Thing<'a> {
    let base = &scope.handbook.config.base;
    let element = |place: usize, name: &'a String, address: Option<Cow<'a, str>>| {
        Thing::of("ListItem").with("position", Json::Number(place + 1)).with("name", name).with("item", address.map(Json::Text))
    };
    let crumbs = view.page.breadcrumbs.iter().filter(|crumb| !crumb.url.is_empty());
    let mut elements: Vec<Json> = crumbs
        .enumerate()
        .map(|(place, crumb)| {
            // In a site that is read from a folder, addresses name files; what is canonical stands on the web.
            let path = folder_page(&join(&view.page.path, &crumb.url));
            element(place, &crumb.title, base.absolute(&path).map(Cow::Owned)).into()
        })
        .collect();
    elements.push(element(elements.len(), &view.page.title, view.page.canonical.as_deref().map(Cow::Borrowed)).into());
    Thing::whole("BreadcrumbList").with("itemListElement", Json::List(elements))
}
