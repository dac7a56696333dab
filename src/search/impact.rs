//! One page → its terms, each with how much the page is about it and where on it.
//!
//! BM25F (Robertson, Zaragoza and Taylor, 2004), reckoned when the index is made and rounded to sixteen steps: quantised
//! impacts, so that a reader's browser only adds.

use std::sync::LazyLock;

use super::collect::{Field, Page};
use super::passage::WHOLE_PAGE;
use super::term::{Share, Terms};

/// What a page says of a term.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    pub(crate) term: u32,
    /// How much the page is about it: below [`IMPACTS`], logarithmic.
    pub(crate) impact: u8,
    /// The passage where it is most at home.
    pub(crate) passage: u8,
    /// Which forms of it stand there.
    pub(crate) forms: u8,
}

/// How many steps there are.
pub(crate) const IMPACTS: usize = 16;

/// Reads pages one after the other.
pub(crate) struct Reader<'a> {
    terms: &'a Terms<'a>,
    averages: &'a Averages,
    /// For each term its place among the counts of the page that is being read.
    place: Vec<u32>,
    counts: Vec<Count>,
}

struct Count {
    term: u32,
    fields: [f32; FIELDS],
    forms: u8,
    home: Home,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(terms: &'a Terms<'a>, averages: &'a Averages) -> Self {
        Reader { terms, averages, place: vec![u32::MAX; terms.texts.len()], counts: Vec::new() }
    }

    /// The terms of a page with this weight, in no order.
    pub(crate) fn read(&mut self, page: &Page, weight: f32) -> impl Iterator<Item = Said> {
        let lengths = self.count(page);
        let saturations = saturations(&lengths, self.averages);
        let Reader { place, counts, .. } = self;
        counts.drain(..).map(move |count| {
            place[count.term as usize] = u32::MAX;
            let impact = quantised(worth(&count.fields, &saturations) * weight, &BORDERS);
            Said { term: count.term, impact, passage: count.home.passage(), forms: count.forms }
        })
    }

    /// Counts the terms of a page; gives the lengths of its fields.
    fn count(&mut self, page: &Page) -> [f32; FIELDS] {
        let mut lengths = [0_f32; FIELDS];
        for (words, field, passage) in page.stretches() {
            for word in words {
                lengths[field as usize] += 1.0;
                for Share { term, weight, form } in self.terms.of(*word) {
                    let count = self.count_of(*term);
                    count.fields[field as usize] += weight;
                    count.forms |= form;
                    count.home.add(passage, if field == Field::Heading { 2.0 * weight } else { *weight });
                }
            }
        }
        lengths
    }

    fn count_of(&mut self, term: u32) -> &mut Count {
        let place = &mut self.place[term as usize];
        if *place == u32::MAX {
            *place = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
            self.counts.push(Count { term, forms: 0, fields: [0.0; FIELDS], home: Home { best: Home::NONE, now: Home::NONE } });
        }
        &mut self.counts[*place as usize]
    }
}

/// Average lengths of the fields, rounded so that an edit of one page seldom changes them.
pub(crate) struct Averages([f32; FIELDS]);

const FIELDS: usize = 5;

impl Averages {
    pub(crate) fn of(pages: &[Page]) -> Self {
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

const SATURATION: f32 = 0.6;
/// In the order of [`Field`].
const WEIGHTS: [FieldWeight; FIELDS] = [
    FieldWeight { weight: 3.0, length: 0.5 },
    FieldWeight { weight: 2.0, length: 0.0 },
    FieldWeight { weight: 1.2, length: 0.5 },
    FieldWeight { weight: 1.6, length: 0.7 },
    FieldWeight { weight: 1.0, length: 0.5 },
];

/// How much of a field's words is needed to count half of what very many do.
fn saturations(lengths: &[f32; FIELDS], averages: &Averages) -> [f32; FIELDS] {
    std::array::from_fn(|field| {
        let length = WEIGHTS[field].length;
        SATURATION * (1.0 - length + length * lengths[field] / averages.0[field])
    })
}

fn worth(fields: &[f32; FIELDS], saturations: &[f32; FIELDS]) -> f32 {
    let of = |field: usize| WEIGHTS[field].weight * fields[field] * (SATURATION + 1.0) / (fields[field] + saturations[field]);
    (0..FIELDS).map(of).sum()
}

/// Sixteen steps of a quarter more each, from [`LEAST`] up.
fn quantised(worth: f32, borders: &[f32; STEPS]) -> u8 {
    let steps: u32 = borders.iter().map(|border| u32::from(*border <= worth)).sum();
    u8::try_from(steps).unwrap_or_default()
}

/// Where one step gives way to the next.
static BORDERS: LazyLock<[f32; STEPS]> = LazyLock::new(|| {
    let mut steps = (0_u8..).map(|step| LEAST * STEP.powf(f32::from(step) + 0.5));
    std::array::from_fn(|_| steps.next().unwrap_or(f32::INFINITY))
});

const STEPS: usize = IMPACTS - 1;
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
