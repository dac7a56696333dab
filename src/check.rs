//! Runs the rules over a handbook: what is said of each entry that only the whole handbook can tell.
//!
//! One rule, one file below. Invariant: rules read the handbook and nothing else, and never print.

mod anchor;
mod broken_anchor;
pub mod duty;
mod heading;
mod image;
mod include;
mod link;
mod navigation;
mod source;
pub mod template;

use rayon::prelude::*;

use crate::body::Link;
use crate::diagnostic::Diagnostic;
use crate::entry::Entry;
use crate::handbook::{Handbook, Places};
use crate::memo::Memo;
use crate::theme::Theme;

/// Everything that does not fit.
pub fn check(handbook: &Handbook, theme: &Theme, memo: &Memo) -> Vec<Diagnostic> {
    let alone = |entry: usize| alone(&handbook.places, entry, &handbook.entries[entry]);
    let found = memo.get_all((0..handbook.entries.len()).collect(), |entry| handbook.keys.of_entry(*entry), alone);
    let mut diagnostics: Vec<Diagnostic> = found.iter().flat_map(|found| &found.diagnostics).cloned().collect();
    let broken = found.iter().enumerate().flat_map(|(entry, found)| found.broken.iter().map(move |link| (entry, link)));
    diagnostics.extend(link::report(handbook, broken));
    let into_others = || found.par_iter().enumerate().filter(|(_, found)| found.leads_into_others).map(|(entry, _)| entry);
    diagnostics.par_extend(into_others().flat_map_iter(|entry| include::check_others(handbook, entry)));
    diagnostics.par_extend(into_others().flat_map_iter(|entry| heading::check(handbook, entry)));
    let broken: Vec<_> = into_others().flat_map_iter(|entry| broken_anchor::broken(handbook, entry)).collect();
    diagnostics.extend(broken_anchor::report(handbook, &broken));
    let with_template = found.iter().enumerate().filter(|(_, found)| found.names_template).map(|(entry, _)| entry);
    diagnostics.extend(template::check(handbook, theme, with_template));
    diagnostics.extend(navigation::check(handbook));
    diagnostics
}

/// What is found in an entry without looking into others.
struct Found {
    diagnostics: Vec<Diagnostic>,
    /// Links that lead nowhere.
    broken: Vec<Link>,
    /// Whether it leads to places inside others, or shows snippets.
    leads_into_others: bool,
    names_template: bool,
}

fn alone(places: &Places, entry: usize, found: &Entry) -> Found {
    let bodies = found.bodies();
    let mut diagnostics = image::check(places, entry, &bodies);
    diagnostics.extend(include::check(places, entry, &bodies));
    diagnostics.extend(source::check(found));
    diagnostics.extend(anchor::check(places, entry, &found.front, &bodies));
    let leads_into_others = bodies.iter().any(|body| !body.includes.is_empty() || body.links.iter().any(|link| link.target.contains('#')));
    Found { diagnostics, broken: link::broken(places, entry, &bodies), leads_into_others, names_template: found.template.is_some() }
}
