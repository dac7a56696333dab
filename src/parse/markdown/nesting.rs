//! Quotes and lists within each other, begun on one line by the ten thousand → no more of them than are shown.
//!
//! Before the parser, which needs some hundred bytes for each: a line of a few megabytes would fill the memory.
//! Invariant: a text keeps its length, so that places stay right; what a person writes is left as it is.

use std::borrow::Cow;
use std::ops::Range;

/// Marks on one line that are left; the writer stops at a hundred levels, and says so.
const LEFT: usize = 150;
/// Marks beyond those that a text may have: in a block of code they may be meant as they are.
const MOST: usize = 10_000;

/// The text, with blanks for the marks that are too many on their line, and where the first of those stood.
pub(super) fn bounded(source: Cow<'_, str>) -> (Cow<'_, str>, Option<Range<usize>>) {
    let mut start = 0;
    let mut beyond = Vec::new();
    let mut marks = 0;
    for line in source.split_inclusive('\n') {
        if let Some((range, count)) = too_many(line) {
            beyond.push(start + range.start..start + range.end);
            marks += count;
        }
        start += line.len();
    }
    if marks <= MOST {
        return (source, None);
    }
    let mut bytes = source.as_bytes().to_vec();
    for range in &beyond {
        bytes[range.clone()].fill(b' ');
    }
    // The marks are ASCII, and so are blanks.
    let blanked = String::from_utf8(bytes).map_or(source, Cow::Owned);
    (blanked, beyond.into_iter().next())
}

/// Where the marks beyond those that are left stand at the beginning of a line, and how many they are.
fn too_many(line: &str) -> Option<(Range<usize>, usize)> {
    if line.len() <= LEFT {
        return None;
    }
    let start = after_label(line);
    let run = line.as_bytes()[start..].iter().take_while(|byte| b">-*+.) \t".contains(byte) || byte.is_ascii_digit()).count();
    let is_mark = |pair: &[u8]| pair[0] == b'>' || (b"-*+.)".contains(&pair[0]) && b" \t".contains(&pair[1]));
    let run = &line.as_bytes()[start..start + run];
    let mut marks = run.windows(2).enumerate().filter(|(_, pair)| is_mark(pair)).skip(LEFT);
    let (first, _) = marks.next()?;
    Some((start + first..start + run.len(), marks.count() + 1))
}

/// What follows the label of a footnote, in which quotes and lists may begin as well.
fn after_label(line: &str) -> usize {
    let labelled = line.trim_start().starts_with("[^");
    labelled.then(|| line.find("]:").map(|end| end + 2)).flatten().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays() {
        for source in ["> > - a\n1. b\n", &"word - ".repeat(9000), &"-".repeat(90_000), &"> ".repeat(900), &"0. 1. ".repeat(900)] {
            assert_eq!(bounded(Cow::Borrowed(source)), (Cow::Borrowed(source), None));
        }
    }

    #[test]
    fn lines_of_marks() {
        for label in ["", "[^1]: ", "  [^1]:"] {
            let source = format!("å\n{label}{}å\n- b\n", "> ".repeat(20_000));
            let expected = format!("å\n{label}{}{}å\n- b\n", "> ".repeat(150), " ".repeat(39_700));
            let (found, place) = bounded(Cow::Borrowed(&source));
            assert_eq!((found.as_ref(), place.map(|place| place.start)), (expected.as_str(), Some("å\n".len() + label.len() + 300)));
        }
    }
}
