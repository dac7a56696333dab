//! The files of words in `lexicon/` → the maps that [`super::lexicon`] asks. Read when Varde is compiled.

use std::collections::BTreeMap;

use super::stem::Stemmer;

/// What a file of words is called below `src/search/lexicon/`, and its text.
pub(crate) type Files<'a> = &'a dyn Fn(&str) -> std::io::Result<String>;

/// Key → value.
type Map = BTreeMap<String, String>;

/// All maps by name; of some only the keys count.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn maps(files: Files) -> std::io::Result<[(&'static str, Map); 6]> {
    let all = |names: &[&str]| names.iter().map(|name| files(name)).collect::<std::io::Result<String>>();
    let words = all(&["parts.nb.txt", "parts.nn.txt", "parts.da.txt"])?;
    let irregular = all(&["irregular.nb.txt", "irregular.nn.txt", "irregular.da.txt"])?;
    let groups: Vec<Vec<&str>> = irregular.lines().map(stems).collect();
    let stems = words.split_whitespace().map(|word| Stemmer::Nordic.stem(word)).chain(groups.iter().flatten().copied());
    Ok([
        ("words", keys(words.split_whitespace())),
        ("stems", keys(stems)),
        ("never", keys(files("never.txt")?.split_whitespace())),
        ("irregular", forms(&groups)),
        ("listed", keys(groups.iter().filter_map(|group| group.first().copied()))),
        ("equal", equal(&files("equal.txt")?)),
    ])
}

fn keys<'a>(texts: impl Iterator<Item = &'a str>) -> Map {
    texts.map(|text| (text.to_owned(), String::new())).collect()
}

/// The stems of a word's forms.
fn stems(line: &str) -> Vec<&str> {
    let mut stems: Vec<&str> = line.split(' ').map(|form| Stemmer::Nordic.stem(form)).collect();
    stems.dedup();
    stems
}

/// Stem → the other stems of the same word, with blanks between.
fn forms(groups: &[Vec<&str>]) -> Map {
    let mut forms = Map::new();
    for group in groups {
        for (index, stem) in group.iter().enumerate() {
            for (_, other) in group.iter().enumerate().filter(|(place, other)| *place != index && *other != stem) {
                let others = forms.entry((*stem).to_owned()).or_default();
                *others += if others.is_empty() { "" } else { " " };
                *others += other;
            }
        }
    }
    forms
}

/// Stem → words with it, each with the stems of what another Nordic language says for it: `word other other;word other`.
fn equal(text: &str) -> Map {
    let mut equal = Map::new();
    for line in text.lines() {
        for word in line.split(' ') {
            let others = line.split(' ').filter(|other| *other != word).map(|other| Stemmer::Nordic.stem(other));
            let said = std::iter::once(word).chain(others).collect::<Vec<_>>().join(" ");
            let known = equal.entry(Stemmer::Nordic.stem(word).to_owned()).or_default();
            *known += if known.is_empty() { "" } else { ";" };
            *known += &said;
        }
    }
    equal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_become_maps() {
        let files = |name: &str| {
            let text = match name {
                "parts.nb.txt" => "avdeling\nbok\n",
                "parts.da.txt" => "bog\n",
                "irregular.nb.txt" => "bok bøker\nforstå forsto forstod\n",
                "never.txt" => "else het\n",
                "equal.txt" => "virksomhet verksemd\nvirksom verksam\n",
                _ => "",
            };
            Ok(text.to_owned())
        };
        let told = |(name, map): (&str, Map)| {
            let entries = map.into_iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>();
            format!("{name}: {}\n", entries.join(", "))
        };
        let all: String = maps(&files).expect("texts").into_iter().map(told).collect();
        expect_test::expect![[r#"
            words: avdeling=, bog=, bok=
            stems: avdel=, bog=, bok=, bøk=, forsto=, forstod=, forstå=
            never: else=, het=
            irregular: bok=bøk, bøk=bok, forsto=forstå forstod, forstod=forstå forsto, forstå=forsto forstod
            listed: bok=, forstå=
            equal: verksam=verksam virksom, verksemd=verksemd virksomhet, virksom=virksom verksam, virksomhet=virksomhet verksemd
        "#]]
        .assert_eq(&all);
    }
}
