//! A misspelt name → the name that was meant.

/// The candidate nearest to `name`, if one is near enough to be meant: a third of its letters may differ.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let length = name.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        // So many letters at least would have to come or go.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
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

    #[test]
    fn near_names_are_suggested_and_far_ones_listed() {
        assert_eq!(suggest("summery", ["summary", "sources"], "key"), "did you mean `summary`?");
        assert_eq!(suggest("x", ["summary", "sources"], "key"), "use one of: `sources`, `summary`");
        assert_eq!(suggest("x", [], "theme"), "there is no theme yet");
    }
}
