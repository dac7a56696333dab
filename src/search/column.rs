//! Numbers and sorted terms → columns: texts that JSON holds as they are, that a host makes small on the way, and that a
//! reader's browser reads without help. Gaps between numbers instead of numbers (delta coding), in as many letters
//! as each needs, and terms without what they share with the one before (front coding). The manual's page on the format
//! says the same in words.

/// A column of numbers in the making.
#[derive(Default)]
pub(crate) struct Numbers(Vec<u8>);

impl Numbers {
    /// Appends a number in as few characters as it takes: the last is one of `#` to `[`, those before it, the lowest
    /// first, of `]` to `~`. None of these needs an escape in JSON.
    fn put(&mut self, mut number: u32) {
        while number >= LAST {
            self.0.push(letter(93 + number % MORE));
            number /= MORE;
        }
        self.0.push(letter(35 + number));
    }

    /// Appends rising numbers: each as its distance to the one before, less one.
    pub(crate) fn put_gaps(&mut self, rising: impl IntoIterator<Item = u32>) {
        let mut next = 0;
        for number in rising {
            self.put(number - next);
            next = number + 1;
        }
    }

    /// The column.
    pub(crate) fn text(self) -> String {
        String::from_utf8(self.0).expect("all letters are ASCII")
    }
}

/// How many values the last character of a number has, and each before it.
const LAST: u32 = 57;
const MORE: u32 = 34;

fn letter(code: u32) -> u8 {
    u8::try_from(code).unwrap_or(b'~')
}

/// Numbers one after the other.
pub(crate) fn numbers(all: impl IntoIterator<Item = u32>) -> String {
    let mut column = Numbers::default();
    all.into_iter().for_each(|number| column.put(number));
    column.text()
}

/// Rising numbers, by their distances.
pub(crate) fn gaps(rising: impl IntoIterator<Item = u32>) -> String {
    let mut column = Numbers::default();
    column.put_gaps(rising);
    column.text()
}

/// Sorted terms, each only where it differs from the one before: a capital letter says how many characters both begin
/// with, and no term has one.
pub(crate) fn terms<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    let (mut column, mut before) = (String::new(), "");
    for term in all {
        let same = shared(before, term);
        column.push(char::from(b'A' + same.units));
        column.push_str(&term[same.bytes..]);
        before = term;
    }
    column
}

/// What two terms begin with together.
struct Shared {
    bytes: usize,
    /// As JavaScript counts: in units of UTF-16.
    units: u8,
}

fn shared(one: &str, other: &str) -> Shared {
    let mut same = Shared { bytes: 0, units: 0 };
    for (letter, _) in one.chars().zip(other.chars()).take_while(|(one, other)| one == other) {
        let units = same.units + if letter.len_utf16() == 1 { 1 } else { 2 };
        if units > MOST_SHARED {
            break;
        }
        same = Shared { bytes: same.bytes + letter.len_utf8(), units };
    }
    same
}

const MOST_SHARED: u8 = 25;

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads numbers as the manual says.
    pub(crate) fn read_numbers(column: &str) -> Vec<u32> {
        let (mut all, mut value, mut scale) = (Vec::new(), 0, 1);
        for code in column.bytes().map(u32::from) {
            if code < 92 {
                all.push(value + (code - 35) * scale);
                (value, scale) = (0, 1);
            } else {
                value += (code - 93) * scale;
                scale *= MORE;
            }
        }
        all
    }

    /// Reads rising numbers.
    pub(crate) fn read_gaps(gaps: &[u32]) -> Vec<u32> {
        let mut next = 0;
        let read = |gap: &u32| {
            next += gap + 1;
            next - 1
        };
        gaps.iter().map(read).collect()
    }

    /// Reads terms.
    pub(crate) fn read_terms(column: &str) -> Vec<String> {
        let mut terms: Vec<Vec<u16>> = Vec::new();
        for unit in column.encode_utf16() {
            match u8::try_from(unit) {
                Ok(same) if same.is_ascii_uppercase() => {
                    let before = terms.last().map_or(&[][..], |term| &term[..usize::from(same - b'A')]);
                    terms.push(before.to_vec());
                }
                _ => terms.last_mut().expect("a capital stands first").push(unit),
            }
        }
        terms.iter().map(|term| String::from_utf16(term).expect("whole characters")).collect()
    }

    proptest! {
        #[test]
        fn numbers_are_read_back_and_need_no_escape(all in prop::collection::vec(0..3_000_000_u32, 0..50)) {
            let column = numbers(all.iter().copied());
            prop_assert_eq!(serde_json::to_string(&column).expect("text"), format!("\"{column}\""));
            prop_assert_eq!(read_numbers(&column), all);
        }

        #[test]
        fn rising_numbers_are_read_back(all in prop::collection::btree_set(0..3_000_000_u32, 0..50)) {
            let all: Vec<u32> = all.into_iter().collect();
            prop_assert_eq!(read_gaps(&read_numbers(&gaps(all.iter().copied()))), all);
        }

        #[test]
        fn terms_are_read_back(all in prop::collection::btree_set("[a-cæ𐐨字0-9+#*]{1,30}|a{20,40}b?", 0..30)) {
            let all: Vec<String> = all.into_iter().collect();
            prop_assert_eq!(read_terms(&terms(all.iter().map(String::as_str))), all);
        }
    }
}
