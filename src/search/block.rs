//! Lists ↔ the bytes of one block, before they are deflated. The manual's page on the format says the same in words.

use super::bytes::{put_number, put_sorted};
use super::collect::size;
use super::list::List;

/// Terms, then columns: pages of each, length of each list, gaps between page numbers, impacts with passages.
pub(crate) fn encode(lists: &[List]) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_number(size(lists.len()), &mut bytes);
    put_sorted(lists.iter().map(|list| list.term), &mut bytes);
    for list in lists {
        // One number where the list is whole, as nearly all are.
        let whole = list.pages as usize == list.postings.len();
        put_number(list.pages * 2 + u32::from(!whole), &mut bytes);
    }
    for list in lists.iter().filter(|list| list.pages as usize != list.postings.len()) {
        put_number(size(list.postings.len()), &mut bytes);
    }
    for list in lists {
        let mut next = 0;
        for posting in list.postings {
            put_number(posting.slot - next, &mut bytes);
            next = posting.slot + 1;
        }
    }
    for list in lists {
        bytes.extend(list.postings.iter().map(|posting| posting.impact << 4 | posting.passage));
    }
    for list in lists {
        bytes.extend(list.postings.iter().map(|posting| posting.forms));
    }
    let also = lists.iter().zip(0..).filter(|(list, _)| !list.also.is_empty());
    put_number(size(also.clone().count()), &mut bytes);
    let mut next = 0;
    for (list, index) in also {
        put_number(index - next, &mut bytes);
        next = index;
        put_also(list, &mut bytes);
    }
    bytes
}

/// Stems that say only where they differ from the term.
fn put_also(list: &List, bytes: &mut Vec<u8>) {
    put_number(size(list.also.split(' ').count()), bytes);
    for stem in list.also.split(' ') {
        let same = shared(list.term, stem);
        let rest: String = stem.chars().skip(same).collect();
        put_number(size(same), bytes);
        put_number(size(rest.len()), bytes);
        bytes.extend(rest.as_bytes());
    }
}

/// How many letters two terms begin with together.
pub(crate) fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::list::Posting;
    use super::*;

    /// A list as it is read.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(crate) struct Read {
        pub(crate) term: String,
        pub(crate) pages: u32,
        pub(crate) postings: Vec<Posting>,
        also: String,
    }

    /// Reads a block as the manual says; the client's reader is tested on built sites.
    pub(crate) fn decode(bytes: &[u8]) -> Vec<Read> {
        let mut rest = bytes;
        let count = number(&mut rest) as usize;
        let mut terms: Vec<Vec<u8>> = Vec::new();
        for _ in 0..count {
            let shared = usize::from(take(&mut rest, 1)[0]);
            let own = rest.iter().position(|byte| *byte < 32).expect("the next term, or the end");
            let mut term = terms.last().map_or_else(Vec::new, |before| before[..shared].to_vec());
            term.extend(take(&mut rest, own));
            terms.push(term);
        }
        assert_eq!(take(&mut rest, 1), [0], "the end of the terms");
        let pages: Vec<u32> = (0..count).map(|_| number(&mut rest)).collect();
        let lengths: Vec<u32> = pages.iter().map(|pages| if pages & 1 == 1 { number(&mut rest) } else { pages / 2 }).collect();
        let slots: Vec<Vec<u32>> = lengths
            .iter()
            .map(|length| {
                let mut next = 0;
                let read = |_| {
                    let slot = next + number(&mut rest);
                    next = slot + 1;
                    slot
                };
                (0..*length).map(read).collect()
            })
            .collect();
        let total = slots.iter().map(Vec::len).sum();
        let (mut values, mut forms) = (take(&mut rest, total).iter(), take(&mut rest, total).iter());
        let mut also: BTreeMap<usize, String> = BTreeMap::new();
        let mut at = 0;
        for _ in 0..number(&mut rest) {
            at += number(&mut rest) as usize;
            let stem = |rest: &mut &[u8]| {
                let (same, length) = (number(rest) as usize, number(rest) as usize);
                String::from_utf8(terms[at].clone())
                    .expect("text")
                    .chars()
                    .take(same)
                    .chain(String::from_utf8(take(rest, length).to_vec()).expect("text").chars())
                    .collect::<String>()
            };
            let stems: Vec<String> = (0..number(&mut rest)).map(|_| stem(&mut rest)).collect();
            also.insert(at, stems.join(" "));
        }
        assert!(rest.is_empty(), "nothing is left over");
        let mut posting = |slot| {
            let (value, forms) = (values.next().unwrap_or(&0), *forms.next().unwrap_or(&0));
            Posting { slot, impact: value >> 4, passage: value & 15, forms }
        };
        let lists = terms.into_iter().zip(pages).zip(slots);
        lists
            .enumerate()
            .map(|(index, ((term, pages), slots))| Read {
                also: also.remove(&index).unwrap_or_default(),
                term: String::from_utf8(term).expect("text"),
                pages: pages / 2,
                postings: slots.into_iter().map(&mut posting).collect(),
            })
            .collect()
    }

    fn number(rest: &mut &[u8]) -> u32 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = take(rest, 1)[0];
            value |= u32::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return value;
            }
        }
    }

    fn take<'a>(rest: &mut &'a [u8], count: usize) -> &'a [u8] {
        let (taken, left) = rest.split_at(count);
        *rest = left;
        taken
    }

    fn any_list() -> impl Strategy<Value = Read> {
        let posting = (0..5000_u32, 0..16_u8, 0..16_u8, any::<u8>()).prop_map(|(slot, impact, passage, forms)| Posting {
            slot,
            impact,
            passage,
            forms,
        });
        ("[a-zæøå]{1,40}", prop::collection::btree_map(0..5000_u32, posting, 1..40), 0..3_u32, "([a-z]{3}( [a-z]{3})?)?").prop_map(
            |(term, postings, more, also)| Read {
                also,
                term,
                pages: u32::try_from(postings.len()).expect("few") + more,
                postings: postings.into_iter().map(|(slot, posting)| Posting { slot, ..posting }).collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(lists in prop::collection::vec(any_list(), 1..40)) {
            let mut lists = lists;
            lists.sort_by(|one, other| one.term.cmp(&other.term));
            lists.dedup_by(|one, other| one.term == other.term);
            let written = lists.iter().map(|Read { term, pages, postings, also }| List { term, pages: *pages, postings, rest: &[], also });
            prop_assert_eq!(decode(&encode(&written.collect::<Vec<_>>())), lists);
        }
    }
}
