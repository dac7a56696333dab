//! The real binary: commands, exit codes, what is printed where.

use std::process::{Command, Output};

use crate::support::{Folder, handbook};

fn varde(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_varde")).args(arguments).output().expect("varde runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn path(folder: &Folder) -> &str {
    folder.path().to_str().expect("a path in Unicode")
}

#[test]
fn a_new_handbook_builds_without_a_warning() {
    let folder = Folder::new();
    let dir = format!("{}/hb", path(&folder));
    assert_eq!(varde(&["init", &dir]).status.code(), Some(0));
    let built = varde(&["build", &dir, "--strict"]);
    assert_eq!((built.status.code(), text(&built.stderr)), (Some(0), String::new()));
    assert!(folder.path().join("hb/.github/workflows/publish.yml").exists());
    assert_eq!(varde(&["init", &dir]).status.code(), Some(2), "a folder that is taken");
}

#[test]
fn a_word_is_explained_in_a_language_of_the_handbook() {
    let folder = handbook(&[]);
    let explain = |lang| varde(&["search", "--explain", "ord", "--lang", lang, path(&folder)]);
    assert_eq!(explain("nb").status.code(), Some(0));
    let other = explain("xx");
    assert_eq!((other.status.code(), other.stdout.len()), (Some(2), 0));
    assert!(text(&other.stderr).contains("`xx` is no language of the handbook"));
}

#[test]
fn a_starting_file_of_any_type_says_what_is_missing_and_nothing_else() {
    let folder = Folder::new();
    let dir = format!("{}/hb", path(&folder));
    assert_eq!(varde(&["init", &dir]).status.code(), Some(0));
    for kind in varde::config::read("title: X\ntypes: handbook\n").value.types.names() {
        let new = varde(&["new", kind, "Ny: «tekst» #1", &dir]);
        assert_eq!(new.status.code(), Some(0), "{kind}: {}", text(&new.stderr));
    }
    let checked = varde(&["check", &dir, "--format", "json"]);
    let rules: Vec<String> = text(&checked.stderr)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["rule"].as_str().expect("a rule").to_owned())
        .collect();
    assert!(rules.iter().all(|rule| rule == "missing-field" || rule == "empty-section"), "{rules:?}");
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(varde(&["new", "case", "Ny: «tekst» #1", &dir]).status.code(), Some(2), "a file that exists");
    assert_eq!(varde(&["new", "csae", "X", &dir]).status.code(), Some(2));
}

#[test]
fn duties_are_checked_when_asked_for_and_stand_on_every_page() {
    let silent = handbook(&[]);
    assert_eq!(varde(&["check", path(&silent), "--strict"]).status.code(), Some(0));
    let checked = varde(&["check", path(&silent), "--strict", "--publish", "--format", "short"]);
    assert_eq!(checked.status.code(), Some(2));
    assert!(text(&checked.stderr).contains("warning[unmet-duty]: there is no link to an accessibility statement"));
    let config = "title: X\nlanguages: [nb, en, da]\nbase_url: https://example.org/\nlicence: CC0-1.0\nprivacy: a\n\
                  publisher: {name: P, url: 'https://example.org', contact: p@example.org}\n\
                  accessibility_statement: https://uustatus.no/x\n";
    let told = handbook(&[
        ("varde.yaml", config),
        ("content/index.en.md", "---\ntitle: Front\n---\n"),
        ("content/b.md", "---\ntitle: B\naliases: [/c/]\n---\n"),
    ]);
    let checked = varde(&["check", path(&told), "--strict", "--publish"]);
    assert_eq!((checked.status.code(), text(&checked.stderr)), (Some(0), String::new()));
    assert_eq!(varde(&["build", path(&told)]).status.code(), Some(0));
    let pages = walkdir::WalkDir::new(told.path().join("public")).into_iter().map(|entry| entry.expect("a file").into_path());
    let pages: Vec<_> = pages.filter(|file| file.extension().is_some_and(|ending| ending == "html")).collect();
    assert!(pages.len() > 10 && pages.iter().any(|page| page.ends_with("404.html")));
    let old = told.path().join("public/c/index.html");
    for page in pages.into_iter().filter(|page| *page != old) {
        let html = std::fs::read_to_string(&page).expect("a page");
        assert!(html.contains("href=\"https://uustatus.no/x\""), "{} does not lead to the statement", page.display());
    }
}

#[test]
fn exit_codes() {
    let good = handbook(&[]);
    let warned = handbook(&[("content/b.md", "---\ntitle: B\nfoo: 1\n---\n")]);
    let broken = handbook(&[("content/b.md", "---\n---\n")]);
    let misconfigured = handbook(&[("varde.yaml", "titel: X\n")]);
    let cases = [
        (vec!["check", path(&good)], 0),
        (vec!["check", path(&warned)], 0),
        (vec!["check", "--strict", path(&warned)], 1),
        (vec!["check", path(&broken)], 1),
        (vec!["check", path(&misconfigured)], 2),
        (vec!["check", "/nowhere"], 2),
        (vec!["chek"], 2),
        (vec!["build", path(&good), "--format", "xml"], 2),
    ];
    for (arguments, code) in cases {
        assert_eq!(varde(&arguments).status.code(), Some(code), "{arguments:?}");
    }
    assert!(!broken.path().join("public").exists() && !good.path().join("public").exists(), "check writes nothing");
}

#[test]
fn json_has_one_object_a_line() {
    let broken = handbook(&[("content/b.md", "---\ntitle: B\n---\n[x](gone.md)\n")]);
    let checked = varde(&["check", path(&broken), "--format", "json"]);
    let lines: Vec<serde_json::Value> = text(&checked.stderr).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 1);
    let keys: Vec<&str> = lines[0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["column", "file", "help", "line", "message", "rule", "severity"]);
    assert_eq!(
        (lines[0]["rule"].as_str(), lines[0]["line"].as_u64(), lines[0]["column"].as_u64()),
        (Some("broken-link"), Some(4), Some(1))
    );
}

#[test]
fn progress_is_shown_on_a_terminal_and_nowhere_else() {
    let site = handbook(&[]);
    let built = varde(&["build", path(&site)]);
    assert_eq!((built.status.code(), text(&built.stderr)), (Some(0), String::new()));
    // `script` gives the command a terminal, and what is written there to us.
    let command = format!("'{}' build '{}'", env!("CARGO_BIN_EXE_varde"), path(&site));
    let terminal =
        Command::new("script").args(["-qec", &command, "/dev/null"]).env("TERM", "xterm").stdin(std::process::Stdio::null()).output();
    let Ok(shown) = terminal.map(|output| text(&output.stdout)) else {
        return drop(std::io::Write::write_all(&mut std::io::stderr(), b"left out: a terminal, which takes `script`\n"));
    };
    assert!(shown.contains("building") && shown.contains("pages from"), "{shown:?}");
}
