//! Events → HTML with holes, plain text, links and anchors, all in one walk.
//!
//! The middle of `markdown::parse`: it keeps what is open and gives each event to the feature that knows it.
//! Invariant: every start of an element pushes one [`Frame`] and its end pops it, so HTML is balanced whatever
//! the events are; nothing is deeper than [`DEEPEST`].

use std::fmt::{self, Write};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::Spanned;
use super::language::Marks;
use super::plain::{Plain, count_words};
use super::report::Report;
use super::words::{Words, words};
use super::{Dialect, Text, callout, code, escape, figure, footnote, heading, holes, html, ids, image, language, link, list, table};
use crate::body::Body;
use crate::diagnostic::Checked;

/// Elements within elements; browsers stop at about 500, and no reader follows beyond five.
pub(super) const DEEPEST: usize = 100;

/// A text on its way to a [`Body`].
pub(super) struct Writer<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) dialect: Dialect,
    pub(super) words: &'static Words,
    pub(super) source: String,
    pub(super) report: Report<'t>,
    pub(super) html: String,
    pub(super) plain: Plain,
    pub(super) body: Body,
    pub(super) marks: Marks,
    pub(super) open: Vec<Frame>,
    pub(super) raw: html::Raw,
    pub(super) ids: ids::Ids,
    pub(super) footnotes: footnote::Footnotes,
    pub(super) headings: heading::Levels,
    pub(super) tables: table::Labels,
    pub(super) code: code::Budget,
    /// How many images are open: within their text alternative there is only text.
    pub(super) in_alt: usize,
    /// Whether a link is open.
    pub(super) in_link: bool,
    too_deep: bool,
}

/// An element that has begun, and what its end needs to know.
pub(super) enum Frame {
    /// Its end writes nothing.
    Silent,
    /// Its end writes this, and words do not run on past it.
    Block(&'static str),
    /// Its end writes this in the middle of a line.
    Inline(&'static str),
    /// Its end writes this; its cells are separated by spaces.
    Cell(&'static str),
    Paragraph,
    /// A paragraph in another language.
    ForeignParagraph,
    Heading(heading::Open),
    Link(link::Open),
    Image(image::Open),
    Footnote(footnote::Open),
    Table,
}

impl<'t> Writer<'t> {
    pub(super) fn new(text: &'t Text<'t>, dialect: Dialect, source: &'t str) -> Self {
        let mut ids = ids::Ids::default();
        ids.reserve_explicit(source);
        Self {
            text,
            dialect,
            words: words(text.lang),
            source: source.to_owned(),
            report: Report::new(text, source),
            html: String::with_capacity(source.len() + source.len() / 4),
            plain: Plain::default(),
            body: Body::default(),
            marks: Marks::default(),
            open: Vec::new(),
            raw: html::Raw::default(),
            ids,
            footnotes: footnote::Footnotes::default(),
            headings: heading::Levels::default(),
            tables: table::Labels::default(),
            code: code::Budget::default(),
            in_alt: 0,
            in_link: false,
            too_deep: false,
        }
    }

    /// Writes one top-level block.
    pub(super) fn block(&mut self, events: &[Spanned]) {
        self.marks = language::marks(&self.source, events, &mut self.report);
        self.events(events);
        html::sanitise_finished(self);
    }

    /// Writes events that are balanced among themselves.
    pub(super) fn events(&mut self, events: &[Spanned]) {
        let mut at = 0;
        while at < events.len() {
            at = self.step(events, at);
        }
    }

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
            Tag::FootnoteDefinition(label) => footnote::start(self, label, range),
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
        match self.marks.of_paragraph(events[at].1.start).map(str::to_owned) {
            Some(lang) => {
                self.begin(&format!("<p lang=\"{lang}\">"), Frame::ForeignParagraph);
                self.plain.begin_foreign(&lang);
            }
            None => self.begin("<p>", Frame::Paragraph),
        }
        at + 1
    }

    /// Writes HTML.
    pub(super) fn put(&mut self, html: fmt::Arguments) {
        let written = self.html.write_fmt(html);
        debug_assert!(written.is_ok(), "a string takes all that is written");
    }

    /// Begins a block.
    pub(super) fn begin(&mut self, html: &str, frame: Frame) {
        self.html.push_str(html);
        self.plain.line();
        self.open.push(frame);
    }

    fn begin_inline(&mut self, html: &str, end: &'static str) {
        self.html.push_str(html);
        self.open.push(Frame::Inline(end));
    }

    /// Ends the element that began last.
    pub(super) fn end(&mut self, range: &Range<usize>) {
        html::close_within(self, self.open.len());
        let Some(frame) = self.open.pop() else { return };
        match frame {
            Frame::Silent => {}
            Frame::Inline(html) => self.html.push_str(html),
            Frame::Block(html) => self.end_block(html),
            Frame::Paragraph => self.end_block("</p>\n"),
            Frame::ForeignParagraph => {
                self.plain.end_foreign();
                self.html.truncate(self.html.trim_end_matches('\n').len());
                self.end_block("</p>\n");
            }
            Frame::Cell(html) => {
                self.html.push_str(html);
                self.plain.space();
            }
            Frame::Heading(open) => heading::end(self, open),
            Frame::Link(open) => link::end(self, &open),
            Frame::Image(open) => image::end(self, open),
            Frame::Footnote(open) => footnote::end(self, open, range),
            Frame::Table => table::end(self),
        }
    }

    fn end_block(&mut self, html: &str) {
        self.html.push_str(html);
        self.plain.line();
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
        escape::escape_into(&mut self.html, text);
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

    pub(super) fn finish(mut self) -> Checked<Body> {
        html::close_within(&mut self, 0);
        html::sanitise_finished(&mut self);
        let notes = footnote::section(&mut self);
        html::sanitise_finished(&mut self);
        holes::settle(&mut self);
        let (sections, foreign) = self.plain.finish(notes);
        let mut body = self.body;
        body.html = self.html;
        body.anchors = self.ids.finish();
        body.words = sections.iter().map(|section| count_words(&section.text)).sum::<usize>()
            + body.headings.iter().map(|heading| count_words(&heading.text)).sum::<usize>();
        body.foreign_words = foreign.into_iter().filter(|(lang, _)| lang != self.text.lang).collect();
        body.sections = sections;
        Checked { value: body, diagnostics: self.report.finish() }
    }
}
