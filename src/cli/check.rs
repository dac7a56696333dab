//! `varde check`: everything that does not fit; writes nothing.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;

use super::report::{exit_code, open, report, say, today, warn};
use super::{Checking, Folder};
use crate::diagnostic::print::{Format, shown};
use crate::handbook::Handbook;
use crate::language::own_name;
use crate::output::Nowhere;
use crate::pictures::Wanted;
use crate::site::{Memos, Options, Stop, prepare};
use crate::store::{Access, Store};

/// Arguments of `varde check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    folder: Folder,
    /// Check what a public body must have in place before it publishes
    #[arg(long)]
    publish: bool,
    #[command(flatten)]
    checking: Checking,
}

/// Checks, and says how much of the text is in each language.
pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let disk = match open(&args.folder.dir) {
        Ok(disk) => disk,
        Err(code) => return code,
    };
    let options =
        Options { today: today(&args.checking, &args.folder.dir), pictures: Wanted::Size, duties: args.publish, ..Options::default() };
    let mut site = prepare(&disk, &options, &Memos::once(Store::of(&args.folder.dir, Access::Read)));
    let mut timings = std::mem::take(&mut site.timings);
    let problems = site.problems(&site.whole(&Nowhere, &mut timings, &Stop::default()).unwrap_or_default());
    report(&problems, &site.texts(&disk, shown(&problems, args.checking.format)), args.checking.format);
    if args.checking.timings {
        warn(timings.table().trim_end());
    }
    if args.checking.format == Format::Human {
        say(&format!("{} entries checked", site.handbook.entries.len()));
        say(&languages(&site.handbook));
    }
    ExitCode::from(exit_code(&problems, args.checking.strict))
}

/// The share of each language in the words of all texts: `Bokmål 93 %, Nynorsk 4 %`.
fn languages(handbook: &Handbook) -> String {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &handbook.items {
        for (lang, entry) in &item.versions {
            for body in handbook.entries[*entry].bodies() {
                let foreign: usize = body.foreign_words.iter().map(|(_, count)| count).sum();
                *words.entry(lang).or_default() += body.words().saturating_sub(foreign);
                for (lang, count) in &body.foreign_words {
                    *words.entry(lang).or_default() += count;
                }
            }
        }
    }
    let all: usize = words.values().sum();
    let mut shares: Vec<(&str, usize)> = words.into_iter().collect();
    shares.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let share = |(lang, count): (&str, usize)| format!("{} {:.1} % ({count} words)", own_name(lang), percent(count, all));
    format!("languages: {}", shares.into_iter().map(share).collect::<Vec<_>>().join(", "))
}

#[expect(clippy::cast_precision_loss, reason = "a share with one decimal")]
fn percent(count: usize, all: usize) -> f64 {
    count as f64 * 100.0 / all.max(1) as f64
}
