//! What a handbook looks like: templates, interface texts and assets, as maps from path to bytes.
//!
//! The theme in the binary lies at the bottom; a named theme, `themes/<name>/` and `templates/` in the handbook
//! are laid over it, file by file. Invariant: no asset and no template is named in Rust but `style.css`, which is
//! made from the style sheets that `theme.yaml` lists.

mod assets;
pub mod brand;
mod classic;
mod palette;
mod texts;
mod tokens;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

use crate::colour::Pair;
use crate::config::Config;
use crate::diagnostic::print::Texts;
use crate::diagnostic::{Checked, Diagnostic};
use crate::files::Files;
use crate::fingerprint::fingerprint;
use crate::medium::Medium;
use crate::memo::Memo;
use crate::nearest::suggest;
use brand::BrandFiles;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A theme, complete.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Template by name: `entry.html`, `components/parts.html`.
    pub templates: BTreeMap<String, Template>,
    /// Interface texts by language and key.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
    /// Site path without leading slash by asset name: `style.css` → `assets/style.1f….css`.
    pub assets: BTreeMap<String, String>,
    /// The bytes of each asset by site path.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Colours by name, an organisation's own among them.
    pub colours: BTreeMap<String, Pair>,
    /// Fonts that every page fetches at once.
    pub preload: Vec<brand::Preload>,
    /// The same for the same theme, whatever the machine.
    pub fingerprint: u128,
}

/// A template with the file it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// For messages: a path in the handbook, or in the theme that is built in.
    pub file: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

/// A file of the theme: where it came from, and its bytes.
type Layered = BTreeMap<String, (Arc<str>, Vec<u8>)>;

/// The handbook's own files of a theme.
#[derive(Debug, Clone, Hash)]
pub struct Own {
    theme: Layered,
    templates: Layered,
    brand: BrandFiles,
}

/// Reads the handbook's own files of the theme that it names, those it lays over any theme, and those of its brand.
pub fn read(files: &dyn Files, config: &Config) -> Own {
    Own {
        theme: own_files(files, &format!("themes/{}", config.theme.0), ""),
        templates: own_files(files, "templates", "templates/"),
        brand: brand::read(files, &config.brand),
    }
}

/// The theme that a handbook names, with the handbook's own files, colours and fonts over it.
pub fn lay(own: &Own, config: &Config, medium: Medium, memo: &Memo) -> Arc<Checked<Theme>> {
    // Templates are what people write at; the rest of a theme takes longer, and seldom changes.
    let others = [&own.theme, &own.templates].map(|layer| layer.iter().filter(|(path, _)| !is_template(path)).collect::<Vec<_>>());
    let key = || fingerprint(&("dress", &others, &own.brand, &config.theme.0, &config.brand, medium));
    let dress = memo.get(key, || dress(own, config, medium));
    memo.get(|| fingerprint(&("theme", own, &config.theme, &config.brand, medium)), || with_templates(own, config, medium, &dress))
}

/// The files of a theme, from those that lie at the bottom on.
fn layers(own: &Own, name: &str) -> [Layered; 4] {
    let shipped = if name == "default" { Layered::new() } else { built_in(name) };
    [built_in("default"), shipped, own.theme.clone(), own.templates.clone()]
}

/// Whether a file of a theme is a template, in whichever medium.
fn is_template(path: &str) -> bool {
    path.strip_prefix(PORTABLE).unwrap_or(path).starts_with("templates/")
}

/// A theme but for its templates.
fn dress(own: &Own, config: &Config, medium: Medium) -> Checked<Theme> {
    let layers = layers(own, &config.theme.0).map(|layer| layer.into_iter().filter(|(path, _)| !is_template(path)).collect::<Layered>());
    let Checked { value: texts, mut diagnostics } = texts::read(&layers);
    let layered = for_medium(layers.into_iter().flatten().collect(), medium);
    let Checked { value: sheets, diagnostics: found } = assets::sheets(&layered);
    diagnostics.extend(found);
    let Checked { value: palette, diagnostics: found } = palette::palette(&layered, &sheets, &config.brand, &own.brand);
    diagnostics.extend(found);
    let Checked { value: added, diagnostics: found } = brand::added(&config.brand, &palette, &own.brand);
    diagnostics.extend(found);
    let Checked { value: bundle, diagnostics: found } = assets::bundle(&layered, &sheets, &added.style, medium);
    diagnostics.extend(found);
    let value = Theme {
        texts,
        assets: bundle.names,
        files: bundle.files,
        colours: palette.colours,
        // From a folder a font is fetched in another mode than it would be used in.
        preload: if medium == Medium::Web { added.preload } else { Vec::new() },
        ..Theme::default()
    };
    Checked { value, diagnostics }
}

fn with_templates(own: &Own, config: &Config, medium: Medium, dress: &Checked<Theme>) -> Checked<Theme> {
    let (mut diagnostics, (name, span)) = (dress.diagnostics.clone(), &config.theme);
    let layers = layers(own, name);
    if name != "default" && own.theme.is_empty() && layers[1].is_empty() {
        diagnostics.push(
            Diagnostic::error("unknown-theme", &Arc::from(crate::config::FILE), format!("there is no theme `{name}`"))
                .at(span.clone())
                .help(format!("{}; one of your own is a folder of that name in `themes/`", suggest(name, themes(), "theme"))),
        );
    }
    let templates = templates(&for_medium(layers.into_iter().flatten().collect(), medium), &mut diagnostics);
    let mut theme = Theme { templates, ..dress.value.clone() };
    theme.fingerprint = fingerprint_of(&theme);
    Checked { value: theme, diagnostics }
}

impl Theme {
    /// The interface texts in a language, or in the one nearest to it.
    pub fn texts(&self, lang: &str) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        crate::language::nearest_languages(lang).find_map(|lang| self.texts.get(lang)).unwrap_or(&NONE)
    }
}

/// What lies in `portable/` stands in the place of the rest where a site is read from a folder, and else nowhere.
fn for_medium(mut layered: Layered, medium: Medium) -> Layered {
    let mut portable = layered.split_off(PORTABLE);
    let rest = portable.split_off(PORTABLE_END);
    layered.extend(rest);
    if medium == Medium::Folder {
        layered.extend(portable.into_iter().map(|(path, file)| (path[PORTABLE.len()..].to_owned(), file)));
    }
    layered
}

const PORTABLE: &str = "portable/";
/// The first name behind all that begin with [`PORTABLE`].
const PORTABLE_END: &str = "portable0";

/// The names of the themes in the binary.
fn themes() -> Vec<&'static str> {
    BUILT_IN.dirs().filter_map(|dir| dir.path().to_str()).collect()
}

fn built_in(name: &str) -> Layered {
    static FILES: LazyLock<Vec<(String, &'static [u8])>> = LazyLock::new(|| {
        let mut found = Vec::new();
        let mut open: Vec<&Dir> = vec![&BUILT_IN];
        while let Some(dir) = open.pop() {
            open.extend(dir.dirs());
            found.extend(dir.files().filter_map(|file| Some((file.path().to_str()?.replace('\\', "/"), file.contents()))));
        }
        found
    });
    let below = format!("{name}/");
    FILES
        .iter()
        .filter_map(|(path, bytes)| {
            Some((path.strip_prefix(&below)?, bytes))
                .map(|(inside, bytes)| (inside.to_owned(), (Arc::from(format!("themes/{path}")), bytes.to_vec())))
        })
        .collect()
}

fn own_files(files: &dyn Files, folder: &str, prefix: &str) -> Layered {
    let found = files.list(folder);
    let read = found.files.iter().filter_map(|found| {
        let inside = format!("{prefix}{}", found.path.strip_prefix(folder)?.trim_start_matches('/'));
        Some((inside, (Arc::clone(&found.path), files.read(&found.path).ok()?)))
    });
    read.collect()
}

fn templates(layered: &Layered, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Template> {
    let mut templates = BTreeMap::new();
    for (path, (file, bytes)) in layered {
        let Some(name) = path.strip_prefix("templates/").filter(|name| name.ends_with(".html")) else { continue };
        match std::str::from_utf8(bytes) {
            Ok(text) => drop(templates.insert(name.to_owned(), Template { file: Arc::clone(file), text: Arc::from(text) })),
            Err(_) => diagnostics
                .push(Diagnostic::error("invalid-utf8", file, "the template is not UTF-8 text").help("save it with the encoding UTF-8")),
        }
    }
    templates
}

fn fingerprint_of(theme: &Theme) -> u128 {
    // What is wrong with a template is said with its file.
    let templates: Vec<_> = theme.templates.iter().map(|(name, template)| (name, &template.file, &template.text)).collect();
    fingerprint(&(templates, &theme.texts, &theme.assets))
}

/// The texts of a theme's templates by file, for excerpts.
pub fn sources(theme: &Theme) -> Texts {
    theme.templates.values().map(|template| (Arc::clone(&template.file), Arc::clone(&template.text))).collect()
}
