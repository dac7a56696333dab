//! A page in the other languages it has.

use super::{Scope, TranslationView};
use crate::facets::facet_address;
use crate::handbook::Handbook;
use crate::language::own_name;
use crate::pages::{Page, PageKind, Plan};

/// The page in the languages it has; none if there is only one.
pub(super) fn translations(scope: &Scope, page: &Page, plan: &Plan) -> Vec<TranslationView> {
    let handbook = scope.handbook;
    let mut found = versions(scope, page, plan);
    if found.len() < 2 {
        return Vec::new();
    }
    let rank = |lang: &str| handbook.config.languages.iter().position(|known| known == lang).unwrap_or(usize::MAX);
    found.sort_by(|a, b| rank(&a.lang).cmp(&rank(&b.lang)).then_with(|| a.lang.cmp(&b.lang)));
    let view = |Version { lang, path, translated }: Version| TranslationView {
        name: own_name(&lang).to_owned(),
        url: scope.links.to(&path),
        absolute: handbook.config.base.absolute(&path),
        current: path == page.path,
        translated,
        lang,
    };
    found.into_iter().map(view).collect()
}

/// A page in one language.
struct Version {
    lang: String,
    path: String,
    /// It is in that language, and no fallback.
    translated: bool,
}

fn versions(scope: &Scope, page: &Page, plan: &Plan) -> Vec<Version> {
    let handbook = scope.handbook;
    let in_editions = |path: &dyn Fn(&String) -> Option<String>| {
        let found = handbook.editions.iter().filter_map(|lang| Some(Version { lang: lang.clone(), path: path(lang)?, translated: true }));
        found.collect()
    };
    match &page.kind {
        PageKind::Entry(entry) => of_item(handbook, handbook.item_of[*entry]),
        PageKind::Fallback(item) => of_item(handbook, *item),
        PageKind::List(kind, None) => in_editions(&|lang| Some(handbook.list_address(*kind, lang))),
        PageKind::List(kind, Some((place, value))) => {
            let facet = &plan.editions[scope.lang].facets[*kind][*place];
            let key = &facet.values[*value].key;
            // A value may be a text that only one language has.
            in_editions(&|lang| {
                plan.editions[lang].facets[*kind][*place].value(key)?;
                Some(facet_address(handbook, *kind, lang, &facet.field, key))
            })
        }
        PageKind::Special(special) => in_editions(&|lang| Some(special.address(&handbook.root_of(lang), lang))),
        PageKind::NotFound => Vec::new(),
    }
}

/// An item in its own languages, and in the editions where it stands for want of a text.
fn of_item(handbook: &Handbook, item: usize) -> Vec<Version> {
    let own = handbook.items[item].versions.iter();
    let own = own.map(|(lang, entry)| Version { lang: lang.clone(), path: handbook.address_of(*entry), translated: true });
    let fallbacks =
        handbook.editions.iter().filter(|lang| *lang != handbook.default_lang() && handbook.items[item].version(lang).is_none());
    own.chain(fallbacks.map(|lang| Version { lang: lang.clone(), path: handbook.address_for(item, lang), translated: false })).collect()
}
