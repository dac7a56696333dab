//! Numbers and texts → bytes, as all search files have them.

use std::cell::RefCell;
use std::hash::Hasher as _;

use flate2::{Compress, Compression, FlushCompress, Status};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// Appends a number, seven bits a byte, the lowest first.
pub(crate) fn put_number(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

/// Appends sorted texts so that each says only where it differs from the one before: a column of shared
/// bytes, a column of own bytes, then the own bytes of all.
pub(crate) fn put_sorted<'a>(texts: impl Iterator<Item = &'a str> + Clone, into: &mut Vec<u8>) {
    let (mut shared, mut own, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    let mut before: &[u8] = &[];
    for text in texts {
        let text = text.as_bytes();
        let same = text.iter().zip(before).take_while(|(one, other)| one == other).count().min(255);
        let new = &text[same..];
        shared.push(u8::try_from(same).unwrap_or(u8::MAX));
        own.push(u8::try_from(new.len()).unwrap_or(u8::MAX));
        rest.extend_from_slice(&new[..new.len().min(255)]);
        before = text;
    }
    into.extend(shared);
    into.extend(own);
    into.extend(rest);
}

/// Raw deflate, as `DecompressionStream("deflate-raw")` reads it.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        // Its tables are a hundred times as large as most of what it is given: they are made once for each thread.
        static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(6), false));
    }
    DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let read = usize::try_from(deflate.total_in()).expect("no more than was given");
            let status = deflate.compress_vec(&bytes[read..], &mut packed, FlushCompress::Finish).expect("no dictionary is asked for");
            if status == Status::StreamEnd {
                return packed;
            }
            packed.reserve(packed.capacity().max(64));
        }
    })
}

/// A fingerprint for names and versions of files.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().h1
}
