//! `sitemap.xml`, after <https://www.sitemaps.org/protocol.html>. Without `base_url` the addresses are site paths.

use super::escape_xml;
use crate::handbook::Handbook;
use crate::output::Output;
use crate::pages::{Page, PageKind, Plan};
use crate::special::Special;

/// How many pages the protocol lets one file name.
const MOST: usize = 50_000;

/// Names every page that search engines should know; in several files, named by the first, where one cannot hold them.
pub(super) fn add(handbook: &Handbook, plan: &Plan, output: &mut Output) {
    let entries: Vec<String> = plan.pages.iter().filter_map(|page| entry(handbook, page)).collect();
    if entries.len() <= MOST {
        return output.add("sitemap.xml", document("urlset", &entries).into_bytes());
    }
    let mut parts = Vec::new();
    for (place, part) in entries.chunks(MOST).enumerate() {
        let name = format!("sitemap-{}.xml", place + 1);
        parts.push(format!("<sitemap><loc>{}</loc></sitemap>\n", address(handbook, &format!("/{name}"))));
        output.add(name, document("urlset", part).into_bytes());
    }
    output.add("sitemap.xml", document("sitemapindex", &parts).into_bytes());
}

/// The entry of a page; none for those that say again what stands elsewhere.
fn entry(handbook: &Handbook, page: &Page) -> Option<String> {
    let changed = match &page.kind {
        PageKind::Entry(entry) => {
            let entry = &handbook.entries[*entry];
            entry.last_changed()
        }
        PageKind::List(_, None) | PageKind::Special(Special::Front | Special::Overview | Special::Search) => None,
        _ => return None,
    };
    let changed = changed.map_or(String::new(), |date| format!("<lastmod>{date}</lastmod>"));
    Some(format!("<url><loc>{}</loc>{changed}</url>\n", address(handbook, &page.path)))
}

fn address(handbook: &Handbook, path: &str) -> String {
    escape_xml(&handbook.config.base.absolute(path).unwrap_or_else(|| path.to_owned()))
}

fn document(element: &str, entries: &[String]) -> String {
    let start = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    [start, entries.concat(), format!("</{element}>\n")].concat()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn many_pages_take_several_files() {
        let page = |number: usize| Page { path: format!("/{number}/"), lang: "nb".to_owned(), kind: PageKind::List(0, None) };
        let plan = |pages: usize| Plan { pages: Arc::new((0..pages).map(page).collect()), ..Plan::default() };
        let files = |pages: usize| {
            let mut output = Output::default();
            add(&Handbook::default(), &plan(pages), &mut output);
            let count = |(path, _): (&String, _)| (path.clone(), output.text(path).map_or(0, |text| text.matches("<loc>").count()));
            output.files.iter().map(count).collect::<Vec<_>>()
        };
        let file = |path: &str, count: usize| (path.to_owned(), count);
        assert_eq!(files(MOST), [file("sitemap.xml", MOST)]);
        assert_eq!(files(MOST + 1), [file("sitemap-1.xml", MOST), file("sitemap-2.xml", 1), file("sitemap.xml", 2)]);
    }
}
