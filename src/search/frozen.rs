//! Texts → texts, laid out when Varde is compiled: a map that is asked, and never made, when it runs.
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
        self.get(key).is_some()
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        let hash = hash(key);
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let (own, rest, marks) = self.read(self.places[place])?;
            if marks == hash >> 8 && own == key {
                return rest.split('\n').next();
            }
            place = (place + 1) & mask;
        }
    }

    /// All keys, in no order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().filter_map(|place| Some(self.read(*place)?.0))
    }

    /// The key at a place, what follows it in the texts, and the upper bytes of its hash.
    fn read(&self, [one, two, three, four, length, marks @ ..]: Place) -> Option<(&'static str, &'static str, u32)> {
        let start = u32::from_le_bytes([one, two, three, four]).checked_sub(1)?;
        let (key, rest) = self.texts[start as usize..].split_at(usize::from(length));
        let [low, middle, high] = marks;
        Some((key, rest, u32::from_le_bytes([low, middle, high, 0])))
    }
}
