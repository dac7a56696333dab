//! Terms → lists of pages, each with how much the page is about the term and where on it.

use std::cmp::Ordering;
use std::sync::LazyLock;

use rayon::prelude::*;

use super::Document;
use super::collect::{Field, Page, size};
use super::passage::WHOLE_PAGE;
use super::slot::Slots;
use super::term::{Share, Terms};
use super::texts::Texts;

/// A term and the pages it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List<'a> {
    /// What is looked up.
    pub(crate) term: &'a str,
    /// On how many pages it stands.
    pub(crate) pages: u32,
    /// The pages, by number; fewer than `pages` where the list was too long.
    pub(crate) postings: &'a [Posting],
    /// The others, where they are kept.
    pub(crate) rest: &'a [Posting],
    /// The stems of other words that are found by the term, with blanks between.
    pub(crate) also: &'a str,
}

/// One page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    /// The page's number.
    pub(crate) slot: u32,
    /// How much the page is about the term: four bits, logarithmic.
    pub(crate) impact: u8,
    /// The passage where the term is most at home.
    pub(crate) passage: u8,
    /// Which forms of the term stand there: a bit for each ending, by [`super::term::form`].
    pub(crate) forms: u8,
}

const IMPACT_BITS: u32 = 4;

/// The longest list; a word on more pages tells little, and its best pages are enough unless other words or filters choose
/// among them.
pub(crate) const LONGEST: usize = 1024;

/// The postings of all terms, one list after the other; where one is too long, its best pages come first.
pub(crate) struct Postings<'a> {
    terms: Vec<&'a str>,
    also: Texts,
    all: Vec<Posting>,
    /// Where the list of each term begins, and the end.
    starts: Vec<usize>,
}

/// Finds the postings of all terms.
pub(crate) fn postings<'a>(documents: &[Document], slots: &Slots, pages: Vec<Page>, terms: Terms<'a>) -> Postings<'a> {
    let averages = Averages::of(&pages);
    // Pages in the order of their numbers: so are the lists, then. Each is gone when it has been read.
    let mut order: Vec<(u32, &Document, Page)> =
        slots.of.iter().zip(documents).zip(pages).map(|((slot, document), page)| (*slot, document, page)).collect();
    order.sort_unstable_by_key(|(slot, ..)| *slot);
    let found: Vec<OfPage> = order
        .into_par_iter()
        .with_min_len(64)
        .map_init(
            || Scratch::new(terms.texts.len()),
            |scratch, (slot, document, page)| of_page(&page, &terms, &averages, document, slot, scratch),
        )
        .collect();
    let mut starts = vec![0; terms.texts.len() + 1];
    for term in found.iter().flat_map(|page| &page.terms) {
        starts[*term as usize + 1] += 1;
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let mut all = vec![Posting { slot: 0, impact: 0, passage: 0, forms: 0 }; total];
    let mut next = starts.clone();
    for OfPage { slot, terms, values } in found {
        for (term, (impact, passage, forms)) in terms.into_iter().zip(values) {
            let at = &mut next[term as usize];
            all[*at] = Posting { slot, impact, passage, forms };
            *at += 1;
        }
    }
    for range in starts.windows(2) {
        best_first(&mut all[range[0]..range[1]], LONGEST);
    }
    Postings { terms: terms.texts, also: terms.also, all, starts }
}

/// What stands on one page; there are so many postings that it is worth while to leave no gaps between their bytes.
struct OfPage {
    slot: u32,
    terms: Vec<u32>,
    /// Of each term: impact, passage, forms.
    values: Vec<(u8, u8, u8)>,
}

impl Postings<'_> {
    /// The lists of all terms, sorted by term.
    pub(crate) fn lists(&self) -> impl IndexedParallelIterator<Item = List<'_>> {
        let ranges = self.starts.par_windows(2).map(|range| &self.all[range[0]..range[1]]);
        self.terms.par_iter().zip(0..size(self.terms.len())).zip(ranges).map(|((term, number), all)| {
            let (postings, rest) = all.split_at(all.len().min(LONGEST));
            List { term, pages: size(all.len()), postings, rest, also: self.also.get(number) }
        })
    }
}

fn best_first(postings: &mut [Posting], most: usize) {
    if postings.len() > most {
        let mut is_best = chooser(postings, most);
        let (best, rest): (Vec<Posting>, Vec<Posting>) = postings.iter().partition(|posting| is_best(posting));
        postings.copy_from_slice(&[best, rest].concat());
    }
}

/// The pages of a list that are most about its term, in their order.
pub(crate) fn best(postings: &[Posting], most: usize) -> impl Iterator<Item = Posting> {
    let mut is_best = chooser(postings, most);
    postings.iter().copied().filter(move |posting| is_best(posting))
}

/// Says of each page in turn whether it is one of those that are most about a term; of equals the first are.
fn chooser(postings: &[Posting], most: usize) -> impl FnMut(&Posting) -> bool + use<> {
    let mut counts = [0; 1 << IMPACT_BITS];
    for posting in postings {
        counts[usize::from(posting.impact)] += 1;
    }
    let (mut border, mut left) = (counts.len() - 1, most);
    while border > 0 && counts[border] <= left {
        left -= counts[border];
        border -= 1;
    }
    move |posting| match usize::from(posting.impact).cmp(&border) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => {
            let chosen = left > 0;
            left = left.saturating_sub(1);
            chosen
        }
    }
}

/// Average lengths of the fields, rounded so that an edit of one page seldom changes them.
struct Averages([f32; FIELDS]);

const FIELDS: usize = 5;

impl Averages {
    fn of(pages: &[Page]) -> Self {
        let mut totals = [0_u64; FIELDS];
        for (words, field, _) in pages.iter().flat_map(Page::stretches) {
            totals[field as usize] += words.len() as u64;
        }
        #[expect(clippy::cast_precision_loss, reason = "an average")]
        Averages(totals.map(|total| (2_f32).powf(((total as f32 / pages.len().max(1) as f32).max(1.0).log2() * 2.0).round() / 2.0)))
    }
}

/// BM25 for each field; the sum over the fields is what a page is worth for a term.
struct FieldWeight {
    weight: f32,
    /// How much a long field counts against its words.
    length: f32,
}

const SATURATION: f32 = 0.8;
/// In the order of [`Field`].
const WEIGHTS: [FieldWeight; FIELDS] = [
    FieldWeight { weight: 3.0, length: 0.5 },
    FieldWeight { weight: 2.0, length: 0.0 },
    FieldWeight { weight: 1.2, length: 0.5 },
    FieldWeight { weight: 1.6, length: 0.7 },
    FieldWeight { weight: 1.0, length: 0.5 },
];

/// Room to count the terms of one page, used again for the next.
struct Scratch {
    place: Vec<u32>,
    counts: Vec<Count>,
}

struct Count {
    term: u32,
    fields: [f32; FIELDS],
    forms: u8,
    home: Home,
}

impl Scratch {
    fn new(terms: usize) -> Self {
        Scratch { place: vec![u32::MAX; terms], counts: Vec::new() }
    }

    fn count(&mut self, term: u32) -> &mut Count {
        let place = &mut self.place[term as usize];
        if *place == u32::MAX {
            *place = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
            self.counts.push(Count { term, forms: 0, fields: [0.0; FIELDS], home: Home { best: Home::NONE, now: Home::NONE } });
        }
        &mut self.counts[*place as usize]
    }
}

fn of_page(page: &Page, terms: &Terms, averages: &Averages, document: &Document, slot: u32, scratch: &mut Scratch) -> OfPage {
    let mut lengths = [0_f32; FIELDS];
    for (words, field, passage) in page.stretches() {
        for word in words {
            lengths[field as usize] += 1.0;
            for Share { term, weight, form } in terms.of(*word) {
                let count = scratch.count(*term);
                count.fields[field as usize] += weight;
                count.forms |= form;
                count.home.add(passage, if field == Field::Heading { 2.0 * weight } else { *weight });
            }
        }
    }
    let weight = if document.weight > 0.0 { document.weight } else { 1.0 };
    let saturations = saturations(&lengths, averages);
    let borders = &*BORDERS;
    let terms = scratch.counts.iter().map(|count| count.term).collect();
    let impact = |count: &Count| quantised(worth(&count.fields, &saturations) * weight, borders);
    let values = scratch.counts.iter().map(|count| (impact(count), count.home.passage(), count.forms)).collect();
    for count in scratch.counts.drain(..) {
        scratch.place[count.term as usize] = u32::MAX;
    }
    OfPage { slot, terms, values }
}

/// How much of a field's words is needed to count half of what very many do.
fn saturations(lengths: &[f32; FIELDS], averages: &Averages) -> [f32; FIELDS] {
    std::array::from_fn(|field| {
        let length = WEIGHTS[field].length;
        SATURATION * (1.0 - length + length * lengths[field] / averages.0[field])
    })
}

fn worth(fields: &[f32; FIELDS], saturations: &[f32; FIELDS]) -> f32 {
    let used = (0..FIELDS).filter(|field| fields[*field] > 0.0);
    used.map(|field| WEIGHTS[field].weight * fields[field] * (SATURATION + 1.0) / (fields[field] + saturations[field])).sum()
}

/// Sixteen steps of a quarter more each, from [`LEAST`] up.
fn quantised(worth: f32, borders: &[f32; STEPS]) -> u8 {
    let halves = (0..IMPACT_BITS).rev().map(|bit| 1 << bit);
    halves.fold(0, |step: u8, half| if borders[usize::from(step + half) - 1] <= worth { step + half } else { step })
}

/// Where one step gives way to the next.
static BORDERS: LazyLock<[f32; STEPS]> = LazyLock::new(|| {
    let mut steps = (0_u8..).map(|step| LEAST * STEP.powf(f32::from(step) + 0.5));
    std::array::from_fn(|_| steps.next().unwrap_or(f32::INFINITY))
});

const STEPS: usize = (1 << IMPACT_BITS) - 1;
const LEAST: f32 = 0.25;
const STEP: f32 = 1.25;

/// Finds the passage with most of a term; passages come in order.
struct Home {
    /// The best passage so far, and how much of the term it has.
    best: (u8, f32),
    now: (u8, f32),
}

impl Home {
    /// The page itself, as long as the term stands in no passage.
    const NONE: (u8, f32) = (WHOLE_PAGE, 0.0);

    fn add(&mut self, passage: u8, weight: f32) {
        if passage == WHOLE_PAGE {
            return;
        }
        if passage == self.now.0 {
            self.now.1 += weight;
        } else {
            self.best = self.better();
            self.now = (passage, weight);
        }
    }

    fn better(&self) -> (u8, f32) {
        if self.now.1 > self.best.1 { self.now } else { self.best }
    }

    fn passage(&self) -> u8 {
        self.better().0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_pages_come_first_and_stay_in_order(impacts in prop::collection::vec(0..16_u8, 0..60), most in 0..40_usize) {
            let posting = |(impact, slot)| Posting { slot, impact, passage: 0, forms: 0 };
            let postings: Vec<Posting> = impacts.into_iter().zip(0..).map(posting).collect();
            let mut ranked = postings.clone();
            ranked.sort_by_key(|posting| (std::cmp::Reverse(posting.impact), posting.slot));
            let (first, last) = ranked.split_at_mut(most.min(postings.len()));
            first.sort_by_key(|posting| posting.slot);
            last.sort_by_key(|posting| posting.slot);
            prop_assert_eq!(best(&postings, most).collect::<Vec<_>>(), first.to_vec());
            let mut parted = postings;
            best_first(&mut parted, most);
            prop_assert_eq!(parted, ranked);
        }
    }
}
