//! Lists → blocks: files of a few thousand bytes that hold neighbouring terms.
//!
//! Where a block ends is decided by the terms themselves, not by counting from the start, so that a new term moves
//! no border but its own.

use std::borrow::Cow;

use rayon::prelude::*;

use super::block::{encode, shared};
use super::bytes::{Effort, deflate, first};
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
    let (few, target) = back(lists.len());
    let mut all: Vec<List> = lists
        .par_iter()
        .filter(|list| list.term.chars().nth(2).is_some() && list.term.chars().all(char::is_alphabetic))
        .map(|list| List {
            term: list.term.chars().rev().collect(),
            pages: list.pages,
            postings: best(&list.postings, few),
            rest: Cow::default(),
            also: Cow::default(),
        })
        .collect();
    all.par_sort_unstable_by(|one, other| first(&one.term).cmp(&first(&other.term)).then_with(|| one.term.cmp(&other.term)));
    blocks(&all, target)
}

/// Bytes of a block before it is deflated. A block is fetched for each word and the root knows them all, so both grow.
fn target(terms: usize) -> usize {
    match terms {
        0..50_000 => 1800,
        50_000..100_000 => 2400,
        _ => 5000,
    }
}

/// The same from the back, where lists are short; and pages of a term there.
fn back(terms: usize) -> (usize, usize) {
    match terms {
        0..50_000 => (16, 2000),
        _ => (8, 1300),
    }
}

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
const MOST_IN_FULL: usize = 2048;

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
        filled += room(list);
    }
    if !lists.is_empty() {
        borders.push(lists.len());
    }
    borders
}

/// About how many bytes a list takes before it is deflated.
fn room(list: &List) -> usize {
    4 + list.postings.len() * 3
}

/// The shortest beginning of `first` that is greater than `before`.
fn key(before: &str, first: &str) -> String {
    first.chars().take(shared(before, first) + 1).collect()
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

#[cfg(test)]
mod tests {
    use super::super::block::tests::decode;
    use super::*;

    #[test]
    fn a_rest_has_all_that_its_list_leaves_out() {
        for (pages, in_full) in [(2000, true), (4000, false)] {
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
}
