//! Declarations of fields → [`Field`]s, those of groups among them.

use super::{Reader, or_name, suggest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Labels, is_tag};
use crate::slug::slugify;
use crate::types::{Choice, Field, Kind, Show};
use crate::yaml::keys::Keys;
use crate::yaml::{Key, Value, Yaml};

const KINDS: [&str; 11] = ["text", "markdown", "section", "number", "date", "year", "choice", "url", "reference", "group", "process"];
const SHOWS: [&str; 4] = ["facts", "lead", "body", "none"];
/// Keys that only one kind of field has.
const OF_ONE_KIND: [(&str, &str); 4] = [("to", "reference"), ("choices", "choice"), ("fields", "group"), ("shorthand", "group")];

/// Whether a field of this kind can be what a key of its type asks for.
pub(super) fn can(key: &str, kind: &Kind) -> bool {
    let is_whole = matches!(kind, Kind::Markdown | Kind::Section | Kind::Group { .. } | Kind::Process);
    match key {
        "compare" => matches!(kind, Kind::Group { .. }),
        "group_by" | "facet" => !is_whole && *kind != Kind::Url,
        "order" | "related" => !is_whole,
        _ => true,
    }
}

impl Reader<'_> {
    /// The fields of an entry, which may not take the names of its own keys.
    pub(super) fn own_fields(&mut self, entries: &[(Key, Yaml)]) -> Vec<Field> {
        for (name, _) in entries.iter().filter(|(name, _)| super::OWN_KEYS.contains(&name.text.as_str())) {
            let message = format!("`{}` belongs to every entry and cannot be declared as a field", name.text);
            let found = Diagnostic::error("reserved-name", self.file, message).at(name.span.clone());
            self.diagnostics.push(found.help("give the field another name"));
        }
        entries.iter().map(|(name, value)| self.field(name, value)).collect()
    }

    fn field(&mut self, name: &Key, yaml: &Yaml) -> Field {
        self.name(name, "field");
        let keys = Keys::new(yaml, self.file);
        let kind = self.kind(name, &keys);
        let show = match self.one_of_or(&keys, "show", &SHOWS, default_show(&kind)) {
            "lead" => Show::Lead,
            "body" => Show::Body,
            "none" => Show::None,
            _ => Show::Facts,
        };
        let inverse = keys.labels("inverse");
        let field = Field {
            name: name.text.clone(),
            kind,
            many: keys.flag("many"),
            required: keys.flag("required"),
            facet: keys.flag("facet"),
            related: keys.flag("related"),
            embed: keys.flag("embed"),
            show,
            label: or_name(keys.labels("label"), &name.text),
            inverse: (!inverse.is_empty()).then_some(inverse),
            help: keys.labels("help"),
            schema: keys.text("schema").map(str::to_owned),
            default: keys.value("default").cloned(),
            lang: self.lang(&keys),
        };
        self.single_values(&field, &keys);
        self.diagnostics.extend(keys.finish(Severity::Error));
        field
    }

    /// Lists are filtered, and entries related, by values that are one thing.
    fn single_values(&mut self, field: &Field, keys: &Keys) {
        let wrong =
            [("facet", field.facet), ("related", field.related)].into_iter().filter(|(key, asked)| *asked && !can(key, &field.kind));
        for (key, _) in wrong {
            let message = format!("`{key}` is not for fields of kind `{}`, and `{}` is one", field.kind.name(), field.name);
            self.misplaced(
                keys,
                key,
                message,
                "take it away, or give the field a kind whose values are one thing: `text`, `choice`, `reference`, `year` …",
            );
        }
    }

    fn misplaced<'k>(&mut self, keys: &Keys<'k>, key: &'k str, message: String, help: impl Into<std::sync::Arc<str>>) {
        let span = keys.value(key).map_or(0..0, |yaml| yaml.span.clone());
        self.diagnostics.push(Diagnostic::error("wrong-kind", self.file, message).at(span).help(help));
    }

    fn lang(&mut self, keys: &Keys) -> Option<String> {
        let (lang, span) = keys.text_with_span("lang")?;
        if !is_tag(&lang) {
            let found = Diagnostic::error("unknown-language", self.file, format!("`{lang}` is not a language tag")).at(span);
            self.diagnostics.push(found.help("use tags such as `nb`, `nn`, `da` or `en`"));
            return None;
        }
        Some(lang)
    }

    fn kind(&mut self, field: &Key, keys: &Keys) -> Kind {
        let name = self.one_of(keys, "kind", &KINDS);
        let is_known = keys.value("kind").is_none_or(|kind| kind.text() == Some(name));
        // What a preset says of a field goes by the board where the handbook makes it one of another kind.
        let is_written = |key: &'static str| keys.value(key).is_some_and(|yaml| yaml.span != (0..0));
        for (key, kind) in OF_ONE_KIND.into_iter().filter(|(key, kind)| is_written(key) && is_known && *kind != name) {
            let message = format!("`{key}` is for fields of kind `{kind}`, and `{}` is of kind `{name}`", field.text);
            self.misplaced(keys, key, message, format!("write `kind: {kind}`, or take `{key}` away"));
        }
        match name {
            "markdown" => Kind::Markdown,
            "section" => Kind::Section,
            "number" => Kind::Number,
            "date" => Kind::Date,
            "year" => Kind::Year,
            "url" => Kind::Url,
            "process" => Kind::Process,
            "reference" => Kind::Reference(self.target(field, keys)),
            "choice" => Kind::Choice(self.choices(field, keys)),
            "group" => self.group(field, keys),
            _ => Kind::Text,
        }
    }

    fn target(&mut self, field: &Key, keys: &Keys) -> Option<String> {
        let (target, span) = keys.text_with_span("to").filter(|(to, _)| to != "any")?;
        self.targets.push((field.text.clone(), target.clone(), span));
        Some(target)
    }

    fn group(&mut self, field: &Key, keys: &Keys) -> Kind {
        let entries = keys.entries("fields");
        if entries.is_empty() {
            self.lacks(field, "fields", "a group", "list the group's own fields under `fields:`");
        }
        let fields: Vec<Field> = entries.iter().map(|(name, value)| self.member(name, value)).collect();
        let shorthand = keys.text_with_span("shorthand");
        if let Some((name, span)) = shorthand.as_ref().filter(|(name, _)| fields.iter().all(|field| field.name != *name)) {
            let found = Diagnostic::error("unknown-field", self.file, format!("the group `{}` has no field `{name}`", field.text));
            let names = fields.iter().map(|field| field.name.as_str());
            self.diagnostics.push(found.at(span.clone()).help(suggest(name, names, "field")));
        }
        Kind::Group { fields, shorthand: shorthand.map(|(name, _)| name) }
    }

    /// A field of a group: lists and relations look at fields of the entry itself.
    fn member(&mut self, name: &Key, yaml: &Yaml) -> Field {
        for key in ["facet", "related"] {
            if let Some(value) = yaml.get(key).filter(|value| value.text() == Some("true")) {
                let message = format!("`{key}` is for fields of the entry itself, and `{}` is a field of a group", name.text);
                let found = Diagnostic::error("wrong-kind", self.file, message).at(value.span.clone());
                self.diagnostics.push(found.help("take it away, or declare the field outside the group"));
            }
        }
        self.field(name, yaml)
    }

    fn choices(&mut self, field: &Key, keys: &Keys) -> Vec<Choice> {
        let Some(yaml) = keys.value("choices") else {
            self.lacks(field, "choices", "a choice", "list the values that can be chosen under `choices:`");
            return Vec::new();
        };
        let choices: Vec<Choice> = match &yaml.value {
            Value::Map(entries) => entries.iter().map(|(key, label)| labelled(key, label, keys)).collect(),
            Value::List(items) => items.iter().filter_map(|item| bare(item, keys)).collect(),
            Value::Text(_) | Value::Null => {
                keys.wrong(yaml, "a list of values, or a group with a label for each");
                Vec::new()
            }
        };
        for choice in choices.iter().filter(|choice| slugify(&choice.key) != choice.key) {
            let found = Diagnostic::error("invalid-name", self.file, format!("the choice `{}` cannot be part of an address", choice.key));
            self.diagnostics.push(found.at(yaml.span.clone()).help(format!("write `{}: {}`", slugify(&choice.key), choice.key)));
        }
        choices
    }

    /// A field that its kind makes no sense of without a key.
    fn lacks(&mut self, field: &Key, key: &str, what: &str, help: &'static str) {
        let message = format!("`{}` is {what} without `{key}`", field.text);
        self.diagnostics.push(Diagnostic::error("missing-field", self.file, message).at(field.span.clone()).help(help));
    }
}

/// `key: label`, with a label for all languages or for each.
fn labelled(key: &Key, label: &Yaml, keys: &Keys) -> Choice {
    let labels = label.entries().iter().filter_map(|(lang, label)| Some((lang.text.clone(), label.text()?.to_owned())));
    let labels = label.text().map_or_else(|| Labels(labels.collect()), Labels::same);
    if labels.is_empty() && label.value != Value::Null {
        keys.wrong(label, "text, or a text for each language");
    }
    Choice { key: key.text.clone(), label: or_name(labels, &key.text) }
}

fn bare(item: &Yaml, keys: &Keys) -> Option<Choice> {
    if item.text().is_none() {
        keys.wrong(item, "text");
    }
    item.text().map(|text| Choice { key: text.to_owned(), label: Labels::same(text) })
}

fn default_show(kind: &Kind) -> &'static str {
    match kind {
        Kind::Section => "none",
        Kind::Markdown | Kind::Process => "body",
        _ => "facts",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn every_kind_is_read_as_the_one_it_is_named() {
        let file: Arc<str> = Arc::from("varde.yaml");
        for name in KINDS {
            let declared = crate::yaml::read(&format!("f: {{kind: {name}, fields: {{x: {{}}}}, choices: [x]}}"), 0, &file).value;
            let mut reader = Reader { file: &file, diagnostics: Vec::new(), targets: Vec::new() };
            assert_eq!(reader.own_fields(declared.entries())[0].kind.name(), name);
        }
    }
}
