//! Quotes and lists within each other, all begun on one line → no more of them than are shown.
//!
//! Before the parser, which needs some hundred bytes for each: a line of a few megabytes would fill the memory.
//! Invariant: a text keeps its length, so that places stay right.

use std::borrow::Cow;

/// Marks on one line; the writer stops at a hundred levels, and says so.
const MOST: usize = 150;

/// The text, with blanks for the marks that are too many on their line.
pub(super) fn bounded(source: Cow<'_, str>) -> Cow<'_, str> {
    let mut blanked: Option<Vec<u8>> = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if let Some(marks) = too_many(line) {
            let bytes = blanked.get_or_insert_with(|| source.as_bytes().to_vec());
            bytes[start + marks.start..start + marks.end].fill(b' ');
        }
        start += line.len();
    }
    // Marks are ASCII, and so are blanks.
    blanked.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(source, Cow::Owned)
}

/// Where the marks beyond the most stand at the beginning of a line.
fn too_many(line: &str) -> Option<std::ops::Range<usize>> {
    if line.len() <= MOST {
        return None;
    }
    let run = line.bytes().take_while(|byte| b">-*+.) \t".contains(byte) || byte.is_ascii_digit()).count();
    let is_mark = |(_, pair): &(usize, &[u8])| pair[0] == b'>' || (b"-*+.)".contains(&pair[0]) && b" \t".contains(&pair[1]));
    let (beyond, _) = line.as_bytes()[..run].windows(2).enumerate().filter(is_mark).nth(MOST)?;
    Some(beyond..run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_marks() {
        let same = |source: &str| assert_eq!(bounded(Cow::Borrowed(source)), source);
        same("> > - a\n1. b\n");
        same(&"word - ".repeat(500));
        same(&"-".repeat(500));
        let long = "> ".repeat(200) + "å\n- b\n";
        let expected = "> ".repeat(150) + &" ".repeat(100) + "å\n- b\n";
        assert_eq!(bounded(Cow::Borrowed(&long)), expected);
    }
}
