//! What all pages of one language and depth share: [`SiteView`], built once for each.

use std::collections::BTreeMap;

use super::{LinkView, LogoView, NavigationItem, PreloadView, Scope, SiteView};
use crate::config::brand::{Logo, Path};
use crate::config::{LinkDecl, NavigationDecl, is_web_address};
use crate::handbook::Handbook;
use crate::medium::Medium;
use crate::pages::LARGEST_PRINT;
use crate::special::Special;
use crate::theme::brand::{Preload, address, inside};
use crate::types::PAGE;

/// What the site view takes from outside the handbook.
#[derive(Debug, Clone, Default)]
pub struct SiteParts {
    /// Site path of each asset by name.
    pub assets: BTreeMap<String, String>,
    /// Fonts that pages fetch at once.
    pub preload: Vec<Preload>,
    /// Site path of the search index's root, without leading slash.
    pub search_root: String,
    /// The live-reload stream, in `serve`.
    pub reload: Option<String>,
}

/// `varde 0.1.0`
pub const GENERATOR: &str = concat!("varde ", env!("CARGO_PKG_VERSION"));

/// The shared part of pages in one scope's language and depth.
pub fn site_view(scope: &Scope, parts: &SiteParts) -> SiteView {
    let (handbook, config) = (scope.handbook, &scope.handbook.config);
    let root = handbook.root_of(scope.lang);
    let edition = handbook.edition_for(scope.lang);
    let special = |page: Special| scope.links.to(&page.address(&root, edition));
    let link = |link: &LinkDecl| LinkView { title: link.title.get(scope.lang).to_owned(), url: local_or_web(scope, &link.url) };
    SiteView {
        title: config.title.get(scope.lang).to_owned(),
        summary: config.summary.get(scope.lang).to_owned(),
        lang: scope.lang.to_owned(),
        root: scope.links.root(),
        home: scope.links.to(&root),
        search: special(Special::Search),
        overview: (!handbook.items.is_empty()).then(|| special(Special::Overview)),
        print: (handbook.items.len() <= LARGEST_PRINT).then(|| special(Special::Print)),
        navigation: navigation(scope),
        t: scope.texts.clone(),
        asset: parts.assets.iter().map(|(name, path)| (name.clone(), scope.links.to(path))).collect(),
        script: match scope.links.medium {
            Medium::Web => "type=\"module\"".to_owned(),
            Medium::Folder => "defer".to_owned(),
        },
        search_root: parts.search_root.clone(),
        publisher: config
            .publisher
            .as_ref()
            .map(|publisher| LinkView { title: publisher.name.clone(), url: publisher.url.clone().unwrap_or_default() }),
        contact: config.publisher.as_ref().and_then(|publisher| publisher.contact.as_deref()).map(contact),
        licence: config.licence.as_ref().map(link),
        accessibility: Some(config.accessibility.get(scope.lang).to_owned()).filter(|address| !address.is_empty()),
        privacy: config.privacy.as_ref().map(|(to, _)| local_or_web(scope, to)),
        footer_text: config.footer_text.get(scope.lang).to_owned(),
        footer: config.footer.iter().map(link).collect(),
        repository: config.repository.clone(),
        feed: scope.links.to("feed.xml"),
        logo: config.brand.logo.as_ref().map(|logo| logo_view(scope, logo)),
        preload: parts.preload.iter().map(|font| PreloadView { url: scope.links.to(&font.path), kind: font.kind.clone() }).collect(),
        generator: GENERATOR.to_owned(),
        reload: parts.reload.clone(),
    }
}

fn logo_view(scope: &Scope, logo: &Logo) -> LogoView {
    let size = scope.handbook.pictures.get(inside(&logo.file.0)).and_then(|shown| shown.size);
    let to = |(path, _): &Path| scope.links.to(&address(path));
    LogoView {
        url: to(&logo.file),
        dark: logo.dark.as_ref().map(to),
        icon: logo.icon.as_ref().map(to),
        alt: logo.alt.get(scope.lang).to_owned(),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
    }
}

/// An address on the web, or that of a mailbox.
fn contact(written: &str) -> String {
    if is_web_address(written) { written.to_owned() } else { format!("mailto:{written}") }
}

/// An address on the web stays; a type, page or `type/slug` becomes its address; anything else becomes nothing.
fn local_or_web(scope: &Scope, to: &str) -> String {
    if is_web_address(to) || to.starts_with("mailto:") {
        return to.to_owned();
    }
    match scope.handbook.address_named(to, scope.lang) {
        Some(path) => scope.links.to(&path),
        // It may be anything, `javascript:` too; that it does not exist is an error.
        None => String::new(),
    }
}

fn navigation(scope: &Scope) -> Vec<NavigationItem> {
    let handbook = scope.handbook;
    if !handbook.config.navigation.is_empty() {
        return handbook.config.navigation.iter().enumerate().filter_map(|(place, decl)| declared(scope, decl, place)).collect();
    }
    let pages = handbook.config.types.by_name.get(PAGE).into_iter().flat_map(|&kind| handbook.lists[kind].iter().copied());
    let pages = pages.filter(|&item| is_top_page(handbook, item)).map(|item| page(scope, item));
    let lists = (0..handbook.config.types.list.len()).filter(|&kind| handbook.config.types.list[kind].has_list() && stands(handbook, kind));
    pages.take(12).chain(lists.map(|kind| list(scope, kind))).collect()
}

/// Whether a type's list is there: it has entries, or a text of its own.
fn stands(handbook: &Handbook, kind: usize) -> bool {
    handbook.addresses.contains_key(&handbook.list_address(kind, handbook.default_lang()))
}

fn is_top_page(handbook: &Handbook, item: usize) -> bool {
    let found = &handbook.items[item];
    handbook.type_of(item).name == PAGE && !found.slug.contains('/') && found.slug != "index" && handbook.intro_of(item).is_none()
}

fn declared(scope: &Scope, decl: &NavigationDecl, place: usize) -> Option<NavigationItem> {
    let handbook = scope.handbook;
    let kind = handbook.config.types.by_name.get(&decl.to).copied().filter(|&kind| handbook.config.types.list[kind].has_list());
    let mut item = if !decl.items.is_empty() {
        let items: Vec<NavigationItem> = decl.items.iter().enumerate().filter_map(|(inner, decl)| declared(scope, decl, inner)).collect();
        NavigationItem { id: format!("group-{place}"), title: String::new(), url: String::new(), summary: String::new(), items }
    } else if let Some(kind) = kind {
        if !stands(handbook, kind) {
            return None;
        }
        list(scope, kind)
    } else {
        page(scope, handbook.place(&decl.to)?)
    };
    if !decl.title.is_empty() {
        decl.title.get(scope.lang).clone_into(&mut item.title);
    }
    Some(item)
}

fn list(scope: &Scope, kind: usize) -> NavigationItem {
    let view = super::entry::type_view(scope, kind);
    NavigationItem {
        id: view.name.clone(),
        title: view.plural.clone(),
        url: view.url.clone(),
        summary: view.summary.clone(),
        items: Vec::new(),
    }
}

fn page(scope: &Scope, item: usize) -> NavigationItem {
    let link = scope.link(item);
    NavigationItem {
        id: scope.handbook.items[item].slug.clone(),
        title: link.title.clone(),
        url: link.url.clone(),
        summary: link.summary.clone(),
        items: Vec::new(),
    }
}
