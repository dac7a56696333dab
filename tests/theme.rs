//! A theme is replaced file by file, and a whole one by its name.

use varde::files::Memory;
use varde::site::{Built, Memos, Options, build};

fn built(config: &str, files: &[(&str, &str)]) -> Built {
    let mut memory = Memory::default();
    let all = [("varde.yaml", config), ("content/index.md", "---\ntitle: Front\n---\n"), ("content/a.md", "---\ntitle: A page\n---\n")];
    for (path, text) in all.iter().chain(files) {
        memory.0.insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    build(&memory, &Options::default(), &Memos::default())
}

const PLAIN: &str = "title: Example\nlanguages: [en]\n";

/// The text of the asset whose name begins and ends so.
fn asset(built: &Built, stem: &str, extension: &str) -> String {
    let is = |path: &&String| path.starts_with(&format!("assets/{stem}.")) && path.ends_with(&format!(".{extension}"));
    let path = built.output.files.keys().find(is).unwrap_or_else(|| panic!("there is no {stem}.{extension}"));
    built.output.text(path).expect("text").to_owned()
}

#[test]
fn one_file_is_replaced_and_the_rest_stays() {
    let before = built(PLAIN, &[]);
    let after = built(
        PLAIN,
        &[
            ("templates/components/footer.html", "<footer>our own footer</footer>"),
            ("themes/default/assets/css/footer.css", ".ours { color: red; }"),
            ("themes/default/assets/js/menu.js", "ours();"),
            ("themes/default/assets/img/mark.svg", "<svg>ours</svg>"),
            ("themes/default/i18n/en.yaml", "menu: Ours\n"),
        ],
    );
    assert!(after.diagnostics.is_empty(), "{:?}", after.diagnostics);
    let page = |built: &Built| built.output.text("a/index.html").expect("the page").to_owned();
    assert!(page(&after).contains("<footer>our own footer</footer>") && !page(&after).contains("site-footer"));
    assert!(page(&after).contains("<summary><span>Ours</span>") && page(&after).contains("Skip to"));
    assert!(page(&after).contains("class=\"site-header\"") && page(&before).contains("site-footer"));
    let style = asset(&after, "style", "css");
    assert!(style.contains(".ours") && !style.contains(".footer-about p") && style.contains(".site-header"));
    assert_eq!(asset(&after, "menu", "js"), "ours();\n");
    assert_eq!(asset(&after, "mark", "svg"), "<svg>ours</svg>");
    assert_eq!(asset(&after, "share", "js"), asset(&before, "share", "js"));
}

#[test]
fn a_search_with_a_part_of_ones_own_is_published_as_it_is_written() {
    let before = built(PLAIN, &[]);
    let own = "export const query = text => {\n  const longName = text\n  return longName\n}\n";
    let after = built(PLAIN, &[("themes/default/search/query.js", own)]);
    assert!(after.diagnostics.is_empty(), "{:?}", after.diagnostics);
    assert!(asset(&after, "query", "js").contains("const longName = text\nreturn longName"));
    assert!(asset(&after, "search", "js").contains("from \"./query."));
    assert!(!before.output.files.keys().any(|path| path.starts_with("assets/query.")));
}

#[test]
fn an_organisations_own_script_may_run() {
    let config = format!("{PLAIN}hosts: {{scripts: [\"https://statistics.example.org/\"], forms: https://forms.example.org}}\n");
    let script = "<script src=\"https://statistics.example.org/count.js\" async></script>";
    let built = built(&config, &[("templates/components/own.html", script)]);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    for path in ["index.html", "a/index.html", "404.html", "search/index.html"] {
        let page = built.output.text(path).expect("a page");
        let (head, _) = page.split_once("</head>").expect("a head");
        assert!(head.contains(script) && head.contains("script-src 'self' https://statistics.example.org; "), "{head}");
        assert!(head.contains("https://forms.example.org; base-uri"), "{head}");
    }
}

#[test]
fn another_theme_is_named_and_changed_in_the_same_way() {
    let named = built("title: Example\nlanguages: [en]\ntheme: sidebar\n", &[("themes/sidebar/assets/css/contents.css", ".ours{}")]);
    assert!(named.diagnostics.is_empty(), "{:?}", named.diagnostics);
    let style = asset(&named, "style", "css");
    assert!(
        style.contains(".section-title") && style.contains(".ours{}") && !style.contains(".contents-head") && !style.contains(".stone")
    );
    assert!(named.output.text("index.html").expect("the front page").contains("contents-head"));
}

#[test]
fn the_pages_of_a_theme_say_what_is_written() {
    let config = "title: Example\nlanguages: [en]\ntypes:\n  faq:\n    folder: faqs\n    label: FAQ\n    plural: FAQs\n    \
                  fields:\n      size: {kind: choice, facet: true, choices: {one: One, two: Two}}\n      \
                  state: {kind: choice, facet: true, choices: {new: New, old: Old}}\n  \
                  note: {folder: notes, label: A Note, plural: Notes}\n";
    let front = "---\ntitle: Front\nexamples: [C++, \"R&D\", 'C# ås', 100 %]\nways: [{title: A way, text: Its text}]\n---\n";
    let (faq, other) = ("---\ntitle: F\nsize: one\nstate: new\n---\n", "---\ntitle: G\nsize: one\nstate: old\n---\n");
    let files = [
        ("content/index.md", front),
        ("content/faqs/f.md", faq),
        ("content/faqs/g.md", other),
        ("content/notes/n.md", "---\ntitle: N\n---\n"),
    ];
    for theme in ["default", "sidebar"] {
        let built = built(&format!("{config}theme: {theme}\n"), &files);
        assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
        let page = |path: &str| built.output.text(path).expect("a page").to_owned();
        let front = page("index.html");
        for query in ["C%2B%2B", "R%26D", "C%23+ås", "100+%25"] {
            assert!(front.contains(&format!("?q={query}\"")), "{theme}: {query}: {front}");
        }
        assert!(front.contains("A way") && front.contains("Its text"), "{theme}: {front}");
        assert!(theme == "sidebar" || front.contains("<b>2</b> FAQs<"), "{front}");
        assert!(page("faqs/size/one/index.html").contains("data-chosen=\"size=one\""));
    }
}

#[test]
fn a_front_page_like_any_other_has_a_search_form() {
    let built = built(PLAIN, &[("content/index.md", "---\ntitle: Front\ntemplate: article.html\n---\n")]);
    assert_eq!(built.output.text("index.html").expect("a page").matches("<form class=\"search-form\"").count(), 1);
}

#[test]
fn a_guide_counts_tasks_once_and_only_where_there_are_any() {
    let config = "title: Example\nlanguages: [en]\ntypes:\n  guide: {folder: guides, template: guide.html}\n  \
                  step:\n    folder: steps\n    fields:\n      \
                  guide: {kind: reference, to: guide, embed: true, inverse: Steps}\n      \
                  other: {kind: reference, to: guide, embed: true, inverse: More}\n      \
                  tasks: {kind: markdown, many: true, show: none}\n";
    let bars = |steps: &[(&str, &str)]| {
        let guide = [("content/guides/g.md", "---\ntitle: G\n---\n")];
        let built = built(config, &[&guide, steps].concat());
        assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
        built.output.text("guides/g/index.html").expect("a page").matches("class=\"progress\"").count()
    };
    let bare = ("content/steps/bare.md", "---\ntitle: B\nguide: g\n---\n");
    let (first, second) = (
        ("content/steps/first.md", "---\ntitle: F\nguide: g\ntasks: [Do it]\n---\n"),
        ("content/steps/second.md", "---\ntitle: S\nother: g\ntasks: [Do it]\n---\n"),
    );
    assert_eq!((bars(&[bare]), bars(&[bare, first]), bars(&[bare, second]), bars(&[bare, first, second])), (0, 1, 1, 1));
}
