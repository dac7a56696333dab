//! Texts → texts, laid out when Varde is compiled: a map that is asked, and never made, when it runs.
//! A hash table with open addressing and linear probing.
//!
//! [`super::freeze`] says how it is laid out.

use super::table::hash;

/// A map from texts to texts without line breaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frozen {
    places: &'static [Place],
    /// Each key with its value, and a line break.
    texts: &'static str,
}

/// Where a key stands in the texts, counted from one; its length, and the upper bytes of its hash. Zero where it is free.
type Place = [u8; 8];

impl Frozen {
    /// What `build.rs` has laid out: places, and texts.
    pub(crate) const fn new(places: &'static [u8], texts: &'static str) -> Self {
        Frozen { places: places.as_chunks().0, texts }
    }

    /// Whether a key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        self.texts[self.find(key)?..].split('\n').next()
    }

    /// Where a key ends.
    fn find(&self, key: &str) -> Option<usize> {
        let hash = hash(key);
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let Key { start, length, mark } = Key::read(self.places[place])?;
            if mark == hash >> 8 && length == key.len() && self.texts.as_bytes()[start..start + length] == *key.as_bytes() {
                return Some(start + length);
            }
            place = (place + 1) & mask;
        }
    }

    /// All keys, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().filter_map(|place| Key::read(*place)).map(|Key { start, length, .. }| &self.texts[start..start + length])
    }
}

/// What a place says.
struct Key {
    start: usize,
    length: usize,
    /// The upper bytes of its hash.
    mark: u32,
}

impl Key {
    /// Of a place that is not free.
    fn read([one, two, three, four, length, low, middle, high]: Place) -> Option<Self> {
        let start = u32::from_le_bytes([one, two, three, four]).checked_sub(1)? as usize;
        Some(Key { start, length: usize::from(length), mark: u32::from_le_bytes([low, middle, high, 0]) })
    }
}
