//! The last step of a text: holes numbered as they stand.
//!
//! Footnotes move to the end and the sanitiser may drop or repeat an element, so only the finished HTML says
//! which links there are. Invariant: afterwards hole *n* is the *n*th of its kind, and each has its link, image or
//! include in the body.

use super::write::Writer;
use crate::body::{Body, HOLE_END, HOLE_START, Hole, hole, read_hole};

pub(super) fn settle(writer: &mut Writer) {
    let mut settled = Body::default();
    let mut html = String::with_capacity(writer.html.len());
    let mut parts = writer.html.split(HOLE_START);
    html.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let Some((inside, rest)) = part.split_once(HOLE_END) else { continue };
        if let Some(number) = read_hole(inside).and_then(|old| renumber(old, &writer.body, &mut settled)) {
            html.push_str(&hole(number));
        }
        html.push_str(rest);
    }
    writer.html = html;
    writer.body.links = settled.links;
    writer.body.images = settled.images;
    writer.body.includes = settled.includes;
}

/// Moves what belongs to a hole over to the settled body.
fn renumber(old: Hole, before: &Body, settled: &mut Body) -> Option<Hole> {
    match old {
        Hole::Link(number) => {
            settled.links.push(before.links.get(number)?.clone());
            Some(Hole::Link(settled.links.len() - 1))
        }
        Hole::Image(number) => {
            settled.images.push(before.images.get(number)?.clone());
            Some(Hole::Image(settled.images.len() - 1))
        }
        Hole::Include(number) => {
            settled.includes.push(before.includes.get(number)?.clone());
            Some(Hole::Include(settled.includes.len() - 1))
        }
        // It stands within its link, which came just before.
        Hole::Title(_) => Some(Hole::Title(settled.links.len().checked_sub(1)?)),
    }
}
