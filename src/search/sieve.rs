//! Texts → bits that hold back most of what is not among them: each beginning of a word is asked for, and few are words.
//!
//! A Bloom filter with one hash. Invariant: what was added is never held back.

/// Says of a text that it is none of those that were added, or that it may be one.
pub(crate) struct Sieve {
    bits: Vec<u64>,
    /// What is left of a hash is the number of a bit.
    shift: u32,
}

/// Bits for a text. One in twenty of the others goes through.
const SHARE: usize = 16;

impl Sieve {
    /// With room for so many texts.
    pub(crate) fn new(texts: usize) -> Self {
        let bits = (texts * SHARE).next_power_of_two().max(64);
        Sieve { bits: vec![0; bits / 64], shift: 64 - bits.trailing_zeros() }
    }

    /// Adds a text, byte by byte: from its beginning, or all of them from the end.
    pub(crate) fn add(&mut self, text: impl Iterator<Item = u8>) {
        let bit = text.fold(0, next) >> self.shift;
        self.bits[(bit / 64) as usize] |= 1 << (bit % 64);
    }

    /// Which beginnings of a word may be texts.
    pub(crate) fn beginnings(&self, word: impl Iterator<Item = u8>) -> Lengths {
        let (mut hash, mut found) = (0, 0);
        for (length, byte) in (1..=LONGEST).zip(word) {
            hash = next(hash, byte);
            let bit = hash >> self.shift;
            found |= u128::from(self.bits[(bit / 64) as usize] >> (bit % 64) & 1) << length;
        }
        Lengths(found)
    }
}

/// Some lengths in bytes, up to [`LONGEST`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lengths(u128);

const LONGEST: usize = 127;

impl Lengths {
    /// Whether this is one of them.
    pub(crate) fn has(self, length: usize) -> bool {
        length <= LONGEST && self.0 >> length & 1 == 1
    }
}

fn next(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_goes_through() {
        let mut sieve = Sieve::new(2);
        sieve.add("hus".bytes());
        sieve.add("husbåt".bytes());
        let found = sieve.beginnings("husbåten".bytes());
        assert!(found.has(3) && found.has(7));
        assert!(found.0.count_ones() < 6 && !found.has(0) && !found.has(1_000), "{found:?}");
        assert_eq!(Sieve::new(0).beginnings("hus".bytes()).0, 0);
    }
}
