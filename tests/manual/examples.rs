//! Blocks of code in the manual that are whole files: ```` ```yaml varde.yaml ````.

use std::collections::BTreeMap;

use varde::diagnostic::print::{Colours, Format, print};
use varde::diagnostic::{Diagnostic, Severity};
use varde::files::Memory;
use varde::medium::Medium;
use varde::site::{Built, Memos, Options, build};

use super::{CONTENT, files, read};

/// The files that a page shows, by path.
pub(super) fn shown(page: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let label = line.trim_start_matches('`');
        let fence = &line[..line.len() - label.len()];
        if fence.len() < 3 {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        if let Some((_, path)) = label.split_once(' ') {
            found.insert(path.to_owned(), block.join("\n") + "\n");
        }
    }
    found
}

/// Builds a handbook of shown files; what they leave out is as plain as can be.
pub(super) fn handbook(shown: &BTreeMap<String, String>, with: &[(&str, &str)]) -> Built {
    handbook_for(Medium::Web, shown, with)
}

pub(super) fn handbook_for(medium: Medium, shown: &BTreeMap<String, String>, with: &[(&str, &str)]) -> Built {
    let mut files = Memory::default();
    for (path, text) in with {
        files.0.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    for (path, text) in shown {
        files.0.insert(path.clone(), text.as_bytes().to_vec());
    }
    build(&files, &Options { medium, duties: true, ..Options::default() }, &Memos::default())
}

pub(super) const PLAIN: [(&str, &str); 2] =
    [("varde.yaml", "title: Example\nlanguages: [en]\n"), ("content/index.md", "---\ntitle: Front\n---\n")];

pub(super) fn report(built: &Built) -> String {
    print(&built.diagnostics, &built.texts, Format::Short, Colours::Off)
}

#[test]
fn files_in_the_chapters_fit_together() {
    let chapters = files(CONTENT, "md").into_iter().filter(|file| !file.starts_with(&format!("{CONTENT}/rules/")));
    for (name, page) in chapters.map(|name| (name.clone(), read(&name))) {
        let shown = shown(&page);
        let built = handbook(&shown, &PLAIN);
        let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
        assert_eq!(built.diagnostics.iter().filter(is_error).count(), 0, "{name}\n{}", report(&built));
    }
}

/// On the page about Markdown each source is followed by what it gives: the same lines once more.
#[test]
fn sources_stand_beside_their_results() {
    for name in ["write/markdown.md", "write/links.md"] {
        let page = read(&format!("{CONTENT}/{name}"));
        let mut rest = page.as_str();
        while let Some((fence, start)) = ["````markdown\n", "```markdown\n"]
            .iter()
            .filter_map(|fence| Some((fence.trim_end_matches("markdown\n"), rest.find(fence)? + fence.len())))
            .min_by_key(|(_, at)| *at)
        {
            let (source, after) = rest[start..].split_once(&format!("{fence}\n")).expect("the block ends");
            assert!(after.trim_start().starts_with(source), "{name}: the result of this is not what follows it:\n{source}");
            rest = &after[after.len() - after.trim_start().len() + source.len()..];
        }
    }
}
