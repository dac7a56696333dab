//! What a handbook's entries are: types, and the fields they have.
//!
//! Declared in `varde.yaml` and presets, read by [`read`], and used by every later stage: one declaration drives
//! validation, templates, facets, search filters and open data. Invariant: no type is known here by name but
//! `page`, the type of a file that has no other.

pub mod preset;
pub mod read;

use std::collections::BTreeMap;

use crate::language::Labels;
use crate::yaml::Yaml;

/// The type of a file whose folder and front matter name no other.
pub const PAGE: &str = "page";

/// Every declared type, in declared order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Types {
    /// The types in declared order.
    pub list: Vec<TypeDecl>,
    /// Place in `list` by name.
    pub by_name: BTreeMap<String, usize>,
    /// The handbook declares types of its own; false if it only has pages.
    pub declared: bool,
}

impl Types {
    /// The type of that name.
    pub fn get(&self, name: &str) -> Option<&TypeDecl> {
        self.by_name.get(name).map(|&place| &self.list[place])
    }

    /// The names of all types, in declared order.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.list.iter().map(|decl| decl.name.as_str())
    }

    /// The type whose folder holds a file: the deepest one. `path` is relative to `content/`.
    pub fn of_path(&self, path: &str) -> Option<&TypeDecl> {
        self.list
            .iter()
            .filter(|decl| !decl.folder.is_empty() && path.strip_prefix(&decl.folder).is_some_and(|rest| rest.starts_with('/')))
            .max_by_key(|decl| decl.folder.len())
    }
}

/// A type of entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDecl {
    /// Its name in front matter and references: `case`.
    pub name: String,
    /// Its folder in `content/` and in addresses: `caser`. Empty for pages.
    pub folder: String,
    /// What one is called.
    pub label: Labels,
    /// What many are called.
    pub plural: Labels,
    /// One sentence about them.
    pub summary: Labels,
    /// How lists are ordered.
    pub order: Vec<OrderKey>,
    /// Entries have a previous and a next one.
    pub sequence: bool,
    /// The template of an entry.
    pub template: String,
    /// The template of the list.
    pub list_template: String,
    /// How the list looks.
    pub layout: Layout,
    /// The field the list is grouped by.
    pub group_by: Option<String>,
    /// The group field whose members a `compare` list sets side by side.
    pub compare: Option<String>,
    /// The schema.org type.
    pub schema: String,
    /// How much its entries count in search; 1 is normal. In thousandths, so that types can be compared.
    pub weight: u32,
    /// The overview draws its facets as charts.
    pub overview: bool,
    /// Its entries are terms: the fields that hold other words and forms for a term. Empty for other types.
    pub glossary: Vec<String>,
    /// Its fields in declared order, the common ones last.
    pub fields: Vec<Field>,
}

impl TypeDecl {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The fields that lists are filtered by.
    pub fn facets(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.facet)
    }

    /// Whether its entries are collected on a list page.
    pub fn has_list(&self) -> bool {
        !self.folder.is_empty()
    }
}

/// How a list looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each entry with its summary and facts.
    Rows,
    /// Entries as cards.
    Cards,
    /// Groups side by side.
    Columns,
    /// The members of a group field side by side.
    Compare,
    /// Terms by letter, with their text.
    Glossary,
}

impl Layout {
    /// All of them, the first of which a list has that names none.
    pub const ALL: [Layout; 5] = [Layout::Rows, Layout::Cards, Layout::Columns, Layout::Compare, Layout::Glossary];

    /// Its name in declarations and templates.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Rows => "rows",
            Layout::Cards => "cards",
            Layout::Columns => "columns",
            Layout::Compare => "compare",
            Layout::Glossary => "glossary",
        }
    }
}

/// One key of a list's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderKey {
    /// A field, or `title`.
    pub field: String,
    /// Largest first: `-year`.
    pub descending: bool,
}

/// A field of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a declaration says yes or no to many things")]
pub struct Field {
    /// Its key in front matter.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// A list of them.
    pub many: bool,
    /// Must be given.
    pub required: bool,
    /// Lists are filtered by it.
    pub facet: bool,
    /// Entries that share its values are related.
    pub related: bool,
    /// The other entry shows those that refer to it in full.
    pub embed: bool,
    /// Where it is shown.
    pub show: Show,
    /// What it is called.
    pub label: Labels,
    /// What the other entry calls those that refer to it; none shows no inverse.
    pub inverse: Option<Labels>,
    /// What to write in it.
    pub help: Labels,
    /// The schema.org property.
    pub schema: Option<String>,
    /// The value where none is given.
    pub default: Option<Yaml>,
    /// The language of its values.
    pub lang: Option<String>,
}

/// What a field's values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of plain text.
    Text,
    /// Markdown in front matter.
    Markdown,
    /// A section of the text: a level-2 heading that reads as the field's label.
    Section,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A year.
    Year,
    /// One of the declared values.
    Choice(Vec<Choice>),
    /// An address on the web.
    Url,
    /// Another entry: of one type, or of any.
    Reference(Option<String>),
    /// Fields of its own.
    Group {
        /// In declared order.
        fields: Vec<Field>,
        /// The field that a bare value stands for.
        shorthand: Option<String>,
    },
    /// Ordered steps, drawn as a cycle or a line.
    Process,
}

impl Kind {
    /// Its name in declarations.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Markdown => "markdown",
            Kind::Section => "section",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::Year => "year",
            Kind::Choice(_) => "choice",
            Kind::Url => "url",
            Kind::Reference(_) => "reference",
            Kind::Group { .. } => "group",
            Kind::Process => "process",
        }
    }
}

/// A value that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As written in front matter and addresses.
    pub key: String,
    /// As shown.
    pub label: Labels,
}

/// Where a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// In the panel beside the text.
    Facts,
    /// Before the text.
    Lead,
    /// After the text, under its own heading.
    Body,
    /// Only where a template asks for it.
    None,
}
