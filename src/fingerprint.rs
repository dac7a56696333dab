//! Anything → a number that changes with it: what is remembered by it, and what a file is named for.
//!
//! `SipHash` 1-3 with 128 bits and no key, so that it is the same on every machine. Invariant: it depends on nothing but
//! what is given.

use std::hash::{Hash, Hasher};

use siphasher::sip128::{Hasher128, SipHasher13};

/// The fingerprint of anything that can be hashed.
pub fn fingerprint(value: &impl Hash) -> u128 {
    let mut hasher = SipHasher13::new();
    value.hash(&mut hasher);
    hasher.finish128().as_u128()
}

/// The fingerprint of bytes as they are.
pub fn of_bytes(bytes: &[u8]) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().as_u128()
}

/// Twelve hexadecimal digits that change with the bytes, for names of files.
pub fn short(bytes: &[u8]) -> String {
    format!("{:032x}", of_bytes(bytes))[..12].to_owned()
}
