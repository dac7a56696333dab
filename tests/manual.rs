//! The manual, the README and the code say the same.
//!
//! What can be made from the code is: `UPDATE_EXPECT=1 cargo test` writes it. The rest is compared.

mod attacks;
mod examples;
mod headers;
mod rules;
mod theme_files;
mod view;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use varde::diagnostic::print::{Colours, Format, print};
use varde::files::Disk;
use varde::site::{Memos, Options, build};

use crate::repository::{self, before_tests, path, read};

const CONTENT: &str = "manual/content";

/// Names of files below a folder, from the repository's root, sorted.
fn files(folder: &str, extension: &str) -> Vec<String> {
    repository::files(folder, &[extension]).into_iter().map(|file| file.path).collect()
}

/// Compares part of a file with what it should be, or writes it.
fn expect(name: &str, found: &str, wanted: &str) {
    if found == wanted {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "{name} is out of date; UPDATE_EXPECT=1 cargo test writes it\n--- expected\n{wanted}\n--- found\n{found}"
    );
    fs::write(path(name), read(name).replace(found, wanted)).expect("the file can be written");
}

/// What stands in the first cell of a table's rows, in backticks.
fn first_cells(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|rest| rest.split_once('`')).map(|(name, _)| name.to_owned()).collect()
}

/// The part of a page under a heading.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let start = text.find(&format!("{heading}\n")).unwrap_or_else(|| panic!("there is no `{heading}`"));
    let rest = &text[start + heading.len()..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// Names in calls such as `keys.text("title")` and `inner.labels("title")`.
fn keys_read(code: &str, reader: &str) -> BTreeSet<String> {
    let start = format!("{reader}.");
    let calls = code.split(start.as_str()).skip(1);
    let names = calls
        .filter_map(|call| call.split_once("(\""))
        .filter(|(method, _)| method.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    names.filter_map(|(_, rest)| rest.split_once('"')).map(|(name, _)| name.to_owned()).collect()
}

fn code(name: &str) -> String {
    before_tests(&read(name)).to_owned()
}

#[test]
fn builds_without_a_warning() {
    let files = Disk::open(&path("manual")).expect("the manual");
    let built = build(&files, &Options::default(), &Memos::default());
    assert!(built.diagnostics.is_empty(), "{}", print(&built.diagnostics, &built.texts, Format::Short, Colours::Off));
}

#[test]
fn every_key_of_the_configuration_has_a_row() {
    let code = code("src/config.rs");
    let mut keys = keys_read(&code, "keys");
    keys.extend(["brand", "address", "hosts"].iter().flat_map(|file| keys_read(&self::code(&format!("src/config/{file}.rs")), "keys")));
    keys.extend(["repository", "accessibility_statement", "raw_html"].map(str::to_owned));
    let page = read(&format!("{CONTENT}/configure/index.md"));
    assert_eq!(first_cells(&page), keys);
}

#[test]
fn every_key_of_a_type_has_a_row() {
    let (types, fields) = (code("src/types/read.rs"), code("src/types/read/field.rs"));
    let page = read(&format!("{CONTENT}/types/index.md"));
    let mut list = keys_read(&types, "list");
    list.insert("layout".to_owned());
    assert_eq!(first_cells(section(&page, "## Keys of list")), list);
    assert_eq!(first_cells(section(&page, "## Keys of a type")), keys_read(&types, "keys"));
    let mut of_field = keys_read(&fields, "keys");
    of_field.extend(["kind".to_owned(), "show".to_owned()]);
    assert_eq!(first_cells(section(&page, "## Keys of a field")), of_field);
}

#[test]
fn every_own_key_of_an_entry_has_a_row() {
    let page = read(&format!("{CONTENT}/write/front-matter.md"));
    let own = varde::types::read::OWN_KEYS.map(str::to_owned);
    assert_eq!(first_cells(section(&page, "## Keys that every entry has")), BTreeSet::from(own));
    let plain = varde::config::read("title: X").value.types;
    let fields = |name: &str| plain.get(name).expect("a type").fields.iter().map(|field| field.name.clone()).collect::<BTreeSet<_>>();
    let rows: BTreeSet<String> = ["## Fields that every type has", "## Fields of pages"]
        .into_iter()
        .flat_map(|heading| first_cells(section(&page, heading)))
        .collect();
    assert_eq!(rows, fields("page"));
}

#[test]
fn every_field_kind_has_a_page() {
    let code = code("src/types.rs");
    let (_, code) = code.split_once("impl Kind {").expect("kinds have names");
    let names = code.split(" => \"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name.to_owned());
    let pages = files(&format!("{CONTENT}/field-kinds"), "md").into_iter().map(|file| stem(&file)).filter(|name| name != "index");
    assert_eq!(pages.collect::<BTreeSet<_>>(), names.collect());
}

#[test]
fn every_type_of_the_preset_has_a_row() {
    let types = varde::config::read("title: X\ntypes: handbook").value.types;
    let page = read(&format!("{CONTENT}/types/presets.md"));
    for decl in types.list.iter().filter(|decl| decl.has_list()) {
        assert!(page.contains(&format!("| `{}` | `{}` |", decl.name, decl.folder)), "{} has no row", decl.name);
    }
    assert_eq!(first_cells(&page).len(), types.list.len() - 1);
}

#[test]
fn every_command_shows_its_help() {
    let help = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_varde")).args(arguments).output().expect("varde runs");
        let text = String::from_utf8(output.stdout).expect("help is text");
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
    };
    let check = |name: &str, wanted: &str| {
        let page = read(name);
        let found = page.split_once("```text\n").and_then(|(_, rest)| rest.split_once("```")).expect("a block of text").0;
        expect(name, found, wanted);
    };
    let all = help(&["--help"]);
    check(&format!("{CONTENT}/commands/index.md"), &all);
    let list = section(&all, "Commands:").split("\n\n").next().unwrap_or_default();
    let commands: BTreeSet<String> = list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    let pages = files(&format!("{CONTENT}/commands"), "md").into_iter().map(|file| stem(&file)).filter(|name| name != "index");
    assert_eq!(pages.collect::<BTreeSet<_>>(), commands);
    for command in commands {
        check(&format!("{CONTENT}/commands/{command}.md"), &help(&[&command, "--help"]));
    }
}

#[test]
fn the_architecture_is_one_page_with_every_module() {
    let page = read(&format!("{CONTENT}/contribute/architecture.md"));
    assert!(page.lines().count() <= 150, "the page has {} lines", page.lines().count());
    let modules: BTreeSet<String> =
        files("src", "rs").into_iter().filter(|file| file.matches('/').count() == 1).map(|file| stem(&file)).collect();
    assert_eq!(first_cells(section(&page, "## Modules")), modules);
    let table = section(&page, "## Where do I change …?");
    for name in table
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .flat_map(|line| line.split('|').nth(2).unwrap_or_default().split('`').skip(1).step_by(2))
    {
        let found = [format!("src/{name}"), name.to_owned()].iter().any(|name| path(name).exists());
        assert!(found, "there is no `{name}`");
    }
}

#[test]
fn the_readme_names_every_dependency() {
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("[dependencies]\n").expect("dependencies");
    let lines = rest.split("\n[").next().unwrap_or_default().lines();
    let names = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned());
    let readme = read("README.md");
    assert_eq!(first_cells(section(&readme, "## Dependencies")), names.collect());
}

#[test]
fn the_readme_names_what_exists() {
    let readme = read("README.md");
    assert!(readme.contains("cargo run --release -- serve\n") && readme.contains("tests/run\n"));
    assert!(path("tests/run").exists());
    let pictures = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    for target in pictures.filter(|target| !target.contains("://")) {
        assert!(path(target.split('#').next().unwrap_or_default()).exists(), "README.md leads to `{target}`, which does not exist");
    }
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().expect("a name").to_string_lossy().into_owned()
}
