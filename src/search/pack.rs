//! Lists → blocks: files of a few thousand bytes that hold neighbouring terms.
//!
//! Where a block ends is decided by the terms themselves, not by counting from the start, so that a new term moves
//! no border but its own.

use std::borrow::Cow;

use rayon::prelude::*;

use super::bytes::{Effort, deflate, first, put_number, put_sorted};
use super::collect::size;
use super::list::{List, Posting, best};
use super::passage::WHOLE_PAGE;

/// Blocks in the order of their terms.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Blocks {
    /// For each block the shortest text that is greater than all terms before it and not greater than its own.
    pub(crate) keys: Vec<String>,
    /// The files.
    pub(crate) files: Vec<Vec<u8>>,
    /// For each block the rest of its cut lists, as a block of their own; empty for most.
    pub(crate) rests: Vec<Vec<u8>>,
}

/// Blocks by spelling: what a query asks first.
pub(crate) fn forward(lists: &[List]) -> Blocks {
    let mut all = beginnings(lists);
    all.extend(lists.iter().map(borrowed));
    all.par_sort_by(|one, other| one.term.cmp(&other.term));
    blocks(&all, target(lists.len()))
}

/// Blocks by spelling from the end, with the best pages only: what mends a slip in a word's first letters, and finds
/// the last part of a compound that stands nowhere.
pub(crate) fn backward(lists: &[List]) -> Blocks {
    let mut all: Vec<List> = lists
        .par_iter()
        .filter(|list| list.term.chars().nth(2).is_some() && list.term.chars().all(char::is_alphabetic))
        .map(|list| List {
            term: list.term.chars().rev().collect(),
            pages: list.pages,
            postings: best(&list.postings, FEW),
            rest: Cow::default(),
            also: Cow::default(),
        })
        .collect();
    all.par_sort_unstable_by(|one, other| first(&one.term).cmp(&first(&other.term)).then_with(|| one.term.cmp(&other.term)));
    blocks(&all, TARGET_BACK)
}

/// Bytes of a block before it is deflated. A block is fetched for each word and the root knows them all, so both grow.
fn target(terms: usize) -> usize {
    match terms {
        0..50_000 => 1800,
        50_000..100_000 => 2400,
        _ => 5000,
    }
}

/// The same from the back, where lists are short.
const TARGET_BACK: usize = 2000;
/// Pages of a term in a backward block.
const FEW: usize = 16;
/// Pages of a term that is repeated at the head of a block.
const SOME: usize = 16;
/// Pages for the beginning of a word.
const BEGINNING: usize = 24;
/// A beginning shared by more terms has a list of its own.
const SHARED_BY: usize = 40;
/// Letters.
const BEGINNINGS: std::ops::RangeInclusive<usize> = 2..=6;

/// The same list, of which nothing is copied.
fn borrowed<'a>(list: &'a List) -> List<'a> {
    List {
        term: Cow::Borrowed(&list.term),
        pages: list.pages,
        postings: Cow::Borrowed(&list.postings),
        rest: Cow::Borrowed(&list.rest),
        also: Cow::Borrowed(&list.also),
    }
}

/// For beginnings that many terms share: the best pages of them all, under the beginning and a star.
fn beginnings<'a>(lists: &[List]) -> Vec<List<'a>> {
    let groups: Vec<(&str, &[List])> = BEGINNINGS.flat_map(|letters| sharing(lists, letters)).collect();
    groups.par_iter().map_init(Vec::new, |room, (beginning, lists)| merged(beginning, lists, room)).collect()
}

/// Runs of more than a few lists whose terms go on from the same first letters.
fn sharing<'a>(lists: &'a [List], letters: usize) -> Vec<(&'a str, &'a [List<'a>])> {
    let (mut groups, mut start) = (Vec::new(), 0);
    while let Some(list) = lists.get(start) {
        let mut length = 1;
        if let Some((end, _)) = list.term.char_indices().nth(letters) {
            let beginning = &list.term[..end];
            length = lists[start..].iter().take_while(|list| list.term.starts_with(beginning)).count();
            if length > SHARED_BY {
                groups.push((beginning, &lists[start..start + length]));
            }
        }
        start += length;
    }
    groups
}

/// The best page of each of the lists; `room` has a place for every page, and is left empty.
fn merged<'a>(beginning: &str, lists: &[List], room: &mut Vec<Option<Posting>>) -> List<'a> {
    let mut slots = Vec::new();
    for posting in lists.iter().flat_map(|list| list.postings.iter()) {
        let slot = posting.slot as usize;
        if slot >= room.len() {
            room.resize(slot + 1, None);
        }
        match &mut room[slot] {
            None => {
                slots.push(slot);
                room[slot] = Some(*posting);
            }
            Some(known) if posting.impact > known.impact => *known = *posting,
            Some(_) => {}
        }
    }
    slots.sort_unstable();
    let postings: Vec<Posting> = slots.into_iter().filter_map(|slot| room[slot].take()).collect();
    List {
        term: format!("{beginning}*").into(),
        pages: size(postings.len()),
        postings: best(&postings, BEGINNING).into_owned().into(),
        rest: Cow::default(),
        also: Cow::default(),
    }
}

fn blocks(lists: &[List], target: usize) -> Blocks {
    let borders = borders(lists, target);
    let ranges: Vec<_> = borders.windows(2).map(|pair| pair[0]..pair[1]).collect();
    let keys = ranges
        .iter()
        .map(|range| key(range.start.checked_sub(1).map_or("", |before| &lists[before].term), &lists[range.start].term))
        .collect();
    let files = ranges.par_iter().map(|range| deflate(&encode(&with_ancestors(lists, range.clone())), Effort::Thorough)).collect();
    let rests = ranges.par_iter().map(|range| rest(&lists[range.clone()])).collect();
    Blocks { keys, files, rests }
}

/// What the lists of a block leave out.
fn rest(lists: &[List]) -> Vec<u8> {
    let cut = lists.iter().filter(|list| !list.rest.is_empty());
    let rests: Vec<List> = cut.map(|list| List { postings: brief(&list.rest), also: Cow::default(), ..borrowed(list) }).collect();
    if rests.is_empty() { Vec::new() } else { deflate(&encode(&rests), Effort::Thorough) }
}

/// Of very many pages it is told how much each is about the term, and no more.
fn brief(postings: &[Posting]) -> Cow<'_, [Posting]> {
    if postings.len() <= MOST_IN_FULL {
        return Cow::Borrowed(postings);
    }
    postings.iter().map(|posting| Posting { passage: WHOLE_PAGE, forms: 0, ..*posting }).collect()
}

/// Pages of a rest.
const MOST_IN_FULL: usize = 8192;

/// Indexes where blocks begin, and the end.
fn borders(lists: &[List], target: usize) -> Vec<usize> {
    let mut borders = vec![0];
    let mut filled = 0;
    for (index, list) in lists.iter().enumerate() {
        let same = index.checked_sub(1).map_or(0, |before| shared(&lists[before].term, &list.term));
        // Where few letters are shared the border has a short key, and stays where it is when terms come and go.
        let enough = match same {
            0..=1 => target / 2,
            2 => target * 3 / 4,
            3 => target * 5 / 4,
            _ => target * 7 / 4,
        };
        if filled > enough {
            borders.push(index);
            filled = 0;
        }
        filled += 4 + list.postings.len() * 3;
    }
    if !lists.is_empty() {
        borders.push(lists.len());
    }
    borders
}

/// The shortest beginning of `first` that is greater than `before`.
fn key(before: &str, first: &str) -> String {
    first.chars().take(shared(before, first) + 1).collect()
}

/// How many letters two terms begin with together.
fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

/// A block's lists, led by the terms that its first one begins with: a compound's first part is at hand where the
/// compound would be.
fn with_ancestors<'a>(lists: &'a [List], range: std::ops::Range<usize>) -> Vec<List<'a>> {
    let first = &lists[range.start].term;
    let ancestors = first.char_indices().skip(3).filter_map(|(index, _)| {
        let found = lists.binary_search_by(|list| list.term.as_ref().cmp(&first[..index])).ok()?;
        (found < range.start).then(|| List { postings: best(&lists[found].postings, SOME), ..borrowed(&lists[found]) })
    });
    ancestors.chain(lists[range.clone()].iter().map(borrowed)).collect()
}

/// Terms, then columns: pages of each, length of each list, gaps between page numbers, impacts with passages.
pub(crate) fn encode(lists: &[List]) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_number(size(lists.len()), &mut bytes);
    put_sorted(lists.iter().map(|list| list.term.as_ref()), &mut bytes);
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
        for posting in list.postings.iter() {
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
        let same = shared(&list.term, stem);
        let rest: String = stem.chars().skip(same).collect();
        put_number(size(same), bytes);
        put_number(size(rest.len()), bytes);
        bytes.extend(rest.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Reads a block as the manual says; the client's reader is tested on built sites.
    fn decode(bytes: &[u8]) -> Vec<List<'static>> {
        let mut rest = bytes;
        let count = number(&mut rest) as usize;
        let (shared, own) = (take(&mut rest, count), take(&mut rest, count));
        let mut terms: Vec<Vec<u8>> = Vec::new();
        for (shared, own) in shared.iter().zip(own) {
            let mut term = terms.last().map_or_else(Vec::new, |before| before[..usize::from(*shared)].to_vec());
            term.extend(take(&mut rest, usize::from(*own)));
            terms.push(term);
        }
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
            .map(|(index, ((term, pages), slots))| List {
                also: also.remove(&index).unwrap_or_default().into(),
                term: String::from_utf8(term).expect("text").into(),
                pages: pages / 2,
                postings: slots.into_iter().map(&mut posting).collect(),
                rest: Cow::default(),
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

    fn any_list() -> impl Strategy<Value = List<'static>> {
        let posting = (0..5000_u32, 0..16_u8, 0..16_u8, any::<u8>()).prop_map(|(slot, impact, passage, forms)| Posting {
            slot,
            impact,
            passage,
            forms,
        });
        ("[a-zæøå]{1,20}", prop::collection::btree_map(0..5000_u32, posting, 1..40), 0..3_u32, "([a-z]{3}( [a-z]{3})?)?").prop_map(
            |(term, postings, more, also)| List {
                also: also.into(),
                rest: Cow::default(),
                term: term.into(),
                pages: u32::try_from(postings.len()).expect("few") + more,
                postings: postings.into_iter().map(|(slot, posting)| Posting { slot, ..posting }).collect(),
            },
        )
    }

    #[test]
    fn a_rest_has_all_that_its_list_leaves_out() {
        for (pages, in_full) in [(2000, true), (12_000, false)] {
            let posting = |slot| Posting { slot, impact: 3, passage: 2, forms: 1 };
            let postings: Vec<Posting> = (0..pages).map(posting).collect();
            let list = |term: &'static str, cut: usize| List {
                term: term.into(),
                pages,
                postings: postings[..cut].into(),
                rest: postings[cut..].into(),
                also: Cow::default(),
            };
            let packed = rest(&[list("all", postings.len()), list("some", 1024)]);
            let mut bytes = vec![0; 100_000];
            let length = libdeflater::Decompressor::new().deflate_decompress(&packed, &mut bytes).expect("deflate");
            let lists = decode(&bytes[..length]);
            assert_eq!(lists.iter().map(|list| (&*list.term, list.pages)).collect::<Vec<_>>(), [("some", pages)]);
            let expected = |posting: &Posting| if in_full { *posting } else { Posting { passage: WHOLE_PAGE, forms: 0, ..*posting } };
            assert_eq!(lists[0].postings.to_vec(), postings[1024..].iter().map(expected).collect::<Vec<_>>());
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(lists in prop::collection::vec(any_list(), 1..40)) {
            let mut lists = lists;
            lists.sort_by(|one, other| one.term.cmp(&other.term));
            lists.dedup_by(|one, other| one.term == other.term);
            prop_assert_eq!(decode(&encode(&lists)), lists);
        }
    }
}
