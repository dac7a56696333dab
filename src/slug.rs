//! Titles and file names → the last part of an address.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Bytes in one part of an address: each is the name of a folder, and most disks take 255.
pub const LONGEST_PART: usize = 200;

/// Lower-case ASCII letters, digits and single hyphens: `Rask på øya!` → `rask-pa-oya`. Empty if nothing is left.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in composed(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
            continue;
        }
        for lower in character.to_lowercase() {
            match transcribe(lower) {
                Some(ascii) => slug.push_str(ascii),
                None if lower.is_ascii_alphanumeric() => slug.push(lower),
                None if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
                None => {}
            }
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Letters of the languages around us, and what Unicode lower-casing leaves behind.
fn transcribe(character: char) -> Option<&'static str> {
    Some(match character {
        'æ' | 'ä' => "ae",
        'ø' | 'ö' | 'ó' | 'ò' | 'ô' | 'õ' => "o",
        'å' | 'á' | 'à' | 'â' | 'ã' => "a",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'ú' | 'ù' | 'û' | 'ü' => "u",
        'ý' => "y",
        'č' | 'ç' => "c",
        'đ' | 'ð' => "d",
        'ŋ' | 'ñ' => "n",
        'š' => "s",
        'ŧ' => "t",
        'ž' => "z",
        'þ' => "th",
        'ß' => "ss",
        // Combining marks and soft hyphens vanish without splitting the word.
        '\u{0300}'..='\u{036f}' | '\u{00ad}' => "",
        _ => return None,
    })
}

/// A name with its letters put together, as people write them: macOS takes `å` apart in the names of files.
pub fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { ComposingNormalizerBorrowed::new_nfc().normalize(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let cases = [
            ("Rask på øya!", "rask-pa-oya"),
            ("Ærlig – og Åpen", "aerlig-og-apen"),
            ("  min case 2 ", "min-case-2"),
            ("a_b.c", "a-b-c"),
            ("🚀", ""),
            ("../../etc/passwd", "etc-passwd"),
            ("Čáhppes", "cahppes"),
        ];
        for (text, slug) in cases {
            assert_eq!(slugify(text), slug);
        }
    }
}
