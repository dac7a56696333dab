//! Texts → their numbers, where the texts themselves stand elsewhere: a hash table that holds no text twice.
//!
//! Open addressing with linear probing.

/// Numbers of texts, found by hash.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Each place has the number after the text's own, and the hash; zero where it is free.
    places: Vec<(u32, u32)>,
    filled: usize,
}

impl Table {
    /// With room for so many texts.
    pub(crate) fn with_room(texts: usize) -> Self {
        Table { places: vec![(0, 0); (texts * 2).next_power_of_two()], filled: 0 }
    }

    /// The number of a text with this hash that is the right one.
    pub(crate) fn get(&self, hash: u32, is_right: impl Fn(u32) -> bool) -> Option<u32> {
        if self.filled == 0 { None } else { self.place(hash, is_right).ok() }
    }

    /// The same; a text that is not there gets `number`, and there is none to tell.
    pub(crate) fn get_or_insert(&mut self, hash: u32, number: u32, is_right: impl Fn(u32) -> bool) -> Option<u32> {
        if self.filled * 2 >= self.places.len() {
            self.grow();
        }
        match self.place(hash, is_right) {
            Ok(known) => Some(known),
            Err(place) => {
                self.places[place] = (number + 1, hash);
                self.filled += 1;
                None
            }
        }
    }

    /// The number, or the place where it would be.
    fn place(&self, hash: u32, is_right: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            match self.places[place] {
                (0, _) => return Err(place),
                (after, own) if own == hash && is_right(after - 1) => return Ok(after - 1),
                _ => place = (place + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let mut larger = Table::with_room(self.places.len().max(8));
        for (after, hash) in self.places.iter().filter(|(after, _)| *after != 0) {
            if let Err(place) = larger.place(*hash, |_| false) {
                larger.places[place] = (*after, *hash);
            }
        }
        self.places = larger.places;
    }
}

/// A hash for texts that the handbook's own authors choose, and no enemy.
pub(crate) fn hash(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (chunks, rest) = bytes.as_chunks();
    let hash = chunks.iter().fold(bytes.len() as u64, |hash, chunk| mixed(hash ^ u64::from_le_bytes(*chunk)));
    // The last bytes, some of them once more: that is faster than one by one.
    let last = if let Some(eight) = bytes.last_chunk() {
        u64::from_le_bytes(*eight)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
    } else {
        rest.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))
    };
    let [.., one, two, three, four] = mixed(hash ^ last).to_be_bytes();
    u32::from_be_bytes([one, two, three, four])
}

/// The product is twice as long; its halves together hang on every bit.
fn mixed(number: u64) -> u64 {
    let product = (u128::from(number) + 1) * 0x9e37_79b9_7f4a_7c15;
    u64::try_from((product ^ product >> 64) & u128::from(u64::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_text_keeps_its_number() {
        let texts: Vec<String> = (0_u32..1_000).map(|number| format!("{}{number}", "ord".repeat(number as usize % 5))).collect();
        let mut table = Table::default();
        for round in 0..2 {
            for (text, number) in texts.iter().zip(0..) {
                let known = table.get_or_insert(hash(text), number, |other| texts[other as usize] == *text);
                assert_eq!(known, (round == 1).then_some(number));
            }
        }
        assert_eq!(table.get(hash("or"), |number| texts[number as usize] == "or"), None);
        assert_eq!(Table::default().get(0, |_| true), None);
    }

    #[test]
    fn like_texts_have_unlike_hashes() {
        let texts = (0..200_000).map(|number| format!("side{number}"));
        let hashes: HashSet<u32> = texts.map(|text| hash(&text)).collect();
        assert!(hashes.len() > 199_900, "{}", hashes.len());
    }
}
