//! Diagnostics → text for people, editors and programs. The only user of `annotate_snippets`.
//!
//! Invariant: gives text and never writes it; the command line decides where it goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Origin, Padding, Renderer, Snippet};
use serde_json::json;

use super::{Diagnostic, Severity, Span};
use crate::source::{Cursor, line_and_column};

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// People: excerpt and help.
    #[default]
    Human,
    /// Editors: one line each.
    Short,
    /// Programs: one JSON object a line.
    Json,
}

/// Whether the terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// It does.
    On,
    /// It does not, or it is a file.
    Off,
}

/// Texts of files, for excerpts.
pub type Texts = BTreeMap<Arc<str>, Arc<str>>;

/// Of one rule, people see this many; the rest is counted.
const SHOWN_OF_A_RULE: usize = 20;

/// Those that a form shows; of the others it gives the number.
pub fn shown(diagnostics: &[Diagnostic], format: Format) -> Vec<&Diagnostic> {
    let mut of_rule: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let is_shown = |diagnostic: &&Diagnostic| {
        let before = of_rule.entry((diagnostic.severity, diagnostic.rule)).or_default();
        *before += 1;
        format != Format::Human || *before <= SHOWN_OF_A_RULE
    };
    diagnostics.iter().filter(is_shown).collect()
}

/// Writes diagnostics, which must be sorted, and a count at the end. `texts` are those that the [`shown`] ones point into.
pub fn print(diagnostics: &[Diagnostic], texts: &Texts, format: Format, colours: Colours) -> String {
    let mut printed = String::new();
    let shown = shown(diagnostics, format);
    match format {
        Format::Human => printed.extend(shown.into_iter().map(|diagnostic| human(diagnostic, texts, colours))),
        Format::Short => printed.extend(located(shown, texts).map(|(diagnostic, place)| short(diagnostic, place))),
        Format::Json => printed.extend(to_json(shown, texts).map(|value| format!("{value}\n"))),
    }
    if format == Format::Human {
        let mut of_rule: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            *of_rule.entry((diagnostic.severity, diagnostic.rule)).or_default() += 1;
        }
        for ((_, rule), count) in of_rule.into_iter().filter(|(_, count)| *count > SHOWN_OF_A_RULE) {
            line(&mut printed, &format!("… and {} more of `{rule}` (all of them with `--format short`)", count - SHOWN_OF_A_RULE));
        }
    }
    if format != Format::Json && !diagnostics.is_empty() {
        line(&mut printed, &count(diagnostics));
    }
    printed
}

/// `2 errors, 1 warning`
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}", plural(errors, "error"), plural(diagnostics.len() - errors, "warning"))
}

fn line(printed: &mut String, text: &str) {
    printed.push_str(text);
    printed.push('\n');
}

fn human(diagnostic: &Diagnostic, texts: &Texts, colours: Colours) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.rule);
    let window = diagnostic.span.as_ref().and_then(|span| Some(Window::around(texts.get(&diagnostic.file)?, span)));
    let place = || Origin::path(&*diagnostic.file);
    let mut group = match &window {
        Some(window) => {
            let (line, column) = window.place;
            let primary = AnnotationKind::Primary.span(window.inside(diagnostic.span.as_ref().unwrap_or(&(0..0))));
            let labels = diagnostic.labels.iter().filter(|(span, _)| window.holds(span));
            let labels = labels.map(|(span, text)| AnnotationKind::Context.span(window.inside(span)).label(visible(text)));
            // Of two bytes like those, which annotate_snippets lets through.
            let shown = window.text.replace(|sign| ('\u{80}'..='\u{9f}').contains(&sign), "·");
            let snippet = Snippet::source(shown).line_start(line).annotation(primary).annotations(labels);
            // Of a line that is cut short, annotate_snippets would count the columns from the cut.
            if window.is_cut {
                title.element(place().line(line).char_column(column)).element(Padding).element(snippet)
            } else {
                title.element(snippet.path(&*diagnostic.file))
            }
        }
        None => title.element(place()),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let renderer = if colours == Colours::On { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.render(&[group]))
}

/// The lines around a span: an excerpt of a large file must not cost the whole file.
struct Window<'a> {
    text: &'a str,
    start: usize,
    /// Where the span begins, in the whole text.
    place: LineColumn,
    /// The beginning of the line is left out.
    is_cut: bool,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, span: &Span) -> Self {
        let begin = text.floor_char_boundary(span.start);
        let line = text[..begin].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[begin..].find('\n').map_or(text.len(), |newline| begin + newline);
        // A line of a megabyte would be printed whole.
        let start = text.floor_char_boundary(line.max(begin.saturating_sub(200)));
        let end = text.floor_char_boundary(end.min(begin + 300));
        Self { text: &text[start..end], start, place: line_and_column(text, begin), is_cut: start > line }
    }

    fn holds(&self, span: &Span) -> bool {
        span.start >= self.start && span.start <= self.start + self.text.len()
    }

    fn inside(&self, span: &Span) -> Span {
        let place = |byte: usize| byte.saturating_sub(self.start).min(self.text.len());
        let start = place(span.start);
        start..place(span.end).max(start)
    }
}

/// Line and column of a place.
type LineColumn = (usize, usize);

/// Each diagnostic with its place, if it has one.
fn located<'a>(diagnostics: Vec<&'a Diagnostic>, texts: &'a Texts) -> impl Iterator<Item = (&'a Diagnostic, Option<LineColumn>)> {
    let mut file = None;
    let mut cursor = None;
    diagnostics.into_iter().map(move |diagnostic| {
        if file != Some(&diagnostic.file) {
            file = Some(&diagnostic.file);
            cursor = texts.get(&diagnostic.file).map(|text| Cursor::new(text));
        }
        let place = diagnostic.span.as_ref().map(|span| cursor.as_mut().map_or((1, 1), |cursor| cursor.at(span.start)));
        (diagnostic, place)
    })
}

fn short(diagnostic: &Diagnostic, place: Option<LineColumn>) -> String {
    let mut text = diagnostic.file.to_string();
    if let Some((line, column)) = place {
        text.push_str(&format!(":{line}:{column}"));
    }
    let severity = severity(diagnostic);
    text.push_str(&format!(": {severity}[{}]: {}", diagnostic.rule, one_line(&diagnostic.message)));
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!(" ({})", one_line(help)));
    }
    text.push('\n');
    text
}

fn one_line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text in which signs that a terminal would obey are some that it shows.
fn visible(text: &str) -> String {
    let shown = |sign| match sign {
        '\n' => sign,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(sign)).unwrap_or(char::REPLACEMENT_CHARACTER),
        // What turns the direction of the words around it makes a message say something else.
        '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        sign => sign,
    };
    text.chars().map(shown).collect()
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Diagnostics as JSON values: `{"rule","severity","message","file","line","column","help"}`.
pub fn to_json<'a>(diagnostics: Vec<&'a Diagnostic>, texts: &'a Texts) -> impl Iterator<Item = serde_json::Value> {
    located(diagnostics, texts).map(|(diagnostic, place)| {
        let (line, column) = place.unzip();
        json!({
            "rule": diagnostic.rule,
            "severity": severity(diagnostic),
            "message": diagnostic.message,
            "file": &*diagnostic.file,
            "line": line,
            "column": column,
            "help": diagnostic.help,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn three_forms() {
        let file: Arc<str> = Arc::from("content/a.md");
        let texts = Texts::from([(Arc::clone(&file), Arc::from("---\ntitle: Å\nsummery: x\n---\n"))]);
        let found = [
            Diagnostic::warning("unknown-key", &file, "unknown key `summery`").at(14..21).help("did you mean `summary`?"),
            Diagnostic::error("unreadable-file", &Arc::from("content/b.md"), "the file cannot be read"),
        ];
        let shown = [Format::Human, Format::Short, Format::Json].map(|format| print(&found, &texts, format, Colours::Off)).join("~~~\n");
        expect![[r#"
            warning[unknown-key]: unknown key `summery`
             --> content/a.md:3:1
              |
            3 | summery: x
              | ^^^^^^^
              |
              = help: did you mean `summary`?

            error[unreadable-file]: the file cannot be read
            --> content/b.md

            1 error, 1 warning
            ~~~
            content/a.md:3:1: warning[unknown-key]: unknown key `summery` (did you mean `summary`?)
            content/b.md: error[unreadable-file]: the file cannot be read
            1 error, 1 warning
            ~~~
            {"column":1,"file":"content/a.md","help":"did you mean `summary`?","line":3,"message":"unknown key `summery`","rule":"unknown-key","severity":"warning"}
            {"column":null,"file":"content/b.md","help":null,"line":null,"message":"the file cannot be read","rule":"unreadable-file","severity":"error"}
        "#]].assert_eq(&shown);
    }

    #[test]
    fn all_forms_give_one_place_in_a_long_line() {
        let file: Arc<str> = Arc::from("content/a.md");
        let texts = Texts::from([(Arc::clone(&file), Arc::from(format!("---\n{} her {}", "å".repeat(600), "b".repeat(900))))]);
        let found = [Diagnostic::warning("weak-link-text", &file, "the link text says nothing").at(1205..1208)];
        let shown = [Format::Human, Format::Short].map(|format| print(&found, &texts, format, Colours::Off));
        assert!(shown.iter().all(|shown| shown.contains("content/a.md:2:602")), "{shown:?}");
    }

    #[test]
    fn a_text_does_not_write_on_the_terminal() {
        let file: Arc<str> = Arc::from("content/a.md");
        let found = [Diagnostic::error("unknown-key", &file, "unknown key `\u{1b}[2J\u{9b}2J\u{202e}\u{7}`").at(0..4).help("\u{1b}c")];
        let texts = Texts::from([(Arc::clone(&file), Arc::from("\u{1b}[2J\u{9b}2J: x"))]);
        for format in [Format::Human, Format::Short] {
            let shown = print(&found, &texts, format, Colours::Off);
            assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{7}']), "{shown:?}");
        }
        let shown = print(&found, &Texts::new(), Format::Short, Colours::Off);
        assert!(shown.starts_with("content/a.md:1:1: error[unknown-key]: unknown key `␛[2J�2J�␇` (␛c)\n"), "{shown}");
    }

    #[test]
    fn people_see_twenty_of_a_rule() {
        let file: Arc<str> = Arc::from("content/a.md");
        let found: Vec<Diagnostic> = (0..25).map(|number| Diagnostic::warning("unknown-key", &file, format!("{number}"))).collect();
        assert_eq!([Format::Human, Format::Short, Format::Json].map(|format| shown(&found, format).len()), [20, 25, 25]);
        let printed = print(&found, &Texts::new(), Format::Human, Colours::Off);
        assert!(
            printed.ends_with("… and 5 more of `unknown-key` (all of them with `--format short`)\n0 errors, 25 warnings\n"),
            "{printed}"
        );
    }
}
