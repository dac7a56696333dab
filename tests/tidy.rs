//! The house rules that a test can check.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{File, before_tests, files, read, source};

/// Lines that a file may have at most, its tests left out.
const LONGEST: usize = 400;
/// Lines above which a file is probably two.
const LONG: usize = 250;
/// Packages in `Cargo.lock`: each is code that somebody has to trust.
const MOST_PACKAGES: usize = 214;
/// Names that say nothing about what is in a file.
const EMPTY_NAMES: [&str; 6] = ["utils", "helpers", "common", "manager", "misc", "mod"];
/// Notes to come back to, which do not stand on the main branch.
/// Each in two halves, so that this line is not one of them.
const NOTES: [&str; 5] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("db", "g!"), concat!("to", "do!")];

/// Who may use whom: a module and those of other rooms that it names with `crate::`. A module stands below all that
/// it uses, so that there is no circle. `a::b` is a part of `a` that stands higher than the rest of it.
const MAY_USE: [(&str, &[&str]); 51] = [
    ("timings", &[]),
    ("memo", &[]),
    ("nearest", &[]),
    ("slug", &[]),
    ("fingerprint", &[]),
    ("site_path", &[]),
    ("phrases", &[]),
    ("date", &[]),
    ("search", &["phrases"]),
    ("colour", &[]),
    ("pictures", &[]),
    ("sharing", &["colour"]),
    ("store", &["fingerprint"]),
    ("files", &["fingerprint"]),
    ("output", &["files", "pictures"]),
    ("medium", &["site_path"]),
    ("policy", &["medium"]),
    ("diagnostic", &[]),
    ("language", &["date"]),
    ("special", &["language"]),
    ("body", &["diagnostic"]),
    ("html", &["body"]),
    ("source", &["body", "diagnostic"]),
    ("diagnostic::print", &["source"]),
    ("yaml", &["diagnostic", "language", "nearest"]),
    ("types", &["diagnostic", "language", "nearest", "slug", "yaml"]),
    ("starting", &["types"]),
    ("config", &["colour", "diagnostic", "language", "nearest", "policy", "special", "types", "yaml"]),
    ("load", &["diagnostic", "files", "source"]),
    ("entry", &["body", "date", "diagnostic", "fingerprint"]),
    ("parse::markdown", &["body", "diagnostic", "html", "language", "nearest", "slug", "source"]),
    (
        "parse",
        &[
            "body",
            "config",
            "date",
            "diagnostic",
            "entry",
            "language",
            "load",
            "nearest",
            "parse::markdown",
            "slug",
            "source",
            "types",
            "yaml",
        ],
    ),
    (
        "theme",
        &[
            "colour",
            "config",
            "diagnostic",
            "diagnostic::print",
            "files",
            "fingerprint",
            "language",
            "medium",
            "memo",
            "nearest",
            "search",
            "site_path",
            "yaml",
        ],
    ),
    (
        "handbook",
        &[
            "body",
            "config",
            "date",
            "entry",
            "fingerprint",
            "html",
            "language",
            "nearest",
            "phrases",
            "site_path",
            "slug",
            "source",
            "special",
            "types",
        ],
    ),
    (
        "resolve",
        &["config", "date", "diagnostic", "entry", "fingerprint", "handbook", "language", "memo", "site_path", "slug", "special", "types"],
    ),
    ("check", &["body", "config", "diagnostic", "entry", "handbook", "language", "memo", "nearest", "theme", "types"]),
    ("facets", &["entry", "fingerprint", "handbook", "language", "memo", "slug", "types"]),
    ("pages", &["diagnostic", "facets", "fingerprint", "handbook", "medium", "memo", "resolve", "site_path", "special"]),
    ("documents", &["body", "entry", "facets", "handbook", "medium", "resolve", "search", "types"]),
    (
        "view",
        &[
            "body",
            "config",
            "date",
            "entry",
            "facets",
            "fingerprint",
            "handbook",
            "html",
            "language",
            "medium",
            "pages",
            "policy",
            "site_path",
            "slug",
            "special",
            "theme",
            "types",
        ],
    ),
    ("render", &["diagnostic", "theme", "view"]),
    ("export", &["date", "handbook", "output", "pages", "special", "theme", "view"]),
    (
        "site",
        &[
            "check",
            "colour",
            "config",
            "date",
            "diagnostic",
            "diagnostic::print",
            "documents",
            "entry",
            "export",
            "files",
            "fingerprint",
            "handbook",
            "load",
            "medium",
            "memo",
            "output",
            "pages",
            "parse",
            "parse::markdown",
            "pictures",
            "policy",
            "render",
            "resolve",
            "search",
            "sharing",
            "site_path",
            "slug",
            "source",
            "special",
            "store",
            "theme",
            "timings",
            "types",
            "view",
        ],
    ),
    ("publish", &["diagnostic", "files", "output", "special"]),
    (
        "server",
        &["config", "diagnostic", "diagnostic::print", "files", "fingerprint", "handbook", "output", "policy", "site", "site_path", "slug"],
    ),
    ("watcher", &["config", "files", "fingerprint", "load"]),
    ("cli::report", &["config", "date", "diagnostic", "diagnostic::print", "files"]),
    (
        "cli::serve",
        &[
            "cli::report",
            "diagnostic",
            "diagnostic::print",
            "files",
            "handbook",
            "medium",
            "output",
            "pictures",
            "server",
            "site",
            "store",
            "timings",
            "watcher",
        ],
    ),
    (
        "cli",
        &[
            "config",
            "date",
            "diagnostic",
            "diagnostic::print",
            "documents",
            "files",
            "handbook",
            "language",
            "load",
            "medium",
            "nearest",
            "output",
            "pictures",
            "publish",
            "search",
            "site",
            "slug",
            "source",
            "starting",
            "store",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

/// The doors to the outside: what is used of the system, and where it may be.
const DOORS: [(&str, &[&str]); 5] = [
    ("std::fs", &["files", "publish", "store", "cli"]),
    ("std::env", &["publish", "cli"]),
    ("std::net", &["server", "cli"]),
    ("std::process::Command", &["cli"]),
    ("std::time", &["files", "timings", "server", "store", "watcher", "cli"]),
];

#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_say_what_they_are() {
    let silent = source().into_iter().filter(|file| !file.text.starts_with("//! "));
    none(&silent.map(|file| format!("{} does not begin with `//! `", file.path)).collect::<Vec<_>>());
}

#[test]
fn files_are_named_for_what_they_hold() {
    let all = source().into_iter().chain(files("tests", &["rs", "mjs"])).chain(files("themes", &["js", "css", "html"]));
    let empty = all.filter(|file| EMPTY_NAMES.contains(&file.name().split('.').next().unwrap_or_default()));
    none(&empty.map(|file| format!("{} has a name that says nothing", file.path)).collect::<Vec<_>>());
}

#[test]
#[expect(clippy::print_stdout, reason = "cargo shows it with --nocapture, and when the test fails")]
fn files_are_short() {
    let lines = |file: &File| before_tests(&file.text).lines().count();
    let long: Vec<File> = source().into_iter().filter(|file| lines(file) > LONG).collect();
    for file in &long {
        println!("{:4} {}", lines(file), file.path);
    }
    none(
        &long
            .iter()
            .filter(|file| lines(file) > LONGEST)
            .map(|file| format!("{} has {} lines; {LONGEST} are allowed", file.path, lines(file)))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_is_left_for_later() {
    let all = source().into_iter().chain(files("themes", &["html", "css", "js", "yaml"]));
    let noted = all.flat_map(|file| {
        NOTES.iter().filter(|note| file.text.contains(*note)).map(|note| format!("{} says {note}", file.path)).collect::<Vec<_>>()
    });
    none(&noted.collect::<Vec<_>>());
}

/// The paths that a file names after `crate::`, groups taken apart.
fn named(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        paths("", rest, &mut found);
    }
    found
}

/// Reads one path, or a group of them, at the beginning of `text`; returns what follows.
fn paths<'a>(prefix: &str, text: &'a str, found: &mut BTreeSet<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut inside) = text.strip_prefix('{') {
        while !inside.trim_start().is_empty() && !inside.trim_start().starts_with('}') {
            inside = paths(prefix, inside, found).trim_start().trim_start_matches(',');
        }
        return inside.trim_start().strip_prefix('}').unwrap_or(inside);
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    if let Some(deeper) = rest.strip_prefix("::") {
        paths(&path, deeper, found)
    } else {
        found.insert(path);
        if rest.is_empty() {
            rest
        } else {
            &rest[rest.find([',', '}', ';', ' ', '(', ')', '<', '>', '&', '[', ']', '.', '!', '\n', ':']).unwrap_or(rest.len())..]
        }
    }
}

/// The row of the table that a path belongs to: the longest that fits.
fn room(path: &str) -> Option<&'static str> {
    let fits = |name: &&str| path == *name || path.starts_with(&format!("{name}::"));
    MAY_USE.iter().map(|(name, _)| *name).filter(fits).max_by_key(|name| name.len())
}

#[test]
fn modules_use_only_those_below_them() {
    let place: BTreeMap<&str, usize> = MAY_USE.iter().enumerate().map(|(place, (name, _))| (*name, place)).collect();
    let mut problems = Vec::new();
    for (name, uses) in MAY_USE {
        problems.extend(
            uses.iter()
                .filter(|used| place.get(*used).is_none_or(|used| *used >= place[name]))
                .map(|used| format!("the table lets `{name}` use `{used}`, which does not stand above it")),
        );
    }
    for file in source() {
        let Some(own) = room(&file.module()) else {
            problems.push(format!("{} is not in the table", file.path));
            continue;
        };
        let allowed = MAY_USE[place[own]].1;
        for path in named(&file.code()) {
            let Some(used) = room(&path) else { continue };
            if used != own && !allowed.contains(&used) {
                problems.push(format!("{} uses `{path}`; `{own}` may use {allowed:?}", file.path));
            }
        }
    }
    none(&problems);
}

#[test]
fn the_outside_is_reached_through_doors() {
    let mut problems = Vec::new();
    for file in source() {
        let code = file.code();
        let room = file.module().split("::").next().unwrap_or_default().to_owned();
        let used = DOORS.iter().filter(|(door, rooms)| code.contains(door) && !rooms.contains(&room.as_str()));
        problems.extend(used.map(|(door, rooms)| format!("{} uses {door}, which belongs in {rooms:?}", file.path)));
    }
    none(&problems);
}

#[test]
fn dependencies_stay_few() {
    let packages = read("Cargo.lock").matches("\n[[package]]\n").count();
    assert!(packages <= MOST_PACKAGES, "Cargo.lock has {packages} packages; {MOST_PACKAGES} are allowed");
}

#[test]
fn paths_are_read_from_groups() {
    let found = named("use crate::{a::{self, B}, c};\nuse crate::d::e;\nlet x: crate::f::G = crate::h::i(1);");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a::B", "a::self", "c", "d::e", "f::G", "h::i"]);
}
