//! Case files: Markdown with `## name` sections, each a case of the test that reads its folder.
//!
//! A fenced block's label says what it holds: input, or what is expected. `UPDATE_EXPECT=1 cargo test` rewrites the
//! expected blocks. A longer fence than three backticks lets a case hold fences itself. `CASE=text` runs only cases whose
//! name or file has that text. Invariant: a case without anything expected, and a folder without cases, fail.

use std::fs;
use std::path::{Path, PathBuf};

/// A section of a case file.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// In order: label, content, and the lines of the file that the content takes up.
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) content: String,
    lines: std::ops::Range<usize>,
}

impl Case {
    pub(crate) fn input(&self, label: &str) -> &str {
        let block = self.blocks.iter().find(|block| block.label == label);
        &block.unwrap_or_else(|| panic!("`{}` has no block `{label}`", self.name)).content
    }
}

/// What a block holds.
pub(crate) enum Holds {
    /// What the case is about.
    Input,
    /// What should come of it.
    Expected(String),
    /// Nothing that the test knows.
    Unknown,
}

/// Runs every case of every file in a folder: `actual` tells what a block holds, by its label.
pub(crate) fn run(folder: &str, actual: impl Fn(&Case, &str) -> Holds) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).expect("case folder").map(|entry| entry.expect("entry").path()).collect();
    assert!(!files.is_empty(), "{} has no cases", folder.display());
    files.sort();
    let failures: Vec<String> = files.iter().flat_map(|file| run_file(file, &actual)).collect();
    assert!(failures.is_empty(), "{}\nUPDATE_EXPECT=1 cargo test rewrites what is expected", failures.join("\n"));
}

fn run_file(file: &Path, actual: &impl Fn(&Case, &str) -> Holds) -> Vec<String> {
    let source = fs::read_to_string(file).expect("case file");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut failures = Vec::new();
    let mut updates = Vec::new();
    for case in read(&source).iter().filter(|case| case.name.contains(&wanted) || file.to_string_lossy().contains(&wanted)) {
        let mut checked = 0;
        for block in &case.blocks {
            let found = match actual(case, &block.label) {
                Holds::Input => continue,
                Holds::Expected(found) => found,
                Holds::Unknown => {
                    failures.push(format!("{}: {}: what is `{}`?", file.display(), case.name, block.label));
                    continue;
                }
            };
            checked += 1;
            let found = if found.is_empty() || found.ends_with('\n') { found } else { found + "\n" };
            if found != block.content {
                failures.push(format!("{}: {} ({})\n{}", file.display(), case.name, block.label, difference(&block.content, &found)));
                updates.push((block.lines.clone(), found));
            }
        }
        if checked == 0 {
            failures.push(format!("{}: {} expects nothing", file.display(), case.name));
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() && updates.len() == failures.len() && !updates.is_empty() {
        update(file, &source, updates);
        return Vec::new();
    }
    failures
}

fn difference(expected: &str, found: &str) -> String {
    format!("--- expected\n{expected}--- found\n{found}---")
}

/// The cases of a file.
fn read(source: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = source.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), blocks: Vec::new() });
        }
        let label = line.trim_start_matches('`');
        let fence = &line[..line.len() - label.len()];
        if fence.len() < 3 {
            continue;
        }
        let case = cases.last_mut().expect("a block stands under a heading");
        let mut block = Block { label: label.to_owned(), content: String::new(), lines: 0..0 };
        for (number, line) in lines.by_ref() {
            block.lines = if block.lines.is_empty() && block.content.is_empty() { number..number } else { block.lines };
            block.lines.end = number;
            if line == fence {
                break;
            }
            block.content.push_str(line);
            block.content.push('\n');
        }
        case.blocks.push(block);
    }
    cases
}

fn update(file: &Path, source: &str, updates: Vec<(std::ops::Range<usize>, String)>) {
    let mut lines: Vec<String> = source.lines().map(|line| format!("{line}\n")).collect();
    for (range, content) in updates.into_iter().rev() {
        lines.splice(range, [content]);
    }
    fs::write(file, lines.concat()).expect("case file can be written");
}
