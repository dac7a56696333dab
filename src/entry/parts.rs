//! An entry → fingerprints of what others see of it.
//!
//! What is remembered between builds of a handbook as a whole has these in its key. Invariant: nothing here changes when
//! text is only moved about in the file.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{Content, Entry, FieldValue};
use crate::fingerprint::fingerprint;

/// Fingerprints of the parts of an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// All of it, with every place in its file.
    pub whole: u128,
    /// Its [`Identity`].
    pub identity: u128,
    /// The values of its fields.
    pub values: u128,
    /// Its title, and the values of its fields.
    pub listed: u128,
}

/// What an entry is called: all that its address and its relation to other languages depend on.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Identity<'a> {
    /// Its file.
    pub file: &'a Arc<str>,
    /// The name of its type.
    pub kind: &'a str,
    /// Its slug.
    pub slug: &'a str,
    /// Its language; none takes the handbook's default.
    pub lang: Option<&'a str>,
    /// Old addresses.
    pub aliases: Aliases<'a>,
}

/// Old addresses, wherever they are written.
#[derive(Debug, Clone, Copy)]
pub struct Aliases<'a>(&'a Entry);

impl<'a> Aliases<'a> {
    /// As they are written, in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a str> {
        self.0.aliases.iter().map(|(alias, _)| alias.as_str())
    }
}

impl Hash for Aliases<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.iter().len().hash(hasher);
        self.iter().for_each(|alias| alias.hash(hasher));
    }
}

/// Values of fields, wherever they are written.
struct Values<'a>(&'a BTreeMap<String, Vec<FieldValue>>);

impl Hash for Values<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.len().hash(hasher);
        for (field, values) in self.0 {
            field.hash(hasher);
            values.len().hash(hasher);
            for value in values {
                hash_content(&value.content, hasher);
            }
        }
    }
}

fn hash_content(content: &Content, hasher: &mut impl Hasher) {
    match content {
        // The places of its links move with the lines above it.
        Content::Markdown(body) => (1, &body.html, &body.sections).hash(hasher),
        Content::Group(members) => (2, Values(members)).hash(hasher),
        other => (3, other).hash(hasher),
    }
}

impl Entry {
    /// What it is called.
    pub fn identity(&self) -> Identity<'_> {
        Identity { file: &self.file, kind: &self.kind, slug: &self.slug, lang: self.lang.as_deref(), aliases: Aliases(self) }
    }

    /// The fingerprints of its parts; `whole` is that of all of it.
    pub fn parts(&self, whole: u128) -> Parts {
        let values = fingerprint(&(Values(&self.fields), &self.defaults));
        Parts { whole, identity: fingerprint(&self.identity()), values, listed: fingerprint(&(&self.title, values)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_file_are_no_part_of_it() {
        let values = |span| vec![FieldValue { content: Content::Text("a".to_owned()), span }];
        let entry = |span: std::ops::Range<usize>| Entry {
            aliases: vec![("/a/".to_owned(), span.clone())],
            fields: BTreeMap::from([
                ("text".to_owned(), values(span.clone())),
                (
                    "group".to_owned(),
                    vec![FieldValue { content: Content::Group(BTreeMap::from([("a".to_owned(), values(span.clone()))])), span }],
                ),
            ]),
            ..Entry::default()
        };
        assert_eq!(entry(0..1).parts(0), entry(3..4).parts(0));
        let mut other = entry(0..1);
        other.fields.remove("group");
        assert_ne!(other.parts(0), entry(0..1).parts(0));
    }
}
