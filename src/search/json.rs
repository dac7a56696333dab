//! A value → the JSON of a search file, in which nothing begins a tag: it is harmless, too, for a program that takes it for a page.

use serde::Serialize;

/// Writes a value of texts, numbers, lists and maps.
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    let written = serde_json::to_vec(value).expect("texts and numbers can be written");
    if written.windows(2).any(begins_tag) { harmless(&written) } else { written }
}

/// As in HTML. A `<` stands only inside texts.
fn begins_tag(pair: &[u8]) -> bool {
    matches!(pair, [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?'])
}

fn harmless(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() + 64);
    for (index, byte) in json.iter().enumerate() {
        if json.get(index..index + 2).is_some_and(begins_tag) {
            out.extend_from_slice(b"\\u003c");
        } else {
            out.push(*byte);
        }
    }
    out
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
