//! A term and the pages it stands on, and which of these are most about it.

use std::cmp::Ordering;

use super::impact::IMPACTS;

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

/// The longest list; a word on more pages tells little, and its best pages are enough unless other words or filters choose
/// among them.
pub(crate) const LONGEST: usize = 1024;

/// Puts the pages that are most about a list's term first; the order stays among these and among the others.
pub(crate) fn best_first(postings: &mut [Posting], most: usize) {
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
    let mut counts = [0; IMPACTS];
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
