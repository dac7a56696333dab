//! The Markdown dialect: case files, and what must hold for any text whatever.

use std::sync::Arc;

use varde::body::Body;
use varde::diagnostic::{Checked, Diagnostic};
use varde::parse::markdown::{DeclaredSection, Dialect, Place, RawHtml, Text, parse};

use crate::cases::{self, Case, Holds};

#[test]
fn cases() {
    cases::run("markdown", |case, label| {
        let source = case.input("markdown").trim_end_matches('\n');
        let checked = read(source, case);
        Holds::Expected(match label {
            "html" => readable(&checked.value.html),
            "text" => sections(&checked.value),
            "report" => report(source, &checked.diagnostics),
            "links" => checked.value.links.iter().map(|link| link.target.as_str()).collect::<Vec<_>>().join("\n"),
            "anchors" => checked.value.anchors.join(" "),
            "words" => format!("{} {:?}", checked.value.words(), checked.value.foreign_words),
            "markdown" => return Holds::Input,
            _ => return Holds::Unknown,
        })
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
        &Text {
            file: &Arc::from("a.md"),
            markdown: source,
            place: Place::At(0),
            lang,
            id_prefix,
            sections: &sections,
            level: id_prefix.is_empty().then_some(1),
        },
        &Dialect { raw_html },
    )
}

/// Holes as `{L0}`.
fn readable(html: &str) -> String {
    html.replace('\u{E000}', "{").replace('\u{E001}', "}")
}

fn sections(body: &Body) -> String {
    let heading =
        |section: &varde::body::Section| section.heading.map_or(String::new(), |heading| format!("# {}\n", body.headings[heading].text));
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

#[test]
fn a_yaml_value_is_pointed_at_as_a_whole() {
    let file = Arc::from("a.md");
    let text = Text {
        file: &file,
        markdown: "a\n\n[her](b)",
        place: Place::Within(3..20),
        lang: "nb",
        id_prefix: "",
        sections: &[],
        level: Some(1),
    };
    let checked = parse(&text, &Dialect { raw_html: RawHtml::Sanitised });
    assert_eq!(checked.diagnostics[0].span, Some(3..20));
    assert_eq!(checked.value.links[0].span, 3..20);
}

#[test]
fn one_mistake_a_thousand_times_is_not_a_thousand_messages() {
    let file = Arc::from("a.md");
    let markdown = "[her](b)\n\n".repeat(1_000);
    let text = Text { file: &file, markdown: &markdown, place: Place::At(0), lang: "nb", id_prefix: "", sections: &[], level: Some(1) };
    let checked = parse(&text, &Dialect { raw_html: RawHtml::Sanitised });
    assert_eq!(checked.diagnostics.len(), 100);
    assert!(checked.diagnostics[99].message.ends_with("(and 900 more like this)"));
}

mod always {
    //! What holds for every text.

    use proptest::prelude::*;
    use varde::body::{HOLE_END, HOLE_START, Hole, read_hole};

    use super::*;

    const FRAGMENTS: [&str; 96] = [
        "a",
        "ord ",
        "å",
        "🚀",
        "\u{301}",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "\0",
        "\u{E000}L0\u{E001}",
        "&#xE000;",
        "&amp;",
        "\\",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "```rust\n",
        "~~~\n",
        "# ",
        "## ",
        "#### ",
        "{#id}",
        "{lang=en}",
        "{",
        "}",
        "{x=y}",
        "> ",
        "> [!NOTE] ",
        "> [!NOTEE]\n",
        "[!TIP]",
        "- ",
        "1. ",
        "- [x] ",
        ": ",
        "a\n: b\n",
        "| a | b |\n|---|:-:|\n| c | d |\n",
        "|",
        "---\n",
        "===\n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[a](b.md)",
        "[](c.md)",
        "[a][b]",
        "[b]: c.md\n",
        "<https://x.no>",
        "https://x.no ",
        "[a](javascript:x)",
        "![x](y.png)",
        "![x](y.png \"Om *z* [l](m) <b>\")",
        "\n\n![](s.md)\n\n",
        "[^1]",
        "[^1]: note\n",
        "[v](https://vimeo.com/1)",
        "[x]{lang=en}",
        "[x]{lang=",
        "<b>",
        "</b>",
        "<div>\n",
        "</div>\n\n",
        "<p>",
        "</p>",
        "<a href=\"x\">",
        "</a>",
        "<img src=x alt=y>",
        "<img>",
        "<br>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<script>",
        "</script>",
        "<style>",
        "<!-- ",
        "-->",
        "<![CDATA[",
        "<?x",
        "<textarea>",
        "<svg>",
        "<math>",
        "<select><option>",
        "<template>",
        "<h2 id=\"a\">",
        "<li>",
        "<input type=checkbox>",
        "<details><summary>",
    ];

    fn fragments() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&FRAGMENTS[..]), 0..40).prop_map(|parts| parts.concat())
    }

    fn lines() -> impl Strategy<Value = String> {
        prop::collection::vec(fragments(), 0..8).prop_map(|lines| lines.join("\n\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn fragments_are_sound(source in fragments()) {
            sound(&source);
        }

        #[test]
        fn blocks_are_sound(source in lines()) {
            sound(&source);
        }

        #[test]
        fn any_text_is_sound(source in "\\PC{0,80}") {
            sound(&source);
        }
    }

    #[test]
    fn the_same_again_and_again_is_sound() {
        let more = ["{#a ", "[a]{x=", "<a b=\"", "a|b\n-|-\n", "`a``b```", "*a_ ", "```x\n```\n", "[[a]", "http", "https://", "<div>\n\n"];
        for fragment in FRAGMENTS.iter().chain(&more) {
            sound(&fragment.repeat(4_000 / fragment.len()));
        }
    }

    #[test]
    fn a_large_paragraph_is_sound() {
        sound(&"*a* [b](c) [d]{lang=en} <b>e\n".repeat(7_000));
        sound(&"- *a* b\n- c\n".repeat(10_000));
    }

    #[test]
    fn deep_nesting_is_flattened() {
        let deep = [
            "> ".repeat(300) + "a",
            (0..300).map(|level| "  ".repeat(level) + "- a\n").collect(),
            "<div>\n\n".repeat(300) + "a",
            format!("{}a{}", "[".repeat(300), "]{lang=en}".repeat(300)),
            format!("{}a{}", "*a **b ".repeat(300), "** *".repeat(300)),
            format!("{}a{}", "![".repeat(300), "](b)".repeat(300)),
        ];
        for source in deep {
            sound(&source);
            let html = body(&source).html;
            let depth = html.split('<').skip(1).fold((0i32, 0), |(depth, most), part| {
                let depth = if part.starts_with('/') { depth - 1 } else { depth + i32::from(!part.starts_with("img")) };
                (depth, most.max(depth))
            });
            assert!(depth.1 <= 130, "{} levels in {source:?}", depth.1);
        }
    }

    #[test]
    fn marks_in_a_caption_are_bounded() {
        let file = Arc::from("a.md");
        let markdown = format!("![a](b.png \"{}c\")", "> ".repeat(20_000));
        let text = Text { file: &file, markdown: &markdown, place: Place::At(0), lang: "nb", id_prefix: "", sections: &[], level: Some(1) };
        let checked = parse(&text, &Dialect { raw_html: RawHtml::Sanitised });
        assert!(checked.diagnostics.iter().any(|found| found.rule == "nested-too-deep"), "{:?}", checked.diagnostics);
    }

    fn body(source: &str) -> Body {
        let text = Text {
            file: &Arc::from("a.md"),
            markdown: source,
            place: Place::At(0),
            lang: "nb",
            id_prefix: "",
            sections: &[],
            level: Some(1),
        };
        parse(&text, &Dialect { raw_html: RawHtml::Sanitised }).value
    }

    fn sound(source: &str) {
        for raw_html in [RawHtml::Sanitised, RawHtml::Open] {
            let dialect = Dialect { raw_html };
            let file = Arc::from("a.md");
            // The text stands after front matter of seven bytes.
            let text =
                Text { file: &file, markdown: source, place: Place::At(7), lang: "nb", id_prefix: "", sections: &[], level: Some(1) };
            let checked = parse(&text, &dialect);
            spans_lie_in_the_text(source, &checked);
            holes_are_numbered(&checked.value);
            if raw_html == RawHtml::Sanitised {
                balanced(&checked.value.html);
                harmless(&checked.value.html);
                ids_stand_once(&checked.value);
            }
            let again = parse(&text, &dialect);
            assert_eq!(again.value, checked.value);
        }
    }

    fn spans_lie_in_the_text(source: &str, checked: &Checked<Body>) {
        let body = &checked.value;
        let spans = checked.diagnostics.iter().filter_map(|diagnostic| diagnostic.span.clone());
        let labels = checked.diagnostics.iter().flat_map(|diagnostic| diagnostic.labels.iter().map(|(span, _)| span.clone()));
        let parts = body.links.iter().map(|link| link.span.clone()).chain(body.images.iter().map(|image| image.span.clone()));
        let more = body.headings.iter().map(|heading| heading.span.clone()).chain(body.includes.iter().map(|part| part.span.clone()));
        for span in spans.chain(labels).chain(parts).chain(more) {
            assert!(span.start >= 7 && source.get(span.start - 7..span.end - 7).is_some(), "{span:?} in {source:?}");
        }
    }

    fn holes_are_numbered(body: &Body) {
        let (mut links, mut images, mut includes, mut titles) = (0, 0, 0, 0);
        for part in body.html.split(HOLE_START).skip(1) {
            let (inside, _) = part.split_once(HOLE_END).expect("a hole ends");
            let (count, number) = match read_hole(inside).expect("a hole can be read") {
                Hole::Link(number) => (&mut links, number),
                Hole::Image(number) => (&mut images, number),
                Hole::Include(number) => (&mut includes, number),
                Hole::Title(number) => {
                    assert!(body.links[number].empty && number + 1 == links);
                    titles += 1;
                    continue;
                }
            };
            assert_eq!(number, *count);
            *count += 1;
        }
        assert_eq!((links, images, includes), (body.links.len(), body.images.len(), body.includes.len()));
        assert_eq!(titles, body.links.iter().filter(|link| link.empty).count(), "{:?}", body.html);
        assert!(!body.sections.iter().any(|section| section.text.contains([HOLE_START, HOLE_END])));
    }

    fn balanced(html: &str) {
        let mut open = Vec::new();
        for part in html.split('<').skip(1) {
            let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("a tag ends: {html:?}"));
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or("");
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "{html:?}");
            } else if !matches!(name, "br" | "hr" | "img" | "input" | "col") {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?} in {html:?}");
    }

    fn harmless(html: &str) {
        for part in html.split('<').skip(1) {
            let tag = part.split('>').next().unwrap_or("");
            let without_values: String = tag.split('"').step_by(2).collect();
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or("");
            let bad = ["script", "style", "iframe", "svg", "math", "template", "textarea", "title", "select"];
            assert!(!bad.contains(&name) && !without_values.contains(" on") && !without_values.contains(" style"), "{tag} in {html:?}");
        }
    }

    fn ids_stand_once(body: &Body) {
        let tags = body.html.split('<').skip(1).map(|part| part.split('>').next().unwrap_or(""));
        let mut ids: Vec<&str> = tags.filter_map(|tag| tag.split_once(" id=\"")?.1.split('"').next()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{:?}", body.html);
    }
}
