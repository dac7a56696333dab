//! Problems in one text → diagnostics with places in its file.
//!
//! Every feature of the dialect reports here. Invariant: spans lie in the text, on character boundaries, and
//! no rule says more than [`EACH_RULE`] times what is wrong, however hostile the text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Place, Text};
use crate::diagnostic::{Diagnostic, Span};

/// How often one rule is reported in one text; a person fixes the cause long before.
const EACH_RULE: usize = 100;

pub(super) struct Report<'t> {
    file: &'t Arc<str>,
    place: Place,
    source: &'t str,
    found: Vec<Diagnostic>,
    counts: BTreeMap<&'static str, (usize, usize)>,
}

impl<'t> Report<'t> {
    pub(super) fn new(text: &Text<'t>, source: &'t str) -> Self {
        Self { file: text.file, place: text.place.clone(), source, found: Vec::new(), counts: BTreeMap::new() }
    }

    pub(super) fn error(&mut self, rule: &'static str, range: &Range<usize>, message: impl Into<Arc<str>>, help: impl Into<Arc<str>>) {
        let span = self.span(range);
        self.add(Diagnostic::error(rule, self.file, message).at(span).help(help));
    }

    pub(super) fn warning(&mut self, rule: &'static str, range: &Range<usize>, message: impl Into<Arc<str>>, help: impl Into<Arc<str>>) {
        let span = self.span(range);
        self.add(Diagnostic::warning(rule, self.file, message).at(span).help(help));
    }

    /// An id that stands twice.
    pub(super) fn duplicate_anchor(&mut self, id: &str, range: &Range<usize>, earlier: &Range<usize>) {
        let (span, earlier) = (self.span(range), self.span(earlier));
        let message = format!("the id `{id}` stands twice");
        let diagnostic = Diagnostic::error("duplicate-anchor", self.file, message).at(span);
        self.add(diagnostic.label(earlier, "first here").help("give one of them another id"));
    }

    /// Whether another problem of this rule would be shown, for those whose help costs time.
    pub(super) fn has_room(&self, rule: &'static str) -> bool {
        self.counts.get(rule).is_none_or(|(count, _)| *count < EACH_RULE)
    }

    /// The place in the file of a range of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        match &self.place {
            Place::Within(span) => span.clone(),
            Place::Lines(lines) => {
                let place = |byte: usize| {
                    let line = lines.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
                    lines.get(line).map_or(0, |(start, in_file)| in_file + byte - start)
                };
                let start = self.source.floor_char_boundary(range.start);
                let end = self.source.floor_char_boundary(range.end).max(start);
                // A line break is no part of what stands before it: the next line begins elsewhere in the file.
                let end = start + self.source[start..end].trim_end_matches('\n').len();
                place(start)..place(end).max(place(start))
            }
            Place::At(base) => {
                let start = self.source.floor_char_boundary(range.start);
                base + start..base + self.source.floor_char_boundary(range.end).max(start)
            }
        }
    }

    /// Lets all that is reported until it is set back stand in one span: a caption has no bytes of its own.
    pub(super) fn swap_place(&mut self, place: Place) -> Place {
        std::mem::replace(&mut self.place, place)
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for (count, last) in self.counts.into_values() {
            if count > EACH_RULE {
                let message = &mut self.found[last].message;
                *message = Arc::from(format!("{message} (and {} more like this)", count - EACH_RULE));
            }
        }
        self.found
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let (count, last) = self.counts.entry(diagnostic.rule).or_default();
        *count += 1;
        if *count <= EACH_RULE {
            *last = self.found.len();
            self.found.push(diagnostic);
        }
    }
}
