//! Values → what a template shows of them.

use std::collections::BTreeMap;

use super::gathered::gathered;
use super::part::Carried;
use super::{DateView, EntryLink, FieldView, Part, Scope, ValueView, fill, process};
use crate::body::Body;
use crate::date::Date;
use crate::entry::{Content, Entry, FieldValue};
use crate::facets::{facet_address, facet_key};
use crate::fingerprint;
use crate::handbook::Handbook;
use crate::language::{write_date, write_number};
use crate::types::{Field, Kind, Show};

/// The entry whose values are shown, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) entry: usize,
    /// What the ids of its texts begin with where the texts of several entries stand on one page; empty on its own.
    pub(super) prefix: &'a str,
}

impl Of<'_> {
    /// The HTML of one of its texts.
    pub(super) fn html(self, scope: &Scope, body: &Body) -> String {
        let html = fill::fill(scope, self.entry, body);
        if self.prefix.is_empty() { html } else { gathered(&html, self.prefix) }
    }

    /// The entry in whose file the values of a field stand: the original's, where a translation has them from there.
    fn source(self, scope: &Scope, field: &Field) -> Self {
        Of { entry: scope.handbook.source_of(self.entry, &field.name), ..self }
    }

    /// The language of a field's texts, where it is not the page's. What stands for a value, such as the label of a
    /// choice, is in that of the page.
    fn lang(self, scope: &Scope, field: &Field) -> Option<String> {
        let is_text = matches!(field.kind, Kind::Text | Kind::Markdown | Kind::Section | Kind::Process);
        let lang = field.lang.as_deref().unwrap_or_else(|| scope.handbook.lang_of(self.entry));
        (is_text && lang != scope.lang).then(|| lang.to_owned())
    }
}

/// The fields of an entry that have values, in declared order, each with where it is shown.
pub(super) fn fields(scope: &Scope, entry: usize) -> Vec<(Show, Part<FieldView>)> {
    let kind = scope.handbook.items[scope.handbook.item_of[entry]].kind;
    let decl = &scope.handbook.config.types.list[kind];
    let found: &Entry = &scope.handbook.entries[entry];
    let shown = decl.fields.iter().filter(|field| !found.values(&field.name).is_empty());
    shown
        .map(|field| (field.show, Part::of(field_view(scope, Of { entry, prefix: "" }, field, found.values(&field.name), Some(kind)))))
        .collect()
}

/// One field. `kind` is the type whose list it filters; none inside a group.
pub(super) fn field_view(scope: &Scope, of: Of, field: &Field, values: &[FieldValue], kind: Option<usize>) -> FieldView {
    let of = if kind.is_some() { of.source(scope, field) } else { of };
    let facet = kind.filter(|_| field.facet);
    let value = |value: &FieldValue| match facet {
        Some(kind) => carried(scope, of, kind, field, &value.content).view,
        None => Part::of(value_view(scope, of, field, &value.content)),
    };
    FieldView {
        name: field.name.clone(),
        label: field.label.get(scope.lang).to_owned(),
        kind: field.kind.name().to_owned(),
        lang: of.lang(scope, field),
        values: values.iter().map(value).collect(),
    }
}

/// A value of a facet of a type. What stands in one entry as in another is made once.
pub(super) fn carried(scope: &Scope, of: Of, kind: usize, field: &Field, content: &Content) -> Carried {
    let place = scope.parts.facets[kind].iter().position(|facet| facet.field == field.name);
    let make = || {
        let key = facet_key(scope.handbook, scope.lang, field, content).map(|(key, _)| key);
        // A translation may have a value that no list shows: it has no edition of its own.
        let listed = key.as_deref().zip(place).filter(|(key, place)| scope.parts.facets[kind][*place].value(key).is_some());
        let address = listed.map(|(key, _)| scope.links.to(&facet_address(scope.handbook, kind, scope.lang, &field.name, key)));
        let view = ValueView { facet: address, ..value_view(scope, of, field, content) };
        Carried { view: Part::of(view), pair: key.map(|key| format!("{}={key}", field.name).into()) }
    };
    let own_text = matches!(content, Content::Markdown(_) | Content::Group(_) | Content::Process(_));
    match place.filter(|_| !own_text) {
        Some(place) => scope.parts.values[kind][place].get(content, make),
        None => make(),
    }
}

fn value_view(scope: &Scope, of: Of, field: &Field, content: &Content) -> ValueView {
    let text = |text: &str| ValueView { text: text.to_owned(), ..ValueView::default() };
    match content {
        Content::Text(value) => text(value),
        Content::Number(value) => text(&write_number(value, scope.lang)),
        Content::Markdown(body) => {
            let plain = body.sections.iter().map(|section| section.text.as_str()).collect::<Vec<_>>().join(" ");
            let whole = of.html(scope, body);
            let line = fill::inline(&whole).map(str::to_owned);
            let key = Some(fingerprint::short(plain.as_bytes())[..8].to_owned());
            ValueView { key, blocks: line.is_none(), html: Some(line.unwrap_or(whole)), ..text(&plain) }
        }
        Content::Date(date) => {
            let date = date_view(*date, scope.lang);
            ValueView { iso: Some(date.iso), ..text(&date.text) }
        }
        Content::Year(year) => ValueView { iso: Some(year.to_string()), ..text(&year.to_string()) },
        Content::Url(url) => ValueView { url: Some(url.clone()), ..text(without_scheme(url)) },
        Content::Choice(key) => ValueView { key: Some(key.clone()), ..text(choice_label(field, key, scope.lang)) },
        Content::Reference(written) => match referred(scope.handbook, field, written) {
            Some(item) => {
                let link = scope.link(item);
                ValueView {
                    key: Some(scope.handbook.items[item].slug.clone()),
                    text: link.title.clone(),
                    entry: Some(link),
                    ..ValueView::default()
                }
            }
            None => text(written),
        },
        Content::Group(members) => group(scope, of, field, members),
        Content::Process(model) => ValueView { html: Some(process::draw(model, scope)), blocks: true, ..text(&model.title) },
    }
}

fn group(scope: &Scope, of: Of, field: &Field, members: &BTreeMap<String, Vec<FieldValue>>) -> ValueView {
    let Kind::Group { fields, .. } = &field.kind else { return ValueView::default() };
    let views =
        fields.iter().filter_map(|field| members.get(&field.name).map(|values| Part::of(field_view(scope, of, field, values, None))));
    let all: Vec<Part<FieldView>> = views.collect();
    let hidden = |name: &str| fields.iter().any(|field| field.name == name && field.show == Show::None);
    let fields: Vec<Part<FieldView>> = all.iter().filter(|view| !hidden(&view.name)).cloned().collect();
    let text = fields.iter().flat_map(|field| &field.values).map(|value| value.text.as_str()).filter(|text| !text.is_empty());
    ValueView {
        text: text.collect::<Vec<_>>().join(", "),
        field: all.into_iter().map(|field| (field.name.clone(), field)).collect(),
        fields,
        ..ValueView::default()
    }
}

/// The item a reference field's value names.
pub(super) fn referred(handbook: &Handbook, field: &Field, written: &str) -> Option<usize> {
    let Kind::Reference(target) = &field.kind else { return None };
    handbook.referred(written, target.as_deref())
}

fn choice_label<'a>(field: &'a Field, key: &'a str, lang: &str) -> &'a str {
    match &field.kind {
        Kind::Choice(choices) => choices.iter().find(|choice| choice.key == key).map_or(key, |choice| choice.label.get(lang)),
        _ => key,
    }
}

/// A date in a language.
pub(super) fn date_view(date: Date, lang: &str) -> DateView {
    DateView { iso: date.to_string(), text: write_date(date, lang) }
}

fn without_scheme(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.trim_start_matches("www.").trim_end_matches('/')
}

impl Scope<'_> {
    /// An entry as links on this page show it.
    pub(super) fn link(&self, item: usize) -> Part<EntryLink> {
        self.parts.links[item].get_or_init(|| Part::of(self.link_view(item))).clone()
    }

    fn link_view(&self, item: usize) -> EntryLink {
        let handbook = self.handbook;
        let version = handbook.best_version(item, self.lang);
        let (entry, decl, lang) = (&handbook.entries[version], handbook.type_of(item), handbook.lang_of(version));
        EntryLink {
            id: handbook.id(item),
            title: entry.title.clone(),
            url: self.links.to(&handbook.address_for(item, self.lang)),
            summary: entry.text("summary").to_owned(),
            kind: decl.name.clone(),
            type_label: decl.label.get(self.lang).to_owned(),
            lang: (lang != self.lang).then(|| lang.to_owned()),
        }
    }
}
