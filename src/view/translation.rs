//! A page in the other languages it has.

use super::{Scope, TranslationView};
use crate::facets::facet_address;
use crate::language::own_name;
use crate::pages::{Page, PageKind, Plan};

/// The page in the languages it has; none if there is only one.
pub(super) fn translations(scope: &Scope, page: &Page, plan: &Plan) -> Vec<TranslationView> {
    let handbook = scope.handbook;
    let mut found: Vec<(String, String, bool)> = Vec::new();
    match &page.kind {
        PageKind::Entry(_) | PageKind::Fallback(_) => {
            let item = match page.kind {
                PageKind::Entry(entry) => handbook.item_of[entry],
                PageKind::Fallback(item) => item,
                _ => return Vec::new(),
            };
            found.extend(handbook.items[item].versions.iter().map(|(lang, entry)| (lang.clone(), handbook.address_of(*entry), true)));
            let fallbacks =
                handbook.editions.iter().filter(|lang| *lang != handbook.default_lang() && handbook.items[item].version(lang).is_none());
            found.extend(fallbacks.map(|lang| (lang.clone(), handbook.address_for(item, lang), false)));
        }
        PageKind::List(kind, None) => {
            found.extend(handbook.editions.iter().map(|lang| (lang.clone(), handbook.list_address(*kind, lang), true)));
        }
        PageKind::List(kind, Some((facet, value))) => {
            let (place, facet) = (*facet, &plan.editions[scope.lang].facets[*kind][*facet]);
            let key = &facet.values[*value].key;
            // A value may be a text that only one language has.
            let has = |lang: &&String| plan.editions[*lang].facets[*kind][place].value(key).is_some();
            let address = |lang: &String| facet_address(handbook, *kind, lang, &facet.field, key);
            found.extend(handbook.editions.iter().filter(has).map(|lang| (lang.clone(), address(lang), true)));
        }
        PageKind::Special(special) => {
            found.extend(handbook.editions.iter().map(|lang| (lang.clone(), special.address(&handbook.root_of(lang), lang), true)));
        }
        PageKind::NotFound => {}
    }
    if found.len() < 2 {
        return Vec::new();
    }
    let rank = |lang: &str| handbook.config.languages.iter().position(|known| known == lang).unwrap_or(usize::MAX);
    found.sort_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then_with(|| a.0.cmp(&b.0)));
    let view = |(lang, path, translated): (String, String, bool)| TranslationView {
        name: own_name(&lang).to_owned(),
        url: scope.links.to(&path),
        absolute: handbook.config.base.absolute(&path),
        current: path == page.path,
        translated,
        lang,
    };
    found.into_iter().map(view).collect()
}
