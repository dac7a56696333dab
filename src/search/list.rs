//! Terms → lists of pages, each with how much the page is about the term and where on it.

use rayon::prelude::*;

use super::Document;
use super::collect::{Field, Page};
use super::passage::WHOLE_PAGE;
use super::slot::Slots;
use super::term::Terms;

/// A term and the pages it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// What is looked up.
    pub(crate) term: String,
    /// On how many pages it stands.
    pub(crate) pages: u32,
    /// The pages, by number; fewer than `pages` where the list was too long.
    pub(crate) postings: Vec<Posting>,
}

/// One page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    /// The page's number.
    pub(crate) slot: u32,
    /// How much the page is about the term: 0–15, logarithmic.
    pub(crate) impact: u8,
    /// The passage where the term is most at home.
    pub(crate) passage: u8,
    /// Which forms of the term stand there: a bit for each ending, by [`super::term::form`].
    pub(crate) forms: u8,
}

/// The longest list; a word on more pages tells little, and its best pages are enough.
pub(crate) const LONGEST: usize = 1024;

/// Makes the lists of all terms, sorted by term.
pub(crate) fn lists(documents: &[Document], slots: &Slots, terms: &Terms) -> Vec<List> {
    let averages = Averages::of(&terms.collection.pages);
    let pages: Vec<Vec<(u32, Posting)>> = terms
        .collection
        .pages
        .par_iter()
        .enumerate()
        .map_init(
            || Scratch::new(terms.texts.len()),
            |scratch, (index, page)| postings(page, terms, &averages, &documents[index], slots.of[index], scratch),
        )
        .collect();
    let mut lengths = vec![0; terms.texts.len()];
    for (term, _) in pages.iter().flatten() {
        lengths[*term as usize] += 1;
    }
    let mut lists: Vec<Vec<Posting>> = lengths.into_iter().map(Vec::with_capacity).collect();
    for (term, posting) in pages.into_iter().flatten() {
        lists[term as usize].push(posting);
    }
    terms.texts.par_iter().zip(lists).map(|(term, postings)| list(term, postings)).collect()
}

fn list(term: &str, mut postings: Vec<Posting>) -> List {
    let pages = u32::try_from(postings.len()).unwrap_or(u32::MAX);
    if postings.len() > LONGEST {
        postings.sort_unstable_by_key(|posting| (std::cmp::Reverse(posting.impact), posting.slot));
        postings.truncate(LONGEST);
    }
    postings.sort_unstable_by_key(|posting| posting.slot);
    List { term: term.to_owned(), pages, postings }
}

/// Average lengths of the fields, rounded so that an edit of one page seldom changes them.
struct Averages([f32; FIELDS]);

const FIELDS: usize = 5;

impl Averages {
    fn of(pages: &[Page]) -> Self {
        let mut totals = [0_u64; FIELDS];
        for token in pages.iter().flat_map(|page| &page.tokens) {
            totals[token.field as usize] += 1;
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
    passages: [f32; WHOLE_PAGE as usize + 1],
}

impl Scratch {
    fn new(terms: usize) -> Self {
        Scratch { place: vec![u32::MAX; terms], counts: Vec::new() }
    }

    fn count(&mut self, term: u32) -> &mut Count {
        let place = &mut self.place[term as usize];
        if *place == u32::MAX {
            *place = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
            self.counts.push(Count { term, forms: 0, fields: [0.0; FIELDS], passages: [0.0; WHOLE_PAGE as usize + 1] });
        }
        &mut self.counts[*place as usize]
    }
}

fn postings(page: &Page, terms: &Terms, averages: &Averages, document: &Document, slot: u32, scratch: &mut Scratch) -> Vec<(u32, Posting)> {
    let mut lengths = [0_f32; FIELDS];
    for token in &page.tokens {
        let field = token.field as usize;
        lengths[field] += 1.0;
        for (term, weight, form) in &terms.of[token.word as usize] {
            let count = scratch.count(*term);
            count.fields[field] += weight;
            count.forms |= form;
            count.passages[usize::from(token.passage)] += if token.field == Field::Heading { 2.0 * weight } else { *weight };
        }
    }
    let weight = if document.weight > 0.0 { document.weight } else { 1.0 };
    let found = scratch.counts.iter().map(|count| {
        let posting = Posting {
            slot,
            impact: quantised(worth(&count.fields, &lengths, averages) * weight),
            passage: home(&count.passages),
            forms: count.forms,
        };
        (count.term, posting)
    });
    let found = found.collect();
    for count in scratch.counts.drain(..) {
        scratch.place[count.term as usize] = u32::MAX;
    }
    found
}

fn worth(fields: &[f32; FIELDS], lengths: &[f32; FIELDS], averages: &Averages) -> f32 {
    (0..FIELDS)
        .filter(|field| fields[*field] > 0.0)
        .map(|field| {
            let FieldWeight { weight, length } = WEIGHTS[field];
            let relative = 1.0 - length + length * lengths[field] / averages.0[field];
            weight * fields[field] * (SATURATION + 1.0) / (fields[field] + SATURATION * relative)
        })
        .sum()
}

/// Sixteen steps of a quarter more each, from [`LEAST`] up.
fn quantised(worth: f32) -> u8 {
    let step = ((worth / LEAST).max(1.0).ln() / STEP.ln()).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 15")]
    let step = step.min(15.0) as u8;
    step
}

const LEAST: f32 = 0.25;
const STEP: f32 = 1.25;

/// The passage with most of the term; the page itself if it stands in none.
fn home(passages: &[f32; WHOLE_PAGE as usize + 1]) -> u8 {
    let mut best = WHOLE_PAGE;
    for passage in 0..WHOLE_PAGE {
        let most = if best == WHOLE_PAGE { 0.0 } else { passages[usize::from(best)] };
        if passages[usize::from(passage)] > most {
            best = passage;
        }
    }
    best
}
