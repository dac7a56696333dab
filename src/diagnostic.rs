//! What a person can get wrong, said in one form: a rule, a place, an excerpt, what to do.
//!
//! Every stage returns [`Checked`]: its value and what it found. Only [`mod@print`] turns diagnostics into
//! text. Invariant: nothing here reads files or writes to a terminal.

use std::ops::Range;
use std::sync::Arc;

pub mod print;

/// How bad it is: an error stops publishing, a warning does not (unless `--strict`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published.
    Warning,
}

/// Bytes in a file, counted from its start.
pub type Span = Range<usize>;

/// One problem, with its place and its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name in kebab-case, named for the problem: `broken-link`.
    pub rule: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// One sentence, lower-case start, names in backticks, no full stop.
    pub message: Arc<str>,
    /// Path from the handbook's folder, with `/`.
    pub file: Arc<str>,
    /// Where in the file; none for problems with the file as a whole.
    pub span: Option<Span>,
    /// Other places in the same file that explain the problem.
    pub labels: Vec<(Span, String)>,
    /// What to do, as an imperative without full stop.
    pub help: Option<Arc<str>>,
}

impl Diagnostic {
    /// An error in `file`.
    pub fn error(rule: &'static str, file: &Arc<str>, message: impl Into<Arc<str>>) -> Self {
        Self::new(rule, Severity::Error, file, message.into())
    }

    /// A warning in `file`.
    pub fn warning(rule: &'static str, file: &Arc<str>, message: impl Into<Arc<str>>) -> Self {
        Self::new(rule, Severity::Warning, file, message.into())
    }

    fn new(rule: &'static str, severity: Severity, file: &Arc<str>, message: Arc<str>) -> Self {
        Self { rule, severity, message, file: Arc::clone(file), span: None, labels: Vec::new(), help: None }
    }

    /// The same, at a place in the file.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same, with one more place in the same file.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Arc<str>>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A stage's value, and what it found on the way.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// The value; stages give one whatever they found.
    pub value: T,
    /// What they found, in the order they found it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// In the order they are shown: by file, place and rule, each once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let place = |d: &Diagnostic| d.span.clone().map_or((0, 0), |span| (span.start, span.end));
        (&a.file, place(a), a.rule, &a.message).cmp(&(&b.file, place(b), b.rule, &b.message))
    });
    diagnostics.dedup();
}
