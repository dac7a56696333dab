//! The theme's colours, an organisation's over them → what the site is painted with, and which pairs cannot be read.
//!
//! Which colours there are, and what stands on what, is the theme's to say, in `colours.yaml`. Invariant: every pair
//! that it names is measured in both schemes, whoever has set the colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::brand::{BrandFiles, in_themes};
use super::tokens::Tokens;
use super::{Layered, tokens};
use crate::colour::{Colour, Pair};
use crate::config::brand::Setting;
use crate::config::{Brand, FILE};
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::nearest::suggest;
use crate::yaml;
use crate::yaml::keys::Keys;

/// A colour that the theme declares.
struct Declared {
    name: String,
    designsystemet: Option<String>,
    /// The colour that it is made from where an organisation sets that one, and how.
    follows: Option<(String, How)>,
    text_on: Vec<String>,
    part_on: Vec<String>,
}

/// How a colour is made from the one that it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// It is the same.
    Same,
    /// Further from the ground.
    Stronger,
    /// Black or white, whichever can be read on it.
    Opposite,
}

impl How {
    const NAMED: [(&str, How); 3] = [("same", How::Same), ("stronger", How::Stronger), ("opposite", How::Opposite)];

    fn read(keys: &Keys, file: &Arc<str>) -> Option<How> {
        let (name, span) = keys.text_with_span("as")?;
        let how = How::NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, how)| how);
        if how.is_none() {
            let found = Diagnostic::error("unknown-choice", file, format!("`as` cannot be `{name}`")).at(span);
            keys.report(found.help(suggest(&name, How::NAMED.map(|(name, _)| name), "value")));
        }
        how
    }
}

/// The colours of the site, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Palette {
    /// In both schemes.
    pub(super) colours: BTreeMap<String, Pair>,
    /// Those that are not the theme's own.
    pub(super) changed: BTreeSet<String>,
}

/// What the text or the part must reach.
const TEXT: f64 = 4.5;
const PART: f64 = 3.0;
/// An accent that is made for dark pages reaches this.
const COMFORTABLE: f64 = 7.0;

/// The colours of the site. `sheets` are the theme's style sheets in their order: file and text.
pub(super) fn palette(layers: &Layered, sheets: &[(Arc<str>, String)], brand: &Brand, files: &BrandFiles) -> Checked<Palette> {
    let Checked { value: declared, mut diagnostics } = declared(layers);
    let mut own = Tokens::default();
    let mut origin = BTreeMap::new();
    for (file, text) in sheets {
        let read = tokens::read(text);
        let named = declared.iter().filter(|colour| read.get(&colour.name).is_some());
        origin.extend(named.map(|colour| (colour.name.as_str(), Place { file: Arc::clone(file), span: None })));
        own.lay_over(read);
    }
    let mut palette = Palette {
        colours: declared.iter().filter_map(|colour| Some((colour.name.clone(), own.get(&colour.name)?))).collect(),
        changed: BTreeSet::new(),
    };
    let in_config = |span: &Span| Place { file: Arc::from(FILE), span: Some(span.clone()) };
    let branded = from_brand_file(&declared, brand, files, &mut diagnostics);
    if let Some((_, span)) = &brand.file {
        origin.extend(
            declared.iter().filter(|colour| branded.contains_key(&colour.name)).map(|colour| (colour.name.as_str(), in_config(span))),
        );
    }
    palette.changed.extend(branded.keys().cloned());
    palette.colours.extend(branded);
    for setting in &brand.colours {
        let Some(colour) = declared.iter().find(|colour| colour.name == setting.name) else {
            let names = declared.iter().map(|colour| colour.name.as_str());
            let unknown = Diagnostic::error("unknown-colour", &Arc::from(FILE), format!("the theme has no colour `{}`", setting.name));
            diagnostics.push(unknown.at(setting.span.clone()).help(suggest(&setting.name, names, "colour")));
            continue;
        };
        let light = setting.light.as_ref();
        let place = light.or(setting.dark.as_ref()).map_or(&setting.span, |(_, span)| span);
        let followers = declared.iter().filter(|other| follows(other, &colour.name).is_some());
        let own = |name: &str| brand.colours.iter().any(|setting| setting.name == name);
        origin.extend(followers.filter(|other| !own(&other.name)).map(|other| (other.name.as_str(), in_config(place))));
        origin.insert(&colour.name, in_config(place));
    }
    set(&declared, brand, &mut palette);
    diagnostics.extend(contrast(&declared, &palette, &origin));
    Checked { value: palette, diagnostics }
}

/// Where a colour was set.
struct Place {
    file: Arc<str>,
    span: Option<Span>,
}

fn declared(layers: &Layered) -> Checked<Vec<Declared>> {
    let mut checked = Checked::default();
    let Some((file, bytes)) = layers.get("colours.yaml") else { return checked };
    let read = yaml::read(&String::from_utf8_lossy(bytes), 0, file);
    checked.diagnostics.extend(read.diagnostics);
    for (key, value) in read.value.entries() {
        let keys = Keys::new(value, file);
        let list = |key| keys.texts(key).into_iter().map(str::to_owned).collect();
        let follows = keys.text("follows").map(str::to_owned).zip(How::read(&keys, file));
        checked.value.push(Declared {
            name: key.text.clone(),
            designsystemet: keys.text("designsystemet").map(str::to_owned),
            follows,
            text_on: list("text_on"),
            part_on: list("part_on"),
        });
        checked.diagnostics.extend(keys.finish(Severity::Warning));
    }
    checked
}

/// The theme's colours as a Designsystemet brand file sets them.
fn from_brand_file(declared: &[Declared], brand: &Brand, files: &BrandFiles, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Pair> {
    let Some((path, span)) = &brand.file else { return BTreeMap::new() };
    let file: Arc<str> = Arc::from(FILE);
    let Some(bytes) = &files.sheet else {
        let path = in_themes(path);
        let missing = Diagnostic::error("missing-file", &file, format!("there is no brand file `{path}`"));
        let help = suggest(&path, files.sheets.iter().map(String::as_str), "style sheet in `themes/`");
        diagnostics.push(missing.at(span.clone()).help(help));
        return BTreeMap::new();
    };
    let tokens = tokens::read(&String::from_utf8_lossy(bytes));
    let accent = brand.accent.as_ref().map_or("accent", |(name, _)| name);
    let wanted = |colour: &Declared| {
        let name = colour.designsystemet.as_ref()?;
        let name = name.strip_prefix("accent-").map_or_else(|| name.clone(), |rest| format!("{accent}-{rest}"));
        Some((colour.name.clone(), tokens.get(&format!("ds-color-{name}"))?))
    };
    let found: BTreeMap<String, Pair> = declared.iter().filter_map(wanted).collect();
    if tokens.get(&format!("ds-color-{accent}-text-subtle")).is_none() {
        let message = format!("`{path}` sets no colours named `--ds-color-{accent}-…`");
        let at = brand.accent.as_ref().filter(|_| !found.is_empty()).map_or(span, |(_, span)| span);
        diagnostics.push(
            Diagnostic::error("unknown-brand", &file, message)
                .at(at.clone())
                .help("use a file from `@digdir/designsystemet-theme/brand/`, or one that `@digdir/designsystemet` has made"),
        );
    }
    found
}

/// Lays the colours of `varde.yaml` over the others; those that follow one of them follow.
fn set(declared: &[Declared], brand: &Brand, palette: &mut Palette) {
    let settings: Vec<&Setting> = brand.colours.iter().filter(|setting| setting.light.is_some() || setting.dark.is_some()).collect();
    for setting in &settings {
        let Some(colour) = declared.iter().find(|colour| colour.name == setting.name) else { continue };
        let (light, dark) = (setting.light.as_ref().map(|(colour, _)| *colour), setting.dark.as_ref().map(|(colour, _)| *colour));
        let Some(any) = light.or(dark) else { continue };
        let mut pair = palette.colours.get(&setting.name).copied().unwrap_or(Pair { light: any, dark: any });
        pair.light = light.unwrap_or(pair.light);
        // Followed by others, it is the accent: what is chosen for paper is too dark for a dark page.
        let followed = declared.iter().any(|other| follows(other, &setting.name).is_some());
        let ground = colour.text_on.first().and_then(|name| palette.colours.get(name)).filter(|_| followed);
        let made = light.zip(ground).map(|(light, ground)| light.readable_on(ground.dark, COMFORTABLE, Colour::WHITE));
        pair.dark = dark.or(made).unwrap_or(pair.dark);
        palette.put(&setting.name, pair);
    }
    for colour in declared.iter().filter(|colour| !settings.iter().any(|setting| setting.name == colour.name)) {
        let Some((how, followed)) =
            settings.iter().find_map(|setting| Some((follows(colour, &setting.name)?, palette.colours.get(&setting.name)?)))
        else {
            continue;
        };
        let pair = match how {
            How::Stronger => Pair { light: followed.light.mixed(Colour::BLACK, 0.35), dark: followed.dark.mixed(Colour::WHITE, 0.45) },
            How::Opposite => Pair { light: opposite(followed.light), dark: opposite(followed.dark) },
            How::Same => *followed,
        };
        palette.put(&colour.name, pair);
    }
}

fn follows(colour: &Declared, name: &str) -> Option<How> {
    colour.follows.as_ref().filter(|(other, _)| other == name).map(|(_, how)| *how)
}

fn opposite(ground: Colour) -> Colour {
    if ground.contrast(Colour::WHITE) >= ground.contrast(Colour::BLACK) { Colour::WHITE } else { Colour::BLACK }
}

/// Every pair that the theme uses and that cannot be told apart well enough.
fn contrast(declared: &[Declared], palette: &Palette, origin: &BTreeMap<&str, Place>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for colour in declared {
        let text = colour.text_on.iter().map(|ground| (ground, TEXT, "text"));
        let part = colour.part_on.iter().map(|ground| (ground, PART, "a part of a control or a chart"));
        for (ground, wanted, what) in text.chain(part) {
            let Some((over, under)) = palette.colours.get(&colour.name).zip(palette.colours.get(ground)) else { continue };
            for (scheme, over, under) in [("light", over.light, under.light), ("dark", over.dark, under.dark)] {
                if over.contrast(under) < wanted {
                    let found = low_contrast((&colour.name, over), (ground, under), scheme, &format!("{what} needs {wanted}:1"));
                    diagnostics.push(set_at(found, [&colour.name, ground].into_iter().filter_map(|name| origin.get(name.as_str()))));
                }
            }
        }
    }
    diagnostics
}

/// Says of two colours, each with its name, that the first is hard to read on the second.
fn low_contrast((name, over): (&str, Colour), (ground, under): (&str, Colour), scheme: &str, needed: &str) -> Diagnostic {
    // Cut, not rounded: 4.49 must not read as 4.5.
    let ratio = (over.contrast(under) * 100.0).floor() / 100.0;
    let message = format!("`{name}` ({over}) on `{ground}` ({under}) has a contrast of {ratio}:1 on {scheme} pages; {needed}");
    let is_darker = over.contrast(Colour::WHITE) > under.contrast(Colour::WHITE);
    let (darker, lighter) = if is_darker { (name, ground) } else { (ground, name) };
    Diagnostic::warning("low-contrast", &Arc::from(FILE), message)
        .help(format!("make `{darker}` darker or `{lighter}` lighter under `colours:`, for {scheme} pages as `{{{scheme}: \"#…\"}}`"))
}

/// The same where one of the colours was set, best in `varde.yaml`.
fn set_at<'p>(found: Diagnostic, places: impl Iterator<Item = &'p Place>) -> Diagnostic {
    match places.min_by_key(|place| place.span.is_none()) {
        Some(Place { file, span }) => Diagnostic { file: Arc::clone(file), span: span.clone(), ..found },
        None => found,
    }
}

impl Palette {
    fn put(&mut self, name: &str, pair: Pair) {
        self.colours.insert(name.to_owned(), pair);
        self.changed.insert(name.to_owned());
    }

    /// Custom properties for what is not the theme's own.
    pub(super) fn style(&self) -> String {
        let mut style = String::new();
        for name in &self.changed {
            if let Some(Pair { light, dark }) = self.colours.get(name) {
                style.push_str(&format!("--{name}: light-dark({light}, {dark});\n"));
            }
        }
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{assets, built_in};

    #[test]
    fn every_pair_of_the_default_theme_can_be_read() {
        let layers = built_in("default");
        let sheets = assets::sheets(&layers).value;
        let palette = palette(&layers, &sheets, &Brand::default(), &BrandFiles::default());
        assert_eq!(palette.diagnostics, []);
        let declared = declared(&layers).value;
        let pairs: usize = declared.iter().map(|colour| colour.text_on.len() + colour.part_on.len()).sum();
        assert!(pairs >= 25, "{pairs} pairs");
        let named = declared.iter().flat_map(|colour| [&colour.name].into_iter().chain(&colour.text_on).chain(&colour.part_on));
        let unknown: Vec<_> = named.filter(|name| !palette.value.colours.contains_key(*name)).collect();
        assert!(unknown.is_empty(), "no style sheet sets {unknown:?}");
    }

    #[test]
    fn how_a_colour_follows_is_one_of_three() {
        let mut layers = built_in("default");
        let sheet = b"link: {follows: accent, as: strongr}".to_vec();
        layers.insert("colours.yaml".to_owned(), (Arc::from("themes/x/colours.yaml"), sheet));
        let found: Vec<_> = declared(&layers).diagnostics.into_iter().map(|found| (found.rule, found.help)).collect();
        assert_eq!(found, [("unknown-choice", Some(Arc::from("did you mean `stronger`?")))]);
    }
}
