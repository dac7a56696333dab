//! What stands around a page: the way down to it, and its neighbours.

use super::entry::type_view;
use super::{CrumbView, Scope, SiblingsView};
use crate::types::PAGE;

/// Neighbours shown on each side.
const NEIGHBOURS: usize = 12;

pub(super) fn home(scope: &Scope) -> CrumbView {
    CrumbView { title: scope.t("home"), url: scope.links.to(&scope.handbook.root_of(scope.lang)), lang: None }
}

/// A language that is not the page's.
pub(super) fn other(scope: &Scope, lang: &str) -> Option<String> {
    (lang != scope.lang).then(|| lang.to_owned())
}

pub(super) fn breadcrumbs(scope: &Scope, item: usize) -> Vec<CrumbView> {
    let handbook = scope.handbook;
    let mut crumbs = vec![home(scope)];
    if handbook.type_of(item).has_list() {
        let kind = handbook.items[item].kind;
        let view = type_view(scope, kind);
        crumbs.push(CrumbView { title: view.plural.clone(), url: view.url.clone(), lang: None });
        return crumbs;
    }
    let slug = &handbook.items[item].slug;
    for (end, _) in slug.match_indices('/') {
        if let Some(&parent) = handbook.by_id.get(&format!("{PAGE}/{}", &slug[..end])) {
            crumbs.push(crumb(scope, parent));
        }
    }
    crumbs
}

fn crumb(scope: &Scope, item: usize) -> CrumbView {
    let link = scope.link(item);
    CrumbView { title: link.title.clone(), url: link.url.clone(), lang: link.lang.clone() }
}

pub(super) fn list_siblings(scope: &Scope, item: usize, place: usize, list: &[usize]) -> SiblingsView {
    let kind = type_view(scope, scope.handbook.items[item].kind);
    let near = &list[place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS + 1).min(list.len())];
    SiblingsView {
        own: false,
        parent: CrumbView { title: kind.plural.clone(), url: kind.url.clone(), lang: None },
        items: near.iter().map(|&near| scope.link(near)).collect(),
    }
}

/// Pages in the same folder, around the folder's own page.
pub(super) fn folder_siblings(scope: &Scope, item: usize) -> Option<SiblingsView> {
    let handbook = scope.handbook;
    let slug = &handbook.items[item].slug;
    let is_folder = |folder: &str| handbook.folders.contains_key(folder);
    let folder = if is_folder(slug) { slug.as_str() } else { slug.rsplit_once('/')?.0 };
    let inside = handbook.folders.get(folder)?;
    let place = inside.iter().position(|&other| other == item).unwrap_or_default();
    let near = &inside[place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS * 2 + 1).min(inside.len())];
    let own = handbook.by_id.get(&format!("{PAGE}/{folder}")).copied();
    let parent = own.map_or_else(
        || CrumbView { title: folder.rsplit('/').next().unwrap_or_default().to_owned(), url: String::new(), lang: None },
        |parent| crumb(scope, parent),
    );
    Some(SiblingsView { own: own == Some(item), parent, items: near.iter().map(|&near| scope.link(near)).collect() })
}
