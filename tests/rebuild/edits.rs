//! What people do to a handbook: random edits of every kind of file, good ones and bad ones.

use proptest::prelude::*;
use varde::files::Memory;
use varde::medium::Medium;
use varde::site::Options;

use crate::pictures::photograph;

/// Something that people do.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    /// A file is new, or another.
    Write(String, String),
    /// Something is added at the end of a file.
    Append(String, String),
    /// Something is added above a text: what follows moves and stays the same.
    Prepend(String, String),
    /// Nothing but this line of the front matter is new, or another.
    Set(String, String),
    /// A photograph of this size is new, or another.
    Photograph(u32, u32),
    Remove(String),
    /// Also from one type's folder to another's.
    Rename(String, String),
    /// The next builds are for something else: drafts, another medium.
    Options(bool, bool),
}

/// A handbook, and how it is built.
#[derive(Default)]
pub(crate) struct Handbook {
    pub(crate) files: Memory,
    pub(crate) options: Options,
}

impl Handbook {
    pub(crate) fn new() -> Self {
        let mut handbook = Self::default();
        handbook.write("varde.yaml", &format!("{}{TYPES}", CONFIGS[0]));
        handbook.write("content/index.md", "---\ntitle: Forside\naliases: [/start/]\n---\n[Side](p1.md) og [jobb](job/p2).\n");
        handbook.write("content/p1.md", "---\ntitle: Side én\n---\n## Del\n\nOm varde og innovasjon.\n\n![](_snippets/s.md)\n");
        handbook.write(
            "content/jobs/p2.md",
            "---\ntitle: Jobb to\nnear: page/p1\nstate: on\n---\nEn varde. ![Bilde](../dot.svg) ![Foto](/photo.png)\n",
        );
        handbook.write("content/jobs/p2.en.md", "---\ntitle: Job two\n---\nA cairn. [Side](../p1.md#del)\n");
        handbook.write("content/jobs/p1.md", "---\ntitle: Jobb en\nplace: varde\ntheme: [fjell, Kyst]\nstate: off\n---\n[Jobb](p2.md)\n");
        handbook.write("content/jobs/p3.md", "---\ntitle: Jobb tre\nplace: s\ntheme: [kyst]\nnear: job/p1\nstate: on\n---\nMer.\n");
        handbook.write("content/terms/varde.md", "---\ntitle: Varde\nsummary: En haug av stein.\nwords: [varden]\n---\n");
        handbook.write("content/notes/p1.md", "---\ntitle: Notat\ntheme: kyst\nstate: on\n---\nNotert.\n");
        handbook.write("content/notes/p2.md", "---\ntitle: Notater\ntheme: skog\nstate: off\n---\nNotert.\n");
        handbook.write("content/a/b/p1.md", "---\ntitle: Bær\n---\n[Side](page/p1)\n");
        handbook.write("content/a/b/p2.md", "---\ntitle: Ære\n---\n[Side](page/p1)\n");
        handbook.write("content/terms/s.md", "---\ntitle: Stein\naliases: [/sten/]\n---\nI en varde.\n");
        handbook.write("content/_snippets/s.md", "---\ntitle: S\n---\nEn snutt.\n");
        handbook.write("content/dot.svg", SVGS[0]);
        handbook.write("static/new.svg", SVGS[1]);
        handbook.apply(&Edit::Photograph(490, 16));
        handbook
    }

    fn write(&mut self, path: &str, text: &str) {
        self.files.0.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    fn change(&mut self, path: &str, change: impl FnOnce(&str) -> String) {
        let text = self.files.0.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(change);
        if let Some(text) = text {
            self.write(path, &text);
        }
    }

    pub(crate) fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Write(path, text) => self.write(path, text),
            Edit::Append(path, text) => self.files.0.entry(path.clone()).or_default().extend_from_slice(text.as_bytes()),
            Edit::Prepend(path, part) => self.change(path, |text| text.replacen("\n---\n", &format!("\n---\n{part}\n\n"), 1)),
            Edit::Set(path, line) => self.change(path, |text| {
                let key = line.split_inclusive(':').next().unwrap_or_default();
                let others = text.lines().skip(1).filter(|other| !other.starts_with(key));
                ["---", line].into_iter().chain(others).flat_map(|line| [line, "\n"]).collect()
            }),
            Edit::Photograph(width, height) => drop(self.files.0.insert("static/photo.png".to_owned(), photograph(*width, *height))),
            Edit::Remove(path) => drop(self.files.0.remove(path)),
            Edit::Rename(from, to) => {
                if let Some(text) = self.files.0.remove(from) {
                    self.files.0.insert(to.clone(), text);
                }
            }
            Edit::Options(drafts, folder) => {
                self.options.drafts = *drafts;
                self.options.medium = if *folder { Medium::Folder } else { Medium::Web };
            }
        }
    }
}

const TYPES: &str = "types:
  job:
    folder: jobs
    order: [place, -date, title]
    fields:
      near: {kind: reference, to: any, many: true, label: Near, inverse: Near it}
      state: {kind: choice, facet: true, required: true, choices: {on: On, off: Off}}
      place: {kind: reference, to: term, facet: true}
      theme: {kind: text, many: true, facet: true, related: true}
  note:
    folder: notes
    fields:
      state: {kind: choice, facet: true, choices: {on: On, off: Off}}
      theme: {kind: text, many: true, related: true}
  term: {folder: terms, glossary: [words], fields: {words: {kind: text, many: true}}}
";

/// What `varde.yaml` holds beside the types.
const CONFIGS: [&str; 6] = [
    "title: X\nlanguages: [nb, en]\n",
    "title: X\ntheme: own\n",
    "title: X\nraw_html: open\nnavigation: [page/p1, job]\n",
    "title: X\nlicence: CC-BY-4.0\npublisher: Y\nfooter: [{title: Z, url: page/p1}]\n",
    "title: X\nfields: {audience: {kind: choice, facet: true, choices: [staff, others]}}\n",
    "title: X\ncolours: {accent: \"#123456\"}\npins: {jobb: job/p2}\n",
];

/// And where it holds no types.
const BARE_CONFIGS: [&str; 3] = ["title: X\n", "title: Y\nbase_url: https://example.org/hb/\nlanguages: [en]\n", "title: [\n"];

const SVGS: [&str; 2] = [
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"/>",
];

/// Parts of texts, each of which ties a text to something else, or breaks it.
const PARTS: [&str; 20] = [
    "Et avsnitt om innovasjon, en varde og mange varder.",
    "## Del\n\nOrd.",
    "## Del\n\n### Underdel\n\nMer.",
    "[Side](page/p1)",
    "[Fil](p1.md#del)",
    "[Jobb](job/p2) og [borte](job/borte)",
    "![Bilde](dot.svg)",
    "![Foto](/photo.png)",
    "![Ny](/new.svg)",
    "![](_snippets/s.md)",
    "En note.[^1]\n\n[^1]: Selve noten.",
    "- [ ] Gjør det\n- [x] Gjort",
    "| A | B |\n|---|---|\n| 1 | 2 |",
    "> [!TIP]\n> Et råd.",
    "```rust\nlet varde = 1;\n```",
    "<b onclick=\"x\">rå</b>",
    "Term\n: Forklaring",
    "[varde]{lang=en}",
    "<!-- aldri lukket",
    "# Overskrift",
];

/// Lines of front matter; together they may contradict each other.
const LINES: [&str; 22] = [
    "summary: Kort sagt.",
    "state: on",
    "state: off",
    "state: nei",
    "near: page/p1",
    "near: [job/p2, page/p3]",
    "aliases: [/gammel/]",
    "aliases: [/p1/]",
    "aliases: [/sten/, /jobs/theme/kyst/]",
    "place: varde",
    "place: s",
    "theme: [fjell, kyst]",
    "theme: Kyst",
    "theme: [kyst, skog]",
    "slug: p2",
    "lang: en",
    "draft: true",
    "date: 2026-01-02",
    "type: job",
    "words: [ord]",
    "mark_terms: false",
    "ukjent: [",
];

const TEMPLATES: [(&str, &str); 7] = [
    ("templates/redirect.html", "til {{ url }}"),
    ("templates/entry.html", "<!DOCTYPE html><title>{{ page.title }}</title>{{ entry.html | safe }}"),
    ("templates/entry.html", "{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock main %}"),
    ("templates/entry.html", "{% if %}"),
    ("templates/list.html", "{{ page.nothing.at.all }}"),
    ("themes/own/templates/not-found.html", "<!DOCTYPE html>borte"),
    ("themes/own/theme.yaml", "name: own\nstyles: [tokens.css, own.css]\n"),
];

const ASSETS: [(&str, &str); 7] = [
    ("themes/own/assets/css/own.css", "body { color: red; background: url(../img/own.svg); }"),
    ("themes/own/assets/img/own.svg", "<svg/>"),
    ("themes/own/i18n/nb.yaml", "skip: Hopp\n"),
    ("static/robots.txt", "User-agent: x\n"),
    ("static/fil.txt", "fil"),
    ("content/jobs/fil.pdf", "%PDF"),
    ("assets/img/x.svg", "<svg/>"),
];

/// Where texts stand.
fn place() -> impl Strategy<Value = String> {
    let folder = prop::sample::select(vec!["", "jobs/", "notes/", "terms/", "a/b/", "_snippets/"]);
    let name = prop::sample::select(vec!["p1", "p2", "p3", "Æ Ø", "index", "p1.en", "p2.nn", "s", "varde"]);
    (folder, name).prop_map(|(folder, name)| format!("content/{folder}{name}.md"))
}

/// Where texts stand at the beginning, others depending on them.
fn known() -> impl Strategy<Value = String> {
    let paths = [
        "index",
        "p1",
        "jobs/p1",
        "jobs/p2",
        "jobs/p3",
        "notes/p1",
        "notes/p2",
        "terms/varde",
        "terms/s",
        "a/b/p1",
        "a/b/p2",
        "_snippets/s",
    ];
    prop::sample::select(paths.to_vec()).prop_map(|path| format!("content/{path}.md"))
}

fn text() -> impl Strategy<Value = String> {
    let title = prop::option::weighted(0.95, "[A-ZÆØÅ][a-zæøå]{0,4}");
    let lines = prop::collection::vec(prop::sample::select(LINES.to_vec()), 0..3);
    let parts = prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..4);
    (title, lines, parts).prop_map(|(title, lines, parts)| {
        let title = title.map_or(String::new(), |title| format!("title: {title}\n"));
        format!("---\n{title}{}---\n{}\n", lines.iter().map(|line| format!("{line}\n")).collect::<String>(), parts.join("\n\n"))
    })
}

pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let written = |(path, text): (&str, &str)| Edit::Write(path.to_owned(), text.to_owned());
    let templates = prop::sample::select(TEMPLATES.to_vec()).prop_map(written);
    let assets = prop::sample::select(ASSETS.to_vec()).prop_map(written);
    let others: Vec<&str> = TEMPLATES.iter().chain(&ASSETS).map(|(path, _)| *path).chain(["content/dot.svg", "static/photo.png"]).collect();
    let with_types = CONFIGS.iter().map(|text| format!("{text}{TYPES}"));
    let configs: Vec<String> = with_types.chain(BARE_CONFIGS.map(str::to_owned)).collect();
    let edit = prop_oneof![
        6 => (place(), text()).prop_map(|(path, text)| Edit::Write(path, text)),
        3 => (place(), prop::sample::select(PARTS.to_vec())).prop_map(|(path, part)| Edit::Append(path, format!("\n{part}\n"))),
        5 => (known(), prop::sample::select(PARTS.to_vec())).prop_map(|(path, part)| Edit::Prepend(path, part.to_owned())),
        3 => (known(), "title: [A-ZÆØÅ][a-zæøå]{0,6}").prop_map(|(path, line)| Edit::Set(path, line)),
        5 => (known(), prop::sample::select(LINES.to_vec())).prop_map(|(path, line)| Edit::Set(path, line.to_owned())),
        2 => place().prop_map(Edit::Remove),
        2 => (place(), place()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => templates,
        2 => assets,
        1 => prop::sample::select(others).prop_map(|path| Edit::Remove(path.to_owned())),
        1 => prop::sample::select(SVGS.to_vec()).prop_map(|text| Edit::Write("content/dot.svg".to_owned(), text.to_owned())),
        1 => prop::sample::select(vec![(490, 16), (490, 20), (300, 9)]).prop_map(|(width, height)| Edit::Photograph(width, height)),
        2 => prop::sample::select(configs).prop_map(|text| Edit::Write("varde.yaml".to_owned(), text)),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(drafts, folder)| Edit::Options(drafts, folder)),
    ];
    prop::collection::vec(edit, 1..16)
}
