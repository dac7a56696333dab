//! Inputs of each kind: what is kept, and what it becomes when parts of it are cut, repeated, mixed and replaced.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What means something to one of the readers.
const SIGNS: [&str; 92] = [
    "---\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    " ",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{a0}",
    "\u{ad}",
    "𝒳",
    "é",
    "e\u{301}",
    "ﬀ",
    "ß",
    "İ",
    "title: ",
    "slug: ",
    "aliases: [",
    "near: ",
    "type: ",
    "- ",
    "? ",
    ": ",
    "&a ",
    "*a",
    "<<: ",
    "!!binary ",
    "|\n",
    ">-\n",
    "{",
    "}",
    "[",
    "]",
    "#",
    "## ",
    "`",
    "```",
    "~~~",
    "> ",
    "> [!TIP]\n",
    "![",
    "](",
    ")",
    "[^1]",
    "[^1]: ",
    "{lang=en}",
    "{#x}",
    "*",
    "**",
    "_",
    "|",
    "|-|\n",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<svg onload=x>",
    "<a href=\"",
    "<div>",
    "</div>",
    "<b",
    "\"",
    "'",
    "&lt;",
    "&#106;",
    "&#0;",
    "javascript:",
    "JaVaScRiPt\n:",
    "data:text/html,",
    "//x.org/",
    "../",
    "..",
    "%2e%2e/",
    "%00",
    "\\",
    "/",
    "?",
    "CON",
    "a.md",
    "page/b",
    "_snippets/s.md",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{% for x in y %}",
    "{% endfor %}",
    "999999999999999999999",
    "-1",
    "2026-02-30",
];

/// How a text is changed: where, how far, with what.
#[derive(Debug, Clone)]
enum Change {
    Cut(Index, Index),
    Repeat(Index, Index, usize),
    Insert(Index, String),
    Splice(Index, Index),
}

/// Every text that is kept for a kind of input; there is at least one.
pub(crate) fn kept(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "tests/fuzz/corpus/{name}/ is empty");
    files.iter().map(|file| fs::read_to_string(file).expect("text")).collect()
}

/// A text that is kept, changed a few times.
pub(crate) fn changed(name: &str) -> impl Strategy<Value = String> + use<> {
    let kept = kept(name);
    let sign =
        prop_oneof![8 => select(SIGNS.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => any::<char>().prop_map(String::from)];
    let place = any::<Index>;
    let change = prop_oneof![
        2 => (place(), place()).prop_map(|(from, to)| Change::Cut(from, to)),
        1 => (place(), place(), prop_oneof![4 => 2..6_usize, 1 => 20..200_usize]).prop_map(|(from, to, times)| Change::Repeat(from, to, times)),
        5 => (place(), sign).prop_map(|(at, sign)| Change::Insert(at, sign)),
        1 => (place(), place()).prop_map(|(at, from)| Change::Splice(at, from)),
    ];
    let others = kept.clone();
    (select(kept), prop::collection::vec(change, 0..8), select(others)).prop_map(|(text, changes, other)| {
        let mut text: Vec<char> = text.chars().collect();
        let other: Vec<char> = other.chars().collect();
        for change in changes {
            apply(&change, &mut text, &other);
        }
        text.into_iter().collect()
    })
}

/// Longer texts take long, and show nothing that shorter ones do not.
const LONGEST: usize = 6_000;

fn apply(change: &Change, text: &mut Vec<char>, other: &[char]) {
    let at = |index: &Index, length: usize| index.index(length + 1);
    // Mostly short stretches: whole halves that go leave little to find.
    let stretch = |from: &Index, to: &Index, length: usize| {
        let from = at(from, length);
        (from, (from + to.index(40)).min(length))
    };
    match change {
        Change::Cut(from, to) => {
            let (from, to) = stretch(from, to, text.len());
            text.drain(from..to);
        }
        Change::Repeat(from, to, times) => {
            let (from, to) = stretch(from, to, text.len());
            let part = text[from..to].repeat(*times);
            text.splice(to..to, part);
        }
        Change::Insert(place, sign) => {
            let place = at(place, text.len());
            text.splice(place..place, sign.chars());
        }
        Change::Splice(place, from) => {
            text.truncate(at(place, text.len()));
            text.extend(&other[at(from, other.len())..]);
        }
    }
    text.truncate(LONGEST);
}

/// Names of files, as far as systems allow them.
pub(crate) fn name() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zÆØÅæøå0-9 ._-]{1,8}",
        select(vec![
            "index",
            "CON",
            "..a",
            "a..",
            "%2e%2e",
            "a\nb",
            "\u{202e}a",
            "a:b",
            "assets",
            "sok",
            "404",
            ".hidden",
            "a?b#c",
            "a\\b"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join("/"))
}
