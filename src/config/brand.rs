//! What makes a handbook an organisation's own: logo, brand file, colours and fonts in `varde.yaml`.
//!
//! Only reads what is written; `theme` finds the files and makes the style sheet. Invariant: nothing that is not a
//! colour or a list of font names gets past here, so that no style can be smuggled into the site.

use std::sync::Arc;

use cssparser::{Parser, Token};

use crate::colour::Colour;
use crate::diagnostic::{Diagnostic, Span};
use crate::language::Labels;
use crate::yaml::Yaml;
use crate::yaml::keys::Keys;

/// A path, and where it is written.
pub type Path = (String, Span);

/// What an organisation sets of a handbook's looks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Brand {
    /// The logo.
    pub logo: Option<Logo>,
    /// A Designsystemet brand file, from the handbook's folder.
    pub file: Option<Path>,
    /// Which of the brand file's colours is the accent.
    pub accent: Option<(String, Span)>,
    /// Colours set one by one.
    pub colours: Vec<Setting>,
    /// What texts are set in.
    pub text: Option<Font>,
    /// What headings are set in.
    pub heading: Option<Font>,
}

/// A logo: pictures in `static/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Logo {
    /// On light pages, and on dark ones if there is no other.
    pub file: Path,
    /// On dark pages.
    pub dark: Option<Path>,
    /// The icon that browsers show beside the title.
    pub icon: Option<Path>,
    /// What the logo says, if it says more than the handbook's name beside it.
    pub alt: Labels,
}

/// A colour of the theme, set anew.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Its name: `accent`.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// On light pages, and where it is written.
    pub light: Option<(Colour, Span)>,
    /// On dark pages, and where it is written.
    pub dark: Option<(Colour, Span)>,
}

/// A font.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Font {
    /// Fonts that readers may have, in the form of CSS.
    Stack(String),
    /// A font of the handbook's own.
    Own(OwnFont),
}

/// Font files in `static/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnFont {
    /// The upright one.
    pub file: Path,
    /// Its weights: `400`, or `100 900` if it is variable.
    pub weight: String,
    /// The bold one, if it is another file.
    pub bold: Option<Path>,
    /// The slanted one.
    pub italic: Option<Path>,
    /// How large the font is that stands in while this one is fetched, in per cent of its own size.
    pub fallback_size: Option<String>,
}

/// Reads the keys of `varde.yaml` that are about looks.
pub(super) fn read(keys: &Keys, file: &Arc<str>) -> Brand {
    let mut brand = Brand { logo: keys.value("logo").and_then(|yaml| logo(yaml, keys, file)), ..Brand::default() };
    if let Some(yaml) = keys.value("brand") {
        (brand.file, brand.accent) = brand_file(yaml, keys, file);
    }
    brand.colours = keys.entries("colours").iter().map(|(key, value)| setting(&key.text, &key.span, value, keys, file)).collect();
    if let Some(yaml) = keys.value("fonts") {
        let inner = Keys::new(yaml, file);
        brand.text = inner.value("text").and_then(|yaml| font(yaml, &inner, file));
        brand.heading = inner.value("heading").and_then(|yaml| font(yaml, &inner, file));
        inner.finish_within(keys);
    }
    brand
}

/// `file`, or a complaint that it is missing.
fn required_file(inner: &Keys, yaml: &Yaml, what: &str, file: &Arc<str>) -> Option<Path> {
    let found = inner.text_with_span("file");
    if found.is_none() {
        let missing = Diagnostic::error("missing-field", file, format!("the {what} has no `file`"));
        inner.report(missing.at(yaml.span.clone()).help("write `file: ` and the file's name"));
    }
    found
}

fn logo(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Option<Logo> {
    if let Some(text) = yaml.text() {
        return Some(Logo { file: (text.to_owned(), yaml.span.clone()), dark: None, icon: None, alt: Labels::default() });
    }
    let inner = Keys::new(yaml, file);
    let found = required_file(&inner, yaml, "logo", file);
    let (dark, icon, alt) = (inner.text_with_span("dark"), inner.text_with_span("icon"), inner.labels("alt"));
    inner.finish_within(keys);
    Some(Logo { file: found?, dark, icon, alt })
}

fn brand_file(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> (Option<Path>, Option<Path>) {
    if let Some(text) = yaml.text() {
        return (Some((text.to_owned(), yaml.span.clone())), None);
    }
    let inner = Keys::new(yaml, file);
    let read = (required_file(&inner, yaml, "brand", file), inner.text_with_span("accent"));
    inner.finish_within(keys);
    read
}

/// `accent: "#0b5c6b"`, or `accent: {light: …, dark: …}`.
fn setting(name: &str, span: &Span, yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Setting {
    let mut setting = Setting { name: name.to_owned(), span: span.clone(), light: None, dark: None };
    if yaml.text().is_some() {
        setting.light = colour(yaml, keys, file);
        return setting;
    }
    let inner = Keys::new(yaml, file);
    setting.light = inner.value("light").and_then(|yaml| colour(yaml, &inner, file));
    setting.dark = inner.value("dark").and_then(|yaml| colour(yaml, &inner, file));
    inner.finish_within(keys);
    setting
}

fn colour(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Option<(Colour, Span)> {
    let text = yaml.text().unwrap_or_default();
    let read = Colour::read(text).map(|colour| (colour, yaml.span.clone()));
    if read.is_none() {
        keys.report(
            Diagnostic::error("invalid-colour", file, format!("`{text}` is not a colour"))
                .at(yaml.span.clone())
                .help("write it as `\"#0b5c6b\"`, in quotation marks because `#` begins a comment, or with a name that CSS knows"),
        );
    }
    read
}

fn font(yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Option<Font> {
    if let Some(text) = yaml.text() {
        return stack(text, yaml, keys, file).map(Font::Stack);
    }
    let inner = Keys::new(yaml, file);
    let found = required_file(&inner, yaml, "font", file);
    let own = OwnFont {
        file: found.clone().unwrap_or_default(),
        weight: numbers(&inner, "weight", 1.0..=1000.0, file).unwrap_or_else(|| "400".to_owned()),
        bold: inner.text_with_span("bold"),
        italic: inner.text_with_span("italic"),
        fallback_size: numbers(&inner, "fallback_size", 50.0..=200.0, file),
    };
    inner.finish_within(keys);
    found.map(|_| Font::Own(own))
}

/// One number or two, as CSS writes them.
fn numbers(keys: &Keys, key: &'static str, range: std::ops::RangeInclusive<f64>, file: &Arc<str>) -> Option<String> {
    let text = keys.text(key)?;
    let numbers: Vec<f64> = text.trim_end_matches('%').split_whitespace().filter_map(|word| word.parse().ok()).collect();
    if (1..=2).contains(&numbers.len())
        && numbers.len() == text.split_whitespace().count()
        && numbers.iter().all(|number| range.contains(number))
    {
        return Some(numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    }
    let message = format!("`{key}` must lie between {} and {}, found `{text}`", range.start(), range.end());
    keys.report(
        Diagnostic::error("invalid-font", file, message)
            .at(keys.value(key).map_or(0..0, |yaml| yaml.span.clone()))
            .help("write a number such as `400`; for a variable font its lowest and highest weight, `100 900`"),
    );
    None
}

/// Names of fonts, separated by commas.
fn stack(text: &str, yaml: &Yaml, keys: &Keys, file: &Arc<str>) -> Option<String> {
    let mut parser = Parser::new(text);
    let mut plain = !text.trim().is_empty();
    while let Ok(token) = parser.next() {
        plain &= matches!(token, Token::Ident(_) | Token::QuotedString(_) | Token::Comma);
    }
    if plain && !text.contains(['<', '\\', '\n']) {
        return Some(text.trim().to_owned());
    }
    keys.report(
        Diagnostic::error("invalid-font", file, format!("`{text}` is not a list of fonts"))
            .at(yaml.span.clone())
            .help("write names with commas between them, such as `Georgia, serif`, or `{file: font.woff2}` for a font of your own"),
    );
    None
}
