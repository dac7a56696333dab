//! The page about the view is made from the comments on what templates see.

use std::fmt::Write;

use super::{CONTENT, code, expect, read};

/// A struct that templates see.
struct Struct {
    name: String,
    about: String,
    /// Name, type in Rust, comment.
    fields: Vec<(String, String, String)>,
}

/// The structs that are serialised, in the order of the source.
fn structs(code: &str) -> Vec<Struct> {
    let (mut found, mut comment, mut attributes): (Vec<Struct>, String, String) = Default::default();
    let mut open = false;
    for line in code.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            comment = [comment.as_str(), text].join(" ");
        } else if line.starts_with("#[") {
            attributes.push_str(line);
        } else {
            if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
                open = attributes.contains("Serialize");
                if open {
                    found.push(Struct { name: name.to_owned(), about: comment.trim().to_owned(), fields: Vec::new() });
                }
            } else if let Some((name, kind)) = line.strip_prefix("pub ").filter(|_| open).and_then(|rest| rest.split_once(": ")) {
                let renamed = attributes.split_once("rename = \"").and_then(|(_, rest)| rest.split_once('"'));
                let name = renamed.map_or(name, |(renamed, _)| renamed);
                if !attributes.contains("serde(skip)") {
                    found.last_mut().expect("a struct").fields.push((
                        name.to_owned(),
                        kind.trim_end_matches(',').to_owned(),
                        comment.trim().to_owned(),
                    ));
                }
            } else if line == "}" {
                open = false;
            }
            comment.clear();
            attributes.clear();
        }
    }
    found
}

/// A type in Rust, as the writer of a template sees it.
fn kind(rust: &str) -> String {
    let inside = |name: &str| rust.strip_prefix(name).and_then(|rest| rest.strip_prefix('<')).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option") {
        return format!("{} or none", kind(inner));
    }
    if let Some(inner) = inside("Vec") {
        return format!("list of {}", kind(inner));
    }
    if let Some(inner) = inside("BTreeMap") {
        return format!("{} by name", kind(inner.trim_start_matches("String, ")));
    }
    if rust == "Arc<str>" {
        return "text".to_owned();
    }
    if let Some(inner) = inside("Part") {
        return kind(inner);
    }
    match rust {
        "String" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u32" => "number".to_owned(),
        name => format!("[{name}](#{})", name.to_lowercase()),
    }
}

fn tables(structs: &[Struct]) -> String {
    let mut text = String::new();
    for Struct { name, about, fields } in structs {
        write!(text, "\n## {name}\n\n{about}\n\n| field | holds | what it is |\n|---|---|---|\n").expect("a string");
        for (name, rust, comment) in fields {
            writeln!(text, "| `{name}` | {} | {} |", kind(rust), comment.replace('|', "\\|")).expect("a string");
        }
    }
    text
}

#[test]
fn view_fields() {
    let name = format!("{CONTENT}/theme/view.md");
    let page = read(&name);
    let comment = "UPDATE_EXPECT=1 cargo test -->\n";
    let (_, found) = page.split_once(comment).expect("the comment before the tables");
    let all: Vec<Struct> = ["src/view.rs", "src/view/shared.rs", "src/view/collection.rs", "src/render.rs"]
        .iter()
        .flat_map(|file| structs(&code(file)))
        .collect();
    assert!(
        all.len() > 20
            && all.iter().all(|found| !found.fields.is_empty() && found.fields.iter().all(|(_, _, comment)| !comment.is_empty()))
    );
    expect(&name, &format!("{comment}{found}"), &format!("{comment}{}", tables(&all)));
}
