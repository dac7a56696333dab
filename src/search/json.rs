//! A value → the JSON of a search file, in which nothing begins a tag: it is harmless, too, for a program that takes it for a page.

use serde::Serialize;

/// Writes a value of texts, numbers, lists and maps.
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    let written = serde_json::to_vec(value).expect("texts and numbers can be written");
    let mut out = Vec::with_capacity(written.len() + 64);
    let mut pieces = written.split(|byte| *byte == b'<');
    out.extend_from_slice(pieces.next().unwrap_or_default());
    for piece in pieces {
        // A `<` stands only inside texts.
        out.extend_from_slice(if begins_tag(piece) { b"\\u003c" } else { b"<" });
        out.extend_from_slice(piece);
    }
    out
}

/// Whether a tag begins where this follows `<`, as in HTML.
fn begins_tag(after: &[u8]) -> bool {
    matches!(after, [b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_a_tag_and_the_text_is_the_same() {
        let texts = ["<script>", "a </b> <!-- <?", "2 < 3, <3", "<"];
        let written = String::from_utf8(json(&texts)).expect("text");
        assert_eq!(written, r#"["\u003cscript>","a \u003c/b> \u003c!-- \u003c?","2 < 3, <3","<"]"#);
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).expect("JSON"), texts);
    }
}
