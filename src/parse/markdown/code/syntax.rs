//! The name of a code language → how it is read: by a grammar of our own where there is one, else by the library's.

use std::sync::{LazyLock, OnceLock};

use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::grammar;

/// How a language is read.
#[derive(Clone, Copy)]
pub(super) struct Syntax {
    /// What the library has to know beside it.
    pub(super) set: &'static SyntaxSet,
    /// Itself.
    pub(super) reference: &'static SyntaxReference,
}

/// A language with a grammar of our own.
struct Own {
    names: &'static [&'static str],
    text: &'static str,
    read: OnceLock<SyntaxSet>,
}

const fn own(names: &'static [&'static str], text: &'static str) -> Own {
    Own { names, text, read: OnceLock::new() }
}

/// Those that handbooks show, by all names that people use; the first is what other grammars include them by.
static OWN: [Own; 11] = [
    own(&["yaml", "yml"], include_str!("grammars/yaml.yaml")),
    own(&["markdown", "md"], include_str!("grammars/markdown.yaml")),
    own(&["shell", "sh", "bash", "zsh", "console", "dockerfile"], include_str!("grammars/shell.yaml")),
    own(&["json", "jsonc", "json5", "geojson"], include_str!("grammars/json.yaml")),
    own(&["html", "htm", "xhtml", "xml", "svg", "jinja", "jinja2", "tera", "vue"], include_str!("grammars/html.yaml")),
    own(&["css", "scss", "less"], include_str!("grammars/css.yaml")),
    own(&["javascript", "js", "mjs", "cjs", "jsx", "typescript", "ts", "tsx"], include_str!("grammars/javascript.yaml")),
    own(&["python", "py", "python3"], include_str!("grammars/python.yaml")),
    own(&["sql"], include_str!("grammars/sql.yaml")),
    own(&["toml", "ini", "properties", "editorconfig"], include_str!("grammars/toml.yaml")),
    own(&["diff", "patch"], include_str!("grammars/diff.yaml")),
];

/// Names for code without colours.
const PLAIN: [&str; 10] = ["text", "txt", "plain", "plaintext", "none", "output", "csv", "mermaid", "http", "turtle"];

/// Names that people use and the library does not know, and a relative.
const RELATIVES: [(&str, &str); 1] = [("kotlin", "java")];

static LIBRARY: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// How the language with this name is read; none for one that nobody knows.
pub(super) fn syntax(name: &str) -> Option<Syntax> {
    let name = name.to_lowercase();
    if let Some(own) = OWN.iter().find(|own| own.names.contains(&&*name)) {
        let set = own.read.get_or_init(|| grammar::read(own.names[0], text_of));
        return Some(Syntax { set, reference: set.syntaxes().first()? });
    }
    let known = RELATIVES.iter().find(|(own, _)| *own == name).map_or(&*name, |(_, relative)| relative);
    Some(Syntax { set: &LIBRARY, reference: LIBRARY.find_syntax_by_token(known)? })
}

/// Whether code with this name is meant to have no colours.
pub(super) fn is_plain(name: &str) -> bool {
    name.is_empty() || PLAIN.contains(&name.to_lowercase().as_str())
}

/// All names, for one who has misspelt one.
pub(super) fn names() -> Vec<String> {
    let relatives = RELATIVES.iter().map(|(name, _)| name);
    let own = OWN.iter().flat_map(|own| own.names).chain(&PLAIN).chain(relatives).map(|name| (*name).to_owned());
    LIBRARY.syntaxes().iter().map(|syntax| syntax.name.to_lowercase()).chain(own).collect()
}

fn text_of(name: &str) -> &'static str {
    OWN.iter().find(|own| own.names[0] == name).map_or("", |own| own.text)
}

/// The names of our own grammars.
#[cfg(test)]
pub(super) fn own_names() -> Vec<&'static str> {
    OWN.iter().map(|own| own.names[0]).collect()
}

#[cfg(test)]
mod tests {
    use syntect::parsing::Regex;
    use syntect::parsing::syntax_definition::Pattern;

    use super::*;

    #[test]
    fn each_name_means_one_language() {
        let mut names: Vec<&str> = OWN.iter().flat_map(|own| own.names).chain(&PLAIN).copied().collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }

    #[test]
    fn every_rule_of_every_grammar_can_be_read() {
        for name in own_names() {
            for pattern in grammar::contexts(name, text_of).into_values().flat_map(|context| context.patterns) {
                let Pattern::Match(pattern) = pattern else { continue };
                // What the group found is put in place of its number.
                let regex = pattern.regex.regex_str().replace(r"\1", "x");
                let error = Regex::try_compile(&regex);
                assert!(error.is_none(), "{name}: `{regex}`: {error:?}");
            }
        }
    }
}
