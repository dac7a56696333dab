//! The page about the theme's files is made from what each file says of itself.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt::Write;

use varde::files::Memory;
use varde::medium::Medium;
use varde::memo::Memo;
use varde::theme;

use super::{CONTENT, expect, files, read};

const THEME: &str = "themes/default";

/// The first sentence of the comment that opens a file.
fn about(name: &str) -> String {
    let text = read(name);
    let signs = ["{#-", "/** @file", "/*", "//", "#"].iter().filter_map(|sign| Some((text.find(sign)?, sign.len())));
    // Of two that begin at one place the longer is meant.
    let (at, length) = signs.min_by_key(|(at, length)| (*at, Reverse(*length))).unwrap_or_else(|| panic!("{name} opens with no comment"));
    assert!(at < 40, "{name} opens with no comment");
    let end = ["-#}", "*/", "\n\n"].iter().filter_map(|sign| text[at..].find(sign)).min().unwrap_or(text.len() - at);
    let comment = text[at + length..at + end].replace("\n//", " ").replace("\n#", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = comment.split_once(". ").map_or(comment.as_str(), |(first, _)| first).trim_end_matches('.');
    assert!(sentence.starts_with(char::is_alphabetic), "{name} says nothing of itself: `{sentence}`");
    sentence.replace('|', "\\|")
}

/// The components that a file declares.
fn components(name: &str) -> String {
    let text = read(name);
    let names = text.split("{% component ").skip(1).filter_map(|rest| rest.split_once('('));
    names.map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn table(folder: &str, extension: &str) -> String {
    let mut table = String::from("| file | what it is |\n|---|---|\n");
    for name in files(&format!("{THEME}/{folder}"), extension).iter().filter(|name| direct(name, folder)) {
        writeln!(table, "| `{}` | {} |", &name[THEME.len() + 1..], about(name)).expect("a string");
    }
    table
}

fn direct(name: &str, folder: &str) -> bool {
    name[THEME.len() + 1 + folder.len() + 1..].split('/').count() == 1
}

fn parts() -> String {
    let mut table = String::from("| file | what it is | components |\n|---|---|---|\n");
    for name in files(&format!("{THEME}/templates/components"), "html") {
        writeln!(table, "| `{}` | {} | {} |", &name[THEME.len() + 1..], about(&name), components(&name)).expect("a string");
    }
    table
}

#[test]
fn every_file_of_the_theme_has_a_row() {
    let name = format!("{CONTENT}/theme/files.md");
    let page = read(&name);
    let comment = "UPDATE_EXPECT=1 cargo test -->\n";
    let (_, found) = page.split_once(comment).expect("the comment before the tables");
    let sections = [
        ("Templates", table("templates", "html")),
        ("Components", parts()),
        ("Style sheets", table("assets/css", "css")),
        ("Scripts", table("assets/js", "js")),
        ("Search", table("search", "js") + "\n" + &table("search", "css")),
        ("Only in portable sites", table("portable/search", "js")),
        ("Texts", table("i18n", "yaml")),
    ];
    let wanted: String = sections.iter().map(|(heading, table)| format!("\n## {heading}\n\n{table}")).collect();
    expect(&name, &format!("{comment}{found}"), &format!("{comment}{wanted}"));
}

/// The theme inside the program is the one on the page, file by file.
#[test]
fn the_theme_in_the_program_is_the_one_on_the_page() {
    let config = varde::config::read("title: X").value;
    let laid = theme::lay(&theme::read(&Memory::default(), &config), &config, Medium::Web, &Memo::of_nothing());
    let laid = &laid.value;
    let page = read(&format!("{CONTENT}/theme/files.md"));
    let rows: BTreeSet<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(name, _)| name).collect();
    for template in laid.templates.keys() {
        assert!(rows.contains(format!("templates/{template}").as_str()), "templates/{template} has no row");
    }
    let of = |folder: &str| rows.iter().filter(|row| row.starts_with(folder)).count();
    assert_eq!(of("templates/"), laid.templates.len());
    for asset in laid.assets.keys().filter(|name| name.ends_with(".js")) {
        assert!(rows.iter().any(|row| row.ends_with(&format!("/{asset}"))), "{asset} has no row");
    }
    assert_eq!(of("i18n/"), laid.texts.len());
}
