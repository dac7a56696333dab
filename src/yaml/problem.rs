//! What the YAML library says of broken YAML → what is wrong, where, and what to do, in words for people who write.
//!
//! Invariant: nothing that is meant for programmers is passed on, whatever the library says.

use std::sync::Arc;

use serde_yaml::Location;

use super::span_of;
use crate::diagnostic::{Diagnostic, Span};

/// Part of what the library says, what is wrong, and what to do.
const KNOWN: [(&str, &str, &str); 19] = [
    ("recursion limit", TOO_MUCH, "write less in one place"),
    ("budget breached", TOO_MUCH, "write less in one place"),
    (UNCLOSED, "a quotation mark is not closed", "write the closing mark at the end of the value"),
    (TAB, "a tab stands where only blanks may", "indent with blanks"),
    ("unclosed bracket", "a bracket is not closed", "write the closing bracket, or put the value in quotes"),
    ("mapping values are not allowed", "a second `: ` on the line", "put the value in quotes, or each key on a line of its own"),
    ("unknown anchor", "`*` refers to something that is not there", "put a value that begins with `*` in quotes"),
    ("unexpected character", "no value can begin with this sign", "put the value in quotes"),
    ("trailing content", "something follows the closing quotation mark", "put the whole value in quotes, with `\\\"` for those inside"),
    (
        "expected key",
        "the line does not belong to those around it",
        "begin the keys of a group in the same column, each with `: ` after it",
    ),
    (TWICE, "the key is given twice", "keep one of the two"),
    ("multiple YAML documents", "the line `...` or `---` ends it here", "remove the line"),
    ("null into string", "a key is `~` or `null`, which is nothing", "give the key a name"),
    ("expected string scalar", "a key is a list or a group", "write a word as the key"),
    ("non-finite float", "`.inf`, `.nan` and numbers beyond all measure cannot be shown", "write a number, or put a text in quotes"),
    (
        "escape character",
        "after `\\` in double quotes stands a sign that it cannot have",
        "write `\\\\` for the sign itself, or use single quotes",
    ),
    ("wrongly indented line", "a line of the text begins further left than its first", "indent all lines after `|` or `>` alike"),
    ("binary", "`!!binary` is no text", "take the tag away"),
    ("invalid ", "the value is not what its tag with `!!` says", "take the tag away"),
];

const TOO_MUCH: &str = "it holds too much, groups within too many groups, or too many references with `*`";
const UNCLOSED: &str = "invalid indentation in multiline quoted";
const TAB: &str = "found a tab";
const TWICE: &str = "duplicate mapping key";

/// `text` begins at byte `offset` of `file`.
pub(super) fn diagnose(error: &serde_yaml::Error, text: &str, offset: usize, file: &Arc<str>) -> Diagnostic {
    let said = error.to_string();
    let known = KNOWN.iter().find(|(part, ..)| said.contains(part));
    let (part, what, help) = known.copied().unwrap_or((
        "",
        "it is not understood from here on",
        "put values with `: `, `#` or a leading `*`, `&`, `[`, `{`, `@` in quotes, and indent with blanks",
    ));
    let found = error.location().map_or(0..0, |location| match span_of(location, text) {
        span if span.start == 0 => span_at(location, text),
        span => span,
    });
    let span = match part {
        UNCLOSED => opening_mark(&text[..found.start]).unwrap_or(found),
        TAB => text[found.start..].find('\t').map_or(found.clone(), |tab| found.start + tab..found.start + tab + 1),
        _ => found,
    };
    let what = if part == TWICE { what.replacen("key", &format!("key `{}`", &text[span.clone()]), 1) } else { what.to_owned() };
    Diagnostic::error("invalid-yaml", file, format!("the YAML cannot be read: {what}"))
        .at(span.start + offset..span.end + offset)
        .help(help)
}

/// The last quotation mark that begins a value and is not closed on its line.
fn opening_mark(text: &str) -> Option<Span> {
    let begins = text.char_indices().rev().filter(|(at, c)| matches!(c, '"' | '\'') && text[..*at].ends_with([' ', '[', '{', ',']));
    // Two single marks stand for one, and so does one after a `\`.
    let rest_of_line = |at: usize| text[at + 1..].lines().next().unwrap_or_default().replace("''", "").replace("\\\"", "");
    let mut open = begins.filter(|(at, mark)| !rest_of_line(*at).contains(*mark));
    open.next().map(|(at, _)| at..at + 1)
}

/// The place of an error that the scanner knows by line and column only.
fn span_at(location: Location, text: &str) -> Span {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1) - 1;
    let column = usize::try_from(location.column()).unwrap_or(1).max(1) - 1;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let within = text[start..].chars().take(column).map(char::len_utf8).sum::<usize>();
    let start = (start + within).min(text.len());
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    start..end
}
