//! Text → folded words: the first step of both indexing and searching.
//!
//! Invariant: `themes/default/search/words.js` gives the same words; `tests/search/words.json` holds both to it.

/// Calls `found` with every word of the text, folded, in order.
///
/// Words joined by a hyphen come one by one and then joined: `e-post` gives `e`, `post` and `epost`.
pub(crate) fn each_word(text: &str, mut found: impl FnMut(&str, Joined)) {
    let (mut word, mut joined, mut parts) = (String::new(), String::new(), 0);
    let mut rest = text;
    loop {
        // What most words are made of is what it is folded to.
        let plain = rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        word.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(character) = rest.chars().next() else { break };
        rest = &rest[character.len_utf8()..];
        if character.is_alphanumeric() || is_mark(character) {
            push_folded(character, &mut word);
            continue;
        }
        let hyphen = character == '-' && rest.starts_with(char::is_alphanumeric);
        finish(&mut word, &mut joined, &mut parts, hyphen, &mut found);
    }
    finish(&mut word, &mut joined, &mut parts, false, &mut found);
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Whether a word stands in the text by itself or was put together from words with hyphens between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joined {
    No,
    Yes,
}

/// The words of a text, without the joined ones.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |word, joined| {
        if joined == Joined::No {
            all.push(word.to_owned());
        }
    });
    all
}

/// Lower case, æ ø å kept, every other accent gone.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|character| push_folded(character, &mut folded));
    folded
}

fn finish(word: &mut String, joined: &mut String, parts: &mut usize, hyphen: bool, found: &mut impl FnMut(&str, Joined)) {
    if !word.is_empty() {
        found(word, Joined::No);
    }
    if hyphen && !word.is_empty() || *parts > 0 {
        joined.push_str(word);
        *parts += 1;
    }
    word.clear();
    if !hyphen {
        if *parts > 1 && joined.len() <= LONGEST_JOINED {
            found(joined, Joined::Yes);
        }
        joined.clear();
        *parts = 0;
    }
}

/// Bytes; a longer chain of hyphens is a phrase, and nobody writes it in one.
const LONGEST_JOINED: usize = 32;

fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn push_folded(character: char, word: &mut String) {
    match character {
        'a'..='z' | '0'..='9' | 'æ' | 'ø' | 'å' => word.push(character),
        'A'..='Z' => word.push(character.to_ascii_lowercase()),
        '\u{30a}' | '\u{308}' => put_mark(character, word),
        _ if is_mark(character) => {}
        _ => character.to_lowercase().for_each(|lower| push_plain(lower, word)),
    }
}

/// A ring or two dots that stand as a character of their own.
fn put_mark(mark: char, word: &mut String) {
    let letter = match (word.chars().last(), mark) {
        (Some('a'), '\u{30a}') => 'å',
        (Some('a'), _) => 'æ',
        (Some('o'), '\u{308}') => 'ø',
        _ => return,
    };
    word.pop();
    word.push(letter);
}

fn push_plain(character: char, word: &mut String) {
    let plain = match character {
        'ä' | 'ǽ' => "æ",
        'ö' | 'ǿ' => "ø",
        'ß' => "ss",
        'þ' => "th",
        'œ' => "oe",
        'à' | 'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' | 'ǩ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ǻ' => "å",
        _ if is_mark(character) => "",
        _ => return word.push(character),
    };
    word.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::super::stem::Stemmer;
    use super::*;

    #[test]
    fn words_are_folded_and_stemmed_as_in_the_client() {
        let table: Vec<[String; 4]> = serde_json::from_str(include_str!("../../tests/search/words.json")).expect("a table");
        for [word, folded, nordic, english] in table {
            let own = fold(&word);
            assert_eq!((own.as_str(), Stemmer::Nordic.stem(&own), Stemmer::English.stem(&own)), (&*folded, &*nordic, &*english), "{word}");
        }
    }

    #[test]
    fn hyphens_join_and_part() {
        let mut all = Vec::new();
        each_word("E-post fra A\u{30a}s, nå-eller-aldri - og 2024.", |word, _| all.push(word.to_owned()));
        assert_eq!(all, ["e", "post", "epost", "fra", "ås", "nå", "eller", "aldri", "nåelleraldri", "og", "2024"]);
    }
}
