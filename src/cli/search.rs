//! `varde search --explain`: how the search of a handbook sees a word.

use std::process::ExitCode;

use clap::Args;

use super::Folder;
use super::report::{WRONG_USE, open, say, warn};
use crate::documents::{documents, synonyms};
use crate::pictures::Wanted;
use crate::search::{Explanation, explain, vocabulary};
use crate::site::{Memos, Options, prepare};

/// Arguments of `varde search`.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    #[command(flatten)]
    folder: Folder,
    /// Show how this word is analysed
    #[arg(long, value_name = "WORD")]
    explain: String,
    /// The language it is read in (default: the handbook's first)
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
}

/// Explains a word with the vocabulary of the handbook.
pub(super) fn run(args: &SearchArgs) -> ExitCode {
    let disk = match open(&args.folder.dir) {
        Ok(disk) => disk,
        Err(code) => return code,
    };
    let handbook = prepare(&disk, &Options { pictures: Wanted::Size, ..Options::default() }, &Memos::default()).handbook;
    let lang = args.lang.as_deref().unwrap_or(handbook.default_lang());
    let languages = &handbook.config.languages;
    if !languages.iter().any(|own| own == lang) {
        warn(&format!("error: `{lang}` is no language of the handbook\nhelp: its languages are {}", languages.join(", ")));
        return ExitCode::from(WRONG_USE);
    }
    say(&describe(&explain(&args.explain, lang, &vocabulary(&documents(&handbook), &synonyms(&handbook)))));
    ExitCode::SUCCESS
}

fn describe(found: &Explanation) -> String {
    let mut lines = vec![
        format!("word      {}", found.word),
        format!("read as   {}, on {} pages", found.folded, found.pages),
        format!("looked up {}", found.stem),
    ];
    for (name, stems) in [("and as", &found.forms), ("elsewhere", &found.equals), ("means", &found.synonyms)] {
        if !stems.is_empty() {
            lines.push(format!("{name:<9} {}", stems.join(", ")));
        }
    }
    for part in &found.parts {
        let link = if part.link.is_empty() { String::new() } else { format!(" + {}", part.link) };
        lines.push(format!("part      {}{link}, looked up as {}, on {} pages", part.text, part.stem, part.pages));
    }
    if found.parts.is_empty() {
        lines.push("parts     none".to_owned());
    }
    lines.join("\n")
}
