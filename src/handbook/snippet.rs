//! Which snippets a text shows, and what their ids are there.
//!
//! The checker, the page and the search index all ask [`included`], so that they agree. Invariant: no id stands twice
//! among a text and its snippets, and however snippets include each other, the answer stays small.

use std::collections::{BTreeMap, BTreeSet};

use super::Handbook;
use super::link::snippet;
use crate::body::{Body, Include};

/// How many snippets one text may show, those in snippets counted with them: a few that include each other some dozen
/// times would otherwise fill any memory.
pub const MOST_SNIPPETS: usize = 500;
/// How many bytes of HTML they may be together.
pub const MOST_SNIPPET_BYTES: usize = 4 << 20;
/// How deep snippets may show snippets.
pub const DEEPEST_SNIPPET: usize = 8;

/// A snippet as one text shows it.
#[derive(Debug)]
pub struct Included {
    /// Its place in `entries`.
    pub entry: usize,
    /// Its ids that are other ones in this text, because they were taken.
    pub renamed: BTreeMap<String, String>,
    /// What it includes in its turn, in order of its holes.
    pub includes: Vec<Result<Included, Absent>>,
}

/// Why an include shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// There is no such text.
    Missing,
    /// It stands in this text already, around the include.
    Loop(usize),
    /// Too many snippets stand before it, or too much text in them.
    TooMany,
    /// It stands in too many snippets.
    TooDeep,
}

impl Included {
    /// What an id of the snippet is in the text that shows it.
    pub fn id<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.get(id).map_or(id, String::as_str)
    }
}

/// The snippets that a text of an entry shows, in order of its holes.
pub fn included(handbook: &Handbook, entry: usize, body: &Body) -> Vec<Result<Included, Absent>> {
    if body.includes.is_empty() {
        return Vec::new();
    }
    let mut walk =
        Walk { handbook, taken: body.anchors.iter().cloned().collect(), next: BTreeMap::new(), within: vec![entry], shown: 0, bytes: 0 };
    walk.all(entry, body, "")
}

/// Whether an id stands in a text of an entry, or in a snippet that it shows.
pub fn has_anchor(handbook: &Handbook, entry: usize, id: &str) -> bool {
    let own = handbook.shown_bodies(entry).iter().any(|(_, body)| body.anchors.binary_search_by(|anchor| anchor.as_str().cmp(id)).is_ok());
    own || anchors(handbook, entry).contains(id)
}

/// The ids that the texts of an entry have from snippets.
pub fn anchors(handbook: &Handbook, entry: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<Included> = Vec::new();
    for (source, body) in handbook.shown_bodies(entry) {
        open.extend(included(handbook, source, body).into_iter().flatten());
    }
    while let Some(snippet) = open.pop() {
        found.extend(handbook.entries[snippet.entry].body.anchors.iter().map(|id| snippet.id(id).to_owned()));
        open.extend(snippet.includes.into_iter().flatten());
    }
    found
}

struct Walk<'h> {
    handbook: &'h Handbook,
    /// The ids so far.
    taken: BTreeSet<String>,
    /// The next number to try for an id that is taken.
    next: BTreeMap<String, usize>,
    /// The texts around.
    within: Vec<usize>,
    /// How many snippets were shown so far.
    shown: usize,
    /// How many bytes of HTML they were.
    bytes: usize,
}

impl Walk<'_> {
    fn all(&mut self, entry: usize, body: &Body, prefix: &str) -> Vec<Result<Included, Absent>> {
        body.includes.iter().map(|include| self.one(entry, include, prefix)).collect()
    }

    fn one(&mut self, from: usize, include: &Include, prefix: &str) -> Result<Included, Absent> {
        let entry = snippet(self.handbook, from, &include.target).ok_or(Absent::Missing)?;
        if self.within.contains(&entry) {
            return Err(Absent::Loop(entry));
        }
        if self.within.len() > DEEPEST_SNIPPET {
            return Err(Absent::TooDeep);
        }
        let body = &self.handbook.entries[entry].body;
        if self.shown == MOST_SNIPPETS || self.bytes + body.html.len() > MOST_SNIPPET_BYTES {
            return Err(Absent::TooMany);
        }
        self.shown += 1;
        self.bytes += body.html.len();
        let prefix = format!("{prefix}{}", include.id_prefix);
        let renamed = body.anchors.iter().filter_map(|id| Some((id.clone(), self.take(id, &prefix)?))).collect();
        self.within.push(entry);
        let includes = self.all(entry, body, &prefix);
        self.within.pop();
        Ok(Included { entry, renamed, includes })
    }

    /// Takes a free id for one of a snippet; gives it if it is another one.
    fn take(&mut self, id: &str, prefix: &str) -> Option<String> {
        let wished = format!("{prefix}{id}");
        let number = self.next.entry(wished.clone()).or_insert(1);
        loop {
            let free = if *number == 1 { wished.clone() } else { format!("{wished}-{number}") };
            *number += 1;
            if self.taken.insert(free.clone()) {
                return (free != *id).then_some(free);
            }
        }
    }
}
