//! A Markdown value and the YAML it is written in → where its lines stand in the file, so that problems are shown there.

use crate::diagnostic::Span;
use crate::parse::markdown::Place;

/// Where a text stands in the file, line by line if its lines stand there as they read.
pub(super) fn place(source: &str, span: &Span, text: &str) -> Place {
    lines(source, span, text).map_or_else(|| Place::Within(span.clone()), Place::Lines)
}

fn lines(source: &str, span: &Span, text: &str) -> Option<Vec<(usize, usize)>> {
    let written = source.get(span.clone())?;
    if !text.contains('\n') {
        let bare = written.trim_matches(['"', '\'']);
        return (bare == text).then(|| vec![(0, span.start + written.find(text).unwrap_or_default())]);
    }
    let mut places = Vec::new();
    let blank: usize = written.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let (mut start, mut in_file) = (0, span.start + blank);
    let mut written = written[blank..].split_inclusive('\n');
    for line in text.split_inclusive('\n') {
        let found = written.next()?;
        let indent = found.trim_end_matches('\n').strip_suffix(line.trim_end_matches('\n'))?;
        if !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        places.push((start, in_file + indent.len()));
        (start, in_file) = (start + line.len(), in_file + found.len());
    }
    Some(places)
}
