//! `unknown-template`: an entry or a type that names a template which the theme does not have.

use std::sync::Arc;

use crate::config::FILE;
use crate::diagnostic::Diagnostic;
use crate::handbook::Handbook;
use crate::nearest::suggest;
use crate::theme::Theme;

/// Checks the templates that types and some entries name.
pub(super) fn check(handbook: &Handbook, theme: &Theme, entries: impl Iterator<Item = usize>) -> Vec<Diagnostic> {
    let names = || theme.templates.keys().map(String::as_str).filter(|name| !name.contains('/'));
    let entries = entries.filter(|&entry| missing(handbook, theme, entry)).filter_map(|entry| {
        let entry = &handbook.entries[entry];
        let (name, span) = entry.template.as_ref()?;
        Some(Diagnostic::error("unknown-template", &entry.file, format!("there is no template `{name}`")).at(span.clone()).help(suggest(
            name,
            names(),
            "template",
        )))
    });
    let types = handbook.config.types.list.iter().flat_map(|decl| [&decl.template, &decl.list_template].map(|name| (decl, name)));
    let types = types.filter(|(_, name)| !theme.templates.contains_key(*name)).map(|(decl, name)| {
        let message = format!("type `{}` names the template `{name}`, which does not exist", decl.name);
        Diagnostic::error("unknown-template", &Arc::from(FILE), message).help(suggest(name, names(), "template"))
    });
    entries.chain(types).collect()
}

/// Whether an entry names a template that does not exist.
fn missing(handbook: &Handbook, theme: &Theme, entry: usize) -> bool {
    handbook.entries[entry].template.as_ref().is_some_and(|(name, _)| !theme.templates.contains_key(name))
}
