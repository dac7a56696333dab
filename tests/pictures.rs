//! Pictures in texts: sizes, smaller versions, what is kept between builds, and files that are not what they say.

use std::collections::BTreeMap;
use std::fs;

use varde::diagnostic::print::{Colours, Format, print};
use varde::files::{Disk, Memory};
use varde::pictures::Wanted;
use varde::site::{Built, Memos, Options, build};
use varde::store::{Access, Store};

use crate::support::{Folder, handbook};

/// A PNG picture; `pixel` gives the colour of a place.
fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    encoded(png::Info::with_size(width, height), pixel)
}

fn encoded(mut info: png::Info, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let (width, height) = (info.width, info.height);
    info.color_type = png::ColorType::Rgb;
    let mut bytes = Vec::new();
    let encoder = png::Encoder::with_info(&mut bytes, info).expect("a picture");
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).expect("a picture");
    bytes
}

/// Colours that flow into each other, and grain, as in a photograph.
pub(crate) fn photograph(width: u32, height: u32) -> Vec<u8> {
    taken(png::Info::with_size(width, height))
}

fn taken(info: png::Info) -> Vec<u8> {
    let (width, height) = (info.width, info.height);
    encoded(info, |x, y| {
        let grain = u8::try_from((x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 13 & 15).expect("four bits");
        let part = |at: u32, of: u32| u8::try_from(at * 200 / of).expect("below 200");
        [part(x, width) + grain, part(y, height) + grain, 90 + grain]
    })
}

fn built(pictures: &[(&str, &[u8])], text: &str) -> Built {
    let mut files: BTreeMap<String, Vec<u8>> = pictures.iter().map(|(name, bytes)| (format!("content/{name}"), bytes.to_vec())).collect();
    files.insert("varde.yaml".to_owned(), b"title: X\nlanguages: [en]\n".to_vec());
    files.insert("content/a.md".to_owned(), format!("---\ntitle: A\n---\n{text}\n").into_bytes());
    build(&Memory(files), &Options::default(), &Memos::default())
}

fn report(built: &Built) -> String {
    print(&built.diagnostics, &built.texts, Format::Short, Colours::Off)
}

/// The `picture` or `img` elements of the page.
fn shown(built: &Built) -> Vec<String> {
    let page = built.output.text("a/index.html").expect("the page");
    let (_, main) = page.split_once("<main").expect("its text");
    let lines = main.lines().filter(|line| line.contains("<img"));
    lines.map(|line| line[line.find("<picture").or_else(|| line.find("<img")).expect("a picture")..].to_owned()).collect()
}

fn versions(built: &Built) -> Vec<(&str, usize)> {
    let files = built.output.files.keys().filter(|path| path.ends_with(".webp"));
    files
        .map(|path| match &built.output.files[path] {
            varde::output::OutputFile::Made(bytes) => (path.as_str(), bytes.len()),
            other => panic!("{path} is {other:?}"),
        })
        .collect()
}

#[test]
fn photographs_have_smaller_versions() {
    let photograph = photograph(900, 300);
    let built = built(&[("View from the top.png", &photograph)], "![View](<View from the top.png>)\n\n![Again](<View from the top.png>)");
    assert_eq!(report(&built), "");
    let widths: Vec<String> = versions(&built).iter().map(|(path, _)| path.split('.').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(widths, ["assets/view-from-the-top-480", "assets/view-from-the-top-800", "assets/view-from-the-top-900"]);
    assert!(versions(&built).iter().all(|(_, size)| *size < photograph.len()));
    let [first, second] = &shown(&built)[..] else { panic!("two pictures") };
    assert!(
        first.contains("<source type=\"image/webp\" srcset=\"../assets/view-from-the-top-480.") && first.contains(" 480w, "),
        "{first}"
    );
    assert!(
        first.contains(
            "<img src=\"../View%20from%20the%20top.png\" alt=\"View\" decoding=\"async\" width=\"900\" height=\"300\"></picture>"
        )
    );
    assert!(second.contains("loading=\"lazy\" decoding=\"async\" width=\"900\""), "{second}");
}

#[test]
fn versions_look_like_the_picture() {
    let halves = png(1000, 100, |x, _| if x < 500 { [200, 30, 30] } else { [30, 30, 200] });
    let mut noisy = halves.clone();
    // The form is found by what a file holds; a long comment makes it large enough to be worth the work.
    let (end, comment) = (noisy.len() - 12, [b"tEXt".to_vec(), b"Comment\0".to_vec(), vec![b'x'; 20_000]].concat());
    let chunk = [u32::try_from(comment.len() - 4).expect("small").to_be_bytes().to_vec(), comment.clone(), crc(&comment).to_vec()].concat();
    noisy.splice(end..end, chunk);
    let built = built(&[("halves.png", &noisy)], "![Halves](halves.png)");
    assert_eq!(report(&built), "");
    let narrow = built.output.files.keys().find(|path| path.contains("-480.")).expect("a version");
    let varde::output::OutputFile::Made(bytes) = &built.output.files[narrow] else { panic!("made") };
    assert!(!bytes.windows(4).any(|word| word == b"EXIF" || word == b"XMP "));
    let decoded = webp::Decoder::new(bytes).decode().expect("WebP");
    assert_eq!((decoded.width(), decoded.height()), (480, 48));
    let pixel = |x: usize| &decoded[x * 3..x * 3 + 3];
    assert_eq!((pixel(100), pixel(400)), (&[200, 30, 30][..], &[30, 30, 200][..]));
}

/// The checksum of a chunk in PNG.
fn crc(bytes: &[u8]) -> [u8; 4] {
    crc32fast::hash(bytes).to_be_bytes()
}

#[test]
fn a_turned_photograph_has_the_size_that_is_seen() {
    let built = built(&[("turned.jpg", TURNED)], "![Turned](turned.jpg)");
    assert_eq!(report(&built), "");
    assert!(shown(&built)[0].contains("width=\"24\" height=\"48\""), "{:?}", shown(&built));
}

const TURNED: &[u8] = include_bytes!("pictures/turned.jpg");

#[test]
fn a_photograph_is_published_without_what_the_camera_wrote() {
    let folder = handbook(&[("content/a.md", "---\ntitle: A\n---\n![Turned](turned.jpg)\n\n![Fixed](/fixed.jpg)\n")]);
    for path in ["content/turned.jpg", "static/fixed.jpg"] {
        fs::create_dir_all(folder.path().join("static")).expect("a folder");
        fs::write(folder.path().join(path), TURNED).expect("the picture");
    }
    let disk = Disk::open(folder.path()).expect("the folder");
    let built = on_disk(&folder, Access::Read, Wanted::Size);
    let report = report(&built);
    assert!(report.contains("content/a.md:6:1: warning[picture-location]: `static/fixed.jpg` says where it was taken"), "{report}");
    assert!(!report.contains("turned.jpg"), "{report}");
    let bytes = |path: &str| built.output.files[path].bytes(&disk).expect("the picture").into_owned();
    let (clean, fixed) = (bytes("turned.jpg"), bytes("fixed.jpg"));
    assert!(fixed == TURNED, "`static/` is published as it is");
    let decoded = |bytes: &[u8]| {
        let mut decoder = zune_jpeg::JpegDecoder::new(std::io::Cursor::new(bytes));
        (decoder.decode().expect("pixels"), decoder.exif().cloned().expect("which way up"))
    };
    let ((before, camera), (after, kept)) = (decoded(TURNED), decoded(&clean));
    assert!(before == after && clean.len() < TURNED.len());
    let place = [0x88, 0x25];
    assert!(
        camera.windows(2).any(|tag| tag == place || tag == [0x25, 0x88]) && kept.len() == 26 && !kept.windows(2).any(|tag| tag == place)
    );
}

#[test]
fn a_photograph_that_cannot_be_cleaned_is_a_warning() {
    let mut strange = TURNED.to_vec();
    let first = 2 + usize::from(u16::from_be_bytes([TURNED[4], TURNED[5]])) + 2;
    strange.insert(first, 0);
    let report = report(&built(&[("strange.jpg", &strange)], "![Strange](strange.jpg)"));
    assert!(report.starts_with("content/a.md:4:1: warning[picture-location]: `content/strange.jpg` says where it was taken"), "{report}");
}

#[test]
fn versions_have_the_colours_of_the_picture() {
    let with_profile = |text: &[u8]| {
        let profile = [&[0; 16][..], b"RGB ", &[0; 108], text].concat();
        let mut info = png::Info::with_size(600, 600);
        info.icc_profile = Some(profile.into());
        taken(info)
    };
    let (wide, usual) = (with_profile(b"Display P3"), with_profile(b"sRGB IEC61966-2.1"));
    let built = built(&[("wide.png", &wide), ("usual.png", &usual)], "![Wide](wide.png)\n\n![Usual](usual.png)");
    assert_eq!(report(&built), "");
    let found = versions(&built);
    assert!(found.len() == 4, "{found:?}");
    for (path, _) in found {
        let bytes = built.output.files[path].bytes(&Memory::default()).expect("made");
        let profiled = bytes.windows(10).any(|part| part == b"Display P3");
        assert_eq!(profiled, path.contains("/wide-"), "{path}");
        let decoded = webp::Decoder::new(&bytes).decode().expect("WebP");
        assert_eq!((decoded.width(), decoded.is_alpha()), (if path.contains("-480.") { 480 } else { 600 }, false));
    }
}

#[test]
fn drawings_and_other_forms_are_measured() {
    let gif = [b"GIF89a".as_slice(), &[7, 0, 5, 0], &[0; 20]].concat();
    let pictures: [(&str, &[u8]); 3] = [("a.svg", b"<svg viewBox=\"0 0 32 16\"></svg>"), ("b.gif", &gif), ("c.bmp", b"BM")];
    let built = built(&pictures, "![A](a.svg)\n\n![B](b.gif)\n\n![C](c.bmp)\n\n<img src=\"a.svg\" alt=\"D\" width=\"5\" height=\"5\">");
    assert_eq!(report(&built), "");
    let sizes = shown(&built).into_iter().map(|tag| tag.split(" width").skip(1).map(str::to_owned).collect::<Vec<_>>().join("|"));
    let sizes: Vec<String> = sizes.collect();
    assert!(
        sizes[0].starts_with("=\"32\" height=\"16\"") && sizes[1].starts_with("=\"7\" height=\"5\"") && sizes[2].is_empty(),
        "{sizes:?}"
    );
    assert!(sizes[3].starts_with("=\"5\"") && !sizes[3].contains('|'), "a size that is written stands: {sizes:?}");
}

#[test]
fn files_that_are_not_what_they_say() {
    let picture = photograph(600, 200);
    let mut bomb = png(1, 1, |_, _| [0; 3]);
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let crc = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc);
    let jpeg = TURNED;
    let mut garbled = picture.clone();
    garbled.iter_mut().skip(60).step_by(7).for_each(|byte| *byte ^= 0x55);
    let pictures: [(&str, &[u8]); 8] = [
        ("a-cut.png", &picture[..picture.len() / 2]),
        ("b-cut.jpg", &jpeg[..jpeg.len() - 30]),
        ("c-bomb.png", &bomb),
        ("d-jpeg.png", jpeg),
        ("e-text.jpg", b"not a picture"),
        ("f-garbled.png", &garbled),
        ("g-empty.webp", b""),
        ("h-head.jpg", &[0xff, 0xd8, 0xff, 0xc0, 0, 17]),
    ];
    let text: Vec<String> = pictures.iter().map(|(name, _)| format!("![X]({name})")).collect();
    let report = report(&built(&pictures, &text.join("\n\n")));
    let found: Vec<&str> =
        report.lines().filter_map(|line| line.split_once('[').and_then(|(_, rest)| rest.split_once("`:"))).map(|(rule, _)| rule).collect();
    let rules: Vec<&str> = report.lines().filter_map(|line| line.split("error[").nth(1)?.split(']').next()).collect();
    assert_eq!(rules.iter().filter(|rule| **rule == "broken-picture").count(), 7, "{report}{found:?}");
    assert!(report.contains("content/a.md:8:1: error[picture-too-large]: `content/c-bomb.png` has 65535 × 65535 pixels"), "{report}");
    assert!(report.contains("give it a name that ends in `.jpg`"), "{report}");
}

fn on_disk(folder: &Folder, access: Access, pictures: Wanted) -> Built {
    let disk = Disk::open(folder.path()).expect("the folder");
    build(&disk, &Options { pictures, ..Options::default() }, &Memos::keeping(Store::of(folder.path(), access)))
}

#[test]
fn what_was_made_is_kept_and_changes_nothing() {
    let folder = handbook(&[("content/a.md", "---\ntitle: A\n---\n![View](view.png)\n")]);
    fs::write(folder.path().join("content/view.png"), photograph(700, 300)).expect("the picture");
    let without = build(&Disk::open(folder.path()).expect("the folder"), &Options::default(), &Memos::default());
    let first = on_disk(&folder, Access::Write, Wanted::Versions);
    let kept: Vec<_> = fs::read_dir(folder.path().join(".varde")).expect("the store").flatten().collect();
    assert!(kept.iter().any(|entry| entry.file_name() == ".gitignore"));
    let second = on_disk(&folder, Access::Write, Wanted::Versions);
    assert!(first.output == without.output && first.output == second.output && versions(&first).len() == 2);
    // Half a file is no file.
    for entry in kept.iter().filter(|entry| entry.file_name().len() == 32) {
        let bytes = fs::read(entry.path()).expect("kept");
        fs::write(entry.path(), &bytes[..bytes.len() / 2]).expect("broken");
    }
    assert!(on_disk(&folder, Access::Write, Wanted::Versions).output == first.output);
}

#[test]
fn checking_writes_nothing() {
    let folder = handbook(&[("content/a.md", "---\ntitle: A\n---\n![View](view.png)\n")]);
    fs::write(folder.path().join("content/view.png"), photograph(700, 300)).expect("the picture");
    let checked = on_disk(&folder, Access::Read, Wanted::Size);
    assert!(versions(&checked).is_empty() && report(&checked).is_empty());
    assert!(!folder.path().join(".varde").exists());
}

#[test]
fn a_handbook_without_pictures_keeps_nothing() {
    let folder = handbook(&[]);
    on_disk(&folder, Access::Write, Wanted::Versions);
    assert!(!folder.path().join(".varde").exists());
}
