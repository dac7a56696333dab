//! Markdown → pulldown-cmark events, one top-level block at a time.
//!
//! The first step of `markdown::parse`. Blocks keep memory small and give the writers all the look-ahead they need.

use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

/// An event and the bytes of the text that it comes from.
pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

/// A reference link without a definition: its label and place.
pub(super) type Broken = (String, Range<usize>);

/// Events after which a block is read in parts: no person writes so many, and a hundred megabytes hold no more.
const LARGE: usize = 100_000;

/// Gives each top-level block to `read`, the largest in parts between their elements; returns the reference links that have no definition.
pub(super) fn for_each_block<'a>(source: &'a str, mut read: impl FnMut(&[Spanned<'a>])) -> Vec<Broken> {
    let broken = RefCell::new(Vec::new());
    let note = |link: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
        // `[so]` alone is text; `[text][label]` and `[label][]` were meant as links.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            broken.borrow_mut().push((link.reference.to_string(), link.span));
        }
        None
    };
    let mut block = Vec::new();
    let mut depth = 0usize;
    let mut may_split = false;
    for (event, range) in Parser::new_with_broken_link_callback(source, options(), Some(note)).into_offset_iter() {
        match &event {
            Event::Start(tag) => {
                may_split = if depth == 0 { !matches!(tag, Tag::HtmlBlock | Tag::CodeBlock(_)) } else { may_split };
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        block.push((event, range));
        if depth == 0 || (depth == 1 && may_split && block.len() >= LARGE) {
            read(&block);
            block.clear();
        }
    }
    broken.into_inner()
}

/// The events inside a short text's first paragraph: a caption.
pub(super) fn inline(source: &str) -> Vec<Spanned<'_>> {
    Parser::new_ext(source, options()).into_offset_iter().collect()
}

/// Finds the end of the element that starts at `events[start]`.
pub(super) fn end_of(events: &[Spanned], start: usize) -> usize {
    let mut depth = 0usize;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth <= 1 => return index,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    events.len().saturating_sub(1)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}
