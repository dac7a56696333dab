//! Every rule in the code has a page, and every page's example provokes its rule.

use std::collections::BTreeSet;

use varde::diagnostic::{Diagnostic, Severity};
use varde::medium::Medium;

use super::examples::{PLAIN, handbook_for, report, shown};
use super::{CONTENT, code, files, read, stem};

/// Rules about the surroundings, which no example in memory can provoke.
const SURROUNDINGS: [&str; 9] = [
    "file-too-large",
    "foreign-output",
    "invalid-utf8",
    "link-outside",
    "output-in-use",
    "output-inside-content",
    "picture-location",
    "unreadable-file",
    "unwritable-output",
];

/// Calls whose first or second argument is the name of a rule.
const REPORTING: [&str; 4] = ["error(", "warning(", "refuse(", "Err(("];

/// Names of rules in the source.
fn rules_in(code: &str) -> BTreeSet<String> {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = BTreeSet::new();
    for call in REPORTING.iter().flat_map(|name| code.split(name).skip(1)) {
        let arguments = call.trim_start();
        let first = match arguments.strip_prefix('"') {
            Some(literal) => literal,
            None => match arguments.split_once(", \"") {
                Some((variable, literal)) if variable.bytes().all(|byte| byte.is_ascii_lowercase() || b"&_".contains(&byte)) => literal,
                _ => continue,
            },
        };
        let name = first.split('"').next().unwrap_or_default();
        if name.contains('-') && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            found.insert(name.to_owned());
        }
    }
    found
}

#[test]
fn rules_and_their_pages_are_the_same() {
    let in_code: BTreeSet<String> = files("src", "rs").iter().flat_map(|file| rules_in(&code(file))).collect();
    let pages: BTreeSet<String> = pages().collect();
    let without: Vec<_> = in_code.difference(&pages).collect();
    let left: Vec<_> = pages.difference(&in_code).collect();
    assert!(without.is_empty() && left.is_empty(), "rules without a page: {without:?}\npages without a rule: {left:?}");
}

fn pages() -> impl Iterator<Item = String> {
    files(&format!("{CONTENT}/rules"), "md").into_iter().map(|file| stem(&file)).filter(|name| name != "index")
}

#[test]
fn examples_provoke_their_rules() {
    let mut failures = Vec::new();
    for rule in pages() {
        let page = read(&format!("{CONTENT}/rules/{rule}.md"));
        let shown = shown(&page);
        if SURROUNDINGS.contains(&rule.as_str()) {
            assert!(shown.is_empty(), "the example of `{rule}` can be tried: take it off the list");
            continue;
        }
        let plain: Vec<_> = PLAIN
            .into_iter()
            .filter(|(path, _)| !(rule == "no-config" && *path == "varde.yaml" || rule == "no-content" && path.starts_with("content/")))
            .collect();
        let medium = if rule == "unportable-script" { Medium::Folder } else { Medium::Web };
        let built = handbook_for(medium, &shown, &plain);
        let found: Vec<&Diagnostic> = built.diagnostics.iter().filter(|diagnostic| diagnostic.rule == rule).collect();
        let severity = |diagnostic: &&Diagnostic| if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let listed = page.lines().find_map(|line| line.strip_prefix("severity: ")).unwrap_or_default();
        if found.is_empty() || shown.is_empty() {
            failures.push(format!("{rule}: the example reports\n{}", report(&built)));
        } else if !found.iter().map(severity).all(|severity| listed.contains(severity)) {
            failures.push(format!("{rule}: the severity is not `{listed}`"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
