//! Entries under their first letter: the index A–Å, and lists of terms.

use std::collections::BTreeMap;

use super::{GroupView, ItemView, Part, Scope};
use crate::language::{Alphabet, index_letter};
use crate::slug::slugify;

/// Entries by first letter; `views` are in alphabetical order.
pub(super) fn by_letter(views: Vec<Part<ItemView>>, lang: &str) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for view in views {
        let letter = index_letter(&view.link.title, lang);
        let title = letter.to_string();
        if groups.last().is_none_or(|group| group.title != title) {
            let id = match letter {
                // As slugs these would meet A and O.
                'Å' => "letter-aa".to_owned(),
                'Ø' | 'Ö' => "letter-oe".to_owned(),
                'Ä' => "letter-ae".to_owned(),
                '#' => "letter-other".to_owned(),
                _ => format!("letter-{}", slugify(&title)),
            };
            groups.push(GroupView { id, title, lang: None, url: String::new(), items: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.items.push(view);
        }
    }
    // å sorts with aa in some languages, so that a letter can come back: join its groups.
    let alphabet = Alphabet::of(lang);
    groups.sort_by(|a, b| alphabet.compare(&a.title, &b.title));
    groups.dedup_by(|later, first| {
        later.title == first.title && {
            first.items.append(&mut later.items);
            true
        }
    });
    groups
}

/// Every item of the handbook by letter.
pub(super) fn letters(scope: &Scope) -> Vec<GroupView> {
    let handbook = scope.handbook;
    let shown = (0..handbook.items.len()).filter(|&item| handbook.plain_address(item) != "/");
    let mut views: Vec<Part<ItemView>> = shown
        .map(|item| ItemView {
            link: scope.link(item),
            facts: Vec::new(),
            field: BTreeMap::new(),
            parts: Vec::new(),
            facet_keys: Vec::new(),
            html: None,
        })
        .map(Part::of)
        .collect();
    let alphabet = Alphabet::of(scope.lang);
    views.sort_by(|a, b| alphabet.compare(&a.link.title, &b.link.title).then_with(|| a.link.url.cmp(&b.link.url)));
    by_letter(views, scope.lang)
}
