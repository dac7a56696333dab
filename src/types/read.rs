//! Declarations in YAML → [`Types`].
//!
//! Called by `config` with the presets already laid under the handbook's own declarations. Invariant: a broken
//! declaration gives diagnostics, and a type that can be used all the same.

use std::sync::Arc;

use super::{Choice, Field, Kind, OrderKey, PAGE, Show, TypeDecl, Types};
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::language::Labels;
use crate::nearest::suggest;
use crate::slug::slugify;
use crate::yaml::keys::Keys;
use crate::yaml::{Key, Yaml};

const KINDS: [&str; 11] = ["text", "markdown", "section", "number", "date", "year", "choice", "url", "reference", "group", "process"];
const LAYOUTS: [&str; 5] = ["rows", "cards", "columns", "compare", "glossary"];
const SHOWS: [&str; 4] = ["facts", "lead", "body", "none"];
/// Front-matter keys that belong to Varde itself; no field may take their names.
pub const OWN_KEYS: [&str; 9] = ["title", "lang", "type", "slug", "aliases", "draft", "toc", "mark_terms", "template"];

/// Reads `types` (each with the `common` fields added) from merged declarations.
pub fn read(types: &Yaml, common: &Yaml, declared: bool, file: &Arc<str>) -> Checked<Types> {
    let mut reader = Reader { file, diagnostics: Vec::new() };
    let common = reader.own_fields(common);
    let mut read = Types { declared, ..Types::default() };
    for (name, yaml) in types.entries() {
        let decl = reader.type_decl(name, yaml, &common);
        read.by_name.insert(decl.name.clone(), read.list.len());
        read.list.push(decl);
    }
    reader.targets(&read, types);
    reader.folders(&read, types);
    Checked { value: read, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    file: &'a Arc<str>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn type_decl(&mut self, name: &Key, yaml: &Yaml, common: &[Field]) -> TypeDecl {
        self.name(name, "type");
        let keys = Keys::new(yaml, self.file);
        let list_yaml = keys.value("list").cloned().unwrap_or_else(Yaml::empty);
        let list = Keys::new(&list_yaml, self.file);
        let fields = keys.value("fields").cloned().unwrap_or_else(Yaml::empty);
        let folder = keys.text("folder").unwrap_or(&name.text);
        let label = or_name(keys.labels("label"), &name.text);
        let plural = keys.labels("plural");
        let mut decl = TypeDecl {
            name: name.text.clone(),
            folder: folder.split('/').map(slugify).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"),
            plural: if plural.is_empty() { label.clone() } else { plural },
            label,
            summary: keys.labels("summary"),
            order: keys.texts("order").into_iter().map(order_key).collect(),
            sequence: keys.flag("sequence"),
            template: keys.text("template").unwrap_or("entry.html").to_owned(),
            list_template: list.text("template").unwrap_or("list.html").to_owned(),
            layout: self.one_of(&list, "layout", &LAYOUTS).to_owned(),
            group_by: list.text("group_by").map(str::to_owned),
            compare: list.text("compare").map(str::to_owned),
            schema: keys.text("schema").unwrap_or("CreativeWork").to_owned(),
            weight: thousandths(keys.number("weight")),
            overview: keys.flag("overview"),
            glossary: keys.texts("glossary").into_iter().map(str::to_owned).collect(),
            fields: Vec::new(),
        };
        if decl.order.is_empty() {
            decl.order.push(order_key("title"));
        }
        self.diagnostics.extend(list.finish(Severity::Error));
        self.diagnostics.extend(keys.finish(Severity::Error));
        decl.fields = self.own_fields(&fields);
        let own: Vec<Field> = common.iter().filter(|field| decl.field(&field.name).is_none()).cloned().collect();
        decl.fields.extend(own);
        self.field_names(&decl, yaml);
        decl
    }

    /// The fields that a declaration mentions by name must exist.
    fn field_names(&mut self, decl: &TypeDecl, yaml: &Yaml) {
        let ordered = decl.order.iter().map(|key| &key.field).filter(|field| *field != "title");
        let mentioned = ordered.chain(&decl.glossary).chain(&decl.group_by).chain(&decl.compare);
        for name in mentioned.filter(|name| decl.field(name).is_none()) {
            let names = decl.fields.iter().map(|field| field.name.as_str());
            self.diagnostics.push(
                Diagnostic::error("unknown-field", self.file, format!("type `{}` has no field `{name}`", decl.name))
                    .at(yaml.span.clone())
                    .help(suggest(name, names, "field")),
            );
        }
    }

    /// The fields of an entry, which may not take the names of its own keys.
    fn own_fields(&mut self, yaml: &Yaml) -> Vec<Field> {
        for (name, _) in yaml.entries().iter().filter(|(name, _)| OWN_KEYS.contains(&name.text.as_str())) {
            self.diagnostics.push(
                Diagnostic::error(
                    "reserved-name",
                    self.file,
                    format!("`{}` belongs to every entry and cannot be declared as a field", name.text),
                )
                .at(name.span.clone())
                .help("give the field another name"),
            );
        }
        self.fields(yaml)
    }

    fn fields(&mut self, yaml: &Yaml) -> Vec<Field> {
        yaml.entries().iter().map(|(name, value)| self.field(name, value)).collect()
    }

    fn field(&mut self, name: &Key, yaml: &Yaml) -> Field {
        self.name(name, "field");
        let keys = Keys::new(yaml, self.file);
        let kind = self.kind(&keys);
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
            lang: keys.text("lang").map(str::to_owned),
        };
        self.single_values(&field, &keys);
        self.diagnostics.extend(keys.finish(Severity::Error));
        field
    }

    /// Lists are filtered, and entries related, by values that are one thing.
    fn single_values(&mut self, field: &Field, keys: &Keys) {
        let whole = matches!(field.kind, Kind::Markdown | Kind::Section | Kind::Group { .. } | Kind::Process);
        let facet = field.facet && (whole || field.kind == Kind::Url);
        for (key, _) in [("facet", facet), ("related", field.related && whole)].into_iter().filter(|(_, wrong)| *wrong) {
            let message = format!("`{key}` is not for fields of kind `{}`, and `{}` is one", field.kind.name(), field.name);
            self.diagnostics.push(
                Diagnostic::error("wrong-kind", self.file, message)
                    .at(keys.value(key).map_or(0..0, |yaml| yaml.span.clone()))
                    .help("take it away, or give the field a kind whose values are one thing: `text`, `choice`, `reference`, `year` …"),
            );
        }
    }

    fn kind(&mut self, keys: &Keys) -> Kind {
        let name = self.one_of(keys, "kind", &KINDS);
        let to = keys.text("to");
        let choices = keys.value("choices");
        let fields = keys.value("fields");
        let shorthand = keys.text("shorthand").map(str::to_owned);
        match name {
            "markdown" => Kind::Markdown,
            "section" => Kind::Section,
            "number" => Kind::Number,
            "date" => Kind::Date,
            "year" => Kind::Year,
            "url" => Kind::Url,
            "process" => Kind::Process,
            "reference" => Kind::Reference(to.filter(|to| *to != "any").map(str::to_owned)),
            "choice" => Kind::Choice(choices.map(|yaml| self.choices(yaml)).unwrap_or_default()),
            "group" => Kind::Group { fields: fields.map(|yaml| self.fields(yaml)).unwrap_or_default(), shorthand },
            _ => Kind::Text,
        }
    }

    fn choices(&mut self, yaml: &Yaml) -> Vec<Choice> {
        let named = yaml.entries().iter().map(|(key, value)| {
            let labels = value.entries().iter().filter_map(|(lang, label)| Some((lang.text.clone(), label.text()?.to_owned())));
            let labels = value.text().map_or_else(|| Labels(labels.collect()), Labels::same);
            Choice { key: key.text.clone(), label: or_name(labels, &key.text) }
        });
        let bare = match &yaml.value {
            crate::yaml::Value::List(items) => items.as_slice(),
            _ => &[],
        };
        let bare = bare.iter().filter_map(Yaml::text).map(|text| Choice { key: text.to_owned(), label: Labels::same(text) });
        let choices: Vec<Choice> = named.chain(bare).collect();
        for choice in choices.iter().filter(|choice| slugify(&choice.key) != choice.key) {
            self.diagnostics.push(
                Diagnostic::error("invalid-name", self.file, format!("the choice `{}` cannot be part of an address", choice.key))
                    .at(yaml.span.clone())
                    .help(format!("write `{}: {}`", slugify(&choice.key), choice.key)),
            );
        }
        choices
    }

    fn one_of<'b>(&mut self, keys: &Keys<'b>, key: &'b str, allowed: &[&'static str]) -> &'static str {
        self.one_of_or(keys, key, allowed, allowed[0])
    }

    fn one_of_or<'b>(&mut self, keys: &Keys<'b>, key: &'b str, allowed: &[&'static str], default: &'static str) -> &'static str {
        let Some(yaml) = keys.value(key) else { return default };
        let text = yaml.text().unwrap_or("");
        allowed.iter().copied().find(|name| *name == text).unwrap_or_else(|| {
            self.diagnostics.push(
                Diagnostic::error("unknown-choice", self.file, format!("`{key}` cannot be `{text}`")).at(yaml.span.clone()).help(suggest(
                    text,
                    allowed.iter().copied(),
                    "value",
                )),
            );
            default
        })
    }

    fn name(&mut self, name: &Key, what: &str) {
        let good = name.text.starts_with(|first: char| first.is_ascii_lowercase())
            && name.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-');
        if !good {
            self.diagnostics.push(
                Diagnostic::error("invalid-name", self.file, format!("`{}` cannot be the name of a {what}", name.text))
                    .at(name.span.clone())
                    .help("use lower-case letters a–z, digits, `_` and `-`; labels say what readers see"),
            );
        }
    }

    /// References must point at types that exist.
    fn targets(&mut self, types: &Types, yaml: &Yaml) {
        for decl in &types.list {
            for (field, target) in references(&decl.fields).filter(|(_, target)| types.get(target).is_none()) {
                let span = yaml.get(&decl.name).map_or(0..0, |yaml| yaml.span.clone());
                self.diagnostics.push(
                    Diagnostic::error(
                        "unknown-type",
                        self.file,
                        format!("field `{}` of type `{}` refers to the type `{target}`, which is not declared", field.name, decl.name),
                    )
                    .at(span)
                    .help(suggest(target, types.names(), "type")),
                );
            }
        }
    }

    /// Two types cannot share a folder, and only pages live at the root.
    fn folders(&mut self, types: &Types, yaml: &Yaml) {
        for (place, decl) in types.list.iter().enumerate() {
            let span = yaml.get(&decl.name).map_or(0..0, |yaml| yaml.span.clone());
            if decl.folder.is_empty() && decl.name != PAGE {
                self.diagnostics.push(
                    Diagnostic::error("missing-folder", self.file, format!("type `{}` has no folder", decl.name))
                        .at(span.clone())
                        .help("give it a `folder:` of its own"),
                );
            }
            if let Some(other) = types.list[..place].iter().find(|other| other.folder == decl.folder) {
                self.diagnostics.push(
                    Diagnostic::error(
                        "duplicate-folder",
                        self.file,
                        format!("types `{}` and `{}` share the folder `{}`", other.name, decl.name, decl.folder),
                    )
                    .at(span)
                    .help("give each type a `folder:` of its own"),
                );
            }
        }
    }
}

fn references(fields: &[Field]) -> Box<dyn Iterator<Item = (&Field, &str)> + '_> {
    Box::new(fields.iter().flat_map(|field| -> Box<dyn Iterator<Item = (&Field, &str)>> {
        match &field.kind {
            Kind::Reference(Some(target)) => Box::new(std::iter::once((field, target.as_str()))),
            Kind::Group { fields, .. } => references(fields),
            _ => Box::new(std::iter::empty()),
        }
    }))
}

fn default_show(kind: &Kind) -> &'static str {
    match kind {
        Kind::Section => "none",
        Kind::Markdown | Kind::Process => "body",
        _ => "facts",
    }
}

fn order_key(text: &str) -> OrderKey {
    OrderKey { field: text.trim_start_matches('-').to_owned(), descending: text.starts_with('-') }
}

fn or_name(labels: Labels, name: &str) -> Labels {
    if labels.is_empty() { Labels::same(name) } else { labels }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0–100 before")]
fn thousandths(weight: Option<f64>) -> u32 {
    (weight.unwrap_or(1.0).clamp(0.0, 100.0) * 1000.0).round() as u32
}
