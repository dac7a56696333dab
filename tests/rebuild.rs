//! What is remembered between builds never shows: after any edits, a warm build is a clean one, byte for byte.

use proptest::prelude::*;
use varde::files::{Files, Listing, Memory};
use varde::site::{Memos, Options, build};

/// Something an editor does.
#[derive(Debug, Clone)]
enum Edit {
    Text(usize, String),
    Title(usize, String),
    Remove(usize),
    Move(usize),
    Template(String),
    Config(bool),
}

const TYPES: &str = "types:\n  job:\n    folder: jobs\n    fields: {near: {kind: reference, to: any, label: Near, inverse: Near it}, state: {kind: choice, facet: true, choices: {on: On, off: Off}}}\n";

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = 0..8_usize;
    let edit = prop_oneof![
        4 => (place.clone(), "(Ord [a-z]{1,5}\\. ){0,3}(\\[x\\]\\(page/p[0-9]\\))?").prop_map(|(place, text)| Edit::Text(place, text)),
        2 => (place.clone(), "[A-ZÆØÅ][a-zæøå]{0,6}").prop_map(|(place, title)| Edit::Title(place, title)),
        1 => place.clone().prop_map(Edit::Remove),
        1 => place.prop_map(Edit::Move),
        1 => "[a-z]{1,4}".prop_map(Edit::Template),
        1 => any::<bool>().prop_map(Edit::Config),
    ];
    prop::collection::vec(edit, 1..12)
}

fn apply(edit: &Edit, files: &mut Memory) {
    let page = |place: usize| format!("content/p{place}.md");
    let job = |place: usize| format!("content/jobs/p{place}.md");
    match edit {
        Edit::Text(place, text) => write(files, &page(*place), &format!("---\ntitle: P{place}\n---\n## Del\n\n{text}\n")),
        Edit::Title(place, title) => write(
            files,
            &job(*place),
            &format!("---\ntitle: {title}\nstate: {}\nnear: page/p{place}\n---\nTekst\n", if place % 2 == 0 { "on" } else { "off" }),
        ),
        Edit::Remove(place) => drop(files.0.remove(&page(*place))),
        Edit::Move(place) => {
            if let Some(text) = files.0.remove(&job(*place)) {
                files.0.insert(page(*place), text);
            }
        }
        Edit::Template(word) => write(files, "templates/redirect.html", &format!("{word} {{{{ url }}}}")),
        Edit::Config(typed) => write(files, "varde.yaml", &format!("title: X\n{}", if *typed { TYPES } else { "" })),
    }
}

fn write(files: &mut Memory, path: &str, text: &str) {
    files.0.insert(path.to_owned(), text.as_bytes().to_vec());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in edits()) {
        let (mut files, memos) = (Memory::default(), Memos::default());
        write(&mut files, "varde.yaml", &format!("title: X\n{TYPES}"));
        write(&mut files, "content/index.md", "---\ntitle: Forside\naliases: [/start/]\n---\n");
        for edit in &edits {
            apply(edit, &mut files);
            let warm = build(&files, &Options::default(), &memos);
            let clean = build(&files, &Options::default(), &Memos::default());
            prop_assert_eq!(&warm.diagnostics, &clean.diagnostics);
            prop_assert!(warm.output == clean.output, "after {:?}", edit);
        }
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let mut files = Memory::default();
    write(&mut files, "varde.yaml", &format!("title: X\n{TYPES}"));
    for place in 0..40 {
        apply(&Edit::Title(place, format!("Jobb {}", place % 7)), &mut files);
        apply(&Edit::Text(place, format!("Tekst om innovasjon. [x](page/p{})", (place + 1) % 40)), &mut files);
    }
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| build(&files, &Options::default(), &Memos::default()))
    };
    let (one, four) = (with(1), with(4));
    assert!(one.diagnostics.is_empty(), "{:?}", one.diagnostics);
    assert!(one.output == four.output);
}

/// A disk on which one file cannot be read.
struct Locked(Memory);

impl Files for Locked {
    fn list(&self, folder: &str) -> Listing {
        self.0.list(folder)
    }

    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        if path.ends_with("locked.md") { Err(std::io::ErrorKind::PermissionDenied.into()) } else { self.0.read(path) }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let mut files = Memory::default();
    write(&mut files, "varde.yaml", "title: X\n");
    write(&mut files, "content/locked.md", "");
    write(&mut files, "content/a.md", "---\ntitle: A\n---\n");
    let built = build(&Locked(files), &Options::default(), &Memos::default());
    let found: Vec<_> = built.diagnostics.iter().map(|found| (found.rule, &*found.file)).collect();
    assert_eq!(found, [("unreadable-file", "content/locked.md")]);
}
