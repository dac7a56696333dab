//! `sitemap.xml`, after <https://www.sitemaps.org/protocol.html>. Without `base_url` the addresses are site paths.

use super::escape_xml;
use crate::handbook::Handbook;
use crate::pages::{PageKind, Plan};
use crate::special::Special;

/// Every page that search engines should know.
pub(super) fn sitemap(handbook: &Handbook, plan: &Plan) -> String {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in plan.pages.iter() {
        let changed = match &page.kind {
            PageKind::Entry(entry) => {
                let entry = &handbook.entries[*entry];
                entry.date("updated").or_else(|| entry.date("date"))
            }
            PageKind::List(_, None) | PageKind::Special(Special::Front | Special::Overview | Special::Search) => None,
            _ => continue,
        };
        let address = handbook.config.base.absolute(&page.path).unwrap_or_else(|| page.path.clone());
        let changed = changed.map_or(String::new(), |date| format!("<lastmod>{date}</lastmod>"));
        xml.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escape_xml(&address)));
    }
    xml.push_str("</urlset>\n");
    xml
}
