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
