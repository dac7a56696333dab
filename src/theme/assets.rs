//! The theme's style sheets, scripts and pictures → files with content-hashed names.
//!
//! Style sheets become one `style.css`, in the order that `theme.yaml` gives. Scripts stay ES modules: the names in
//! their imports are replaced by hashed ones. Invariant: an asset's name changes exactly when its bytes do.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::classic::{Unportable, classic};
use super::{Layered, short_hash};
use crate::diagnostic::{Checked, Diagnostic};
use crate::medium::Medium;
use crate::nearest::suggest;
use crate::yaml;

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
    for name in scripts.keys() {
        add_script(name, &scripts, &mut bundle, &mut Vec::new());
    }
    let style: String = sheets.iter().map(|(_, sheet)| compact_style(sheet)).chain([added.to_owned()]).collect();
    let style =
        bundle.names.iter().fold(style, |style, (name, path)| style.replace(&format!("../img/{name}"), path.trim_start_matches("assets/")));
    bundle.add("style.css", style.as_bytes());
    Checked { value: bundle, diagnostics }
}

/// The scripts that a site publishes, by name: modules, or in a folder classic scripts.
fn scripts(layered: &Layered, medium: Medium) -> Checked<BTreeMap<String, String>> {
    let below = |folder: &'static str| {
        let inside = layered.iter().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(".js"));
        inside.map(|(path, (_, bytes))| (path.rsplit('/').next().unwrap_or(path).to_owned(), String::from_utf8_lossy(bytes).into_owned()))
    };
    let own = below("assets/").map(|(name, text)| (name, compact_script(&text)));
    if medium == Medium::Web {
        let search: BTreeMap<String, String> = below("search/").collect();
        return Checked { value: crate::search::scripts(&search).into_iter().chain(own).collect(), diagnostics: Vec::new() };
    }
    let modules = own.chain(below("search/").map(|(name, text)| (name, compact_script(&text)))).collect();
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

impl Bundle {
    fn add(&mut self, name: &str, bytes: &[u8]) {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("assets/{stem}.{}.{extension}", short_hash(bytes));
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

/// Leaves out lines that are only comment or white space, and indentation: what is safe to leave out without
/// understanding the script. A script with a template literal over several lines keeps its lines as they are.
fn compact_script(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut compact = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        let skip = in_comment || line.is_empty() || line.starts_with("//");
        in_comment &= !line.ends_with("*/");
        if !skip {
            compact.push_str(line);
            compact.push('\n');
        }
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

/// Leaves out comments and the white space around lines. Strings do not hold comments in our style sheets; one that
/// does (`content: "/*"`) keeps the whole sheet as it is.
fn compact_style(style: &str) -> String {
    let mut compact = String::with_capacity(style.len());
    let mut rest = style;
    if style.contains("\"/*") || style.contains("'/*") {
        return style.to_owned();
    }
    while let Some(start) = rest.find("/*") {
        compact.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    compact.push_str(rest);
    let lines: Vec<&str> = compact.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
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
    fn compact_styles_lose_comments_only() {
        assert_eq!(compact_style("/* a */\n.b {\n  color: red; /* c */\n}\n"), ".b {\ncolor: red;\n}\n");
    }
}
