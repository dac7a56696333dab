//! Code blocks, coloured at build time by a few classes.
//!
//! The classes are `hl-` and one of: comment, string, keyword, number, function, type, variable, tag, attribute,
//! inserted, deleted. Invariant: code that cannot be coloured in reasonable time is written plain, never cut.

mod class;
mod grammar;
mod syntax;

use pulldown_cmark::{CodeBlockKind, Event};
use syntect::parsing::{ParseState, ScopeStack};
use syntect::util::LinesWithEndings;

use class::class_of;
use syntax::Syntax;

use super::events::{Spanned, end_of};
use super::write::Writer;
use crate::html::{escape, escape_into};
use crate::nearest::nearest;

/// Bytes of one block beyond which it is data, not something to read.
const LONGEST_BLOCK: usize = 200_000;
/// Bytes of one line beyond which the regular expressions become slow.
const LONGEST_LINE: usize = 2_000;

/// Bytes of code that may still be coloured in this text; about half a second's work, two where it is written to be slow.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(300_000)
    }
}

/// Writes a code block; returns the event after it.
pub(super) fn block(writer: &mut Writer, kind: &CodeBlockKind, events: &[Spanned], at: usize) -> usize {
    let end = end_of(events, at);
    let mut code = String::new();
    for (event, _) in &events[at + 1..end] {
        if let Event::Text(text) = event {
            code.push_str(text);
        }
    }
    let name = match kind {
        CodeBlockKind::Fenced(info) => info.split(|c: char| c.is_whitespace() || c == ',' || c == '{').next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    };
    let syntax = find(writer, name, &events[at].1);
    let class = if name.is_empty() { String::new() } else { format!(" class=\"language-{}\"", escape(name)) };
    writer.put(format_args!("<pre tabindex=\"0\"><code{class}>"));
    match syntax.filter(|_| fits(&mut writer.code, &code)) {
        Some(syntax) => colour(&mut writer.html, syntax, &code),
        None => escape_into(&mut writer.html, &code),
    }
    writer.html.push_str("</code></pre>\n");
    writer.plain.line();
    writer.plain.push(&code);
    writer.plain.line();
    end + 1
}

fn find(writer: &mut Writer, name: &str, range: &std::ops::Range<usize>) -> Option<Syntax> {
    if syntax::is_plain(name) {
        return None;
    }
    let found = syntax::syntax(name);
    if found.is_none() && writer.report.has_room("unknown-code-language") {
        let shown: String = name.chars().take(40).collect();
        let known = syntax::names();
        let help = match nearest(&shown, known.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write `text` for code without colours".to_owned(),
        };
        writer.report.warning("unknown-code-language", range, format!("the code language `{shown}` is not known"), help);
    }
    found
}

fn fits(budget: &mut Budget, code: &str) -> bool {
    let fits = code.len() <= LONGEST_BLOCK.min(budget.0) && code.lines().all(|line| line.len() <= LONGEST_LINE);
    if fits {
        budget.0 -= code.len();
    }
    fits
}

fn colour(html: &mut String, syntax: Syntax, code: &str) {
    let mut state = ParseState::new(syntax.reference);
    let mut stack = ScopeStack::new();
    let mut spans = Spans { html, class: "", blank: String::new() };
    for line in LinesWithEndings::from(code) {
        let mut from = 0;
        // A line that the syntax cannot read is plain.
        for (at, operation) in state.parse_line(line, syntax.set).unwrap_or_default() {
            spans.push(&line[from.min(at)..at], class_of(&stack));
            from = at.max(from);
            if stack.apply(&operation).is_err() {
                break;
            }
        }
        spans.push(&line[from..], class_of(&stack));
    }
    spans.set_class("");
}

/// Coloured HTML in the making; neighbours of one class share a span.
struct Spans<'h> {
    html: &'h mut String,
    class: &'static str,
    /// White space that waits: it stands in a span only between two parts of it.
    blank: String,
}

impl Spans<'_> {
    fn push(&mut self, text: &str, class: &'static str) {
        let visible = text.trim();
        if visible.is_empty() {
            return self.blank.push_str(text);
        }
        let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
        self.blank.push_str(&text[..before]);
        self.set_class(class);
        escape_into(self.html, visible);
        self.blank.push_str(&text[after..]);
    }

    fn set_class(&mut self, class: &'static str) {
        let changes = class != self.class || self.blank.contains('\n');
        if changes && !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        self.html.push_str(&std::mem::take(&mut self.blank));
        if changes && !class.is_empty() {
            self.html.push_str("<span class=\"hl-");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What our own grammars look for, in any order.
    const PIECES: [&str; 40] = [
        "a", "b1", "for ", "def ", "class ", "select ", "true", "é", "3.5e", "0x", " ", "  ", "\n", "\n\n", "\"", "\"\"\"", "'", "`",
        "```", "\\", "#", "//", "/*", "*/", "--", "---\n", "<!--", "-->", "<p", "</", ">", "{{", "}}", "{%", "%}", ": ", ": |\n", "- ",
        "[", "](",
    ];

    proptest! {
        #[test]
        fn colouring_keeps_the_text(
            name in prop::sample::select(syntax::own_names()),
            code in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30),
        ) {
            let (code, mut html, mut plain) = (code.concat(), String::new(), String::new());
            colour(&mut html, syntax::syntax(name).expect("a name of ours"), &code);
            escape_into(&mut plain, &code);
            // What is escaped has no angle bracket.
            let spans = html.split_inclusive('>').map(|piece| piece.split_once('<').map_or(piece, |(text, _)| text));
            prop_assert_eq!(spans.collect::<String>(), plain, "{}: {}", name, html);
        }
    }
}
