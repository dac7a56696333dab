//! The ids of one text, each used once.
//!
//! Headings, footnotes and raw HTML ask here. Invariant: an id that was given out is never given out again, and only
//! those that the finished HTML has are anchors.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use super::tag::{Token, tokens};

#[derive(Default)]
pub(super) struct Ids {
    /// Every id with its place.
    taken: BTreeMap<String, Range<usize>>,
    /// Ids that are written out in the text or declared; no made-up id takes them first.
    reserved: BTreeSet<String>,
    /// The next number to try for an id that is taken.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// Keeps the ids written as `{#id}` free for their headings.
    pub(super) fn reserve_explicit(&mut self, source: &str, prefix: &str) {
        for part in source.split("{#").skip(1) {
            let end = part.find(|c: char| c.is_whitespace() || c == '}').unwrap_or(part.len());
            self.reserved.insert(format!("{prefix}{}", &part[..end]));
        }
    }

    /// `wished`, or `wished-2`, `wished-3` … if it is taken.
    pub(super) fn make(&mut self, wished: &str, range: &Range<usize>) -> String {
        let mut number = self.next.get(wished).copied().unwrap_or(1);
        loop {
            let id = if number == 1 { wished.to_owned() } else { format!("{wished}-{number}") };
            number += 1;
            if !self.taken.contains_key(&id) && !self.reserved.contains(&id) {
                self.next.insert(wished.to_owned(), number);
                self.taken.insert(id.clone(), range.clone());
                return id;
            }
        }
    }

    /// Takes exactly this id, or returns where it was taken before.
    pub(super) fn take(&mut self, id: &str, range: &Range<usize>) -> Result<(), Range<usize>> {
        if let Some(earlier) = self.taken.get(id) {
            return Err(earlier.clone());
        }
        self.taken.insert(id.to_owned(), range.clone());
        Ok(())
    }

    /// Every id that the finished HTML of a text has, sorted.
    pub(super) fn finish(self, source: &str, html: &str) -> Vec<String> {
        // Only raw HTML, which a title may hold in references, and footnotes are ever left out.
        if !source.contains(['<', '&']) && !source.contains("[^") {
            return self.taken.into_keys().collect();
        }
        let id = |token| match token {
            Token::Open(tag) => tag.attributes.into_iter().find(|(name, _)| name == "id").and_then(|(_, id)| id),
            _ => None,
        };
        let there: HashSet<String> = tokens(html).into_iter().filter_map(|(token, _)| id(token)).collect();
        self.taken.into_keys().filter(|id| there.contains(id)).collect()
    }
}
