//! Declarations that come with Varde, and how a handbook's own are laid over them.
//!
//! `base` is under every handbook; `handbook` is taken with `types: handbook`. Invariant: presets are read as
//! plain YAML, by the same code as a handbook's own declarations.

use std::sync::Arc;

use crate::yaml::{self, Value, Yaml};

const BASE: &str = include_str!("../presets/base.yaml");
const HANDBOOK: &str = include_str!("../presets/handbook.yaml");

/// The names that `types:` takes.
pub const NAMES: [&str; 1] = ["handbook"];

/// What every handbook has.
pub fn base() -> Yaml {
    read(BASE, "base.yaml")
}

/// The preset of that name.
pub fn named(name: &str) -> Option<Yaml> {
    (name == NAMES[0]).then(|| read(HANDBOOK, "handbook.yaml"))
}

/// Preset declarations stand in no file of the handbook: a problem with one is shown at the top of `varde.yaml`.
fn read(text: &str, name: &str) -> Yaml {
    yaml::read(text, 0, &Arc::from(name)).value.at(&(0..0))
}

/// Lays `over` on `under`: maps key by key, an empty value takes the key away, anything else replaces.
pub fn lay_over(under: Yaml, over: &Yaml) -> Yaml {
    let (Value::Map(mut entries), Value::Map(overriding)) = (under.value, &over.value) else { return over.clone() };
    for (key, value) in overriding {
        match entries.iter().position(|(name, _)| name.text == key.text) {
            Some(place) if value.value == Value::Null => drop(entries.remove(place)),
            Some(place) => {
                let (_, old) = entries.remove(place);
                entries.insert(place, (key.clone(), lay_over(old, value)));
            }
            None => entries.push((key.clone(), value.clone())),
        }
    }
    Yaml { value: Value::Map(entries), span: over.span.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_read_without_a_problem() {
        for text in [BASE, HANDBOOK] {
            assert_eq!(yaml::read(text, 0, &Arc::from("preset")).diagnostics, []);
        }
    }

    #[test]
    fn maps_are_laid_over_key_by_key() {
        let yaml = |text| yaml::read(text, 0, &Arc::from("a")).value;
        let laid = lay_over(yaml("a: {x: 1, y: 2}\nb: 1\nc: 1"), &yaml("a: {y: 3}\nb:\nd: 4"));
        let texts = |yaml: &Yaml| {
            yaml.entries().iter().map(|(key, value)| format!("{}={}", key.text, value.text().unwrap_or("…"))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(&laid), "a=… c=1 d=4");
        assert_eq!(laid.get("a").map(texts).as_deref(), Some("x=1 y=3"));
    }
}
