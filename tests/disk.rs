//! What only a real disk can show: links, folders that are not ours, builds that end half-way.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::pictures::photograph;
use crate::support::{Folder, files, handbook};

fn build(dir: &Path, out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_varde"))
        .args(["build", "--format", "short"])
        .arg(dir)
        .arg("--out")
        .arg(out)
        .output()
        .expect("varde runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let (site, out) = (handbook(&[]), Folder::new());
    out.write("mine.txt", "keep");
    let built = build(site.path(), out.path());
    assert_eq!(built.status.code(), Some(2));
    assert!(stderr(&built).contains("foreign-output"), "{}", stderr(&built));
    assert_eq!(files(out.path()).len(), 1);
}

#[test]
fn files_beside_ours_stay_and_ours_come_and_go() {
    let (site, out) = (handbook(&[("content/b.md", "---\ntitle: B\n---\n")]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    out.write("CNAME", "example.org");
    out.write("b/notes.txt", "mine");
    fs::remove_file(site.path().join("content/b.md")).expect("removed");
    assert!(build(site.path(), out.path()).status.success());
    assert!(!out.path().join("b/index.html").exists() && out.path().join("a/index.html").exists());
    assert_eq!(fs::read_to_string(out.path().join("CNAME")).ok().as_deref(), Some("example.org"));
    assert_eq!(fs::read_to_string(out.path().join("b/notes.txt")).ok().as_deref(), Some("mine"));
}

#[test]
fn a_foreign_file_in_the_way_of_a_page_is_not_overwritten() {
    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    out.write("b/index.html", "mine");
    site.write("content/b.md", "---\ntitle: B\n---\n");
    let built = build(site.path(), out.path());
    assert_eq!(built.status.code(), Some(2));
    assert_eq!(fs::read_to_string(out.path().join("b/index.html")).ok().as_deref(), Some("mine"));
}

#[test]
fn a_foreign_folder_in_the_way_of_a_file_is_named() {
    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    fs::create_dir_all(out.path().join("notes.txt/inner")).expect("a folder");
    site.write("static/notes.txt", "x");
    let built = build(site.path(), out.path());
    assert!(built.status.code() == Some(2) && stderr(&built).contains("`notes.txt` is in the way"), "{}", stderr(&built));
    assert!(out.path().join("notes.txt/inner").is_dir());
}

#[test]
fn one_picture_in_two_folders_is_written_once_and_never_into_the_site_that_stands() {
    let page = |folder: &str| format!("---\ntitle: {folder}\n---\n![View](view.png)\n");
    let (site, out) = (handbook(&[("content/one/b.md", &page("one")), ("content/two/c.md", &page("two"))]), Folder::new());
    for folder in ["one", "two"] {
        fs::write(site.path().join("content").join(folder).join("view.png"), photograph(700, 300)).expect("the picture");
    }
    for round in 0..2 {
        let standing: Vec<_> =
            files(out.path()).into_iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "webp")).collect();
        let held: Vec<fs::File> = standing.iter().map(|(path, _)| fs::File::open(out.path().join(path)).expect("a file")).collect();
        let changed: Vec<_> = held.iter().map(|file| file.metadata().and_then(|found| found.modified()).expect("a time")).collect();
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert!(build(site.path(), out.path()).status.success());
        assert_eq!(held.is_empty(), round == 0, "smaller versions");
        for (file, changed) in held.iter().zip(changed) {
            assert_eq!(file.metadata().and_then(|found| found.modified()).expect("a time"), changed);
        }
    }
}

#[test]
fn errors_leave_the_published_site_untouched() {
    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    let before = files(out.path());
    site.write("content/a.md", "---\ntitel: A\n---\n[gone](gone.md)\n");
    let built = build(site.path(), out.path());
    assert_eq!(built.status.code(), Some(1));
    assert!(stderr(&built).contains("content/a.md:4:1: error[broken-link]"), "{}", stderr(&built));
    assert_eq!(files(out.path()), before);
}

#[test]
fn unchanged_files_are_not_touched() {
    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    let changed = |name: &str| fs::metadata(out.path().join(name)).and_then(|found| found.modified()).expect("file");
    let before = changed("robots.txt");
    std::thread::sleep(std::time::Duration::from_millis(20));
    site.write("content/a.md", "---\ntitle: A\n---\nNew text.\n");
    let built = build(site.path(), out.path());
    assert!(built.status.success());
    assert_eq!(changed("robots.txt"), before);
    assert!(fs::read_to_string(out.path().join("a/index.html")).is_ok_and(|html| html.contains("New text.")));
}

#[test]
fn the_site_cannot_be_written_into_the_texts_or_over_the_handbook() {
    let site = handbook(&[]);
    for out in ["content/public", "static/x", ".", ".."] {
        let built = build(site.path(), &site.path().join(out));
        assert_eq!(built.status.code(), Some(2), "{out}: {}", stderr(&built));
        assert!(stderr(&built).contains("output-inside-content") || stderr(&built).contains("foreign-output"), "{out}: {}", stderr(&built));
    }
    assert!(site.path().join("content/a.md").exists());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_handbook_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (site, out, secret) = (handbook(&[]), Folder::new(), Folder::new());
    secret.write("secret.md", "---\ntitle: Secret\n---\n");
    symlink(secret.path().join("secret.md"), site.path().join("content/linked.md")).expect("link");
    symlink(secret.path(), site.path().join("content/folder")).expect("link");
    symlink("a.md", site.path().join("content/inside.md")).expect("link");
    let built = build(site.path(), &out.path().join("site"));
    assert_eq!(built.status.code(), Some(1));
    let shown = stderr(&built);
    assert_eq!(shown.matches("link-outside").count(), 2, "{shown}");
    assert!(!shown.contains("inside.md"), "{shown}");
}

#[test]
fn a_folder_named_like_a_text_and_texts_of_any_size_do_no_harm() {
    let (site, out) = (handbook(&[("content/folder.md/x.txt", "x")]), Folder::new());
    site.write("content/big.md", &format!("---\ntitle: Big\n---\n{}", "Et avsnitt med ord.\n\n".repeat(190_000)));
    site.write("content/deep.md", &format!("---\ntitle: Deep\n---\n{} deep\n", ">".repeat(200)));
    let built = build(site.path(), &out.path().join("site"));
    assert!(built.status.success(), "{}", stderr(&built));
    assert!(stderr(&built).contains("nested-too-deep"), "{}", stderr(&built));
}

#[test]
fn what_a_killed_build_left_is_cleaned_up() {
    let (site, out) = (handbook(&[]), Folder::new());
    let target = out.path().join("site");
    assert!(build(site.path(), &target).status.success());
    fs::rename(&target, out.path().join(".site.varde-old")).expect("as if killed between two renames");
    out.write(".site.varde-new/index.html", "half");
    assert!(build(site.path(), &target).status.success());
    let left: Vec<_> = fs::read_dir(out.path()).expect("folder").map(|entry| entry.expect("entry").file_name()).collect();
    assert_eq!(left, ["site"]);
    assert!(target.join("a/index.html").exists());
}

#[test]
#[cfg(unix)]
fn what_a_pipe_holds_is_not_waited_for() {
    let (site, out) = (handbook(&[]), Folder::new());
    fs::create_dir_all(site.path().join("static")).expect("folder");
    for path in ["content/pipe.md", "content/pipe.png", "static/pipe.txt"] {
        let made = Command::new("mkfifo").arg(site.path().join(path)).status().expect("mkfifo runs");
        assert!(made.success());
    }
    let built = build(site.path(), &out.path().join("site"));
    assert_eq!(stderr(&built).matches("plain file").count(), 3, "{}", stderr(&built));
}

#[test]
#[cfg(unix)]
fn links_where_a_build_works_lead_to_nothing_of_ours() {
    use std::os::unix::fs::symlink;

    let (site, out) = (handbook(&[]), Folder::new());
    let (target, other) = (out.path().join("site"), out.path().join("other"));
    assert!(build(site.path(), &target).status.success() && build(site.path(), &other).status.success());
    let before = files(&other);
    symlink(&other, out.path().join(".site.varde-new")).expect("link");
    symlink(&other, out.path().join(".site.varde-old")).expect("link");
    assert!(build(site.path(), &target).status.success());
    assert!(files(&other) == before);
    symlink(out.path().join("elsewhere"), out.path().join(".site.varde-lock")).expect("link");
    let built = build(site.path(), &target);
    assert!(built.status.code() == Some(2) && stderr(&built).contains("is a link"), "{}", stderr(&built));
    assert!(!out.path().join("elsewhere").exists());
}

#[test]
fn a_file_named_like_our_list_in_the_making_stays() {
    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    out.write(".varde-manifest.new", "mine");
    assert!(build(site.path(), out.path()).status.success());
    assert_eq!(fs::read_to_string(out.path().join(".varde-manifest.new")).ok().as_deref(), Some("mine"));
}

#[test]
#[cfg(unix)]
fn a_folder_beside_ours_stays_as_closed_as_it_was() {
    use std::os::unix::fs::PermissionsExt;

    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    out.write("own/inner/secret.txt", "mine");
    out.write("closed/notes.txt", "mine");
    let folders = [("own", 0o750), ("own/inner", 0o700), ("closed", 0o555)].map(|(path, mode)| (out.path().join(path), mode));
    for (path, mode) in &folders {
        fs::set_permissions(path, fs::Permissions::from_mode(*mode)).expect("a mode");
    }
    for _ in 0..2 {
        assert!(build(site.path(), out.path()).status.success());
    }
    for (path, mode) in folders {
        assert_eq!(path.metadata().expect("a folder").permissions().mode() & 0o777, mode, "{}", path.display());
    }
    assert!(out.path().join("own/inner/secret.txt").exists());
    fs::set_permissions(out.path().join("closed"), fs::Permissions::from_mode(0o755)).expect("open, to be removed");
}

#[test]
fn what_editors_leave_is_not_published() {
    let (site, out) = (handbook(&[("content/#notes.md", "---\ntitle: Notes\n---\n")]), Folder::new());
    for left in ["content/#a.md#", "content/a.md~", "content/.a.md.swp", "static/dot.svg.tmp"] {
        site.write(left, "left behind");
    }
    assert!(build(site.path(), out.path()).status.success());
    let published: Vec<String> = files(out.path()).iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    assert!(published.iter().any(|file| file.ends_with("notes/index.html")), "{published:?}");
    assert!(!published.iter().any(|file| file.contains("dot.svg") || file.contains("a.md")), "{published:?}");
}

#[cfg(unix)]
#[test]
fn a_text_with_two_names_is_read_again_when_either_changes() {
    use varde::files::remembered::Remembered;
    use varde::files::{Disk, Files};

    let site = handbook(&[("content/b.md", "old")]);
    let content = site.path().join("content");
    fs::hard_link(content.join("b.md"), content.join("c.md")).expect("hard link");
    std::os::unix::fs::symlink("b.md", content.join("d.md")).expect("link");
    let read = Remembered::new(Disk::open(site.path()).expect("folder"));
    let listing = read.list("content");
    let texts = || listing.files.iter().map(|found| read.text(&found.path).expect("text").0.to_vec()).filter(|text| text == b"old").count();
    assert_eq!(texts(), 3);
    fs::write(content.join("b.md"), "new").expect("written");
    read.forget(&["content/b.md".to_owned()].into());
    assert_eq!(texts(), 0);
}

#[cfg(unix)]
#[test]
fn the_folder_stays_as_open_as_it_was() {
    use std::os::unix::fs::PermissionsExt;

    let (site, out) = (handbook(&[]), Folder::new());
    assert!(build(site.path(), out.path()).status.success());
    fs::set_permissions(out.path(), fs::Permissions::from_mode(0o2775)).expect("opened");
    site.write("content/b.md", "---\ntitle: B\n---\n");
    assert!(build(site.path(), out.path()).status.success());
    assert_eq!(out.path().metadata().expect("folder").permissions().mode() & 0o7777, 0o2775);
}
