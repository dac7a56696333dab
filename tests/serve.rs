//! `varde serve` as a browser meets it: the real binary, over loopback.

mod answers;
mod browser;

use std::fs;

use browser::serve;

const B: (&str, &str) = ("content/b.md", "---\ntitle: B\n---\nOther text.\n");

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n---\n{text}\n")
}

#[test]
fn an_edit_reloads_its_page_and_no_other() {
    let served = serve(&[B]);
    let (mut a, mut b) = (served.open("/a/"), served.open("/b/"));
    assert_eq!((a.problems(), b.problems()), (vec![], vec![]));
    served.write("content/a.md", &page("A", "Fresh words."));
    a.reloads();
    assert!(served.get("/a/").body.contains("Fresh words."));
    assert!(served.says("rebuilt in").contains("changed"));
    assert!(b.is_quiet(), "the other page is as it was");
}

#[test]
fn editors_save_in_place_or_by_moving_the_old_file_away() {
    let served = serve(&[]);
    let mut a = served.open("/a/");
    served.write_in_place("content/.a.md.swp", "noise");
    served.write_in_place("content/a.md", &page("A", "Saved in place."));
    a.reloads();
    while !served.get("/a/").body.contains("Saved in place.") {
        a.reloads();
    }
    served.rename("content/a.md", "content/a.md~");
    served.write_in_place("content/a.md", &page("A", "Saved anew."));
    a.reloads();
    while !served.get("/a/").body.contains("Saved anew.") {
        a.reloads();
    }
}

#[test]
fn pages_come_and_move_and_go() {
    let served = serve(&[]);
    assert_eq!(served.get("/b/").status, 404);
    let mut waiting = served.open("/b/");
    served.write("content/b.md", B.1);
    waiting.reloads();
    assert_eq!(served.get("/b/").status, 200);

    let (mut old, mut new) = (served.open("/b/"), served.open("/c/"));
    served.rename("content/b.md", "content/c.md");
    new.reloads();
    old.reloads();
    assert_eq!((served.get("/b/").status, served.get("/c/").status), (404, 200));

    let mut gone = served.open("/c/");
    served.remove("content/c.md");
    gone.reloads();
    assert_eq!(served.get("/c/").status, 404);
}

#[test]
fn folders_that_come_later_are_watched() {
    let served = serve(&[]);
    let mut deep = served.open("/x/y/z/");
    served.write("content/x/y/z.md", &page("Z", "Deep."));
    deep.reloads();
    let mut deep = served.open("/x/y/z/");
    served.write("content/x/y/z.md", &page("Z", "Deeper."));
    deep.reloads();

    let mut deep = served.open("/x/y/z/");
    served.write("templates/entry.html", "<!DOCTYPE html><title>{{ page.title }}</title>one");
    deep.reloads();
    let mut deep = served.open("/x/y/z/");
    served.write("templates/entry.html", "<!DOCTYPE html><title>{{ page.title }}</title>two");
    deep.reloads();
    while !served.get("/x/y/z/").body.contains("<title>Z</title>two") {
        deep.reloads();
    }
}

#[test]
fn the_configuration_and_pictures_reload_every_page() {
    let served = serve(&[("static/dot.svg", "<svg/>")]);
    let mut a = served.open("/a/");
    served.write("varde.yaml", "title: Another name\n");
    a.reloads();
    assert!(served.get("/a/").body.contains("Another name"));

    let mut a = served.open("/a/");
    served.write("static/dot.svg", "<svg><g/></svg>");
    a.reloads();
    let picture = served.get("/dot.svg");
    assert_eq!((picture.body.as_str(), picture.header("Content-Type")), ("<svg><g/></svg>", "image/svg+xml; charset=utf-8"));
}

#[test]
fn a_broken_file_keeps_its_last_good_page() {
    let served = serve(&[B]);
    let (mut a, mut b) = (served.open("/a/"), served.open("/b/"));
    assert_eq!((a.problems(), b.problems()), (vec![], vec![]));
    let good = served.get("/a/").body;
    served.write("content/a.md", "---\ntitle: A\nsummary: [\n---\nText.\n");
    let rules = a.problems();
    assert!(!rules.is_empty() && b.problems() == rules, "everybody hears of it: {rules:?}");
    assert_eq!(served.get("/a/").body, good);
    served.says("content/a.md:");
    assert_eq!(served.open("/b/").problems(), rules, "who comes later hears of it");

    served.write("content/a.md", &page("A", "[Nowhere](nowhere.md)"));
    assert_eq!(a.problems(), ["broken-link"]);
    assert_eq!(served.get("/a/").body, good);

    served.write("content/a.md", &page("A", "Mended."));
    assert_eq!(a.problems(), [""; 0]);
    a.reloads();
    served.says("all problems mended");
    assert!(served.get("/a/").body.contains("Mended."));
}

#[test]
fn a_page_that_was_never_good_is_shown_as_it_is() {
    let served = serve(&[B]);
    let mut b = served.open("/b/");
    assert_eq!(b.problems(), [""; 0]);
    served.write("content/c.md", &page("C", "[Nowhere](nowhere.md) one"));
    assert_eq!(b.problems(), ["broken-link"]);
    let mut c = served.open("/c/");
    assert!(served.get("/c/").body.contains("one"));
    served.write("content/c.md", &page("C", "[Nowhere](nowhere.md) two"));
    c.reloads();
    assert!(served.get("/c/").body.contains("two"));
}

#[test]
fn a_broken_template_or_configuration_keeps_the_last_good_site() {
    let served = serve(&[("templates/entry.html", "<!DOCTYPE html>{{ page.title }} good")]);
    let mut a = served.open("/a/");
    assert_eq!(a.problems(), [""; 0]);
    for (name, broken, good) in [
        ("templates/entry.html", "{% if %}", "<!DOCTYPE html>{{ page.title }} good"),
        ("templates/entry.html", "{{ page.nothing.at.all }}", "<!DOCTYPE html>{{ page.title }} good"),
        ("varde.yaml", "title: [\n", "title: X\n"),
    ] {
        served.write(name, broken);
        assert!(!a.problems().is_empty(), "{name}");
        let shown = served.get("/a/");
        assert_eq!((shown.status, shown.body.as_str()), (200, "<!DOCTYPE html>A good"), "{name}");
        served.write(name, good);
        assert_eq!(a.problems(), [""; 0], "{name}");
    }
    fs::rename(served.path("content"), served.path("away")).expect("a folder to rename");
    assert_eq!(a.problems(), ["no-content"]);
    assert_eq!(served.get("/a/").status, 200);
    fs::rename(served.path("away"), served.path("content")).expect("a folder to rename");
    assert_eq!(a.problems(), [""; 0]);
    served.write("content/a.md", &page("B", ""));
    a.reloads();
}

#[test]
fn a_page_that_changed_before_its_script_ran_is_reloaded() {
    let served = serve(&[]);
    let first = served.get("/a/");
    let shown = first.header("Server-Timing").split('"').nth(1).expect("a fingerprint").to_owned();
    let mut current = served.listen("/a/", &shown);
    assert_eq!(current.problems(), [""; 0]);
    served.write("content/a.md", &page("A", "Meanwhile."));
    current.reloads();
    let mut late = served.listen("/a/", &shown);
    assert_eq!(late.problems(), [""; 0]);
    late.reloads();
}
