//! What a handbook by people whom nobody knows could try, attack by attack. The manual's page on security names each.

use std::fs;
use std::path::Path;
use std::process::Command;

use varde::files::Memory;
use varde::output::OutputFile;
use varde::site::{Built, Memos, Options, build};

use crate::fuzz::harmless;
use crate::support::{Folder, handbook};

/// Ways to get a script into a page.
const SCRIPTS: [&str; 8] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "]]><script>alert(1)</script>",
    "<!--<script>",
    "{{ 7777 * 7777 }}{% include \"base.html\" %}",
];

/// Addresses that run code, as browsers read them.
const ADDRESSES: [&str; 8] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " \u{1}javascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
];

const TYPES: &str = "title: X\nbase_url: https://example.org/\ntypes:
  job:
    folder: jobs
    fields:
      word: {kind: text, facet: true}
      words: {kind: text, many: true}
      text: {kind: markdown}
      link: {kind: url}
";

fn built(files: &[(&str, &str)]) -> Built {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    build(&Memory(files), &Options::default(), &Memos::default())
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn rules(built: &Built) -> Vec<&'static str> {
    built.diagnostics.iter().map(|found| found.rule).collect()
}

/// Every text file of a site.
fn texts(built: &Built) -> impl Iterator<Item = (&str, &str)> {
    let made = built.output.files.iter().filter_map(|(path, file)| match file {
        OutputFile::Made(bytes) => Some((path.as_str(), std::str::from_utf8(bytes).ok()?)),
        OutputFile::Copied(_) | OutputFile::Cleaned(_) => None,
    });
    made.filter(|(path, _)| !path.starts_with("assets/"))
}

#[test]
fn script_in_titles_summaries_and_values() {
    for script in SCRIPTS {
        let value = quoted(script);
        let config = format!("{TYPES}publisher: {{name: {value}}}\nsummary: {value}\nfooter: {{text: {value}, links: []}}\n");
        let page = format!(
            "---\ntitle: {value}\nsummary: {value}\nword: {value}\nwords: [{value}]\ntext: {value}\nowner: {value}\nsources: [{{title: {value}, url: \"https://example.org/?{}\"}}]\n---\n## A\n",
            script.replace(['"', '\\', ' '], "")
        );
        let built = built(&[("varde.yaml", &config), ("content/jobs/a.md", &page), ("content/b.md", "---\ntitle: B\n---\n[](job/a)\n")]);
        harmless::site(&built.output);
        for (path, text) in texts(&built) {
            assert!(!text.contains("alert(1)</script>") && !text.contains("<svg onload"), "{path} with {script}");
            assert!(!text.contains("60481729"), "{path}: a text ran as a template");
        }
        let feed = built.output.text("feed.xml").expect("a feed");
        assert!(!feed.contains("<script") && !feed.contains("]]>"), "{feed}");
    }
}

#[test]
fn script_in_texts() {
    for script in SCRIPTS {
        let text = format!(
            "---\ntitle: A\n---\n{script}\n\n## {script}\n\n![{script}](dot.svg \"{script}\") [{script}]{{lang=en}} `{script}`\n\n[^{script}]\n\n[^a]: {script}\n\n| {script} |\n|---|\n| {script} |\n"
        );
        let built = built(&[("varde.yaml", "title: X\n"), ("content/a.md", &text), ("content/dot.svg", "<svg/>")]);
        harmless::site(&built.output);
    }
}

#[test]
fn links_that_run_code() {
    for address in ADDRESSES {
        let value = quoted(address);
        let config = format!(
            "{TYPES}privacy: {value}\nlicence: {{title: L, url: {value}}}\nfooter: [{{title: F, url: {value}}}]\nrepository: {value}\naccessibility_statement: {value}\npublisher: {{name: P, url: {value}, contact: {value}}}\nnavigation: [{{title: N, to: {value}}}]\n"
        );
        let page = format!(
            "---\ntitle: A\nlink: {value}\ntext: '[a](<{address}>)'\nsources: [{{title: S, url: {value}}}]\n---\n[a](<{address}>) ![a](<{address}>) <{address}> [b]\n\n[b]: <{address}>\n\n<a href=\"{address}\">c</a> <img src='{address}' alt=''>\n"
        );
        let built = built(&[("varde.yaml", &config), ("content/jobs/a.md", &page)]);
        harmless::site(&built.output);
        assert!(rules(&built).contains(&"unknown-navigation"), "{address}: {:?}", rules(&built));
    }
}

#[test]
fn the_scripts_of_the_theme_write_no_html() {
    let scripts =
        walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes")).into_iter().map(|entry| entry.expect("an entry"));
    let scripts: Vec<_> = scripts.filter(|entry| entry.path().extension().is_some_and(|found| found == "js")).collect();
    assert!(scripts.len() > 10);
    for script in scripts {
        let text = fs::read_to_string(script.path()).expect("a script");
        for door in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "setHTMLUnsafe",
            "eval(",
            "new Function",
            "createContextualFragment",
        ] {
            assert!(!text.contains(door), "{}: {door}", script.path().display());
        }
    }
}

#[test]
fn files_that_run_code() {
    let active = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let files =
        [("varde.yaml", "title: X\n"), ("content/a.md", "---\ntitle: A\n---\n"), ("content/a.svg", active), ("content/b.html", "<p>")];
    let found = built(&files);
    assert_eq!(rules(&found), ["unsafe-file", "unsafe-file"]);
    for name in ["a.svgz", "a.atom", "a.rss", "a.xspf", "a.mml", "a.unknown", "LICENCE"] {
        let file = format!("content/{name}");
        let found = built(&[("varde.yaml", "title: X\n"), ("content/a.md", "---\ntitle: A\n---\n"), (&file, active)]);
        assert_eq!(rules(&found), ["unsafe-file"], "{name}");
    }
    let trusted = [("varde.yaml", "title: X\n"), ("content/a.md", "---\ntitle: A\n---\n"), ("static/a.svg", active)];
    assert!(rules(&built(&trusted)).is_empty());
}

#[test]
fn aliases_that_would_hide_a_file() {
    let files = |aliases: &str| {
        let page = format!("---\ntitle: A\nword: x\naliases: [{aliases}]\n---\n");
        built(&[("varde.yaml", TYPES), ("content/jobs/a.md", &page), ("static/x.txt", "x")])
    };
    let clean = files("");
    assert!(rules(&clean).is_empty(), "{:?}", rules(&clean));
    for path in clean.output.files.keys() {
        for alias in [format!("/{path}"), format!("/{}", path.to_uppercase()), format!("/{path}/x/")] {
            let built = files(&quoted(&alias));
            assert_eq!(rules(&built), ["alias-on-page"], "{alias}");
        }
    }
}

#[test]
fn paths_that_climb() {
    const SECRET: &str = "the-secret-of-the-machine";
    let (folder, up) = (Folder::new(), "../".repeat(3));
    let outside = ["secret.md", "secret.svg", "secret.html", "secret.css", "themes/own/templates/entry.html", "secret.json"];
    for name in outside {
        folder.write(name, &format!("---\ntitle: S\n---\n<svg>{SECRET}</svg>"));
    }
    for path in [up.as_str(), "../../../../../../../../../../", "/", "%2e%2e/%2e%2e/%2e%2e/", "..\\..\\..\\"] {
        let page = format!(
            "---\ntitle: A\nslug: {0}\naliases: [{0}, {1}]\n---\n![]({path}secret.md) ![x]({path}secret.svg) [x]({path}secret.md) [[{path}secret]]\n",
            quoted(&format!("{path}secret")),
            quoted(&format!("/x/{path}secret/")),
        );
        let config = format!(
            "title: X\ntheme: {}\nlogo: {}\nbrand: {}\ntypes:\n  job: {{folder: {}, template: {}}}\n",
            quoted(&format!("{path}themes/own")),
            quoted(&format!("{path}secret.svg")),
            quoted(&format!("{path}secret.json")),
            quoted(&format!("{path}jobs")),
            quoted(&format!("{path}secret.html")),
        );
        folder.write("a/b/hb/content/a.md", &page);
        for config in ["title: X\n", &config] {
            folder.write("a/b/hb/varde.yaml", config);
            folder.write("a/b/hb/templates/entry.html", &format!("{{% include \"{path}secret.html\" %}}"));
            let output = varde(&folder.path().join("a/b/hb"), &folder.path().join("a/b/out"));
            assert_ne!(output.status.code(), Some(0), "{path}");
            assert!(!folder.path().join("a/b/out").exists());
            let checked =
                build(&varde::files::Disk::open(&folder.path().join("a/b/hb")).expect("a folder"), &Options::default(), &Memos::default());
            harmless::site(&checked.output);
            assert!(texts(&checked).all(|(_, text)| !text.contains(SECRET)), "{path}");
        }
    }
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names.len(), outside.len() + 1, "nothing is written elsewhere: {names:?}");
}

fn varde(handbook: &Path, out: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_varde")).arg("build").arg(handbook).arg("--out").arg(out).output().expect("varde runs")
}

#[cfg(unix)]
#[test]
fn folders_that_are_links_out_of_the_handbook() {
    use std::os::unix::fs::symlink;
    let secret = Folder::new();
    secret.write("a.md", "---\ntitle: Secret\n---\n");
    secret.write("templates/entry.html", "secret");
    for name in ["static", "templates", "themes", "themes/own", "content", "content/below"] {
        let site = handbook(&[]);
        let (link, out) = (site.path().join(name), site.path().join("public"));
        fs::create_dir_all(link.parent().expect("a folder")).expect("its folder");
        drop(fs::remove_dir_all(&link));
        symlink(secret.path(), &link).expect("a link");
        let built = varde(site.path(), &out);
        let said = String::from_utf8_lossy(&built.stderr).into_owned();
        assert!(said.contains("link-outside") && said.contains(name), "{name}: {said}");
        assert!(!out.exists(), "{name}");
    }
}

#[test]
fn texts_that_multiply_themselves() {
    let bomb = (0..20).fold("a0: &a0 [x, x]\n".to_owned(), |yaml, level| {
        format!("{yaml}a{}: &a{} [{}]\n", level + 1, level + 1, format!("*a{level}, ").repeat(10))
    });
    let snippet = "---\ntitle: S\n---\n".to_owned() + &"![](s.md)\n\n".repeat(50);
    let snippets = "---\ntitle: S\n---\n".to_owned() + &"![](_x/b.md)\n\n".repeat(50);
    let deep = "---\ntitle: D\n---\n".to_owned() + &"![](c.md)\n\n".repeat(50);
    let files = [
        ("varde.yaml", "title: X\n"),
        ("content/a.md", &format!("---\n{bomb}---\n")),
        ("content/_x/s.md", &snippet),
        ("content/b.md", &snippets),
        ("content/_x/b.md", &deep),
        ("content/_x/c.md", &deep.replace("c.md", "d.md")),
        ("content/_x/d.md", &deep.replace("c.md", "e.md")),
        ("content/_x/e.md", &deep.replace("c.md", "f.md")),
        ("content/_x/f.md", &deep.replace("c.md", "g.md")),
        ("content/_x/g.md", "---\ntitle: G\n---\nHei hei hei.\n"),
    ];
    let built = built(&files);
    let size: usize = texts(&built).map(|(_, text)| text.len()).sum();
    assert!(size < 200_000_000, "{size} bytes");
    assert!(rules(&built).contains(&"invalid-yaml"), "{:?}", rules(&built));
}
