//! A grammar of our own → one that the library reads code by.
//!
//! The library's grammars tell some hundred things apart, by as many regular expressions for each place in a line; we
//! colour eleven. A grammar that knows no more than these takes a tenth of the time, to be made ready and to read a line.
//! It is a list of rules: the one whose find begins first counts, and of those that begin together the upper one.

use std::collections::HashMap;

use serde::Deserialize;
use syntect::parsing::syntax_definition::{
    CaptureMapping, Context, ContextReference, MatchOperation, MatchPattern, Pattern, SyntaxDefinition,
};
use syntect::parsing::{Regex, Scope, SyntaxSet, SyntaxSetBuilder};

use super::class::scope_of;

/// How a language is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    /// What only the first line can begin.
    first: Option<Region>,
    rules: Vec<Rule>,
}

/// What a piece of code is; names are classes.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Rule {
    /// What a regular expression finds, whole or by its groups.
    Find { find: String, is: Is },
    /// Each of some words.
    Words { words: String, is: String },
    /// All from here to there.
    Region(Region),
    /// Whatever is a rule in another language.
    Include { include: String },
}

/// What stands between two marks, over as many lines as it takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    from: String,
    /// The groups of its beginning.
    #[serde(default)]
    begins: Vec<String>,
    /// `\1` is what the first group of the beginning found.
    to: String,
    /// The class of all that no rule inside finds.
    #[serde(default)]
    is: String,
    #[serde(default)]
    inside: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Is {
    Whole(String),
    Groups(Vec<String>),
}

/// The text of the grammar with this name.
pub(super) type TextOf = fn(&str) -> &'static str;

/// Reads a grammar, and those that it includes.
pub(super) fn read(name: &str, text_of: TextOf) -> SyntaxSet {
    let mut builder = SyntaxSetBuilder::new();
    builder.add(SyntaxDefinition {
        name: name.to_owned(),
        file_extensions: Vec::new(),
        scope: Scope::default(),
        first_line_match: None,
        hidden: false,
        variables: HashMap::new(),
        contexts: contexts(name, text_of),
    });
    builder.build()
}

/// What the library looks for, by the region that it is in; it begins in `__start`.
pub(super) fn contexts(name: &str, text_of: TextOf) -> HashMap<String, Context> {
    let mut contexts = Contexts { text_of, all: HashMap::new() };
    let Grammar { first, rules } = parsed(text_of(name));
    let main = contexts.patterns(&rules);
    let start = match first {
        None => main,
        Some(region) => {
            contexts.add("main", main);
            let inside = contexts.region(&region);
            let go_on = |to: &[&str]| MatchOperation::Set(to.iter().map(|name| named(name)).collect());
            vec![
                pattern(&region.from, Vec::new(), groups(&region.begins), go_on(&["main", &inside])),
                pattern("", Vec::new(), None, go_on(&["main"])),
            ]
        }
    };
    contexts.add("__start", start);
    contexts.all
}

fn parsed(text: &str) -> Grammar {
    serde_yaml::from_str(text).expect("a test reads every grammar")
}

/// Contexts in the making.
struct Contexts {
    text_of: TextOf,
    all: HashMap<String, Context>,
}

impl Contexts {
    fn add(&mut self, name: &str, patterns: Vec<Pattern>) -> &mut Context {
        let context = self.all.entry(name.to_owned()).or_insert_with(|| Context::new(false));
        context.patterns = patterns;
        context
    }

    fn patterns(&mut self, rules: &[Rule]) -> Vec<Pattern> {
        rules.iter().flat_map(|rule| self.pattern(rule)).collect()
    }

    fn pattern(&mut self, rule: &Rule) -> Vec<Pattern> {
        match rule {
            Rule::Find { find, is: Is::Whole(class) } => vec![pattern(find, scopes(class), None, MatchOperation::None)],
            Rule::Find { find, is: Is::Groups(classes) } => vec![pattern(find, Vec::new(), groups(classes), MatchOperation::None)],
            Rule::Words { words, is } => {
                let any = words.split_whitespace().collect::<Vec<_>>().join("|");
                vec![pattern(&format!(r"\b(?:{any})\b"), scopes(is), None, MatchOperation::None)]
            }
            Rule::Region(region) => {
                let inside = self.region(region);
                vec![pattern(&region.from, Vec::new(), groups(&region.begins), MatchOperation::Push(vec![named(&inside)]))]
            }
            Rule::Include { include } => self.patterns(&parsed((self.text_of)(include)).rules),
        }
    }

    /// Adds the inside of a region; gives its name.
    fn region(&mut self, region: &Region) -> String {
        let inside = self.patterns(&region.inside);
        let name = self.all.len().to_string();
        let end = pattern(&region.to, Vec::new(), None, MatchOperation::Pop);
        let context = self.add(&name, [vec![end], inside].concat());
        context.meta_scope = scopes(&region.is);
        context.uses_backrefs = refers_back(&region.to);
        name
    }
}

fn pattern(regex: &str, scope: Vec<Scope>, captures: Option<CaptureMapping>, operation: MatchOperation) -> Pattern {
    let has_captures = refers_back(regex);
    Pattern::Match(MatchPattern { has_captures, regex: Regex::new(regex.to_owned()), scope, captures, operation, with_prototype: None })
}

/// Whether it looks for what the beginning of its region found.
fn refers_back(regex: &str) -> bool {
    regex.contains(r"\1")
}

fn groups(classes: &[String]) -> Option<CaptureMapping> {
    (!classes.is_empty()).then(|| (1..).zip(classes.iter().map(|class| scopes(class))).collect())
}

fn scopes(class: &str) -> Vec<Scope> {
    vec![scope_of(class).expect("a test looks for every class")]
}

/// The library makes such a reference only for its own reader of grammars, and for serde.
fn named(context: &str) -> ContextReference {
    serde_json::from_value(serde_json::json!({ "Named": context })).expect("the form that the library writes")
}
