//! Names of one or more words, and what each stands for: asked at every word of a text whether one begins there.
//!
//! Below the glossary's marks and the search index. Invariant: what a question takes depends on how many lengths the names
//! have that begin with a word, not on how many names there are.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Names by their words, which are compared as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases<T> {
    /// Words with a blank between each two → what the name stands for.
    values: HashMap<String, T>,
    /// First word → how many words the names have that begin with it, the longest first.
    lengths: HashMap<String, BTreeSet<Reverse<usize>>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { values: HashMap::new(), lengths: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a name, unless its words have been added already or there are none.
    pub fn add(&mut self, words: &[String], value: T) {
        let Some(first) = words.first() else { return };
        self.lengths.entry(first.clone()).or_default().insert(Reverse(words.len()));
        self.values.entry(words.join(" ")).or_insert(value);
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many words the names have that begin with this one, the longest first.
    pub fn lengths(&self, first: &str) -> impl Iterator<Item = usize> {
        self.lengths.get(first).into_iter().flatten().map(|Reverse(length)| *length)
    }

    /// What the name of these words stands for.
    pub fn get(&self, words: &[impl AsRef<str>]) -> Option<&T> {
        let mut name = String::new();
        for word in words {
            name.push_str(if name.is_empty() { "" } else { " " });
            name.push_str(word.as_ref());
        }
        self.values.get(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_comes_first_and_the_first_to_come_stays() {
        let mut names = Phrases::default();
        for (value, name) in ["open data", "open", "open data", "", "open data policy"].into_iter().enumerate() {
            names.add(&name.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), value);
        }
        assert_eq!(names.lengths("open").collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(names.lengths("data").count(), 0);
        assert_eq!(names.get(&["open", "data"]), Some(&0));
        assert_eq!(names.get(&["data", "policy"]), None);
    }
}
