//! Events → HTML with holes, plain text, links and anchors, all in one walk.
//!
//! The middle of `markdown::parse`: it keeps what is open and gives each event to the feature that knows it.
//! Invariant: every start of an element pushes one [`Frame`] and its end pops it, so HTML is balanced whatever
//! the events are; nothing is deeper than [`DEEPEST`].

use std::fmt::{self, Write};
use std::ops::Range;

use super::events::Spanned;
use super::language::Marks;
use super::plain::Plain;
use super::report::Report;
use super::words::{Words, words};
use super::{Dialect, Text, balance, code, footnote, heading, holes, ids, image, language, link, table};
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
    pub(super) raw: balance::Raw,
    pub(super) ids: ids::Ids,
    pub(super) footnotes: footnote::Footnotes,
    pub(super) headings: heading::Levels,
    pub(super) tables: table::Labels,
    pub(super) code: code::Budget,
    /// How many images are open: within their text alternative there is only text.
    pub(super) in_alt: usize,
    /// Whether a link is open.
    pub(super) in_link: bool,
    pub(super) too_deep: bool,
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
    /// A paragraph in another language.
    ForeignParagraph,
    Heading(heading::Open),
    Link(link::Open),
    Image(image::Open),
    Footnote(footnote::Open),
    Table,
}

/// Gives back the room that the parts of a text had to grow in: thousands of texts are held at once.
fn without_room(body: &mut Body) {
    body.html.shrink_to_fit();
    body.headings.shrink_to_fit();
    body.links.shrink_to_fit();
    body.sections.shrink_to_fit();
    body.sections.iter_mut().for_each(|section| section.text.shrink_to_fit());
}

impl<'t> Writer<'t> {
    pub(super) fn new(text: &'t Text<'t>, dialect: Dialect, source: &'t str) -> Self {
        let mut ids = ids::Ids::default();
        ids.reserve_explicit(source, text.id_prefix);
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
            raw: balance::Raw::default(),
            ids,
            footnotes: footnote::Footnotes::default(),
            headings: heading::Levels { last: text.level },
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
        balance::sanitise_finished(self);
    }

    /// Writes events that are balanced among themselves.
    pub(super) fn events(&mut self, events: &[Spanned]) {
        let mut at = 0;
        while at < events.len() {
            at = self.step(events, at);
        }
    }

    /// Writes HTML.
    pub(super) fn put(&mut self, html: fmt::Arguments) {
        let written = self.html.write_fmt(html);
        debug_assert!(written.is_ok(), "a string takes all that is written");
    }

    /// Whether a footnote's text is being written.
    pub(super) fn in_footnote(&self) -> bool {
        self.open.iter().any(|frame| matches!(frame, Frame::Footnote(_)))
    }

    /// Begins a block.
    pub(super) fn begin(&mut self, html: &str, frame: Frame) {
        self.html.push_str(html);
        self.plain.line();
        self.open.push(frame);
    }

    pub(super) fn begin_inline(&mut self, html: &str, end: &'static str) {
        self.html.push_str(html);
        self.open.push(Frame::Inline(end));
    }

    /// Ends the element that began last.
    pub(super) fn end(&mut self, range: &Range<usize>) {
        balance::close_within(self, self.open.len());
        let Some(frame) = self.open.pop() else { return };
        match frame {
            Frame::Silent => {}
            Frame::Inline(html) => self.html.push_str(html),
            Frame::Block(html) => self.end_block(html),
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

    pub(super) fn finish(mut self) -> Checked<Body> {
        while !self.open.is_empty() {
            self.end(&(0..0));
        }
        balance::close_within(&mut self, 0);
        balance::sanitise_finished(&mut self);
        let notes = footnote::section(&mut self);
        balance::sanitise_finished(&mut self);
        holes::settle(&mut self);
        let (sections, foreign) = self.plain.finish(notes);
        let mut body = self.body;
        body.anchors = self.ids.finish(&self.source, &self.html);
        body.html = self.html;
        body.foreign_words = foreign.into_iter().filter(|(lang, _)| lang != self.text.lang).collect();
        body.sections = sections;
        without_room(&mut body);
        Checked { value: body, diagnostics: self.report.finish() }
    }
}
