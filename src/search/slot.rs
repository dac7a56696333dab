//! Pages → numbers that stay the same when pages come and go.
//!
//! A page's number is its place in a hash table of addresses with room to spare. So an added page changes the
//! files that hold its own words and leaves the others as they were.

use super::hash::fingerprint;

/// The number of each page.
#[derive(Debug)]
pub(crate) struct Slots {
    /// One for each document, in the documents' order.
    pub(crate) of: Vec<u32>,
    /// All numbers are below this.
    pub(crate) end: u32,
}

/// Numbers pages by their addresses.
pub(crate) fn slots<'a>(urls: impl ExactSizeIterator<Item = &'a str>) -> Slots {
    let room = u32::try_from(urls.len() * 5 / 4 + 1).expect("fewer than three thousand million pages").next_power_of_two();
    let mut wishes: Vec<_> = urls.enumerate().map(|(index, url)| (short(fingerprint(url.as_bytes())) % room, url, index)).collect();
    wishes.sort_unstable();
    let mut of = vec![0; wishes.len()];
    let mut next = 0;
    for (wish, _, index) in wishes {
        of[index] = next.max(wish);
        next = of[index] + 1;
    }
    Slots { of, end: next.max(room) }
}

/// The lower half of a fingerprint.
fn short(fingerprint: u64) -> u32 {
    u32::try_from(fingerprint & 0xffff_ffff).unwrap_or(0)
}
