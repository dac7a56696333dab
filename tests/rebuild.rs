//! What is remembered between builds never shows: after any edits, a warm build is a clean one, byte for byte.

mod edits;

use std::sync::Arc;

use proptest::prelude::*;
use varde::files::{Files, Listing, Memory};
use varde::site::{Memos, Options, build, prepare};

use edits::{Handbook, edits};

/// Files that are asked for one by one, as browsers do of `serve`, before the rest is made.
const ASKED_FOR: usize = 4;

proptest! {
    // Each case is eight edits on average, and each edit three builds.
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in edits(), chosen in any::<prop::sample::Index>()) {
        let (mut handbook, memos) = (Handbook::new(), Memos::default());
        for edit in &edits {
            handbook.apply(edit);
            let Handbook { files, options } = &handbook;
            let clean = build(files, options, &Memos::default());
            let early = prepare(files, options, &memos);
            // Of two files at one path neither is published, and either may be shown.
            let collides = clean.diagnostics.iter().any(|found| ["address-collision", "alias-on-page"].contains(&found.rule));
            let paths: Vec<&String> = clean.output.files.keys().filter(|_| !collides).collect();
            for place in (0..ASKED_FOR.min(paths.len())).map(|step| (chosen.index(paths.len()) + step * 7) % paths.len()) {
                prop_assert!(early.file(paths[place]).as_ref() == clean.output.files.get(paths[place]), "{} after {edit:?}", paths[place]);
            }
            let warm = build(files, options, &memos);
            prop_assert_eq!(&warm.diagnostics, &clean.diagnostics);
            prop_assert!(warm.texts == clean.texts);
            let differing = warm.output.files.iter().find(|(path, file)| clean.output.files.get(*path) != Some(*file)).map(|(path, _)| path);
            prop_assert!(warm.output == clean.output, "{differing:?} after {edit:?}");
        }
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let mut files = Handbook::new().files;
    for place in 0..40 {
        let (next, word) = ((place + 1) % 40, place % 7);
        write(
            &mut files,
            &format!("content/jobs/j{place}.md"),
            &format!("---\ntitle: Jobb {word}\nnear: page/q{place}\nstate: on\n---\nTekst\n"),
        );
        write(
            &mut files,
            &format!("content/q{place}.md"),
            &format!("---\ntitle: Q{place}\n---\n## Del\n\nTekst om innovasjon. [x](page/q{next})\n"),
        );
    }
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| build(&files, &Options::default(), &Memos::default()))
    };
    let (one, four) = (with(1), with(4));
    assert!(one.diagnostics.is_empty(), "{:?}", one.diagnostics);
    assert!(one.output == four.output);
}

fn write(files: &mut Memory, path: &str, text: &str) {
    files.0.insert(path.to_owned(), text.as_bytes().to_vec());
}

/// A disk on which one file cannot be read.
struct Locked(Memory);

impl Files for Locked {
    fn list(&self, folder: &str) -> Arc<Listing> {
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
