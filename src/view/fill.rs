//! A parsed text → the HTML of one page: holes filled, terms marked.

use super::Scope;
use super::ids::renamed;
use crate::body::{Body, HOLE_END, HOLE_START, Hole, Image, read_hole};
use crate::handbook::glossary;
use crate::handbook::link::{self, Target};
use crate::handbook::snippet::{Absent, Included, has_anchor, included};
use crate::html::escape;
use crate::site_path::encode;

/// The HTML of one of an entry's texts.
pub(super) fn fill(scope: &Scope, entry: usize, body: &Body) -> String {
    let html = fill_holes(scope, entry, body, &included(scope.handbook, entry, body));
    let handbook = scope.handbook;
    let lang = handbook.lang_of(entry);
    match handbook.glossaries.get(lang) {
        Some(terms) if handbook.entries[entry].mark_terms => {
            glossary::mark(&html, terms, handbook.item_of.get(entry).copied(), &|item| opening_tag(scope, item, lang))
        }
        _ => html,
    }
}

/// What stands in a text that is a single paragraph.
pub(super) fn inline(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!inner.contains("<p>")).then_some(inner)
}

fn fill_holes(scope: &Scope, entry: usize, body: &Body, includes: &[Result<Included, Absent>]) -> String {
    let mut html = String::with_capacity(body.html.len() + body.html.len() / 8);
    let mut rest = body.html.as_str();
    while let Some(start) = rest.find(HOLE_START) {
        html.push_str(&rest[..start]);
        rest = &rest[start + HOLE_START.len_utf8()..];
        let Some(end) = rest.find(HOLE_END) else { break };
        let hole = read_hole(&rest[..end]);
        if let Some(hole) = hole {
            html.push_str(&content(scope, entry, body, hole, includes));
        }
        rest = &rest[end + HOLE_END.len_utf8()..];
        if let Some(Hole::Image(number)) = hole {
            rest = picture(scope, entry, body.images.get(number), &mut html, rest);
        }
    }
    html.push_str(rest);
    html
}

fn content(scope: &Scope, entry: usize, body: &Body, hole: Hole, includes: &[Result<Included, Absent>]) -> String {
    let handbook = scope.handbook;
    match hole {
        Hole::Link(number) => body.links.get(number).map(|link| escape(&address(scope, entry, &link.target))).unwrap_or_default(),
        Hole::Title(number) => body.links.get(number).map(|link| escape(&title(scope, entry, &link.target))).unwrap_or_default(),
        Hole::Image(number) => {
            let path = body.images.get(number).and_then(|picture| link::image(handbook, entry, &picture.target));
            path.map(|path| escape(&scope.links.to(&encode(&path)))).unwrap_or_default()
        }
        Hole::Include(number) => match includes.get(number) {
            Some(Ok(included)) => snippet(scope, included),
            _ => String::new(),
        },
    }
}

fn snippet(scope: &Scope, included: &Included) -> String {
    let html = fill_holes(scope, included.entry, &scope.handbook.entries[included.entry].body, &included.includes);
    if included.renamed.is_empty() { html } else { renamed(&html, &|id| included.id(id).to_owned()) }
}

/// How wide pictures are shown: as wide as the text.
const SIZES: &str = "(min-width: 60rem) 46rem, 100vw";

/// Completes the `img` whose address has just been written: its size, and smaller versions to choose from. Returns what
/// follows it.
fn picture<'t>(scope: &Scope, entry: usize, picture: Option<&Image>, html: &mut String, rest: &'t str) -> &'t str {
    let path = picture.and_then(|picture| link::image(scope.handbook, entry, &picture.target));
    let shown = path.and_then(|path| scope.handbook.pictures.get(&path));
    let (Some(shown), Some(start), Some((tail, after))) = (shown, html.rfind("<img"), rest.split_once('>')) else { return rest };
    html.push_str(tail.trim_end_matches(['/', ' ']));
    let sized = [" width=\"", " height=\""].iter().any(|name| html[start..].contains(name));
    if let Some((width, height)) = shown.size.filter(|_| !sized) {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    html.push('>');
    if !shown.versions.is_empty() {
        let versions: Vec<String> = shown.versions.iter().map(|(width, path, _)| format!("{} {width}w", scope.links.to(path))).collect();
        let source = format!("<picture><source type=\"image/webp\" srcset=\"{}\" sizes=\"{SIZES}\">", versions.join(", "));
        html.insert_str(start, &source);
        html.push_str("</picture>");
    }
    after
}

/// The first picture of a page is fetched at once: it may be what the reader came for.
pub(super) fn with_first_picture_at_once(html: String) -> String {
    let lazy = html.find("<img").and_then(|start| {
        let tag = start..start + html[start..].find('>')?;
        html[tag.clone()].find(" loading=\"lazy\"").map(|at| start + at)
    });
    match lazy {
        Some(at) => html[..at].to_owned() + &html[at + " loading=\"lazy\"".len()..],
        None => html,
    }
}

/// Where a link of an entry leads, from the page in view. A broken one stays as written.
fn address(scope: &Scope, entry: usize, written: &str) -> String {
    let handbook = scope.handbook;
    match link::target(handbook, entry, written) {
        Target::Item { item, version, query, anchor } => {
            let own = version.filter(|&version| handbook.lang_of(version) != scope.lang && handbook.items[item].primary() != version);
            let path = own.map_or_else(|| handbook.address_for(item, scope.lang), |version| handbook.address_of(version));
            let shown = own.unwrap_or_else(|| handbook.best_version(item, scope.lang));
            // What is checked is the version that the writer means; a reader of another language may get one without the place.
            let meant = version.unwrap_or_else(|| handbook.best_version(item, handbook.lang_of(entry)));
            let is_there = anchor.is_empty() || shown == meant || has_anchor(handbook, shown, &anchor);
            let place = if anchor.is_empty() || !is_there { String::new() } else { format!("#{anchor}") };
            [scope.links.to(&path), query, place].concat()
        }
        Target::Path { path, suffix } => scope.links.to(&path) + &suffix,
        Target::Asset { path, suffix } => scope.links.to(&encode(&path)) + &suffix,
        Target::External(address) => address,
        Target::Here { query, anchor } if anchor.is_empty() && !query.is_empty() => query,
        Target::Here { query, anchor } => format!("{query}#{anchor}"),
        Target::Broken => written.to_owned(),
    }
}

fn title(scope: &Scope, entry: usize, written: &str) -> String {
    match link::target(scope.handbook, entry, written) {
        Target::Item { item, .. } => scope.entry(item).title.clone(),
        _ => written.to_owned(),
    }
}

fn opening_tag(scope: &Scope, item: usize, lang: &str) -> String {
    let handbook = scope.handbook;
    let term = &handbook.entries[handbook.best_version(item, lang)];
    let address = scope.links.to(&handbook.address_for(item, scope.lang));
    format!("<a class=\"term\" href=\"{}\" data-definition=\"{}\">", escape(&address), escape(term.text("summary")))
}
