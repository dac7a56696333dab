//! Runs the rules over a handbook: what is said of each entry that only the whole handbook can tell.
//!
//! One rule, one file below. Invariant: rules read the handbook and nothing else, and never print.

pub mod duty;
mod image;
mod include;
mod link;
mod navigation;
mod source;
pub mod template;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;

/// Everything that does not fit.
pub fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let of_entries = (0..handbook.entries.len()).into_par_iter().flat_map_iter(|entry| {
        let mut found = link::check(handbook, entry);
        found.extend(image::check(handbook, entry));
        found.extend(include::check(handbook, entry));
        found.extend(source::check(handbook, entry));
        found
    });
    let mut diagnostics: Vec<Diagnostic> = of_entries.collect();
    diagnostics.extend(navigation::check(handbook));
    diagnostics
}
