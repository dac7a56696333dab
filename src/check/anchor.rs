//! `duplicate-anchor` across the texts of one entry: its body and its fields stand on one page.

use std::collections::HashSet;

use crate::body::Body;
use crate::diagnostic::{Diagnostic, Span};
use crate::handbook::Places;

/// Checks that no id stands in two texts of an entry. Only ids that writers give can; where they stand is not known.
pub(super) fn check(places: &Places, entry: usize, front: &Span, bodies: &[&Body]) -> Vec<Diagnostic> {
    if bodies.len() < 2 {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let twice = bodies.iter().flat_map(|body| &body.anchors).filter(|anchor| !seen.insert(*anchor));
    let found = twice.map(|anchor| {
        Diagnostic::error("duplicate-anchor", &places.files[entry], format!("the id `{anchor}` stands in two texts of the entry"))
            .at(front.clone())
            .help("give one of them another id")
    });
    found.collect()
}
