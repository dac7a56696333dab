//! Which words are terms: every form of every term of one language, and how to find them in HTML.
//!
//! Made by `resolve` from the types that declare a `glossary`; used by `view`, because only there is the page
//! whole. Marks the first use of a term in each section. Invariant: text inside links, code, headings and
//! buttons is left alone, and the HTML stays well formed.

use std::collections::HashSet;

use crate::html::parts;
use crate::language::primary;
use crate::phrases::Phrases;

/// The terms of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The words of a form, lower case → the item.
    forms: Phrases<usize>,
}

/// Endings that a noun or adjective takes in the Nordic languages; English has its plural.
fn endings(lang: &str) -> &'static [&'static str] {
    match primary(lang) {
        "nb" | "no" => &["en", "a", "et", "er", "ene", "s", "ens", "ets", "enes", "e"],
        "nn" => &["en", "a", "et", "ar", "er", "ane", "ene", "i", "e"],
        "da" => &["en", "et", "er", "erne", "s", "ens", "ets", "ernes", "e"],
        "en" => &["s"],
        _ => &[],
    }
}

impl Glossary {
    /// Adds a form of a term as it is written.
    pub fn add_written(&mut self, form: &str, item: usize) {
        self.insert(form, item);
    }

    /// Adds the regular inflections of a form, where it is long enough to be inflected safely.
    pub fn add_inflected(&mut self, form: &str, item: usize, lang: &str) {
        let stem = form.strip_suffix('e').unwrap_or(form);
        if form.chars().count() >= 5 && form.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-') {
            for ending in endings(lang) {
                self.insert(&format!("{stem}{ending}"), item);
            }
        }
    }

    /// No terms at all.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The first term to claim a form keeps it: forms that are written go before those that are derived.
    fn insert(&mut self, form: &str, item: usize) {
        let words: Vec<String> = words(form).map(|(_, word)| word.to_lowercase()).collect();
        self.forms.add(&words, item);
    }

    /// The term that begins at the first of `words`, and how many words it takes.
    fn find(&self, words: &[(usize, &str)], text: &str) -> Option<(usize, usize)> {
        let (_, first) = words.first()?;
        self.forms.lengths(&first.to_lowercase()).find_map(|length| {
            let found = words.get(..length)?;
            let joined = found.windows(2).all(|pair| text[pair[0].0 + pair[0].1.len()..pair[1].0].chars().all(|c| c == ' ' || c == '\n'));
            let lower = || found.iter().map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>();
            joined.then(lower).and_then(|form| Some((*self.forms.get(&form)?, length)))
        })
    }
}

/// Words with their place: runs of letters, digits and inner hyphens.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len() - start);
        let word = text[start..start + length].trim_end_matches('-');
        at = start + length;
        Some((start, word))
    })
}

/// Marks terms in a page's HTML. `write` gives the opening tag of a mark for an item; `own` is the page's own item,
/// which is not marked on itself.
pub fn mark(html: &str, glossary: &Glossary, own: Option<usize>, write: &dyn Fn(usize) -> String) -> String {
    if glossary.is_empty() {
        return html.to_owned();
    }
    let mut marked = String::with_capacity(html.len() + html.len() / 8);
    let mut seen: HashSet<usize> = own.into_iter().collect();
    let mut closed: Option<&str> = None;
    for part in parts(html) {
        if !part.starts_with('<') {
            if closed.is_none() {
                mark_text(part, glossary, &mut seen, write, &mut marked);
            } else {
                marked.push_str(part);
            }
            continue;
        }
        marked.push_str(part);
        let name = tag_name(part);
        match closed {
            None if is_heading(name) => {
                seen = own.into_iter().collect();
                closed = Some(name);
            }
            None if CLOSED.contains(&name) && !part.starts_with("</") && !part.ends_with("/>") => closed = Some(name),
            Some(inside) if part.starts_with("</") && name == inside => closed = None,
            _ => {}
        }
    }
    marked
}

/// Elements whose text is left alone.
const CLOSED: [&str; 13] = ["a", "code", "pre", "button", "summary", "label", "script", "style", "svg", "textarea", "option", "dt", "cite"];

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())]
}

fn mark_text(text: &str, glossary: &Glossary, seen: &mut HashSet<usize>, write: &dyn Fn(usize) -> String, marked: &mut String) {
    let words: Vec<(usize, &str)> = words(text).filter(|(at, word)| !is_reference(text, *at, word)).collect();
    let (mut copied, mut place) = (0, 0);
    while place < words.len() {
        let found = glossary.find(&words[place..], text).filter(|(item, _)| !seen.contains(item));
        let Some((item, length)) = found else {
            place += 1;
            continue;
        };
        let (start, (last, word)) = (words[place].0, words[place + length - 1]);
        let end = last + word.len();
        marked.push_str(&text[copied..start]);
        marked.push_str(&write(item));
        marked.push_str(&text[start..end]);
        marked.push_str("</a>");
        seen.insert(item);
        copied = end;
        place += length;
    }
    marked.push_str(&text[copied..]);
}

/// Whether a word is the name of a character reference, such as `amp` in `&amp;`.
fn is_reference(text: &str, at: usize, word: &str) -> bool {
    text[..at].ends_with(['&', '#']) && text[at + word.len()..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let mut glossary = Glossary::default();
        for (item, form) in ["innovasjon", "åpne data", "pilot"].into_iter().enumerate() {
            glossary.add_written(form, item);
            glossary.add_inflected(form, item, "nb");
        }
        assert_eq!(mark(html, &glossary, None, &|item| format!("<a {item}>")), expected);
    }

    #[test]
    fn the_first_use_in_a_section_is_marked_also_inflected() {
        check(
            "<p>Innovasjonen og innovasjoner.</p><h2>Pilot</h2><p>innovasjon &amp; piloter</p>",
            "<p><a 0>Innovasjonen</a> og innovasjoner.</p><h2>Pilot</h2><p><a 0>innovasjon</a> &amp; <a 2>piloter</a></p>",
        );
    }

    #[test]
    fn longer_words_and_links_are_left_alone() {
        check(
            "<p>innovasjonsprosess <a href=\"x>y\">pilot</a> <code>pilot</code> pilot-prosjekt</p>",
            "<p>innovasjonsprosess <a href=\"x>y\">pilot</a> <code>pilot</code> pilot-prosjekt</p>",
        );
    }

    #[test]
    fn character_references_are_no_words() {
        let mut glossary = Glossary::default();
        ["amp", "lt", "x27"].into_iter().enumerate().for_each(|(item, form)| glossary.add_written(form, item));
        let html = "<p>A &amp; B &lt; &#x27; amp</p>";
        assert_eq!(mark(html, &glossary, None, &|item| format!("<a {item}>")), html.replace(" amp<", " <a 0>amp</a><"));
    }

    #[test]
    fn terms_of_several_words() {
        check("<p>Åpne data er åpne. data</p>", "<p><a 1>Åpne data</a> er åpne. data</p>");
    }
}
