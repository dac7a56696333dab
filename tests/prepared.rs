//! What `serve` relies on: a site gives one file as it gives all, and a remembered folder is what the disk holds.

use std::fs;
use std::sync::Arc;

use proptest::prelude::*;
use varde::files::remembered::Remembered;
use varde::files::{Disk, Files};
use varde::output::{Collected, Nowhere, Output};
use varde::site::{Memos, Options, Stop, prepare};
use varde::timings::Timings;

use crate::support::{Folder, handbook};

#[test]
fn one_file_is_as_it_is_among_all() {
    let disk = Disk::open(std::path::Path::new("manual")).expect("the manual");
    let site = prepare(&disk, &Options::default(), &Memos::default());
    let alone = prepare(&disk, &Options::default(), &Memos::default());
    let made = Collected::default();
    site.whole(&made, &mut Timings::default(), &Stop::default()).expect("nobody stops it");
    let whole = made.output();
    let one_by_one = whole.files.keys().map(|path| (path.clone(), alone.file(path).expect("a file")));
    assert!(Output { files: one_by_one.collect() } == whole);
    assert!(whole.files.keys().all(|path| alone.has(path)));
    for nothing in ["", "a", "index", "tips/", "search/b/none.json", "/index.html", "index.html/"] {
        assert!(!alone.has(nothing) && alone.file(nothing).is_none(), "{nothing:?}");
    }
}

#[test]
fn served_sites_make_the_search_index_when_it_is_asked_for() {
    let disk = Disk::open(std::path::Path::new("manual")).expect("the manual");
    let options = Options { reload: Some("/live".to_owned()), ..Options::default() };
    let (site, made) = (prepare(&disk, &options, &Memos::default()), Collected::default());
    site.whole(&made, &mut Timings::default(), &Stop::default()).expect("nobody stops it");
    assert!(!made.output().files.contains_key(varde::search::ROOT));
    assert_eq!(site.file(varde::search::ROOT), prepare(&disk, &Options::default(), &Memos::default()).file(varde::search::ROOT));
    assert!(site.has(varde::search::ROOT));
}

#[test]
fn a_stopped_site_gives_nothing() {
    let disk = Disk::open(std::path::Path::new("manual")).expect("the manual");
    let (site, stop) = (prepare(&disk, &Options::default(), &Memos::default()), Stop::default());
    stop.stop();
    assert!(site.whole(&Nowhere, &mut Timings::default(), &stop).is_none());
}

/// A change on the disk, and the path that the system names for it.
fn change(folder: &Folder, (kind, file, text): (u8, usize, &str)) -> Vec<String> {
    let names = ["content/a.md", "content/b.md", "content/x/c.md", "content/x/y/d.md", "static/e.txt"];
    let name = names[file];
    match kind {
        0 => folder.write(name, text),
        1 => drop(fs::remove_file(folder.path().join(name))),
        2 => drop(fs::remove_dir_all(folder.path().join("content/x"))),
        _ => {
            let (from, to) = (folder.path().join("content/x"), folder.path().join("content/z"));
            drop(fs::remove_dir_all(&to));
            drop(fs::rename(from, to));
            return vec!["content/x".to_owned(), "content/z".to_owned()];
        }
    }
    vec![if kind == 2 { "content/x".to_owned() } else { name.to_owned() }]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_is_remembered_is_on_the_disk(
        batches in prop::collection::vec(prop::collection::vec((0..4_u8, 0..5_usize, "[a-z]{0,4}"), 1..4), 1..6),
    ) {
        let folder = handbook(&[("content/x/c.md", "c"), ("static/e.txt", "e")]);
        let disk = Disk::open(folder.path()).expect("a folder");
        let remembered = Remembered::new(disk.clone());
        for changes in &batches {
            let paths = changes.iter().flat_map(|(kind, file, text)| change(&folder, (*kind, *file, text)));
            remembered.forget(&paths.collect());
            for top in ["content", "static"] {
                let listing = disk.list(top);
                prop_assert_eq!(&remembered.list(top), &listing);
                let paths: Vec<Arc<str>> = listing.files.iter().map(|found| Arc::clone(&found.path)).collect();
                let texts = |files: &dyn Files| files.texts(&paths).into_iter().map(Result::ok).collect::<Vec<_>>();
                prop_assert_eq!(texts(&remembered), texts(&disk));
                for found in &listing.files {
                    prop_assert_eq!(remembered.fingerprint(&found.path).ok(), disk.fingerprint(&found.path).ok());
                    prop_assert_eq!(remembered.text(&found.path).ok(), disk.text(&found.path).ok());
                }
            }
        }
    }
}
