//! A type's declaration → the text that a writer of an entry starts from.
//!
//! Required fields stand empty, so that checking reminds of them; the others are comments. Invariant: the text is
//! made from the declaration alone, so that a handbook's own types get a starting file too.

use crate::types::{Field, Kind, TypeDecl, Types};

/// The starting file of an entry.
pub fn starting_file(decl: &TypeDecl, types: &Types, title: &str, lang: &str) -> String {
    let mut text = format!("---\ntitle: {}\n", quote(title));
    let fields = || decl.fields.iter().filter(|field| field.kind != Kind::Section);
    let always = |field: &&Field| field.required || field.name == "summary";
    let summary = |field: &&Field| field.name == "summary";
    let required = |field: &&Field| field.required && field.name != "summary";
    for field in fields().filter(summary).chain(fields().filter(required)).chain(fields().filter(|field| !always(field))) {
        text.push_str(&explain(field, types, lang));
        let mark = if field.required || field.name == "summary" { "" } else { "# " };
        text.push_str(&format!("{mark}{}:{}\n", field.name, example(field)));
    }
    text.push_str("---\n");
    let mut sections = decl.fields.iter().filter(|field| field.kind == Kind::Section).peekable();
    if sections.peek().is_none() {
        text.push('\n');
    }
    for section in sections {
        text.push_str(&format!("\n## {}\n\n<!-- {} -->\n", section.label.get(lang), section.help.get(lang)));
    }
    text
}

/// A comment that says what to write.
fn explain(field: &Field, types: &Types, lang: &str) -> String {
    let values = match &field.kind {
        Kind::Choice(choices) => {
            choices.iter().map(|choice| format!("{} ({})", choice.key, choice.label.get(lang))).collect::<Vec<_>>().join(" · ")
        }
        Kind::Reference(Some(target)) => {
            types.get(target).map_or_else(|| target.clone(), |decl| format!("content/{}/….md → …", decl.folder))
        }
        Kind::Reference(None) => "type/slug".to_owned(),
        _ => String::new(),
    };
    // A help of several lines is a comment in all of them.
    let lines = field.help.get(lang).lines().chain([values.as_str()]).map(str::trim).filter(|line| !line.is_empty());
    let parts = lines.collect::<Vec<_>>().join("\n#   ");
    let mark = if parts.is_empty() { "" } else { ": " };
    let label = field.label.get(lang).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\n# {label}{mark}{parts}\n")
}

/// What a value looks like, as far as it must not be guessed.
fn example(field: &Field) -> String {
    let one = match &field.kind {
        _ if field.required || field.name == "summary" => return String::new(),
        Kind::Date => "2026-01-31".to_owned(),
        Kind::Year => "2026".to_owned(),
        Kind::Number => "1".to_owned(),
        Kind::Url => "https://".to_owned(),
        Kind::Choice(choices) => choices.first().map_or(String::new(), |choice| choice.key.clone()),
        Kind::Group { fields, .. } => {
            format!("{{{}}}", fields.iter().map(|field| format!("{}: …", field.name)).collect::<Vec<_>>().join(", "))
        }
        Kind::Process => "{shape: cycle, title: …, description: …, steps: [{title: …, text: …}]}".to_owned(),
        _ => "…".to_owned(),
    };
    match (&field.kind, field.many) {
        (Kind::Group { .. }, true) => format!("\n#   - {one}"),
        (_, true) => format!(" [{one}]"),
        (_, false) => format!(" {one}"),
    }
}

/// A title as a YAML scalar.
fn quote(title: &str) -> String {
    let plain = title.chars().next().is_some_and(char::is_alphabetic)
        && !title.contains(": ")
        && !title.contains(" #")
        && !title.ends_with(':')
        && !title.contains(char::is_control);
    let word = ["true", "false", "null", "yes", "no", "on", "off"].contains(&title.to_lowercase().as_str());
    if plain && !word && title.trim() == title { title.to_owned() } else { serde_json::to_string(title).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_help_of_several_lines_is_a_comment_in_all_of_them() {
        let fields = "{word: {kind: text, label: \"A\\nword\", help: \"One.\\nTwo.\\n\"}}";
        let config = crate::config::read(&format!("title: X\ntypes: {{job: {{folder: jobs, fields: {fields}}}}}\n")).value;
        let text = starting_file(config.types.get("job").expect("the type"), &config.types, "A", "nb");
        assert!(text.contains("\n# A word: One.\n#   Two.\n# word: …\n"), "{text}");
    }
}
