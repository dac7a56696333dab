//! What a site gives to programs: sitemap, feed, robots.txt, `varde.json`.
//!
//! Each is a pure function of the handbook and the plan of pages. Invariant: no date but those in the entries.

mod feed;
mod manifest;
mod sitemap;

use crate::handbook::Handbook;
use crate::output::Output;
use crate::pages::Plan;
use crate::theme::Theme;

/// Adds all of them to a site.
pub fn export(handbook: &Handbook, plan: &Plan, theme: &Theme, output: &mut Output) {
    sitemap::add(handbook, plan, output);
    output.add("feed.xml", feed::feed(handbook).into_bytes());
    output.add("robots.txt", robots(handbook).into_bytes());
    output.add("varde.json", manifest::manifest(handbook, theme).into_bytes());
}

fn robots(handbook: &Handbook) -> String {
    let sitemap = handbook.config.base.absolute("sitemap.xml").map_or(String::new(), |address| format!("\nSitemap: {address}\n"));
    format!("User-agent: *\nAllow: /\n{sitemap}")
}

/// Escapes text for XML; control characters, which XML cannot hold, are left out.
fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            character => escaped.push(character),
        }
    }
    escaped
}
