//! Lists ↔ one block: JSON with a column for each thing that is told of terms and pages. The manual's page on the format
//! says the same in words.

use std::collections::BTreeMap;

use super::collect::size;
use super::column::{Numbers, numbers, terms};
use super::json::json;
use super::list::{List, Posting};

/// Terms; pages of each; lengths of lists that are cut; gaps between page numbers; impacts; passages; forms; related stems.
pub(crate) fn encode(lists: &[List]) -> Vec<u8> {
    let is_cut = |list: &&List| list.pages as usize != list.postings.len();
    let mut slots = Numbers::default();
    for list in lists {
        slots.put_gaps(list.postings.iter().map(|posting| posting.slot));
    }
    let each = |tell: fn(&Posting) -> u8| numbers(lists.iter().flat_map(|list| list.postings).map(|posting| u32::from(tell(posting))));
    let columns = (
        terms(lists.iter().map(|list| list.term)),
        // One number where the list is whole, as nearly all are.
        numbers(lists.iter().map(|list| list.pages * 2 + u32::from(is_cut(&list)))),
        numbers(lists.iter().filter(is_cut).map(|list| size(list.postings.len()))),
        slots.text(),
        each(|posting| posting.impact),
        each(|posting| posting.passage),
        each(|posting| posting.forms),
        lists.iter().filter(|list| !list.also.is_empty()).map(|list| (list.term, list.also)).collect::<BTreeMap<_, _>>(),
    );
    json(&columns)
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::super::column::tests::{read_gaps, read_numbers, read_terms};
    use super::*;

    /// A list as it is read.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(crate) struct Read {
        pub(crate) term: String,
        pub(crate) pages: u32,
        pub(crate) postings: Vec<Posting>,
        also: String,
    }

    type Columns = (String, String, String, String, String, String, String, BTreeMap<String, String>);

    /// Reads a block as the manual says; the client's reader is tested on built sites.
    pub(crate) fn decode(bytes: &[u8]) -> Vec<Read> {
        let (terms, pages, lengths, slots, impacts, passages, forms, mut also): Columns = serde_json::from_slice(bytes).expect("columns");
        let mut cut = read_numbers(&lengths).into_iter();
        let slots = read_numbers(&slots);
        let bytes = |column: &str| read_numbers(column).into_iter().map(|number| u8::try_from(number).expect("a byte"));
        let (mut impacts, mut passages, mut forms) = (bytes(&impacts), bytes(&passages), bytes(&forms));
        let mut next = || (impacts.next().expect("impact"), passages.next().expect("passage"), forms.next().expect("forms"));
        let mut rest = slots.as_slice();
        let mut list = |(term, pages): (String, u32)| {
            let length = if pages & 1 == 1 { cut.next().expect("a length") } else { pages / 2 };
            let own = rest.split_off(..length as usize).expect("as many slots as the list has pages");
            let posting = |slot| {
                let (impact, passage, forms) = next();
                Posting { slot, impact, passage, forms }
            };
            Read {
                also: also.remove(&term).unwrap_or_default(),
                term,
                pages: pages / 2,
                postings: read_gaps(own).into_iter().map(posting).collect(),
            }
        };
        let lists = read_terms(&terms).into_iter().zip(read_numbers(&pages)).map(&mut list).collect();
        assert_eq!((rest, cut.next(), also.len()), (&[][..], None, 0), "nothing is left over");
        lists
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
