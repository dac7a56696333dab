//! What code can be: the classes that a style sheet colours, and the library's names for them.

use std::sync::LazyLock;

use syntect::parsing::{Scope, ScopeStack};

/// Scopes and their classes; the innermost scope that has one decides.
const CLASSES: [(&str, &str); 18] = [
    ("comment", "comment"),
    ("string", "string"),
    ("constant.character.escape", "string"),
    ("constant", "number"),
    ("keyword.operator", ""),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("entity.name.function", "function"),
    ("support.function", "function"),
    ("variable.function", "function"),
    ("entity.name.tag", "tag"),
    ("entity.other.attribute-name", "attribute"),
    ("entity.name", "type"),
    ("support.type.property-name", "attribute"),
    ("support", "type"),
    ("variable.parameter", "variable"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect());

/// The class of what stands in these scopes; empty for what has no colour.
pub(super) fn class_of(stack: &ScopeStack) -> &'static str {
    let of = |scope: &Scope| SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.scopes.iter().rev().find_map(of).unwrap_or("")
}

/// A scope that has this class.
pub(super) fn scope_of(class: &str) -> Option<Scope> {
    SCOPES.iter().find(|(_, own)| *own == class).map(|(scope, _)| *scope)
}
