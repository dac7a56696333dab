//! A planned page → [`PageView`].

use std::collections::BTreeSet;
use std::ops::Deref;

use super::around::{breadcrumbs, folder_siblings, home, list_siblings, other};
use super::entry::entry_view;
use super::letter::letters;
use super::list::list_view;
use super::overview::{Shown, collections};
use super::print::everything;
use super::translation::translations;
use super::{CrumbView, EntryView, FieldView, ListView, PageMeta, PageView, Part, Scope, SiteView, TocItem, json_ld};
use crate::body::Heading;
use crate::handbook::Handbook;
use crate::language::{own_name, primary};
use crate::pages::{Edition, Page, PageKind, Plan};
use crate::policy;
use crate::site_path::encode;
use crate::special::Special;
use crate::types::PAGE;

/// Letters of a `<title>`; search engines cut what is longer.
const LONGEST_TITLE: usize = 70;

/// Everything a template sees of one page.
pub fn page_view(scope: &Scope, page: &Page, plan: &Plan, site: Part<SiteView>) -> PageView {
    let handbook = scope.handbook;
    let edition = &plan.editions[handbook.edition_for(scope.lang)];
    let mut view =
        PageView { page: meta(scope, page, plan, &site), site, entry: None, list: None, collections: Vec::new(), letters: Vec::new() };
    match &page.kind {
        PageKind::Entry(entry) => of_entry(scope, *entry, edition, &mut view),
        PageKind::Fallback(item) => {
            let entry = handbook.items[*item].primary();
            of_entry(scope, entry, edition, &mut view);
            view.page.noindex = true;
            view.page.canonical = handbook.config.base.absolute(&handbook.plain_address(*item));
            handbook.lang_of(entry).clone_into(&mut view.page.content_lang);
            view.page.fallback = Some(language_name(scope, handbook.lang_of(entry)));
        }
        PageKind::List(kind, chosen) => of_list(scope, *kind, *chosen, edition, &mut view),
        PageKind::Special(special) => of_special(scope, *special, edition, &mut view),
        PageKind::NotFound => {
            view.page.title = scope.t("not_found");
            view.page.noindex = true;
            view.page.translations.clear();
        }
    }
    finish(scope, page, &mut view);
    view
}

fn meta(scope: &Scope, page: &Page, plan: &Plan, site: &SiteView) -> PageMeta {
    let (kind, template) = match &page.kind {
        PageKind::Entry(_) | PageKind::Fallback(_) => ("entry", "entry.html"),
        PageKind::List(_, None) => ("list", "list.html"),
        PageKind::List(_, Some(_)) => ("facet", "list.html"),
        PageKind::Special(Special::Front) => ("front", "front.html"),
        PageKind::Special(Special::Search) => ("search", "search.html"),
        PageKind::Special(Special::Overview) => ("overview", "overview.html"),
        PageKind::Special(Special::Print) => ("print", "print.html"),
        PageKind::NotFound => ("not-found", "not-found.html"),
    };
    PageMeta {
        kind: kind.to_owned(),
        template: template.to_owned(),
        id: String::new(),
        path: page.path.clone(),
        title: site.title.clone(),
        head_title: String::new(),
        description: site.summary.clone(),
        lang: scope.lang.to_owned(),
        content_lang: scope.lang.to_owned(),
        fallback: None,
        canonical: scope.handbook.config.base.absolute(&page.path),
        image: None,
        locale: locale(scope.lang).to_owned(),
        noindex: false,
        section: String::new(),
        breadcrumbs: Vec::new(),
        translations: translations(scope, page, plan),
        toc: Vec::new(),
        siblings: None,
        previous: None,
        next: None,
        edit: None,
        policy: String::new(),
        json_ld: Vec::new(),
        uses: Vec::new(),
    }
}

/// Language and country, where a language is that of one country.
fn locale(lang: &str) -> &'static str {
    match primary(lang) {
        "nb" | "no" => "nb_NO",
        "nn" => "nn_NO",
        "se" => "se_NO",
        "da" => "da_DK",
        "sv" => "sv_SE",
        "fi" => "fi_FI",
        "is" => "is_IS",
        "en" => "en_GB",
        _ => "",
    }
}

/// What every page needs once its content is known.
fn finish(scope: &Scope, page: &Page, view: &mut PageView) {
    view.page.head_title = head_title(&view.page.title, &view.site.title);
    let (mut terms, mut players) = (false, BTreeSet::new());
    for html in texts(view) {
        terms |= html.contains("class=\"term\"");
        players.extend(policy::players(html));
    }
    let facets = view.list.as_ref().is_some_and(|list| !list.facets.is_empty());
    let guide = view
        .entry
        .as_ref()
        .is_some_and(|entry| entry.inverses.iter().any(|inverse| !inverse.items.is_empty()) || embeds(scope.handbook, &entry.kind.name));
    let uses = [("facets", facets), ("glossary", terms), ("guide", guide), ("video", !players.is_empty())];
    view.page.uses = uses.into_iter().filter(|(_, used)| *used).map(|(name, _)| name.to_owned()).collect();
    let policy = |players: &[&str]| policy::of_page(players, &scope.handbook.config.hosts, scope.links.medium);
    view.page.policy = if players.is_empty() {
        scope.parts.policy.get_or_init(|| policy(&[])).clone()
    } else {
        policy(&players.into_iter().collect::<Vec<_>>())
    };
    view.page.json_ld = json_ld::blocks(scope, page, view);
}

/// The HTML of every text on a page: of its entry, and of the entries in its list and in its entry.
fn texts(view: &PageView) -> Vec<&str> {
    let listed = view.list.iter().flat_map(|list| &list.groups).flat_map(|group| &group.items);
    let embedded = view.entry.iter().flat_map(|entry| &entry.inverses).flat_map(|inverse| &inverse.items);
    let mut texts: Vec<&str> = view.entry.iter().map(|entry| entry.html.as_str()).collect();
    let mut fields: Vec<&FieldView> = view.entry.iter().flat_map(|entry| entry.field.values()).map(Deref::deref).collect();
    for item in listed.chain(embedded) {
        texts.extend(item.html.as_deref());
        fields.extend(item.field.values().map(Deref::deref));
    }
    while let Some(field) = fields.pop() {
        texts.extend(field.values.iter().filter_map(|value| value.html.as_deref()));
        fields.extend(field.values.iter().flat_map(|value| &value.fields).map(Deref::deref));
    }
    texts
}

/// A title that lists of hits and tabs can show: the handbook's name goes where there is no room for both.
fn head_title(title: &str, site: &str) -> String {
    let both = format!("{title} – {site}");
    if title == site || both.chars().count() > LONGEST_TITLE { title.to_owned() } else { both }
}

/// Whether a type refers to another that shows it in full.
fn embeds(handbook: &Handbook, kind: &str) -> bool {
    handbook.config.types.get(kind).is_some_and(|decl| decl.fields.iter().any(|field| field.embed))
}

fn of_entry(scope: &Scope, entry: usize, edition: &Edition, view: &mut PageView) {
    let handbook = scope.handbook;
    let item = handbook.item_of[entry];
    let decl = handbook.type_of(item);
    let found = &handbook.entries[entry];
    let is_front = handbook.plain_address(item) == "/";
    let entry_view: EntryView = entry_view(scope, entry);
    if is_front {
        "front".clone_into(&mut view.page.kind);
        view.collections = collections(scope, edition, Shown::Newest);
    }
    handbook.template_of(entry).clone_into(&mut view.page.template);
    view.page.title.clone_from(&found.title);
    if !entry_view.link.summary.is_empty() {
        view.page.description.clone_from(&entry_view.link.summary);
    }
    view.page.id.clone_from(&entry_view.link.id);
    view.page.section = section(handbook, item);
    view.page.breadcrumbs = if is_front { Vec::new() } else { breadcrumbs(scope, item) };
    if found.toc {
        view.page.toc = toc(&found.body.headings);
    }
    if decl.has_list() {
        let (list, place) = (&edition.lists[handbook.items[item].kind], edition.places[item]);
        view.page.siblings = Some(list_siblings(scope, item, place, list));
        if decl.sequence {
            view.page.previous = place.checked_sub(1).map(|place| scope.link(list[place]));
            view.page.next = list.get(place + 1).map(|&next| scope.link(next));
        }
    } else {
        view.page.siblings = folder_siblings(scope, item);
    }
    view.page.edit = edit(handbook, entry);
    view.entry = Some(entry_view);
}

/// A type folder's own text stands above its list.
fn of_list(scope: &Scope, kind: usize, chosen: Option<(usize, usize)>, edition: &Edition, view: &mut PageView) {
    let handbook = scope.handbook;
    let decl = &handbook.config.types.list[kind];
    let list: ListView = list_view(scope, kind, edition, chosen);
    view.page.template.clone_from(&decl.list_template);
    view.page.title.clone_from(&list.kind.plural);
    view.page.description.clone_from(&list.kind.summary);
    view.page.section.clone_from(&decl.name);
    view.page.breadcrumbs = vec![home(scope)];
    if let Some(item) = handbook.by_id.get(&format!("{PAGE}/{}", decl.folder)).copied() {
        let entry = handbook.best_version(item, scope.lang);
        let intro = entry_view(scope, entry);
        view.page.title.clone_from(&intro.link.title);
        if !intro.link.summary.is_empty() {
            view.page.description.clone_from(&intro.link.summary);
        }
        handbook.lang_of(entry).clone_into(&mut view.page.content_lang);
        view.page.edit = edit(handbook, entry);
        view.entry = Some(intro);
    }
    if let Some(chosen) = &list.chosen {
        view.page.breadcrumbs.push(CrumbView {
            title: view.page.title.clone(),
            url: scope.links.to(&handbook.list_address(kind, scope.lang)),
            lang: other(scope, &view.page.content_lang),
        });
        view.page.title = format!("{}: {}", view.page.title, chosen.value);
        view.page.noindex = true;
    }
    view.list = Some(list);
}

fn of_special(scope: &Scope, special: Special, edition: &Edition, view: &mut PageView) {
    if special != Special::Front {
        view.page.breadcrumbs = vec![home(scope)];
    }
    match special {
        Special::Front => view.collections = collections(scope, edition, Shown::Newest),
        Special::Search => {
            view.page.title = scope.t("search");
            view.letters = letters(scope);
        }
        Special::Overview => {
            view.page.title = scope.t("overview");
            view.collections = collections(scope, edition, Shown::Charts);
        }
        Special::Print => {
            view.page.title = scope.t("print");
            view.page.noindex = true;
            view.list = Some(everything(scope, &edition.lists));
        }
    }
}

/// Which place in the navigation an item belongs to: its type, or for pages the top of its path.
fn section(handbook: &Handbook, item: usize) -> String {
    let decl = handbook.type_of(item);
    if decl.name == PAGE { handbook.items[item].slug.split('/').next().unwrap_or_default().to_owned() } else { decl.name.clone() }
}

/// Level 2 and 3, nested; nothing for a text with fewer than two headings.
fn toc(headings: &[Heading]) -> Vec<TocItem> {
    let mut items: Vec<TocItem> = Vec::new();
    for heading in headings.iter().filter(|heading| heading.level <= 3) {
        let item = TocItem { id: heading.id.clone(), title: heading.text.clone(), items: Vec::new() };
        match items.last_mut() {
            Some(parent) if heading.level == 3 => parent.items.push(item),
            _ => items.push(item),
        }
    }
    if items.len() + items.iter().map(|item| item.items.len()).sum::<usize>() < 2 { Vec::new() } else { items }
}

fn edit(handbook: &Handbook, entry: usize) -> Option<String> {
    let repository = handbook.config.repository.as_ref()?;
    Some(format!("{repository}/edit/{}/{}", handbook.config.branch, encode(&handbook.entries[entry].file)))
}

/// A language's name in the page's language: `bokmål`, `Danish`.
fn language_name(scope: &Scope, lang: &str) -> String {
    scope.texts.get(&format!("language_{lang}")).cloned().unwrap_or_else(|| own_name(lang).to_owned())
}
