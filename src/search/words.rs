//! Text → folded words: the first step of both indexing and searching.
//!
//! Invariant: `themes/default/search/words.js` gives the same words; `tests/search/words.json` holds both to it.

/// Calls `found` with every word of the text, folded, in order.
///
/// Words joined by a hyphen or another sign come one by one and then joined: `e-post` gives `e`, `post` and `epost`,
/// and so does `base_url`. The parts of `baseUrl` come after it.
pub(crate) fn each_word(text: &str, mut found: impl FnMut(&str, Joined)) {
    let mut own = Chain::default();
    let (mut rest, mut was_small) = (text, false);
    loop {
        // What most words are made of is what it is folded to.
        let plain = plain_length(rest);
        if own.is_empty() && rest.as_bytes().get(plain).is_none_or(|next| is_gap(*next)) {
            if plain > 0 {
                found(&rest[..plain], Joined::No);
            }
            let Some((_, after)) = rest.split_at_checked(plain + 1) else { break };
            (rest, was_small) = (after, false);
            continue;
        }
        if plain > 0 {
            own.word.push_str(&rest[..plain]);
            was_small = !rest.as_bytes()[plain - 1].is_ascii_digit();
            rest = &rest[plain..];
        }
        let Some(character) = rest.chars().next() else { break };
        rest = &rest[character.len_utf8()..];
        if character.is_alphanumeric() || is_mark(character) {
            if was_small && character.is_uppercase() {
                own.humps.push(own.word.len());
            }
            was_small = character.is_lowercase();
            push_folded(character, &mut own.word);
            continue;
        }
        was_small = false;
        // `C++` and `C#` are names.
        if character == '+' && rest.starts_with('+') && !own.word.is_empty() {
            rest = &rest[1..];
            own.word.push_str("++");
        } else if character == '#' && own.word.len() == 1 && own.word.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            own.word.push('#');
        }
        let linked = LINKS.contains(&character) && rest.starts_with(char::is_alphanumeric);
        own.finish(linked, &mut found);
    }
    own.finish(false, &mut found);
}

/// What makes one name of words beside it, where no blank stands.
const LINKS: &[char] = &['-', '_', '.', ':', '/'];

/// Bytes of small letters, as far as nearly all words have no others, and digits.
fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        length += match bytes.get(length) {
            Some(b'a'..=b'z' | b'0'..=b'9') => 1,
            // æ, ø and å.
            Some(0xc3) if matches!(bytes.get(length + 1), Some(0xa6 | 0xb8 | 0xa5)) => 2,
            _ => return length,
        };
    }
}

/// What ends a word, whatever comes after it.
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b',' | b';' | b'!' | b'?' | b'(' | b')' | b'"')
}

/// Whether a word stands in the text by itself, or was made of such words or of a part of one.
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

/// Words that are written in one.
#[derive(Default)]
struct Chain {
    word: String,
    /// Where small letters give way to a capital.
    humps: Vec<usize>,
    joined: String,
    parts: usize,
}

impl Chain {
    fn is_empty(&self) -> bool {
        self.word.is_empty() && self.parts == 0
    }

    /// A word is at its end; whether the next is linked to it.
    fn finish(&mut self, linked: bool, found: &mut impl FnMut(&str, Joined)) {
        if !self.word.is_empty() {
            found(&self.word, Joined::No);
        }
        let mut start = 0;
        if !self.humps.is_empty() {
            self.humps.push(self.word.len());
        }
        for end in self.humps.drain(..) {
            found(&self.word[start..end], Joined::Yes);
            start = end;
        }
        if linked && !self.word.is_empty() || self.parts > 0 {
            self.joined.push_str(&self.word);
            self.parts += 1;
        }
        self.word.clear();
        if !linked {
            if self.parts > 1 && self.joined.len() <= LONGEST_JOINED {
                found(&self.joined, Joined::Yes);
            }
            self.joined.clear();
            self.parts = 0;
        }
    }
}

/// Bytes; a longer chain is a phrase or an address, and nobody writes it in one.
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
