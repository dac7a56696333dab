//! The theme's style sheets, scripts and pictures → files with content-hashed names.
//!
//! Style sheets become one `style.css`, in the order that `theme.yaml` gives. Scripts stay ES modules: the names in
//! their imports are replaced by hashed ones. Invariant: an asset's name changes exactly when its bytes do.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::classic::{Unportable, classic};
use super::{BUILT_IN, Layered};
use crate::diagnostic::{Checked, Diagnostic};
use crate::fingerprint;
use crate::medium::Medium;
use crate::nearest::suggest;
use crate::{search, yaml};

/// Assets under their hashed names.
#[derive(Default)]
pub(super) struct Bundle {
    /// Site path by name.
    pub(super) names: BTreeMap<String, String>,
    /// Bytes by site path.
    pub(super) files: BTreeMap<String, Arc<[u8]>>,
}

/// Bundles the files below `assets/` and `search/`; `sheets` and then `added` become one style sheet.
pub(super) fn bundle(layered: &Layered, sheets: &[(Arc<str>, String)], added: &str, medium: Medium) -> Checked<Bundle> {
    let mut bundle = Bundle::default();
    let Checked { value: scripts, diagnostics } = scripts(layered, medium);
    for (path, (_, bytes)) in layered.iter().filter(|(path, _)| path.starts_with("assets/")) {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("js" | "css" | "md") | None => {}
            Some(_) => bundle.add(name, bytes),
        }
    }
    let style: String = sheets.iter().map(|(_, sheet)| compact_style(sheet)).chain([added.to_owned()]).collect();
    let style =
        bundle.names.iter().fold(style, |style, (name, path)| style.replace(&format!("../img/{name}"), path.trim_start_matches("assets/")));
    bundle.add("style.css", style.as_bytes());
    for name in scripts.keys() {
        add_script(name, &scripts, &mut bundle, &mut Vec::new());
    }
    Checked { value: bundle, diagnostics }
}

/// The scripts that a site publishes, by name: modules, or in a folder classic scripts.
fn scripts(layered: &Layered, medium: Medium) -> Checked<BTreeMap<String, String>> {
    let below = |folder: &'static str| {
        let inside = layered.iter().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(".js"));
        inside.map(|(path, (_, bytes))| (path.rsplit('/').next().unwrap_or(path).to_owned(), String::from_utf8_lossy(bytes).into_owned()))
    };
    let own = below("assets/").map(|(name, text)| (name, compact_script(&text)));
    let mut of_search = layered.iter().filter(|(path, _)| path.starts_with("search/") && path.ends_with(".js"));
    if medium == Medium::Web && of_search.all(|(path, (_, bytes))| is_built_in(path, bytes)) {
        let search = search::client().map(|(name, text)| (name.to_owned(), text.to_owned()));
        return Checked { value: search.chain(own).collect(), diagnostics: Vec::new() };
    }
    let modules = own.chain(below("search/").map(|(name, text)| (name, compact_script(&text)))).collect();
    if medium == Medium::Web {
        return Checked { value: modules, diagnostics: Vec::new() };
    }
    match classic(&modules) {
        Ok(value) => Checked { value, diagnostics: Vec::new() },
        Err(Unportable { script, line }) => {
            let file = layered.iter().find(|(path, _)| path.ends_with(&format!("/{script}"))).map(|(_, (file, _))| file);
            let file = file.cloned().unwrap_or_else(|| Arc::from(script.as_str()));
            let found = Diagnostic::error("unportable-script", &file, format!("`{}` cannot be done in a portable site", line.trim()))
                .help("there are no modules in a folder; import by name from `./` and export what is declared, without circles");
            Checked { value: BTreeMap::new(), diagnostics: vec![found] }
        }
    }
}

/// Whether a file is as it comes with Varde. Scripts of the search are joined and shortened by what is known of them;
/// of those that somebody else has written nothing is.
fn is_built_in(path: &str, bytes: &[u8]) -> bool {
    BUILT_IN.get_file(format!("default/{path}")).is_some_and(|file| file.contents() == bytes)
}

impl Bundle {
    fn add(&mut self, name: &str, bytes: &[u8]) {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("assets/{stem}.{}.{extension}", fingerprint::short(bytes));
        self.names.insert(name.to_owned(), path.clone());
        self.files.insert(path, Arc::from(bytes));
    }
}

/// Adds a script after those it imports; in a circle of imports the last one keeps a plain name.
fn add_script<'a>(name: &'a str, scripts: &'a BTreeMap<String, String>, bundle: &mut Bundle, open: &mut Vec<&'a str>) {
    if bundle.names.contains_key(name) || open.contains(&name) {
        return;
    }
    open.push(name);
    let mut text = scripts[name].clone();
    for imported in scripts.keys() {
        let written = [format!("\"./{imported}\""), format!("'./{imported}'")];
        if written.iter().any(|written| text.contains(written)) {
            add_script(imported, scripts, bundle, open);
            let path = bundle.names.get(imported).map_or(imported.as_str(), |path| path.trim_start_matches("assets/"));
            for written in written {
                text = text.replace(&written, &format!("\"./{path}\""));
            }
        }
    }
    open.pop();
    bundle.add(name, text.as_bytes());
}

/// Leaves out comments that begin a line, empty lines and indentation: what is safe to leave out without understanding
/// the script. One with a text over several lines, or a comment that begins behind code, stays as it is written.
fn compact_script(script: &str) -> String {
    let mut compact = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let code = match (in_comment, line.strip_prefix("/*")) {
            (true, _) => line.split_once("*/").map(|(_, after)| after.trim()),
            (false, Some(comment)) => comment.split_once("*/").map(|(_, after)| after.trim()),
            (false, None) => Some(line),
        };
        in_comment = code.is_none();
        let Some(code) = code.filter(|code| !code.is_empty() && !code.starts_with("//")) else { continue };
        let goes_on = code.rsplit_once("/*").is_some_and(|(_, comment)| !comment.contains("*/"));
        if goes_on || code.ends_with('\\') || code.matches('`').count() % 2 == 1 {
            return script.to_owned();
        }
        compact.push_str(code);
        compact.push('\n');
    }
    compact
}

/// The style sheets that `theme.yaml` lists, in that order: file and text.
pub(super) fn sheets(layered: &Layered) -> Checked<Vec<(Arc<str>, String)>> {
    let mut checked = Checked::<Vec<(Arc<str>, String)>>::default();
    let Some((file, bytes)) = layered.get("theme.yaml") else { return checked };
    let read = yaml::read(&String::from_utf8_lossy(bytes), 0, file);
    checked.diagnostics.extend(read.diagnostics);
    let sheets = |path: &&String| path.starts_with("assets/css/") || path.starts_with("search/");
    for name in read.value.get("styles").map(yaml::Yaml::items).unwrap_or_default() {
        let text = name.text().unwrap_or_default();
        let found = [format!("assets/css/{text}"), format!("search/{text}")].into_iter().find_map(|path| layered.get(&path));
        if let Some((file, bytes)) = found {
            checked.value.push((Arc::clone(file), String::from_utf8_lossy(bytes).into_owned()));
            continue;
        }
        let names: Vec<&str> =
            layered.keys().filter(sheets).filter_map(|path| path.rsplit('/').next()).filter(|name| name.ends_with(".css")).collect();
        let missing = Diagnostic::error("missing-style", file, format!("there is no style sheet `{text}`"));
        checked.diagnostics.push(missing.at(name.span.clone()).help(suggest(text, names, "style sheet")));
    }
    checked
}

/// Leaves out comments, and white space where it means nothing.
fn compact_style(style: &str) -> String {
    let mut compact = String::with_capacity(style.len());
    let mut rest = style;
    let mut blank = false;
    while let Some(sign) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            blank = true;
            continue;
        }
        let (part, after) = rest.split_at(if ['"', '\''].contains(&sign) { end_of_text(rest) } else { sign.len_utf8() });
        rest = after;
        if sign.is_ascii_whitespace() {
            blank = true;
            continue;
        }
        // A space before a colon is part of a selector: `& :first-child`.
        if blank && !compact.is_empty() && !compact.ends_with(['{', '}', ';', ',', ':']) && !['{', '}', ';', ','].contains(&sign) {
            compact.push(' ');
        }
        if sign == '}' && compact.ends_with(';') {
            compact.pop();
        }
        compact.push_str(part);
        blank = false;
    }
    compact
}

/// Where a text ends that begins with its quotation mark: behind the next one, or at the end of the line.
fn end_of_text(style: &str) -> usize {
    let quote = style.chars().next();
    let mut escaped = false;
    for (at, sign) in style.char_indices().skip(1) {
        if !escaped && (Some(sign) == quote || sign == '\n') {
            return at + 1;
        }
        escaped = !escaped && sign == '\\';
    }
    style.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_renamed_and_names_follow_content() {
        let file = |text: &str| (Arc::from("x"), text.as_bytes().to_vec());
        let bundled = |inner: &str| {
            let layered = Layered::from([
                ("assets/js/a.js".into(), file("// note\nimport { b } from './b.js';\n  b();\n")),
                ("assets/js/b.js".into(), file(inner)),
            ]);
            bundle(&layered, &[], "", Medium::Web).value
        };
        let (one, two) = (bundled("export const b = 1;"), bundled("export const b = 2;"));
        let text = String::from_utf8_lossy(&one.files[&one.names["a.js"]]).into_owned();
        assert_eq!(text, format!("import {{ b }} from \"./{}\";\nb();\n", one.names["b.js"].trim_start_matches("assets/")));
        assert_ne!(one.names["a.js"], two.names["a.js"]);
    }

    #[test]
    fn compact_styles_mean_the_same() {
        let cases = [
            ("/* it's */\n.b {\n  color: red; /* c */\n}\n", ".b{color:red}"),
            (
                ".a { & :is(b, c) > d:not(e) { margin: 0 calc(1px + 2px) !important; } }",
                ".a{& :is(b,c) > d:not(e){margin:0 calc(1px + 2px) !important}}",
            ),
            (
                ".b { content: \"a /* \\\" b;  }\"; background: url('/c*/d.svg') }",
                ".b{content:\"a /* \\\" b;  }\";background:url('/c*/d.svg')}",
            ),
            ("font: 1em \"A B\"/* c */serif", "font:1em \"A B\" serif"),
            ("/* never closed .a {}", ""),
        ];
        for (style, compact) in cases {
            assert_eq!(compact_style(style), compact);
        }
    }

    #[test]
    fn compact_scripts_lose_comments_only() {
        let cases = [
            ("// a\n  b();\n\n/** c\n * d\n */\ne();\n", "b();\ne();\n"),
            ("/* a */ b();\nc();\n", "b();\nc();\n"),
            ("/* a\n*/ b();\n/* c */\nd();\n", "b();\nd();\n"),
            ("a(\"image/*\", /* b */ 1);\n", "a(\"image/*\", /* b */ 1);\n"),
        ];
        for (script, compact) in cases {
            assert_eq!(compact_script(script), compact);
        }
        for whole in ["a(`\n  // b\n`);\n", "a(); /* b\n  // c\n*/\n", "a(\"b\\\n  // c\");\n"] {
            assert_eq!(compact_script(whole), whole);
        }
    }
}
