//! Texts → texts, laid out as [`super::frozen`] asks them. Done when Varde is compiled.
//!
//! A map is a table of places and one long text. A key's place is the first free one from where its hash points to, and
//! says where the key stands in the text; its value follows it there, up to the end of the line.
//! Invariant: what was laid out is found, and nothing else.

use std::collections::BTreeMap;

use super::table::hash;

/// Lays out a map: its places, and its texts.
pub(crate) fn freeze(entries: &BTreeMap<String, String>) -> (Vec<u8>, String) {
    // Half to three quarters of the places stay free, so that a key is found near where it is looked for.
    let mut places = vec![[0_u8; 8]; (entries.len() * 4 / 3 + 1).next_power_of_two()];
    let mut texts = String::new();
    for (key, value) in entries {
        let hash = hash(key);
        let mut place = hash as usize & (places.len() - 1);
        while places[place] != [0; 8] {
            place = (place + 1) & (places.len() - 1);
        }
        let [one, two, three, four] = u32::try_from(texts.len() + 1).expect("short lists").to_le_bytes();
        let [low, middle, high, _] = (hash >> 8).to_le_bytes();
        places[place] = [one, two, three, four, u8::try_from(key.len()).expect("short keys"), low, middle, high];
        texts.extend([key, value, "\n"]);
    }
    (places.concat(), texts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::frozen::Frozen;
    use super::*;

    proptest! {
        #[test]
        fn what_was_laid_out_is_found(entries: BTreeMap<String, String>, other: String) {
            let plain = |text: &String| text.replace('\n', " ").chars().take(60).collect::<String>();
            let entries: BTreeMap<String, String> = entries.iter().map(|(key, value)| (plain(key), plain(value))).collect();
            let (places, texts) = freeze(&entries);
            let frozen = Frozen::new(places.leak(), texts.leak());
            for (key, value) in &entries {
                prop_assert_eq!(frozen.get(key), Some(value.as_str()));
            }
            prop_assert_eq!(frozen.has(&other), entries.contains_key(&other));
            let mut keys: Vec<&str> = frozen.keys().collect();
            keys.sort_unstable();
            prop_assert!(keys.into_iter().eq(entries.keys()));
        }
    }
}
