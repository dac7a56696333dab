//! The client's modules → the scripts that a site publishes: fewer requests, no comments, short names. `build.rs` makes
//! them when Varde is compiled. A bundler for these modules alone.
//!
//! Each entry takes in the modules it imports, except other entries. Comments and needless blanks go, and
//! variables get short names; nothing else changes.
//! It is made for these modules, not for any script: a statement ends with `;` or a line that ends with a brace.

use std::collections::BTreeMap;

use super::shorten::shorten;

/// Modules that are files of their own on the site.
const ENTRIES: &[&str] = &[
    "search-start.js",
    "search-page.js",
    "search-ui.js",
    "search.js",
    "search-filter.js",
    "mend.js",
    "search-recent.js",
    "search-nb.js",
    "search-nn.js",
    "search-da.js",
    "search-en.js",
];

/// Makes the published scripts from all modules of `themes/…/search/`, by file name.
pub(crate) fn scripts(modules: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let modules: &BTreeMap<String, String> = &modules.iter().map(|(name, text)| (name.clone(), without_comments(text))).collect();
    let published = modules.iter().filter(|(name, _)| ENTRIES.contains(&name.as_str()) || !is_imported(name, modules));
    published.map(|(name, _)| (name.clone(), script(name, modules))).collect()
}

fn is_imported(name: &str, modules: &BTreeMap<String, String>) -> bool {
    modules.values().any(|text| text.contains(&format!("\"./{name}\"")))
}

fn script(name: &str, modules: &BTreeMap<String, String>) -> String {
    let mut parts = Vec::new();
    gather(name, modules, ENTRIES, &mut parts);
    let mut outside = Vec::new();
    let mut body = String::new();
    for part in &parts {
        let (imports, own) = split_imports(&modules[part]);
        outside.extend(imports.into_iter().filter(|(from, _)| ENTRIES.contains(&from.as_str())).map(|(_, line)| line));
        body.push_str(&if part == name { own } else { own.replace("\nexport ", "\n").trim_start_matches("export ").to_owned() });
    }
    outside.dedup();
    shorten(&(outside.concat() + &body))
}

/// A module's imports first, itself last, each once.
fn gather(name: &str, modules: &BTreeMap<String, String>, entries: &[&str], parts: &mut Vec<String>) {
    let Some(text) = modules.get(name).filter(|_| !parts.iter().any(|part| part == name)) else {
        return;
    };
    for (from, _) in split_imports(text).0 {
        if !entries.contains(&from.as_str()) {
            gather(&from, modules, entries, parts);
        }
    }
    parts.push(name.to_owned());
}

/// Static imports (file, whole line) and the rest.
fn split_imports(text: &str) -> (Vec<(String, String)>, String) {
    let (mut imports, mut rest) = (Vec::new(), String::new());
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("import{").and_then(|line| line.split_once("\"./")).and_then(|(_, from)| from.split_once('"')) {
            Some((from, _)) => imports.push((from.to_owned(), line.to_owned())),
            None => rest.push_str(line),
        }
    }
    (imports, rest)
}

/// Drops comments, blank lines and indentation; leaves strings, templates and regular expressions alone.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = if rest.starts_with("/*") {
            rest = &rest[rest.find("*/").map_or(rest.len(), |end| end + 2)..];
            continue;
        } else if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
            continue;
        } else if next == ' '
            && (out.ends_with(tight) || rest[1..].starts_with(|after| tight(after) && after != '/') || stands_apart(&out, &rest[1..]))
        {
            rest = &rest[1..];
            continue;
        } else if matches!(next, '"' | '\'' | '`') {
            literal_length(rest, next)
        } else if next == '/' && begins_expression(&out) {
            literal_length(rest, '/')
        } else {
            next.len_utf8()
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

/// Characters that need no blank beside them.
fn tight(character: char) -> bool {
    matches!(character, '=' | ',' | '{' | '}' | '(' | ')' | '[' | ']' | ';' | ':' | '?' | '<' | '>' | '&' | '|' | '*' | '!' | ' ' | '\n')
}

/// Whether the blank stands beside a plus or a minus that does not become another one without it.
fn stands_apart(before: &str, after: &str) -> bool {
    let sign = |text: Option<char>| text.filter(|own| matches!(own, '+' | '-'));
    let (left, right) = (sign(before.chars().last()), sign(after.chars().next()));
    left.is_some() != right.is_some()
}

/// Whether a slash after this text begins a regular expression, and is no division.
pub(crate) fn begins_expression(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', '}', ';', '>', '+']) || before.ends_with("return")
}

/// The length of a string, template or regular expression, with its ends.
pub(crate) fn literal_length(text: &str, end: char) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if end == '/' => in_class = true,
            ']' => in_class = false,
            _ if character == end && !in_class => return index + character.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(without_comments(source), expected);
    }

    #[test]
    fn comments_and_indentation_go() {
        check("/** doc */\nconst a = 1; // why\n\n  b();\n", "const a=1;\nb();\n");
    }

    #[test]
    fn strings_and_expressions_stay() {
        check("x = \"// no\" + '/* no */';\n", "x=\"// no\"+'/* no */';\n");
        check("y = /[/\"]\\//g.test(a) / 2; // half\n", "y=/[/\"]\\//g.test(a)/ 2;\n");
    }

    #[test]
    fn an_entry_takes_in_what_it_imports() {
        let modules = BTreeMap::from([
            ("search.js".to_owned(), "import { two } from \"./two.js\";\nexport const three = two + 1;\n".to_owned()),
            ("two.js".to_owned(), "export const two = 2;\n".to_owned()),
        ]);
        let expected = BTreeMap::from([("search.js".to_owned(), "let a=2;export let three=a+1;".to_owned())]);
        assert_eq!(scripts(&modules), expected);
    }
}
