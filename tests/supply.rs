//! What Varde is built from: licences, sources and duplicates, as `deny.toml` allows them. `cargo deny check` says the
//! same where it is installed, and asks for advisories as well.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The only registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A package in the lock file.
struct Package {
    name: String,
    version: String,
    licence: String,
    source: String,
}

fn packages() -> Vec<Package> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let found: Value = serde_json::from_slice(&cargo.stdout).expect("JSON");
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let package = |package: &Value| Package {
        name: text(package, "name"),
        version: text(package, "version"),
        licence: text(package, "license"),
        source: text(package, "source"),
    };
    found["packages"].as_array().expect("packages").iter().map(package).filter(|package| package.name != "varde").collect()
}

/// The quoted texts of a list in `deny.toml`, from the line that begins it to its end; of tables only the first.
fn listed(key: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml")).expect("deny.toml");
    let (_, list) = text.split_once(&format!("\n{key} = [")).unwrap_or_else(|| panic!("deny.toml has no {key}"));
    let lines = list.lines().take_while(|line| *line != "]");
    lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect()
}

/// Whether licences fulfil an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn fulfils(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<&str> = spaced.split_whitespace().rev().collect();
    let fulfilled = either(&mut words, allowed);
    fulfilled && words.is_empty()
}

fn either(words: &mut Vec<&str>, allowed: &BTreeSet<String>) -> bool {
    let mut fulfilled = both(words, allowed);
    while words.last() == Some(&"OR") {
        words.pop();
        fulfilled |= both(words, allowed);
    }
    fulfilled
}

fn both(words: &mut Vec<&str>, allowed: &BTreeSet<String>) -> bool {
    let mut fulfilled = one(words, allowed);
    while words.last() == Some(&"AND") {
        words.pop();
        fulfilled &= one(words, allowed);
    }
    fulfilled
}

fn one(words: &mut Vec<&str>, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.pop() else { return false };
    if word == "(" {
        let inner = either(words, allowed);
        return words.pop() == Some(")") && inner;
    }
    if words.last() == Some(&"WITH") {
        // An exception only allows more.
        words.truncate(words.len().saturating_sub(2));
    }
    allowed.contains(word)
}

#[test]
fn licences_are_allowed_and_none_in_vain() {
    let (packages, allowed) = (packages(), listed("allow"));
    assert!(packages.len() > 50);
    for package in &packages {
        assert!(fulfils(&package.licence, &allowed), "{} {}: {}", package.name, package.version, package.licence);
    }
    for licence in &allowed {
        let without = allowed.iter().filter(|other| *other != licence).cloned().collect();
        assert!(packages.iter().any(|package| !fulfils(&package.licence, &without)), "nothing needs {licence}");
    }
}

#[test]
fn expressions_of_licences() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "Zlib".to_owned()]);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("GPL-3.0 WITH x OR MIT", true),
        ("MIT AND (GPL-3.0 OR X)", false),
        ("", false),
        ("(MIT", false),
    ] {
        assert_eq!(fulfils(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn all_comes_from_one_registry() {
    for package in packages() {
        assert_eq!(package.source, REGISTRY, "{}", package.name);
    }
}

#[test]
fn nothing_is_there_twice_without_a_reason() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        versions.entry(package.name).or_default().insert(package.version);
    }
    let skipped = listed("skip");
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        let left: Vec<_> = versions.iter().filter(|version| !skipped.contains(&format!("{name}@{version}"))).collect();
        assert_eq!(left.len(), 1, "{name}: {left:?}");
    }
    for skip in &skipped {
        let (name, version) = skip.split_once('@').expect("name@version");
        assert!(versions.get(name).is_some_and(|found| found.len() > 1 && found.contains(version)), "{skip} is not there twice");
    }
}
