//! Numbers and texts → bytes, as all search files have them.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use libdeflater::{CompressionLvl, Compressor};
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

/// Appends a number, seven bits a byte, the lowest first.
pub(crate) fn put_number(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

/// Appends sorted texts so that each says only where it differs from the one before: how many bytes both share, which is
/// less than any byte of a text, and the bytes of its own. Behind the last is a zero.
pub(crate) fn put_sorted<'a>(texts: impl Iterator<Item = &'a str>, into: &mut Vec<u8>) {
    let mut before: &[u8] = &[];
    for text in texts {
        let text = text.as_bytes();
        let shared = (0..MOST_SHARED).zip(text.iter().zip(before)).take_while(|(_, (one, other))| one == other).count();
        into.push(shared.to_le_bytes()[0]);
        into.extend_from_slice(&text[shared..]);
        before = text;
    }
    into.push(0);
}

/// A blank and all letters are greater.
const MOST_SHARED: u8 = 31;

/// The first eight bytes, as a number: texts are in order if these are, and it is only where these are equal that the
/// texts must be looked at, which lie far from each other.
pub(crate) fn first(text: &str) -> u64 {
    let mut first = [0; 8];
    for (own, byte) in first.iter_mut().zip(text.bytes()) {
        *own = byte;
    }
    u64::from_be_bytes(first)
}

/// How hard is tried to make a file smaller.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Effort {
    /// For many small files, which hardly get smaller from more.
    Quick,
    Thorough,
}

/// Raw deflate, as `DecompressionStream("deflate-raw")` reads it.
pub(crate) fn deflate(bytes: &[u8], effort: Effort) -> Vec<u8> {
    thread_local! {
        // Their tables are a hundred times as large as most of what they are given: they are made once for each thread.
        static PACKERS: RefCell<([Compressor; 2], Vec<u8>)> = RefCell::new(([1, 6].map(packer), Vec::new()));
    }
    PACKERS.with_borrow_mut(|(packers, room)| {
        let packer = &mut packers[effort as usize];
        let longest = packer.deflate_compress_bound(bytes.len());
        if room.len() < longest {
            room.resize(longest, 0);
        }
        let length = packer.deflate_compress(bytes, room).expect("there is room for the longest outcome");
        room[..length].to_vec()
    })
}

fn packer(level: i32) -> Compressor {
    Compressor::new(CompressionLvl::new(level).expect("libdeflate has levels 0 to 12"))
}

/// A fingerprint for names and versions of files.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().h1
}
