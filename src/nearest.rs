//! A misspelt name → the name that was meant.

/// What tells of most names at once that another is not near: how long they are, and which letters they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// In letters.
    length: u32,
    /// A bit for each letter; some share one.
    letters: u64,
}

impl Outline {
    /// Of a name, in upper or lower case.
    pub fn of(name: &str) -> Self {
        let letters = name.chars().flat_map(char::to_lowercase);
        letters.fold(Self { length: 0, letters: 0 }, |outline, letter| Self {
            length: outline.length + 1,
            letters: outline.letters | 1 << (u32::from(letter) % 64),
        })
    }

    /// Whether as few changes as that may lead from one to the other. Each brings one letter at most, and takes one away.
    fn may_become(self, other: Self, changes: u32) -> bool {
        self.length.abs_diff(other.length) <= changes
            && (self.letters & !other.letters).count_ones() <= changes
            && (other.letters & !self.letters).count_ones() <= changes
    }
}

/// Longer names are near to nothing, in letters: comparing two takes as much time and room as one length times the other.
const LONGEST: u32 = 200;

/// The candidate nearest to `name`, if one is near enough to be meant: a third of its letters may differ; of one or two
/// letters none.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_outlined(name, candidates.into_iter().map(|candidate| (Outline::of(candidate), candidate)))
}

/// The same, of candidates whose outlines are known.
pub fn nearest_outlined<'a>(name: &str, candidates: impl IntoIterator<Item = (Outline, &'a str)>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let outline = Outline::of(&name);
    if outline.length > LONGEST {
        return None;
    }
    let limit = if outline.length < 3 { 0 } else { outline.length / 3 };
    candidates
        .into_iter()
        .filter(|(candidate, _)| candidate.may_become(outline, limit))
        .map(|(_, candidate)| (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| u32::try_from(*distance).is_ok_and(|distance| distance <= limit))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Help for a name that does not exist: the one that was meant, or all that exist.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone, what: &str) -> String {
    if let Some(meant) = nearest(name, candidates.clone()) {
        return format!("did you mean `{meant}`?");
    }
    let mut all: Vec<&str> = candidates.into_iter().collect();
    all.sort_unstable();
    let more = if all.len() > 12 { format!(" and {} more", all.len() - 12) } else { String::new() };
    all.truncate(12);
    if all.is_empty() { format!("there is no {what} yet") } else { format!("use one of: `{}`{more}", all.join("`, `")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn outlines_rule_out_nothing_that_is_near(one in "[a-dA-DåÅ]{0,6}", other in "[a-dA-DåÅ]{0,6}") {
            let distance = strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase());
            prop_assert!(Outline::of(&one).may_become(Outline::of(&other), u32::try_from(distance).expect("a few letters")));
        }
    }

    #[test]
    fn near_names_are_suggested_and_far_ones_listed() {
        assert_eq!(suggest("summery", ["summary", "sources"], "key"), "did you mean `summary`?");
        assert_eq!(suggest("x", ["summary", "sources"], "key"), "use one of: `sources`, `summary`");
        assert_eq!(suggest("x", [], "theme"), "there is no theme yet");
    }

    #[test]
    fn names_that_nobody_types_are_near_to_nothing() {
        let [short, long, endless] = [150, 250, 1_000_000].map(|length| "a".repeat(length));
        assert_eq!(nearest(&short, [&*(short.clone() + "b")]), Some(&*(short.clone() + "b")));
        for name in [long, endless] {
            assert_eq!(nearest(&name, [&*(name.clone() + "b")]), None);
        }
    }
}
