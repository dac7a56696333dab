//! Pages and terms → the lists of all terms.
//!
//! What the pages say comes page by page, and is wanted term by term. It is sorted in two steps, neither of which jumps
//! about in more memory than is near at hand: into groups of neighbouring terms, and then each group by itself.

use rayon::prelude::*;

use super::Document;
use super::collect::{Page, Words, size};
use super::impact::{Averages, Reader, Said};
use super::list::{LONGEST, List, Posting, best_first};
use super::slot::Slots;
use super::term::{Terms, also};
use super::texts::Texts;

/// The postings of all terms.
pub(crate) struct Postings<'a> {
    terms: Vec<&'a str>,
    also: Texts,
    groups: Vec<Sorted>,
}

/// Terms in a group.
const GROUP: u32 = 4096;

/// Finds the postings of all terms.
pub(crate) fn postings<'a>(documents: &[Document], slots: &Slots, pages: Vec<Page>, words: &Words, terms: Terms<'a>) -> Postings<'a> {
    let (groups, also) = rayon::join(|| groups(documents, slots, pages, &terms), || also(&terms, words));
    Postings { terms: terms.texts, also, groups }
}

fn groups(documents: &[Document], slots: &Slots, pages: Vec<Page>, terms: &Terms) -> Vec<Sorted> {
    let averages = Averages::of(&pages);
    // Pages in the order of their numbers: so are the lists, then. Each is gone when it has been read.
    let mut order: Vec<(u32, f32, Page)> =
        slots.of.iter().zip(documents).zip(pages).map(|((slot, document), page)| (*slot, document.weight, page)).collect();
    order.sort_unstable_by_key(|(slot, ..)| *slot);
    let count = size(terms.texts.len()).div_ceil(GROUP);
    let found: Vec<Vec<Group>> = order
        .into_par_iter()
        .with_min_len(32)
        .fold(|| Gatherer::new(Reader::new(terms, &averages), count), |gatherer, (slot, weight, page)| gatherer.with(slot, weight, &page))
        .map(|gatherer| gatherer.groups)
        .collect();
    let mut groups: Vec<Vec<Group>> = (0..count).map(|_| Vec::new()).collect();
    for (place, group) in found.into_iter().flat_map(|groups| groups.into_iter().enumerate()) {
        groups[place].push(group);
    }
    groups.into_par_iter().map(sorted).collect()
}

impl Postings<'_> {
    /// The lists of all terms, sorted by term.
    pub(crate) fn lists(&self) -> impl IndexedParallelIterator<Item = List<'_>> {
        (0..size(self.terms.len())).into_par_iter().map(|term| {
            let all = self.groups[(term / GROUP) as usize].of(term % GROUP);
            let (postings, rest) = all.split_at(all.len().min(LONGEST));
            List { term: self.terms[term as usize], pages: size(all.len()), postings, rest, also: self.also.get(term) }
        })
    }
}

/// Reads pages, and puts what each says into groups.
struct Gatherer<'a> {
    reader: Reader<'a>,
    groups: Vec<Group>,
}

impl<'a> Gatherer<'a> {
    fn new(reader: Reader<'a>, groups: u32) -> Self {
        Gatherer { reader, groups: (0..groups).map(|_| Group::default()).collect() }
    }

    /// The same, and a page more.
    fn with(mut self, slot: u32, weight: f32, page: &Page) -> Self {
        for said in self.reader.read(page, if weight > 0.0 { weight } else { 1.0 }) {
            self.groups[(said.term / GROUP) as usize].add(said);
        }
        self.groups.iter_mut().for_each(|group| group.end(slot));
        self
    }
}

/// What some pages say of the terms of a group. There are so many of these that each has as few bytes as can be.
#[derive(Default)]
struct Group {
    entries: Vec<Entry>,
    /// Numbers of pages, and where their entries end.
    pages: Vec<(u32, u32)>,
}

struct Entry {
    /// Its number in the group.
    term: u16,
    impact_and_passage: u8,
    forms: u8,
}

impl Group {
    fn add(&mut self, Said { term, impact, passage, forms }: Said) {
        let term = u16::try_from(term % GROUP).unwrap_or_default();
        self.entries.push(Entry { term, impact_and_passage: impact << 4 | passage, forms });
    }

    fn end(&mut self, slot: u32) {
        let end = size(self.entries.len());
        if self.pages.last().map_or(0, |(_, before)| *before) < end {
            self.pages.push((slot, end));
        }
    }
}

/// The postings of a group's terms, one list after the other; where one is too long, its best pages come first.
struct Sorted {
    all: Vec<Posting>,
    /// Where the list of each term begins, and the end.
    starts: Vec<u32>,
}

impl Sorted {
    fn of(&self, term: u32) -> &[Posting] {
        &self.all[self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize]
    }
}

fn sorted(found: Vec<Group>) -> Sorted {
    let mut starts = vec![0_u32; GROUP as usize + 1];
    for entry in found.iter().flat_map(|group| &group.entries) {
        starts[usize::from(entry.term) + 1] += 1;
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let mut all = vec![Posting { slot: 0, impact: 0, passage: 0, forms: 0 }; total as usize];
    let mut next = starts.clone();
    for Group { entries, pages } in found {
        let mut start = 0;
        for (slot, end) in pages {
            for Entry { term, impact_and_passage, forms } in &entries[start..end as usize] {
                let at = &mut next[usize::from(*term)];
                all[*at as usize] = Posting { slot, impact: impact_and_passage >> 4, passage: impact_and_passage & 15, forms: *forms };
                *at += 1;
            }
            start = end as usize;
        }
    }
    for range in starts.windows(2) {
        best_first(&mut all[range[0] as usize..range[1] as usize], LONGEST);
    }
    Sorted { all, starts }
}
