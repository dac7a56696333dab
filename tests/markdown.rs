//! The Markdown dialect: case files, and what must hold for any text whatever.

use std::sync::Arc;

use varde::diagnostic::{Checked, Diagnostic};
use varde::body::Body;
use varde::parse::markdown::{DeclaredSection, Dialect, Place, RawHtml, Text, parse};

use crate::cases::{self, Case};

#[test]
fn cases() {
    cases::run("markdown", |case, label| {
        let source = case.input("markdown").trim_end_matches('\n');
        let checked = read(source, case);
        match label {
            "html" => Some(readable(&checked.value.html)),
            "text" => Some(sections(&checked.value)),
            "report" => Some(report(source, &checked.diagnostics)),
            "links" => Some(checked.value.links.iter().map(|link| format!("{}\n", link.target)).collect()),
            "anchors" => Some(checked.value.anchors.join(" ")),
            "words" => Some(format!("{} {:?}", checked.value.words, checked.value.foreign_words)),
            _ => None,
        }
    });
}

/// A case's name may say the language and that raw HTML is open: `A title (en, open)`.
fn read(source: &str, case: &Case) -> Checked<Body> {
    let options = case.name.rsplit_once(" (").map_or("", |(_, options)| options.trim_end_matches(')'));
    let option = |name: &str| options.split(", ").any(|option| option == name);
    let lang = ["en", "nn", "da"].into_iter().find(|lang| option(lang)).unwrap_or("nb");
    let raw_html = if option("open") { RawHtml::Open } else { RawHtml::Sanitised };
    let sections = [DeclaredSection { id: "results".to_owned(), labels: vec!["Resultater".to_owned(), "Results".to_owned()] }];
    let id_prefix = if option("field") { "tasks-1-" } else { "" };
    parse(
        &Text { file: &Arc::from("a.md"), markdown: source, place: Place::At(0), lang, id_prefix, sections: &sections },
        &Dialect { raw_html },
    )
}

/// Holes as `{L0}`.
fn readable(html: &str) -> String {
    html.replace('\u{E000}', "{").replace('\u{E001}', "}")
}

fn sections(body: &Body) -> String {
    let heading = |section: &varde::body::Section| {
        section.heading.map_or(String::new(), |heading| format!("# {}\n", body.headings[heading].text))
    };
    let shown = body.sections.iter().filter(|section| section.heading.is_some() || !section.text.is_empty());
    shown.map(|section| format!("{}{}\n", heading(section), section.text).replace("\n\n", "\n")).collect()
}

fn report(source: &str, diagnostics: &[Diagnostic]) -> String {
    let mut sorted = diagnostics.to_vec();
    varde::diagnostic::sort(&mut sorted);
    let line = |diagnostic: &Diagnostic| {
        let start = diagnostic.span.as_ref().map_or(0, |span| span.start);
        let before = &source[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{} {line}:{column} {}\n", diagnostic.rule, diagnostic.message)
    };
    sorted.iter().map(line).collect()
}
