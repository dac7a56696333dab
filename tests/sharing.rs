//! Pictures that are shown where a page is shared: who has one, and when it is drawn.

use varde::files::Memory;
use varde::medium::Medium;
use varde::output::OutputFile;
use varde::pictures::Wanted;
use varde::site::{Built, Memos, Options, build, prepare};

fn files(config: &str) -> Memory {
    let files = [
        (
            "varde.yaml",
            format!("title: Handbook\nlanguages: [en]\npublisher: Example council\ntypes: {{tip: {{folder: tips, label: Tip}}}}\n{config}"),
        ),
        ("content/index.md", "---\ntitle: Welcome\n---\n".to_owned()),
        ("content/tips/a.md", "---\ntitle: Ask first\n---\n".to_owned()),
        ("content/tips/b.md", "---\ntitle: Ask again\n---\n".to_owned()),
    ];
    Memory(files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect())
}

fn built(config: &str, options: &Options) -> Built {
    build(&files(config), options, &Memos::default())
}

fn drawn(built: &Built) -> Vec<&str> {
    built.output.files.keys().map(String::as_str).filter(|path| path.starts_with("assets/sharing.")).collect()
}

/// The address in `og:image`.
fn image(built: &Built, page: &str) -> Option<String> {
    let html = built.output.text(page).expect("the page");
    let (_, rest) = html.split_once("<meta property=\"og:image\" content=\"")?;
    rest.split_once('"').map(|(address, _)| address.to_owned())
}

const PUBLISHED: &str = "base_url: https://example.org/hb/\n";

#[test]
fn every_entry_has_a_picture_of_its_own() {
    let built = built(PUBLISHED, &Options::default());
    assert_eq!(drawn(&built).len(), 3, "two tips, and all other pages");
    let images: Vec<String> =
        ["tips/a/index.html", "tips/b/index.html", "index.html"].iter().filter_map(|page| image(&built, page)).collect();
    for address in &images {
        let path = address.strip_prefix("https://example.org/hb/").expect("a whole address");
        let Some(OutputFile::Made(bytes)) = built.output.files.get(path) else { panic!("{path} is not drawn") };
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 3_000 && bytes.len() < 30_000, "{} bytes", bytes.len());
    }
    assert!(images[0] != images[1] && images[1] != images[2]);
    assert_eq!(image(&built, "tips/index.html").as_ref(), Some(&images[2]));
    assert_eq!(image(&built, "404.html"), None);
}

#[test]
fn pictures_follow_the_colours() {
    let (plain, wine) =
        (built(PUBLISHED, &Options::default()), built(&format!("{PUBLISHED}colours: {{accent: '#8a1538'}}\n"), &Options::default()));
    assert_ne!(drawn(&plain), drawn(&wine));
}

#[test]
fn none_are_drawn_where_nobody_could_fetch_them_or_nobody_asked() {
    assert_eq!(drawn(&built("", &Options::default())), [""; 0]);
    assert_eq!(drawn(&built(&format!("{PUBLISHED}sharing_pictures: false\n"), &Options::default())), [""; 0]);
    assert_eq!(drawn(&built(PUBLISHED, &Options { medium: Medium::Folder, ..Options::default() })), [""; 0]);
    assert_eq!(drawn(&built(PUBLISHED, &Options { pictures: Wanted::Size, ..Options::default() })), [""; 0]);
}

#[test]
fn serve_draws_what_is_asked_for() {
    let options = Options { reload: Some("/live".to_owned()), ..Options::default() };
    assert_eq!(drawn(&built(PUBLISHED, &options)), [""; 0]);
    let published = built(PUBLISHED, &Options::default());
    let site = prepare(&files(PUBLISHED), &options, &Memos::default());
    for path in drawn(&published) {
        assert_eq!(site.file(path).as_ref(), published.output.files.get(path));
    }
    assert_eq!(site.file("assets/sharing.0000000000000000.png"), None);
}
