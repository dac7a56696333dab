//! An organisation's colours, fonts and logo → what is added to the theme's style sheet, and what pages load first.
//!
//! Invariant: only files of the handbook are named, and every file that is named is there, or a diagnostic says so.

use std::sync::Arc;

use super::palette::Palette;
use crate::config::brand::{Font, OwnFont, Path};
use crate::config::{Brand, FILE};
use crate::diagnostic::{Checked, Diagnostic};
use crate::files::Files;
use crate::nearest::suggest;
use crate::site_path::encode;

/// A font that pages fetch at once, because their text is set in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Preload {
    /// Site path without leading slash, ready for an address.
    pub path: String,
    /// `font/woff2`
    pub kind: String,
}

/// What a brand adds to a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Added {
    /// Rules that stand after the theme's own.
    pub(super) style: String,
    /// Fonts to be fetched at once.
    pub(super) preload: Vec<Preload>,
}

/// What the handbook has of the files that a brand may name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct BrandFiles {
    /// The brand file.
    pub(super) sheet: Option<Vec<u8>>,
    /// Style sheets in `themes/`, for suggestions.
    pub(super) sheets: Vec<String>,
    /// Paths in `static/`.
    fixed: Vec<String>,
}

/// Reads what a brand names. Only what a listing shows is read, so that no path and no link leads out of the handbook.
pub(super) fn read(files: &dyn Files, brand: &Brand) -> BrandFiles {
    let mut found = BrandFiles::default();
    if let Some((path, _)) = &brand.file {
        found.sheets =
            files.list("themes").files.iter().map(|found| found.path.to_string()).filter(|path| path.ends_with(".css")).collect();
        found.sheet = found.sheets.iter().find(|sheet| **sheet == in_themes(path)).and_then(|sheet| files.read(sheet).ok());
    }
    if named(brand).next().is_some() {
        found.fixed = files.list("static").files.iter().map(|found| found.path["static/".len()..].to_owned()).collect();
    }
    found
}

/// The path of a brand file, which may be written with or without `themes/`.
pub(super) fn in_themes(path: &str) -> String {
    format!("themes/{}", path.strip_prefix("themes/").unwrap_or(path))
}

/// The style of a brand, and the fonts of its texts.
pub(super) fn added(brand: &Brand, palette: &Palette, files: &BrandFiles) -> Checked<Added> {
    let mut checked = Checked::<Added>::default();
    let mut properties = palette.style();
    for (role, font) in [("text", &brand.text), ("heading", &brand.heading)] {
        match font {
            Some(Font::Stack(stack)) => property(&mut properties, role, stack),
            Some(Font::Own(own)) => {
                property(&mut properties, role, &format!("\"handbook {role}\", \"handbook {role} fallback\", {}", generic(role)));
                faces(role, own, &mut checked.value.style);
                if role == "text" {
                    let (path, kind) = (address(&own.file.0), format!("font/{}", format_of(&own.file.0)));
                    checked.value.preload.push(Preload { path, kind });
                }
            }
            None => {}
        }
    }
    if !properties.is_empty() {
        checked.value.style.push_str(&format!("@layer tokens {{\n:root {{\n{properties}}}\n}}\n"));
    }
    checked.diagnostics = missing(brand, files);
    checked
}

fn property(properties: &mut String, role: &str, value: &str) {
    properties.push_str(&format!("--font-{role}: {value};\n"));
}

/// What stands in while a font is fetched, and on a device that cannot use it.
fn generic(role: &str) -> &'static str {
    if role == "text" { "var(--sans)" } else { "var(--serif)" }
}

fn faces(role: &str, own: &OwnFont, style: &mut String) {
    let upright = (&own.file, own.weight.as_str(), "normal");
    let bold = own.bold.as_ref().map(|file| (file, "700", "normal"));
    let italic = own.italic.as_ref().map(|file| (file, own.weight.as_str(), "italic"));
    for (file, weight, slant) in [Some(upright), bold, italic].into_iter().flatten() {
        style.push_str(&format!("@font-face {{ font-family: \"handbook {role}\"; src: url(\"../{}\") format(\"{}\"); font-weight: {weight}; font-style: {slant}; font-display: swap; }}\n",
            address(&file.0),
            format_of(&file.0).replace("ttf", "truetype").replace("otf", "opentype"),
        ));
    }
    let size = own.fallback_size.as_ref().map(|size| format!(" size-adjust: {size}%;")).unwrap_or_default();
    let local = if role == "text" { "local(\"Arial\"), local(\"Liberation Sans\")" } else { "local(\"Georgia\"), local(\"Gelasio\")" };
    style.push_str(&format!("@font-face {{ font-family: \"handbook {role} fallback\"; src: {local};{size} }}\n"));
}

fn format_of(file: &str) -> String {
    file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// The site path of a file in `static/`.
pub fn address(path: &str) -> String {
    encode(inside(path))
}

/// A path in `static/`, which may be written with or without it.
pub fn inside(path: &str) -> &str {
    let path = path.trim_start_matches("./").trim_start_matches('/');
    path.strip_prefix("static/").unwrap_or(path)
}

/// Endings that browsers know how to show as a font or a picture.
const FONTS: [&str; 4] = ["woff2", "woff", "ttf", "otf"];
const PICTURES: [&str; 8] = ["svg", "png", "webp", "avif", "jpg", "jpeg", "gif", "ico"];

/// The files in `static/` that a brand names: for what, where, and which endings they may have.
fn named(brand: &Brand) -> impl Iterator<Item = (&'static str, &Path, &'static [&'static str])> {
    let fonts = [("text", &brand.text), ("heading", &brand.heading)].into_iter().flat_map(|(role, font)| match font {
        Some(Font::Own(own)) => [Some(&own.file), own.bold.as_ref(), own.italic.as_ref()].map(|file| (role, file, &FONTS[..])).to_vec(),
        _ => Vec::new(),
    });
    let logo = brand.logo.iter().flat_map(|logo| [Some(&logo.file), logo.dark.as_ref(), logo.icon.as_ref()]);
    fonts.chain(logo.map(|file| ("logo", file, &PICTURES[..]))).filter_map(|(what, file, endings)| Some((what, file?, endings)))
}

fn missing(brand: &Brand, files: &BrandFiles) -> Vec<Diagnostic> {
    let file: Arc<str> = Arc::from(FILE);
    let problem = |(what, (path, span), endings): (&str, &Path, &[&str])| {
        if !endings.contains(&format_of(path).as_str()) {
            let message = format!("`{path}` is not a file that can be used for `{what}`");
            let help = format!("use a file that ends in {}", endings.join(", "));
            return Some(Diagnostic::error("unusable-file", &file, message).at(span.clone()).help(help));
        }
        (!files.fixed.iter().any(|found| found == inside(path))).then(|| {
            let help = suggest(inside(path), files.fixed.iter().map(String::as_str), "file in `static/`");
            Diagnostic::error("missing-file", &file, format!("there is no `static/{}`", inside(path))).at(span.clone()).help(help)
        })
    };
    named(brand).filter_map(problem).collect()
}
