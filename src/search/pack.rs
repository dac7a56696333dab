//! Lists → blocks: files of a few thousand bytes that hold neighbouring terms.
//!
//! Where a block ends is decided by the terms themselves, not by counting from the start, so that a new term moves
//! no border but its own.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;

use super::Put;
use super::block::encode;
use super::collect::size;
use super::hash::{first, order};
use super::list::{List, Posting, best};
use super::passage::WHOLE_PAGE;
use super::posting::Postings;
use super::texts::Texts;
use super::version::{share, version};

/// What the root tells of blocks, in the order of their terms.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Blocks {
    /// For each block the shortest text that is greater than all terms before it and not greater than its own.
    pub(crate) keys: Vec<String>,
    /// Each changes with its blocks, and with what the blocks' lists leave out.
    pub(crate) versions: Vec<String>,
    /// Places of blocks that leave something out.
    pub(crate) going_on: Vec<u32>,
}

/// Blocks by spelling: what a query asks first.
pub(crate) fn forward(postings: &Postings, put: Put) -> Blocks {
    let mut all: Vec<List> = postings.lists().collect();
    let (target, beginnings) = (target(all.len()), beginnings(&all));
    all.extend(beginnings.iter().map(|(term, pages, best)| List { term, pages: *pages, postings: best, rest: &[], also: "" }));
    all.par_sort_by(|one, other| order(one.term, other.term));
    blocks(&all, target, "search/b/", put)
}

/// Blocks by spelling from the end, with the best pages only: what mends a slip in a word's first letters, and finds
/// the last part of a compound that stands nowhere.
pub(crate) fn backward(postings: &Postings, put: Put) -> Blocks {
    let (few, target) = back(postings.lists().len());
    let is_word = |term: &str| term.chars().nth(2).is_some() && term.chars().all(char::is_alphabetic);
    let lists: Vec<List> = postings.lists().filter(|list| is_word(list.term)).collect();
    let mut terms = Texts::default();
    for list in &lists {
        terms.add_letters(list.term.chars().rev());
    }
    let mut sorted: Vec<(u64, u32)> = (0..size(lists.len())).map(|number| (first(terms.get(number)), number)).collect();
    sorted.par_sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| order(terms.get(one.1), terms.get(other.1))));
    let few: Vec<Cow<[Posting]>> = sorted.par_iter().map(|(_, number)| some(lists[*number as usize].postings, few)).collect();
    let reversed = sorted.iter().zip(&few).map(|((_, number), postings)| {
        let pages = lists[*number as usize].pages;
        List { term: terms.get(*number), pages, postings, rest: &[], also: "" }
    });
    blocks(&reversed.collect::<Vec<_>>(), target, "search/r/", put)
}

/// About how many bytes a block has. One is fetched for each word and the root knows them all, so both grow.
fn target(terms: usize) -> usize {
    match terms {
        0..100_000 => 1800,
        _ => 2400,
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

/// The best pages of a list, and no copy where they are all.
fn some(postings: &[Posting], most: usize) -> Cow<'_, [Posting]> {
    if postings.len() <= most { Cow::Borrowed(postings) } else { best(postings, most).collect() }
}

/// What stands in the place of a term, on how many pages, and the best of these.
type Beginning = (String, u32, Vec<Posting>);

/// For beginnings that many terms share: the best pages of them all, under the beginning and a star.
fn beginnings(lists: &[List]) -> Vec<Beginning> {
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
fn merged(beginning: &str, lists: &[List], room: &mut Vec<Option<Posting>>) -> Beginning {
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
    (format!("{beginning}*"), size(postings.len()), best(&postings, BEGINNING).collect())
}

fn blocks(lists: &[List], target: usize, folder: &str, put: Put) -> Blocks {
    let borders = borders(lists, target);
    let ranges: Vec<_> = borders.windows(2).map(|pair| pair[0]..pair[1]).collect();
    let key = |range: &Range<usize>| key(range.start.checked_sub(1).map_or("", |before| lists[before].term), lists[range.start].term);
    let keys: Vec<String> = ranges.iter().map(key).collect();
    let together = |(ranges, keys): (&[Range<usize>], &[String])| {
        let files: Vec<(Vec<u8>, Vec<u8>)> = ranges.iter().map(|range| (block(lists, range), rest(&lists[range.clone()]))).collect();
        let version = version(files.iter().flat_map(|(block, rest)| [block.as_slice(), rest]));
        let going_on: Vec<bool> = files.iter().map(|(_, rest)| !rest.is_empty()).collect();
        for ((block, rest), key) in files.into_iter().zip(keys) {
            let name = format!("{}.{version}.json", file_name(key));
            if !rest.is_empty() {
                put(format!("search/o/{name}"), rest);
            }
            put(format!("{folder}{name}"), block);
        }
        (version, going_on)
    };
    let share = share(ranges.len());
    let (versions, going_on): (_, Vec<_>) = ranges.par_chunks(share).zip(keys.par_chunks(share)).map(together).unzip();
    let going_on = (0..).zip(going_on.concat()).filter(|(_, goes_on)| *goes_on).map(|(place, _)| place).collect();
    Blocks { keys, versions, going_on }
}

/// A key as the name of a file, whatever its letters: their numbers.
fn file_name(key: &str) -> String {
    key.chars().map(|letter| format!("{:x}", u32::from(letter))).collect::<Vec<_>>().join("-")
}

/// What the lists of a block leave out.
fn rest(lists: &[List]) -> Vec<u8> {
    let cut: Vec<(&List, Cow<[Posting]>)> =
        lists.iter().filter(|list| !list.rest.is_empty()).map(|list| (list, brief(list.rest))).collect();
    let rests: Vec<List> = cut.iter().map(|(list, rest)| List { postings: rest, also: "", ..**list }).collect();
    if rests.is_empty() { Vec::new() } else { encode(&rests) }
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
        let same = index.checked_sub(1).map_or(0, |before| shared(lists[before].term, list.term));
        // Where few letters are shared the border has a short key, and stays where it is when terms come and go.
        let enough = match same {
            0..=1 => target / 2,
            2 => target * 3 / 4,
            3 => target * 5 / 4,
            _ => target * 7 / 4,
        };
        // Long lists begin blocks of their own, so that they are not fetched for their neighbours' sake.
        if filled > enough / 10 && filled + room(list) > enough {
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

/// About how many bytes a list takes.
fn room(list: &List) -> usize {
    4 + list.postings.len() * 3
}

/// How many letters two terms begin with together.
fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

/// The shortest beginning of `first` that is greater than `before`.
fn key(before: &str, first: &str) -> String {
    first.chars().take(shared(before, first) + 1).collect()
}

/// A block's lists, led by the terms that its first one begins with: a compound's first part is at hand where the
/// compound would be.
fn block(lists: &[List], range: &Range<usize>) -> Vec<u8> {
    let first = lists[range.start].term;
    let ancestors = first.char_indices().skip(3).filter_map(|(index, _)| {
        let found = lists.binary_search_by(|list| order(list.term, &first[..index])).ok()?;
        (found < range.start).then(|| (&lists[found], some(lists[found].postings, SOME)))
    });
    let ancestors: Vec<(&List, Cow<[Posting]>)> = ancestors.collect();
    let ancestors = ancestors.iter().map(|(list, postings)| List { postings, ..**list });
    let all: Vec<List> = ancestors.chain(lists[range.clone()].iter().copied()).collect();
    encode(&all)
}

#[cfg(test)]
mod tests {
    use super::super::block::tests::decode;
    use super::*;

    #[test]
    fn a_long_list_begins_a_block() {
        let posting = Posting { slot: 0, impact: 3, passage: 2, forms: 1 };
        let postings = [posting; 1000];
        let list = |(term, pages): (&'static str, usize)| List { term, pages: 0, postings: &postings[..pages], rest: &[], also: "" };
        let lists: Vec<List> = [("a", 100), ("b", 1), ("c", 1000), ("d", 1), ("e", 1)].into_iter().map(list).collect();
        assert_eq!(borders(&lists, 1800), [0, 2, 3, 5]);
        // What is before it is too little for a file.
        assert_eq!(borders(&lists[1..], 1800), [0, 2, 4]);
    }

    #[test]
    fn a_rest_has_all_that_its_list_leaves_out() {
        for (pages, in_full) in [(2000, true), (4000, false)] {
            let posting = |slot| Posting { slot, impact: 3, passage: 2, forms: 1 };
            let postings: Vec<Posting> = (0..pages).map(posting).collect();
            let list = |term: &'static str, cut: usize| List { term, pages, postings: &postings[..cut], rest: &postings[cut..], also: "" };
            let lists = decode(&rest(&[list("all", postings.len()), list("some", 1024)]));
            assert_eq!(lists.iter().map(|list| (list.term.as_str(), list.pages)).collect::<Vec<_>>(), [("some", pages)]);
            let expected = |posting: &Posting| if in_full { *posting } else { Posting { passage: WHOLE_PAGE, forms: 0, ..*posting } };
            assert_eq!(lists[0].postings, postings[1024..].iter().map(expected).collect::<Vec<_>>());
        }
    }
}
