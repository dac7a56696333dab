//! A text as the parser left it: HTML with holes, and what it mentions.
//!
//! `parse::markdown` makes it from one file alone; `resolve` checks its links; `view` fills the holes.
//! Invariant: `html` holds exactly one [`hole`] for each link, image and include, in order of appearance, and one
//! more ([`Hole::Title`]) for each link whose text is empty.

use std::borrow::Cow;

use crate::diagnostic::Span;

/// Opens a hole. Both marks are private-use characters that loading removes from every source.
pub const HOLE_START: char = '\u{E000}';
/// Closes a hole.
pub const HOLE_END: char = '\u{E001}';
/// The first byte of both marks, and of other characters that no text has.
pub(crate) const OF_HOLES: u8 = 0xEE;

/// What goes into a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// The address of `Body::links[n]`; stands inside `href="…"`.
    Link(usize),
    /// The address of `Body::images[n]`; stands inside `src="…"`.
    Image(usize),
    /// The text of the snippet `Body::includes[n]`; stands between block elements.
    Include(usize),
    /// The title of what `Body::links[n]` points at; stands as the content of a link with `empty: true`.
    Title(usize),
}

/// Writes a hole: `\u{E000}L12\u{E001}` for link 12; `I` is an image, `S` a snippet, `T` a title.
pub fn hole(hole: Hole) -> String {
    let (letter, number) = match hole {
        Hole::Link(number) => ('L', number),
        Hole::Image(number) => ('I', number),
        Hole::Include(number) => ('S', number),
        Hole::Title(number) => ('T', number),
    };
    format!("{HOLE_START}{letter}{number}{HOLE_END}")
}

/// Reads what stands between the marks: `L12`.
pub fn read_hole(inside: &str) -> Option<Hole> {
    let number = inside.get(1..)?.parse().ok()?;
    match inside.as_bytes().first()? {
        b'L' => Some(Hole::Link(number)),
        b'I' => Some(Hole::Image(number)),
        b'S' => Some(Hole::Include(number)),
        b'T' => Some(Hole::Title(number)),
        _ => None,
    }
}

/// Text without holes and NUL. A character reference (`&#xE000;`) can bring one in after the source was cleaned.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    without(text, &[HOLE_START, HOLE_END, '\0'])
}

/// Text without some of what no text has: the marks of holes, and NUL.
pub(crate) fn without<'t>(text: &'t str, bad: &[char]) -> Cow<'t, str> {
    if may_hold(text, [OF_HOLES, 0]) && text.contains(bad) { Cow::Owned(text.replace(bad, "\u{FFFD}")) } else { Cow::Borrowed(text) }
}

/// Whether a text has one of these bytes. All its bytes are looked at, many in one step, which is faster than to stop at
/// the first where nearly no text has one.
pub(crate) fn may_hold<const N: usize>(text: &str, bytes: [u8; N]) -> bool {
    text.as_bytes().iter().fold(0, |found, own| bytes.iter().fold(found, |found, byte| found | u8::from(own == byte))) != 0
}

/// A parsed Markdown text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Body {
    /// HTML with holes, already sanitised if the dialect asks for it.
    pub html: String,
    /// Headings in order of appearance.
    pub headings: Vec<Heading>,
    /// Plain text between headings, for search; the first one stands before any heading.
    pub sections: Vec<Section>,
    /// Every link, in order of its hole.
    pub links: Vec<Link>,
    /// Every image, in order of its hole.
    pub images: Vec<Image>,
    /// Every included snippet, in order of its hole.
    pub includes: Vec<Include>,
    /// Every id in `html` that a link may point at (headings, footnotes, ids of raw HTML), sorted.
    pub anchors: Vec<String>,
    /// Words written in another language than the text's: (language, words), sorted.
    pub foreign_words: Vec<(String, usize)>,
}

impl Body {
    /// Words in all.
    pub fn words(&self) -> usize {
        let texts = self.sections.iter().map(|section| &section.text).chain(self.headings.iter().map(|heading| &heading.text));
        texts.map(|text| count_words(text)).sum()
    }
}

/// The words of a plain text.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 2 to 6; a level-1 heading in a text counts as 2, because the title is the page's `h1`.
    pub level: u8,
    /// Unique in the body; a declared section's id is its field's name.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// The plain text under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Section {
    /// Its heading's place in `Body::headings`; none before the first heading.
    pub heading: Option<usize>,
    /// Words separated by single spaces; blocks separated by a line feed.
    pub text: String,
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The target as written, with its `#anchor`.
    pub target: String,
    /// Where the link stands in the file.
    pub span: Span,
    /// Whether the writer left the text empty; the view then puts the target's title there.
    pub empty: bool,
}

/// An image as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Image {
    /// The target as written.
    pub target: String,
    /// The text alternative; empty is a problem.
    pub alt: String,
    /// Where the image stands in the file.
    pub span: Span,
}

/// A snippet to be included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Include {
    /// The snippet's path as written, relative to the file.
    pub target: String,
    /// What the ids of the text that includes it begin with.
    pub id_prefix: String,
    /// Where it stands in the file.
    pub span: Span,
}
