//! Many short texts in one long one: each takes four bytes more than it has, and is known by its number.

use super::collect::size;

/// Texts, by number.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    /// A text.
    pub(crate) fn get(&self, number: u32) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.all[start as usize..self.ends[number as usize] as usize]
    }

    /// Whether a text is this one.
    pub(crate) fn is(&self, number: u32, text: &str) -> bool {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        self.all.as_bytes()[start as usize..self.ends[number as usize] as usize] == *text.as_bytes()
    }

    /// Adds a text after the others.
    pub(crate) fn add(&mut self, text: &str) {
        self.all.push_str(text);
        self.end();
    }

    /// Adds a text letter by letter.
    pub(crate) fn add_letters(&mut self, letters: impl Iterator<Item = char>) {
        self.all.extend(letters);
        self.end();
    }

    /// Adds a text that is made of others, with blanks between.
    pub(crate) fn add_joined<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        for (place, part) in parts.enumerate() {
            if place > 0 {
                self.all.push(' ');
            }
            self.all.push_str(part);
        }
        self.end();
    }

    fn end(&mut self) {
        self.ends.push(size(self.all.len()));
    }
}
