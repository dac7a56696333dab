//! A group of keys in front matter → a process model.

use super::Reading;
use crate::diagnostic::{Diagnostic, Severity};
use crate::entry::{Content, Process};
use crate::nearest::suggest;
use crate::yaml::keys::Keys;
use crate::yaml::{Value, Yaml};

impl Reading<'_> {
    pub(super) fn process(&mut self, yaml: &Yaml) -> Option<Content> {
        if yaml.value == Value::Null {
            return None;
        }
        let keys = Keys::new(yaml, self.context.file);
        let cyclic = match keys.text("shape") {
            Some("cycle") => true,
            None | Some("line") => false,
            Some(other) => {
                let help = suggest(other, ["cycle", "line"], "shape");
                let span = keys.value("shape").map_or(yaml.span.clone(), |yaml| yaml.span.clone());
                keys.report(
                    Diagnostic::error("unknown-choice", self.context.file, format!("`shape` cannot be `{other}`")).at(span).help(help),
                );
                false
            }
        };
        let steps: Vec<(String, String)> = keys.value("steps").map(|steps| self.steps(steps)).unwrap_or_default();
        if steps.len() < 2 {
            keys.report(
                Diagnostic::error("missing-field", self.context.file, "a process needs at least two `steps`")
                    .at(yaml.span.clone())
                    .help("write them as a list: `- {title: …, text: …}`"),
            );
        }
        let process = Process {
            cyclic,
            title: keys.text("title").unwrap_or_default().to_owned(),
            description: keys.text("description").unwrap_or_default().to_owned(),
            steps,
        };
        self.diagnostics.extend(keys.finish(Severity::Warning));
        (process.steps.len() >= 2).then_some(Content::Process(Box::new(process)))
    }

    fn steps(&mut self, yaml: &Yaml) -> Vec<(String, String)> {
        let mut steps = Vec::new();
        for item in yaml.items() {
            if let Some(title) = item.text() {
                steps.push((title.to_owned(), String::new()));
                continue;
            }
            let keys = Keys::new(item, self.context.file);
            match keys.text("title") {
                Some(title) => steps.push((title.to_owned(), keys.text("text").unwrap_or_default().to_owned())),
                None => keys.report(
                    Diagnostic::error("missing-field", self.context.file, "a step needs a `title`")
                        .at(item.span.clone())
                        .help("write `title: ` and the step's name"),
                ),
            }
            self.diagnostics.extend(keys.finish(Severity::Warning));
        }
        steps
    }
}
