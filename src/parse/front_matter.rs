//! The lines between `---` and `---` → YAML; what follows is the text.

use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::source::Source;
use crate::yaml::{self, Yaml};

/// A file, split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The keys; an empty map where there are none.
    pub yaml: Yaml,
    /// The line where it begins, for problems with the entry as a whole.
    pub span: Span,
    /// The byte where the text begins.
    pub body_start: usize,
    /// It could not be read, so that nothing can be said of what is missing in it.
    pub broken: bool,
}

/// Splits a file; a file that does not begin with `---` is all text.
pub fn split(source: &Source) -> Checked<FrontMatter> {
    let text = &*source.text;
    let first_line = text.lines().next().unwrap_or("");
    let whole = FrontMatter { yaml: Yaml::empty(), span: 0..first_line.len(), body_start: 0, broken: false };
    if first_line.trim_end() != "---" {
        return Checked { value: whole, diagnostics: Vec::new() };
    }
    let start = (first_line.len() + 1).min(text.len());
    let Some((end, body_start)) = closing_line(text, start) else {
        let unclosed = Diagnostic::error("unclosed-front-matter", &source.path, "the front matter is not closed")
            .at(0..first_line.len())
            .help("write a line with only `---` after the last key");
        return Checked { value: FrontMatter { body_start: text.len(), broken: true, ..whole }, diagnostics: vec![unclosed] };
    };
    let Checked { value, diagnostics } = yaml::read(&text[start..end], start, &source.path);
    Checked { value: FrontMatter { yaml: value, body_start, broken: !diagnostics.is_empty(), ..whole }, diagnostics }
}

/// Where the closing `---` line begins, and where the line after it does.
fn closing_line(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}
