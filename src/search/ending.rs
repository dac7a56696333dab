//! A list of endings → which of them a word has: the innermost question of stemming, answered in a few steps.

/// Endings, in the order in which they are tried. Each ends with a small letter from a to z.
#[derive(Debug)]
pub(crate) struct Endings<const N: usize> {
    /// By their last letter, and then in order.
    all: [Ending; N],
    /// Where those of each last letter begin, and the end.
    starts: [usize; LETTERS + 1],
}

#[derive(Debug, Clone, Copy)]
struct Ending {
    text: &'static str,
    /// The last bytes as a number, and which bits of it count.
    letters: u64,
    mask: u64,
}

const LETTERS: usize = 26;

impl<const N: usize> Endings<N> {
    /// Takes in a list.
    pub(crate) const fn new(texts: [&'static str; N]) -> Self {
        let mut all = [Ending { text: "", letters: 0, mask: 0 }; N];
        let mut starts = [0; LETTERS + 1];
        let (mut letter, mut filled) = (0, 0);
        while letter < LETTERS {
            starts[letter] = filled;
            let mut index = 0;
            while index < N {
                let bytes = texts[index].as_bytes();
                if (bytes[bytes.len() - 1] - b'a') as usize == letter {
                    let bits = if bytes.len() < 8 { bytes.len() * 8 } else { 64 };
                    all[filled] = Ending { text: texts[index], letters: tail(bytes), mask: u64::MAX >> (64 - bits) };
                    filled += 1;
                }
                index += 1;
            }
            letter += 1;
        }
        assert!(filled == N, "an ending ends with a letter from a to z");
        starts[LETTERS] = filled;
        Endings { all, starts }
    }

    /// What stands before each ending that the word has, in the order of the list.
    pub(crate) fn before<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let letter = word.as_bytes().last().map_or(LETTERS, |last| usize::from(last.wrapping_sub(b'a')));
        let range = if letter < LETTERS { self.starts[letter]..self.starts[letter + 1] } else { 0..0 };
        let own = tail(word.as_bytes());
        self.all[range].iter().filter_map(move |ending| {
            let same = (own ^ ending.letters) & ending.mask == 0 && (ending.text.len() <= 8 || word.ends_with(ending.text));
            same.then(|| &word[..word.len() - ending.text.len()])
        })
    }
}

/// The last eight bytes as a number, the very last lowest.
const fn tail(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk() {
        return u64::from_be_bytes(*last);
    }
    let (mut tail, mut index) = (0, 0);
    while index < bytes.len() {
        tail = tail << 8 | bytes[index] as u64;
        index += 1;
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_found_in_the_order_of_their_list() {
        let endings = Endings::new(["eringerne", "erne", "en", "e", "r"]);
        let before = |word| endings.before(word).collect::<Vec<_>>();
        assert_eq!(before("vurderingerne"), ["vurd", "vurdering", "vurderingern"]);
        assert_eq!(before("xringerne"), ["xring", "xringern"]);
        assert_eq!(before("erne"), ["", "ern"]);
        assert_eq!(before("år"), ["å"]);
        assert!(before("").is_empty() && before("på").is_empty() && before("4").is_empty());
    }
}
