//! Declarations in YAML → [`Types`].
//!
//! Called by `config` with the presets already laid under the handbook's own declarations. Invariant: a broken
//! declaration gives diagnostics, and a type that can be used all the same.

mod field;

use std::sync::Arc;

use super::{Field, Layout, OrderKey, PAGE, TypeDecl, Types};
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::language::Labels;
use crate::nearest::suggest;
use crate::slug::slugify;
use crate::yaml::keys::Keys;
use crate::yaml::{Key, Yaml};

/// Front-matter keys that belong to Varde itself; no field may take their names.
pub const OWN_KEYS: [&str; 9] = ["title", "lang", "type", "slug", "aliases", "draft", "toc", "mark_terms", "template"];

/// Reads `types` (each with the `common` fields added) from merged declarations.
pub fn read(types: &Yaml, common: &Yaml, declared: bool, file: &Arc<str>) -> Checked<Types> {
    let mut reader = Reader { file, diagnostics: Vec::new(), targets: Vec::new() };
    let common = reader.own_fields(common.entries());
    let mut read = Types { declared, ..Types::default() };
    for (name, yaml) in types.entries() {
        let decl = reader.type_decl(name, yaml, &common);
        read.by_name.insert(decl.name.clone(), read.list.len());
        read.list.push(decl);
    }
    reader.check_targets(&read);
    reader.folders(&read, types);
    Checked { value: read, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    file: &'a Arc<str>,
    diagnostics: Vec<Diagnostic>,
    /// What fields refer to: the field, the type, and where it is named.
    targets: Vec<(String, String, Span)>,
}

impl Reader<'_> {
    fn type_decl(&mut self, name: &Key, yaml: &Yaml, common: &[Field]) -> TypeDecl {
        self.name(name, "type");
        let keys = Keys::new(yaml, self.file);
        let list_yaml = keys.value("list").cloned().unwrap_or_else(Yaml::empty);
        let list = Keys::new(&list_yaml, self.file);
        let fields = keys.entries("fields");
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
            layout: self.layout(&list),
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
        decl.fields = self.own_fields(fields);
        let own: Vec<Field> = common.iter().filter(|field| decl.field(&field.name).is_none()).cloned().collect();
        decl.fields.extend(own);
        self.field_names(&decl, yaml);
        self.filter_addresses(&decl, yaml);
        decl
    }

    fn layout(&mut self, list: &Keys) -> Layout {
        let named = self.one_of(list, "layout", &Layout::ALL.map(Layout::name));
        Layout::ALL.into_iter().find(|layout| layout.name() == named).unwrap_or(Layout::Rows)
    }

    /// Two filters of a list cannot have one address.
    fn filter_addresses(&mut self, decl: &TypeDecl, yaml: &Yaml) {
        let facets: Vec<&Field> = decl.facets().collect();
        for (place, facet) in facets.iter().enumerate() {
            if let Some(other) = facets[..place].iter().find(|other| slugify(&other.name) == slugify(&facet.name)) {
                let message = format!("the filters `{}` and `{}` of type `{}` would have one address", other.name, facet.name, decl.name);
                let found = Diagnostic::error("duplicate-address", self.file, message).at(yaml.span.clone());
                self.diagnostics.push(found.help("give one of the fields another name"));
            }
        }
    }

    /// The fields that a declaration mentions by name must exist, and be of a kind that can do what is asked of them.
    fn field_names(&mut self, decl: &TypeDecl, yaml: &Yaml) {
        let ordered = decl.order.iter().map(|key| &key.field).filter(|field| *field != "title");
        let ordered = ordered.map(|name| ("order", name)).chain(decl.group_by.iter().map(|name| ("group_by", name)));
        let others = decl.glossary.iter().map(|name| ("glossary", name)).chain(decl.compare.iter().map(|name| ("compare", name)));
        for (key, name) in ordered.chain(others) {
            let names = decl.fields.iter().map(|field| field.name.as_str());
            let found = match decl.field(name) {
                None => Diagnostic::error("unknown-field", self.file, format!("type `{}` has no field `{name}`", decl.name))
                    .help(suggest(name, names, "field")),
                Some(field) if !field::can(key, &field.kind) => {
                    let message = format!("`{key}` is not for fields of kind `{}`, and `{name}` is one", field.kind.name());
                    Diagnostic::error("wrong-kind", self.file, message).help("name a field of another kind")
                }
                Some(_) => continue,
            };
            self.diagnostics.push(found.at(yaml.span.clone()));
        }
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
    fn check_targets(&mut self, types: &Types) {
        for (field, target, span) in std::mem::take(&mut self.targets) {
            if types.get(&target).is_none() {
                let message = format!("the field `{field}` refers to the type `{target}`, which is not declared");
                let found = Diagnostic::error("unknown-type", self.file, message).at(span);
                self.diagnostics.push(found.help(suggest(&target, types.names(), "type")));
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
