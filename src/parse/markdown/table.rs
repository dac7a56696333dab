//! Tables that can be scrolled sideways by keyboard, with a name for screen readers.
//!
//! The name is that of the nearest heading. Invariant: no two tables of a text have the same name.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, Event};

use super::events::Spanned;
use super::write::{Frame, Writer};
use crate::html::escape_into;

/// The names given so far, and the table that is being written.
#[derive(Default)]
pub(super) struct Labels {
    given: BTreeMap<String, usize>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

pub(super) fn start(writer: &mut Writer, alignments: &[Alignment]) {
    writer.tables.alignments = alignments.to_vec();
    let heading = writer.body.headings.last().map(|heading| heading.text.as_str()).filter(|text| !text.is_empty());
    let label: String = heading.unwrap_or(writer.words.table).chars().take(100).collect();
    let count = writer.tables.given.entry(label.clone()).or_default();
    *count += 1;
    let label = if *count == 1 { label } else { format!("{label} ({count})") };
    writer.html.push_str("<section class=\"table\" tabindex=\"0\" aria-label=\"");
    escape_into(&mut writer.html, &label);
    writer.begin("\"><table>\n", Frame::Table);
}

pub(super) fn head(writer: &mut Writer) {
    (writer.tables.column, writer.tables.in_head) = (0, true);
    writer.begin("<thead>\n<tr>", Frame::Block("</tr>\n</thead>\n<tbody>\n"));
}

pub(super) fn row(writer: &mut Writer) {
    (writer.tables.column, writer.tables.in_head) = (0, false);
    writer.begin("<tr>", Frame::Block("</tr>\n"));
}

pub(super) fn cell(writer: &mut Writer, events: &[Spanned], at: usize) {
    let is_empty = matches!(events.get(at + 1), Some((Event::End(_), _)));
    let alignment = match writer.tables.alignments.get(writer.tables.column) {
        Some(Alignment::Left) => " data-align=\"left\"",
        Some(Alignment::Center) => " data-align=\"center\"",
        Some(Alignment::Right) => " data-align=\"right\"",
        Some(Alignment::None) | None => "",
    };
    writer.tables.column += 1;
    // A column without a name has no header cell: an empty one would be read aloud.
    let (start, end) = if writer.tables.in_head && !is_empty { ("<th scope=\"col\"", "</th>") } else { ("<td", "</td>") };
    writer.html.push_str(start);
    writer.html.push_str(alignment);
    writer.html.push('>');
    writer.plain.space();
    writer.open.push(Frame::Cell(end));
}

pub(super) fn end(writer: &mut Writer) {
    writer.html.push_str("</tbody>\n</table></section>\n");
    writer.plain.line();
}
