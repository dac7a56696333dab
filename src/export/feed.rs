//! `feed.xml`: the newest entries as Atom (RFC 4287).

use super::escape_xml;
use crate::date::Date;
use crate::handbook::Handbook;
use crate::view::site::GENERATOR;

/// How many entries the feed holds.
const ENTRIES: usize = 30;

/// The feed. An entry without a date is not news. Without `base_url`, ids are URNs and links are site paths.
pub(super) fn feed(handbook: &Handbook) -> String {
    let dated = handbook.items.iter().enumerate().filter_map(|(item, found)| {
        let entry = &handbook.entries[found.primary()];
        Some((entry.last_changed()?, item))
    });
    let mut dated: Vec<(Date, usize)> = dated.collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    dated.truncate(ENTRIES);
    let base = &handbook.config.base;
    let newest = dated.first().map_or(Date { year: 1970, month: 1, day: 1 }, |(date, _)| *date);
    let lang = handbook.default_lang();
    let title = escape_xml(handbook.config.title.get(lang));
    let home = escape_xml(&base.absolute("/").unwrap_or_else(|| "/".to_owned()));
    let id = if base.origin.is_some() { home.clone() } else { "urn:varde:handbook".to_owned() };
    let own =
        base.absolute("feed.xml").map_or(String::new(), |address| format!("<link rel=\"self\" href=\"{}\"/>\n", escape_xml(&address)));
    let author = handbook.config.publisher.as_ref().map_or(title.clone(), |publisher| escape_xml(&publisher.name));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<title>{title}</title>\n<id>{id}</id>\n<link href=\"{home}\"/>\n{own}<updated>{newest}T00:00:00Z</updated>\n<author><name>{author}</name></author>\n<generator>{GENERATOR}</generator>\n"
    );
    for (date, item) in dated {
        xml.push_str(&entry(handbook, date, item));
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(handbook: &Handbook, date: Date, item: usize) -> String {
    let version = handbook.items[item].primary();
    let entry = &handbook.entries[version];
    let base = &handbook.config.base;
    let path = handbook.address_of(version);
    let address = escape_xml(&base.absolute(&path).unwrap_or(path));
    let id = if base.origin.is_some() { address.clone() } else { format!("urn:varde:{}", escape_xml(&handbook.id(item))) };
    let published = entry.date("date").map_or(String::new(), |date| format!("<published>{date}T00:00:00Z</published>"));
    let lang = handbook.lang_of(version);
    let other = if lang == handbook.default_lang() { String::new() } else { format!(" xml:lang=\"{}\"", escape_xml(lang)) };
    format!(
        "<entry{other}>\n<title>{}</title>\n<id>{id}</id>\n<link href=\"{address}\"/>\n<updated>{date}T00:00:00Z</updated>{published}\n<summary>{}</summary>\n</entry>\n",
        escape_xml(&entry.title),
        escape_xml(entry.text("summary"))
    )
}
