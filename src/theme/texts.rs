//! `i18n/<lang>.yaml` → interface texts.

use std::collections::BTreeMap;

use super::Layered;
use crate::diagnostic::Checked;
use crate::yaml;

/// Reads the texts of every language, each layer's over those below it, key by key. A language that lacks a text takes
/// it from its nearest relative, so that a template can print any text in any language.
pub(super) fn read(layers: &[Layered]) -> Checked<BTreeMap<String, BTreeMap<String, String>>> {
    let mut diagnostics = Vec::new();
    let mut languages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (path, (file, bytes)) in layers.iter().flatten() {
        let Some(lang) = path.strip_prefix("i18n/").and_then(|name| name.strip_suffix(".yaml")) else { continue };
        let read = yaml::read(&String::from_utf8_lossy(bytes), 0, file);
        diagnostics.extend(read.diagnostics);
        let texts = read.value.entries().iter().filter_map(|(key, value)| Some((key.text.clone(), value.text()?.to_owned())));
        languages.entry(lang.to_owned()).or_default().extend(texts);
    }
    let complete = languages.keys().map(|lang| (lang.clone(), complete(lang, &languages))).collect();
    Checked { value: complete, diagnostics }
}

fn complete(lang: &str, languages: &BTreeMap<String, BTreeMap<String, String>>) -> BTreeMap<String, String> {
    let order = crate::language::nearest_languages(lang);
    let mut texts = BTreeMap::new();
    for (key, text) in order.filter_map(|lang| languages.get(lang)).flatten() {
        texts.entry(key.clone()).or_insert_with(|| text.clone());
    }
    texts
}
