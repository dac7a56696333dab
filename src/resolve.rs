//! All entries → one [`Handbook`]. The whole-handbook stage: cheap, and run in full every time.
//!
//! Gives every entry its identity and address, knits references into relations, and says what does not fit.
//! Links in running text are looked up by `check` and `view`, through `handbook::link`. What seldom changes is
//! remembered. Invariant: knows no template.

pub mod address;
mod distinct;
mod identity;
mod inherit;
pub mod order;
pub mod reference;
mod related;
pub mod terms;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic};
use crate::entry::{Entry, Identity, Parts};
use crate::handbook::keys::Keys;
use crate::handbook::{Handbook, Places};
use crate::memo::Memo;
use crate::slug::composed;

/// An entry as it was read.
pub type Read<'a> = (&'a Arc<Entry>, &'a Parts);

/// What a handbook has besides entries.
#[derive(Debug, Clone)]
pub struct Around {
    /// What the handbook is.
    pub config: Arc<Config>,
    /// The fingerprint of that.
    pub fingerprint: u128,
    /// Files published as they are: (path in the handbook, site path without leading slash).
    pub assets: Vec<(Arc<str>, String)>,
    /// Files and `type/slug` of entries that are left out, because they are drafts.
    pub drafts: BTreeSet<String>,
    /// The day that review dates are compared with.
    pub today: Option<Date>,
}

/// Knits entries into a handbook.
pub fn resolve(read: &[Read], around: Around, memo: &Memo) -> Checked<Handbook> {
    let Around { config, fingerprint, assets, drafts, today } = around;
    let parts: Vec<&Parts> = if memo.remembers() { read.iter().map(|(_, parts)| *parts).collect() } else { Vec::new() };
    let keys = Keys::of(&(fingerprint, &assets, &drafts), &parts);
    let placed = memo.get(|| keys.places, || place(read, config, assets, drafts));
    let keys = if memo.remembers() { keys.with_entries(&placed.places, |entry| parts[placed.kept[entry]]) } else { keys };
    let mut entries: Vec<Arc<Entry>> = placed.kept.iter().map(|&place| Arc::clone(read[place].0)).collect();
    let mut diagnostics: Vec<Diagnostic> = placed.problems.iter().map(|problem| problem.diagnostic(read)).collect();
    inherit::inherit(&placed.places, &mut entries, &keys, memo);
    let mut handbook = Handbook { places: Arc::clone(&placed.places), entries, today, keys, ..Handbook::default() };
    handbook.facet_keys = memo.get(|| handbook.keys.values, || distinct::keys(&handbook));
    order::order(&mut handbook, memo);
    diagnostics.extend(reference::relate(&mut handbook, memo));
    handbook.related = memo.get(|| handbook.keys.values, || related::relate(&handbook));
    handbook.glossaries = memo.get(|| terms::key(&handbook), || terms::collect(&handbook));
    Checked { value: handbook, diagnostics }
}

/// The names and addresses of a handbook, and how it has them.
struct Placed {
    places: Arc<Places>,
    /// For each entry its place among those read.
    kept: Vec<usize>,
    problems: Vec<Problem>,
}

/// A problem with what an entry is called; where it stands in the file is not known here.
struct Problem {
    found: Diagnostic,
    /// The entry's place among those read.
    read: usize,
    spot: Spot,
}

/// What of an entry a problem is about.
enum Spot {
    Title,
    /// The number of an alias.
    Alias(usize),
}

impl Problem {
    fn diagnostic(&self, read: &[Read]) -> Diagnostic {
        let entry = read[self.read].0;
        let span = match self.spot {
            Spot::Title => &entry.title_span,
            Spot::Alias(number) => &entry.aliases[number].1,
        };
        self.found.clone().at(span.clone())
    }
}

fn place(read: &[Read], config: Arc<Config>, assets: Vec<(Arc<str>, String)>, drafts: BTreeSet<String>) -> Placed {
    let read: Vec<Identity> = read.iter().map(|(entry, _)| entry.identity()).collect();
    let mut places = Places {
        config,
        asset_paths: assets.iter().map(|(file, path)| (Arc::from(composed(file)), path.clone())).collect(),
        assets,
        drafts,
        ..Places::default()
    };
    let mut problems = Vec::new();
    let kept = identity::identify(&mut places, &read, &mut problems);
    let names: Vec<(usize, &Identity)> = kept.iter().map(|&place| (place, &read[place])).collect();
    address::occupy(&mut places, &names, &mut problems);
    Placed { places: Arc::new(places), kept, problems }
}
