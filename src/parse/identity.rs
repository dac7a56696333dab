//! A file's path and front matter → type, slug and language.
//!
//! `content/caser/telma.nn.md` is the entry `case/telma` in Nynorsk; `content/caser/telma/index.md` is `case/telma`
//! too, with room for pictures beside it. `type:`, `slug:` and `lang:` in the front matter go before the path.

use std::sync::Arc;

use super::Grammar;
use crate::diagnostic::{Checked, Diagnostic};
use crate::language::{is_known, is_tag};
use crate::load::CONTENT;
use crate::nearest::suggest;
use crate::slug::{LONGEST_PART, slugify};
use crate::source::Source;
use crate::types::{PAGE, TypeDecl};
use crate::yaml::keys::Keys;

/// What a path says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromPath {
    /// The type whose folder holds the file.
    pub kind: Option<String>,
    /// The path below `content/` as a slug: `caser/telma`; `index` for the front page.
    pub slug: String,
    /// The language in the file's name.
    pub lang: Option<String>,
}

/// Folders within folders. Each page shows its way down, so that what deep ones cost grows much faster than they.
const DEEPEST: usize = 32;

/// Reads a path.
pub fn of_path(path: &Arc<str>, grammar: &Grammar) -> Checked<FromPath> {
    let inside = path.strip_prefix(CONTENT).unwrap_or(path).trim_start_matches('/');
    let (folder, name) = inside.rsplit_once('/').map_or(("", inside), |(folder, name)| (folder, name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (stem, lang) = match stem.rsplit_once('.') {
        Some((stem, lang)) if is_tag(lang) && (grammar.languages.iter().any(|known| known == lang) || is_known(lang)) => {
            (stem, Some(lang.to_owned()))
        }
        _ => (stem, None),
    };
    let is_index = stem == "index";
    let parts = folder.split('/').chain((!is_index).then_some(stem)).filter(|part| !part.is_empty());
    let slugs: Vec<String> = parts.clone().map(slugify).collect();
    let mut diagnostics = Vec::new();
    if slugs.iter().any(String::is_empty) {
        diagnostics.push(
            Diagnostic::error("unusable-name", path, "the file's name has no letter or digit that can stand in an address")
                .help("rename it, with letters a–z, digits and hyphens"),
        );
    } else if parts.clone().any(|part| !part.is_ascii() || part.contains(char::is_whitespace)) {
        diagnostics.push(
            Diagnostic::warning(
                "unusual-name",
                path,
                format!("the file's name has spaces or letters outside a–z; its address becomes `/{}/`", slugs.join("/")),
            )
            .help("rename it with letters a–z, digits and hyphens, so that file and address look alike"),
        );
    }
    if slugs.len() > DEEPEST {
        let message = format!("the file lies {} folders deep, more than the {DEEPEST} that an address can hold", slugs.len());
        diagnostics.push(Diagnostic::error("unusable-name", path, message).help("move it up"));
    }
    if stem == "_index" {
        let message = "the text has no page: names that begin with `_` are those of snippets";
        diagnostics.push(Diagnostic::warning("unusual-name", path, message).help("call it `index.md` to make it the page of its folder"));
    }
    // A part that is nothing would make the address another one's.
    let parts: Vec<&str> = slugs.iter().map(|slug| if slug.is_empty() { "-" } else { slug }).collect();
    let slug = if parts.is_empty() { "index".to_owned() } else { parts.join("/") };
    // A type folder's own `index.md` is a page: the text above the type's list.
    let kind = grammar.types.of_path(&format!("{slug}/")).filter(|decl| decl.folder != slug).map(|decl| decl.name.clone());
    Checked { value: FromPath { kind, slug, lang }, diagnostics }
}

/// The entry's type: `type:`, else the folder's, else page.
pub fn kind<'a>(keys: &Keys, path: &FromPath, grammar: &'a Grammar, source: &Source) -> &'a TypeDecl {
    let types = &grammar.types;
    let by_path = path.kind.as_deref().unwrap_or(PAGE);
    let named = keys.text("type").and_then(|name| {
        let found = types.get(name);
        if found.is_none() {
            let span = keys.value("type").map_or(0..0, |yaml| yaml.span.clone());
            let message = format!("there is no type `{name}`");
            keys.report(if types.declared {
                Diagnostic::error("unknown-type", &source.path, message).at(span).help(suggest(name, types.names(), "type"))
            } else {
                Diagnostic::warning("unknown-type", &source.path, format!("{message}; the entry is read as a page"))
                    .at(span)
                    .help("declare the type under `types:` in varde.yaml, or take `types: handbook`")
            });
        }
        found
    });
    named.or_else(|| types.get(by_path)).unwrap_or(&types.list[0])
}

/// The entry's slug: `slug:`, else from the path.
pub fn slug(keys: &Keys, path: &FromPath, kind: &TypeDecl, source: &Source) -> String {
    let last = || path.slug.rsplit('/').next().unwrap_or_default().to_owned();
    let from_path = if kind.name == PAGE { path.slug.clone() } else { last() };
    let Some(written) = keys.text("slug") else { return from_path };
    let clean = slugify(written);
    if clean.len() > LONGEST_PART {
        let span = keys.value("slug").map_or(0..0, |yaml| yaml.span.clone());
        let message = format!("the slug has {} letters, more than an address can hold", clean.len());
        keys.report(Diagnostic::error("invalid-slug", &source.path, message).at(span).help("write a shorter one, of a few words"));
        return from_path;
    }
    if clean != written {
        let span = keys.value("slug").map_or(0..0, |yaml| yaml.span.clone());
        let help = if clean.is_empty() { "use letters a–z, digits and hyphens".to_owned() } else { format!("write `slug: {clean}`") };
        keys.report(
            Diagnostic::error("invalid-slug", &source.path, format!("`{written}` cannot be part of an address")).at(span).help(help),
        );
    }
    match (clean.is_empty(), kind.name == PAGE, from_path.rsplit_once('/')) {
        (true, ..) => from_path,
        (false, true, Some((folder, _))) => format!("{folder}/{clean}"),
        _ => clean,
    }
}

/// The entry's language: `lang:`, else from the file's name.
pub fn lang(keys: &Keys, path: &FromPath, grammar: &Grammar, source: &Source) -> Option<String> {
    let (written, span) = keys.text_with_span("lang").unzip();
    let span = span.unwrap_or(0..0);
    let names = || grammar.languages.iter().map(String::as_str);
    if let Some(lang) = written.as_ref().filter(|lang| !is_tag(lang)) {
        let found = Diagnostic::error("unknown-language", &source.path, format!("`{lang}` is not a language tag"));
        keys.report(found.at(span).help(suggest(lang, names(), "language")));
        return path.lang.clone();
    }
    let lang = written.or_else(|| path.lang.clone());
    if let Some(lang) = lang.as_ref().filter(|lang| !grammar.languages.contains(lang)) {
        let message = format!("the text is in `{lang}`, which is not among the handbook's `languages`");
        let help = format!("add `{lang}` to `languages:` in varde.yaml, correct the language, or take the text away");
        keys.report(Diagnostic::warning("unlisted-language", &source.path, message).at(span).help(help));
    }
    lang
}
