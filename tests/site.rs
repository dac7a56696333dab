//! Whole handbooks in memory: files in, problems and pages out.
//!
//! Blocks labelled with a path are files. `report` is what is found, `pages` the pages that are made, `page PATH` what
//! stands on one, by the bare templates below, so that a change of theme changes no case.

use varde::diagnostic::print::{Colours, Format, print};
use varde::files::Memory;
use varde::site::{Built, Memos, Options, build};

use crate::cases::{self, Case, Holds};

/// Prints what a view says, and nothing of how it looks.
const ENTRY: &str = r#"{{ page.title }} ({{ page.content_lang }})
{% if page.fallback %}fallback: {{ page.fallback }}
{% endif %}{% for crumb in page.breadcrumbs %}crumb: {{ crumb.title }} {{ crumb.url }}
{% endfor %}{% for other in page.translations %}translation: {{ other.lang }} {{ other.url }}
{% endfor %}{% if page.previous %}previous: {{ page.previous.url }}
{% endif %}{% if page.next %}next: {{ page.next.url }}
{% endif %}{% for field in entry.facts %}{{ field.label }}: {% for value in field.values %}{{ value.text }}{% if value.entry %} → {{ value.entry.url }}{% endif %}{% if not loop.last %}, {% endif %}{% endfor %}
{% endfor %}{% if entry.review_overdue %}overdue: {{ entry.review.text }}
{% endif %}{{ entry.html | safe }}
{%- for field in entry.parts %}
{{ field.label }}: {% for value in field.values %}{{ value.html | safe }}{% endfor %}{% endfor %}
{%- for inverse in entry.inverses %}
{{ inverse.label }}: {% for link in inverse.entries %}{{ link.title }} {{ link.url }}{% if not loop.last %}, {% endif %}{% endfor %}{% endfor %}
{%- for link in entry.backlinks %}
linked from: {{ link.url }}{% endfor %}
{%- for link in entry.related %}
related: {{ link.url }}{% endfor %}
"#;

const FRONT: &str = "{{ page.title }} ({{ page.content_lang }})\n{% if entry %}{{ entry.html | safe }}{% endif %}";

const LIST: &str = r#"{{ page.title }}: {{ list.total }}
{% if entry %}{{ entry.html | safe }}{% endif %}{% for facet in list.facets %}{{ facet.label }}:{% for value in facet.values %} {{ value.label }} ({{ value.count }}) {{ value.url }}{% endfor %}
{% endfor %}{% for group in list.groups %}{% if group.title %}[{{ group.title }}]
{% endif %}{% for item in group.items %}- {{ item.link.title }} {{ item.link.url }} {{ item.facet_keys | join(sep=" ") }}
{% endfor %}{% endfor %}"#;

#[test]
fn cases() {
    cases::run("site", |case, label| {
        let (kind, argument) = label.split_once(' ').unwrap_or((label, ""));
        Holds::Expected(match kind {
            "report" => report(&built(case)),
            "duties" => report(&built_with(case, |options| options.duties = true)),
            "pages" => built(case).output.files.keys().filter(|path| path.ends_with(".html")).cloned().collect::<Vec<_>>().join("\n"),
            "page" => page(&built(case), argument),
            "style" => own_style(&built(case)),
            _ if is_file(label) => return Holds::Input,
            _ => return Holds::Unknown,
        })
    });
}

fn built(case: &Case) -> Built {
    built_with(case, |_| {})
}

fn built_with(case: &Case, change: impl Fn(&mut Options)) -> Built {
    let mut files = Memory::default();
    for (name, text) in [("entry", ENTRY), ("guide", ENTRY), ("step", ENTRY), ("tip", ENTRY), ("term", ENTRY), ("list", LIST)] {
        files.0.insert(format!("templates/{name}.html"), text.into());
    }
    files.0.insert("templates/front.html".to_owned(), FRONT.into());
    for block in case.blocks.iter().filter(|block| is_file(&block.label)) {
        files.0.insert(block.label.clone(), unescape(&block.content));
    }
    let mut options = Options { today: varde::date::Date::parse("2026-11-21"), ..Options::default() };
    change(&mut options);
    build(&files, &options, &Memos::default())
}

/// Whether a block is a file of the handbook.
fn is_file(label: &str) -> bool {
    label.contains('.') && !label.contains(' ')
}

/// `\xEF` stands for a byte, `\r` for a carriage return: what a case file cannot hold.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let code = rest.get(at + 2..at + 4).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let (byte, length) = match (rest.as_bytes().get(at + 1), code) {
            (Some(b'x'), Some(byte)) => (byte, 4),
            (Some(b'r'), _) => (b'\r', 2),
            _ => (b'\\', 1),
        };
        bytes.push(byte);
        rest = &rest[at + length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn report(built: &Built) -> String {
    let printed = print(&built.diagnostics, &built.texts, Format::Short, Colours::Off);
    if printed.is_empty() { "nothing".to_owned() } else { printed }
}

/// What an organisation's brand adds to the theme's style sheet.
fn own_style(built: &Built) -> String {
    let style = built.output.files.keys().find(|path| path.starts_with("assets/style.")).and_then(|path| built.output.text(path));
    let plain =
        varde::site::build(&Memory([("varde.yaml".to_owned(), b"title: X".to_vec())].into()), &Options::default(), &Memos::default());
    let theme = plain.output.files.keys().find(|path| path.starts_with("assets/style.")).and_then(|path| plain.output.text(path));
    style.zip(theme).and_then(|(style, theme)| style.strip_prefix(theme)).unwrap_or("another theme").to_owned()
}

fn page(built: &Built, path: &str) -> String {
    let path = if path.ends_with(".html") { path.to_owned() } else { format!("{path}index.html") };
    let text = built.output.text(&path).map_or_else(|| "no such page".to_owned(), str::to_owned);
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
