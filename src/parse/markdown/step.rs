//! One event → the feature that knows it.
//!
//! The writer's walk comes here for each event. Invariant: a start pushes one frame or swallows all up to its end.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::Spanned;
use super::write::{DEEPEST, Frame, Writer};
use super::{callout, code, figure, footnote, heading, html, image, language, link, list, table};
use crate::html::escape_into;

impl Writer<'_> {
    /// Writes the event at `at`, or a whole element from there; returns the next event.
    pub(super) fn step(&mut self, events: &[Spanned], at: usize) -> usize {
        let (event, range) = &events[at];
        match event {
            Event::Start(tag) => return self.start(tag, events, at),
            Event::End(_) => self.end(range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, range),
            Event::Code(text) => self.code_span(text),
            Event::Html(raw) | Event::InlineHtml(raw) => html::inline(self, raw, range),
            Event::FootnoteReference(label) => footnote::reference(self, label, range),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => {
                self.html.push_str("<hr>\n");
                self.plain.line();
            }
            Event::TaskListMarker(done) => list::task(self, *done),
        }
        at + 1
    }

    fn start(&mut self, tag: &Tag, events: &[Spanned], at: usize) -> usize {
        let range = &events[at].1;
        if self.open.len() >= DEEPEST {
            return self.start_too_deep(tag, events, at);
        }
        match tag {
            Tag::Paragraph => return self.paragraph(events, at),
            Tag::BlockQuote(_) => return callout::or_quote(self, events, at),
            Tag::CodeBlock(kind) => return code::block(self, kind, events, at),
            Tag::HtmlBlock => return html::block(self, events, at),
            Tag::Heading { .. } => heading::start(self, tag, range),
            Tag::List(first) => list::start(self, *first),
            Tag::Item => list::item(self, events, at),
            Tag::DefinitionList => self.begin("<dl>\n", Frame::Block("</dl>\n")),
            Tag::DefinitionListTitle => self.begin("<dt>", Frame::Block("</dt>\n")),
            Tag::DefinitionListDefinition => self.begin("<dd>", Frame::Block("</dd>\n")),
            Tag::Table(alignments) => table::start(self, alignments),
            Tag::TableHead => table::head(self),
            Tag::TableRow => table::row(self),
            Tag::TableCell => table::cell(self, events, at),
            Tag::FootnoteDefinition(label) => footnote::start(self, label),
            Tag::Emphasis => self.begin_inline("<em>", "</em>"),
            Tag::Strong => self.begin_inline("<strong>", "</strong>"),
            Tag::Strikethrough => self.begin_inline("<s>", "</s>"),
            Tag::Superscript => self.begin_inline("<sup>", "</sup>"),
            Tag::Subscript => self.begin_inline("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, title, .. } => link::start(self, *link_type, dest_url, title, range),
            Tag::Image { dest_url, title, .. } => image::start(self, dest_url, title, range),
            Tag::MetadataBlock(_) => self.open.push(Frame::Silent),
        }
        at + 1
    }

    fn start_too_deep(&mut self, tag: &Tag, events: &[Spanned], at: usize) -> usize {
        self.report_too_deep(&events[at].1);
        match tag {
            Tag::HtmlBlock => return html::block(self, events, at),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {}
            _ => {
                self.html.push('\n');
                self.plain.line();
            }
        }
        self.open.push(Frame::Silent);
        at + 1
    }

    pub(super) fn report_too_deep(&mut self, range: &Range<usize>) {
        if !self.too_deep {
            self.too_deep = true;
            let message = format!("more than {DEEPEST} levels of elements within elements");
            self.report.warning("nested-too-deep", range, message, "take the text out of some of its lists or quotes");
        }
    }

    fn paragraph(&mut self, events: &[Spanned], at: usize) -> usize {
        if let Some(next) = figure::whole_paragraph(self, events, at) {
            return next;
        }
        self.begin_paragraph(events[at].1.start);
        at + 1
    }

    /// Begins the paragraph whose first byte is `start`.
    pub(super) fn begin_paragraph(&mut self, start: usize) {
        match self.marks.of_paragraph(start).map(str::to_owned) {
            Some(lang) => {
                self.begin(&format!("<p lang=\"{lang}\">"), Frame::ForeignParagraph);
                self.plain.begin_foreign(&lang);
            }
            None => self.begin("<p>", Frame::Block("</p>\n")),
        }
    }

    /// Writes text, with the marks that lie in it.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        if !language::is_verbatim(&self.source, text, range) {
            return self.push_text(text);
        }
        link::check_bare_addresses(self, text, range);
        let mut from = range.start.max(self.marks.done);
        while let Some(mark) = self.marks.all.get(self.marks.next).filter(|mark| mark.range.start < range.end) {
            let Range { start, end } = mark.range.clone();
            if start >= from {
                self.push_text(&text[from - range.start..start - range.start]);
                language::apply(self, self.marks.next);
                self.marks.done = end;
                from = end;
            }
            self.marks.next += 1;
        }
        if from < range.end {
            self.push_text(&text[from - range.start..]);
        }
    }

    fn push_text(&mut self, text: &str) {
        escape_into(&mut self.html, text);
        self.plain.push(text);
    }

    fn code_span(&mut self, text: &str) {
        self.html.push_str("<code>");
        self.push_text(text);
        self.html.push_str("</code>");
    }

    fn line_break(&mut self, html: &str) {
        self.html.push_str(html);
        self.plain.space();
    }
}
