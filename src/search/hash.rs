//! Short texts and bytes → numbers that stand for them: in maps, in an order, in names of files.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// A map for short texts and numbers, which the handbook's own authors choose.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// The same without values.
pub(crate) type QuickSet<K> = HashSet<K, BuildHasherDefault<QuickHasher>>;

/// Hashes eight bytes at a time with one multiplication; nothing for keys that an enemy chooses.
#[derive(Debug, Default)]
pub(crate) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            self.write_u64(u64::from_le_bytes(*chunk));
        }
        if !rest.is_empty() {
            self.write_u64(rest.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        // The table looks at the lowest bits, the multiplication mixes the highest best.
        self.0.rotate_left(26)
    }
}

/// The order of two texts in UTF-16, in which browsers compare them.
pub(crate) fn order(one: &str, other: &str) -> Ordering {
    let difference = one.bytes().zip(other.bytes()).find(|(one, other)| one != other);
    difference.map_or_else(|| one.len().cmp(&other.len()), |(one, other)| rank(one).cmp(&rank(other)))
}

/// Where a byte stands among others: letters beyond those that UTF-16 has in one unit stand before its last ones.
fn rank(byte: u8) -> u8 {
    if matches!(byte, 0xee | 0xef) { byte + 0x10 } else { byte }
}

/// The first eight bytes, as a number: texts are in order if these are, and it is only where these are equal that the
/// texts must be looked at, which lie far from each other.
pub(crate) fn first(text: &str) -> u64 {
    let mut first = [0; 8];
    for (own, byte) in first.iter_mut().zip(text.bytes()) {
        *own = rank(byte);
    }
    u64::from_be_bytes(first)
}

/// A fingerprint for names of files.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().h1
}

/// A fingerprint of several texts, which changes with each and with their order.
pub(crate) fn fingerprint_of<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = SipHasher13::new();
    for text in texts {
        hasher.write_u64(text.len() as u64);
        hasher.write(text);
    }
    hasher.finish128().h1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn texts_are_in_the_order_of_browsers(one in "[aæ字ﬁ𐐨]{0,5}", other in "[aæ字ﬁ𐐨]{0,5}") {
            let expected = one.encode_utf16().cmp(other.encode_utf16());
            prop_assert_eq!(order(&one, &other), expected);
            prop_assert_eq!(first(&one).cmp(&first(&other)).then_with(|| order(&one, &other)), expected);
        }
    }
}
