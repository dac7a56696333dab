//! One [`PageView`] and a [`Theme`] → HTML. The only user of Tera, but for the form of values that [`crate::view::part`] keeps.
//!
//! Invariant: templates see the view and nothing else: no function of theirs reads files, other pages or the clock.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::diagnostic::{Checked, Diagnostic};
use crate::theme::Theme;
use crate::view::PageView;

/// Templates, compiled.
pub struct Renderer {
    tera: Tera,
}

/// Compiles a theme's templates; a broken one is a problem with file and line in the template.
pub fn compile(theme: &Theme) -> Checked<Renderer> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    let templates = theme.templates.iter().map(|(name, template)| (name.as_str(), &*template.text));
    let diagnostics = match tera.add_raw_templates(templates) {
        Ok(()) => Vec::new(),
        Err(error) => match error.kind() {
            ErrorKind::Msg(report) if report.starts_with(REPORTED) => unknown_names(report, theme),
            _ => vec![diagnose(&error, "", theme)],
        },
    };
    Checked { value: Renderer { tera }, diagnostics }
}

/// Renders one page with the template that it names.
///
/// # Errors
/// What is wrong, in the template.
pub fn render(view: &PageView, renderer: &Renderer, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    with_template(&view.page.template, view, renderer, theme)
}

fn with_template(name: &str, view: &impl Serialize, renderer: &Renderer, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    let mut html = Vec::with_capacity(USUAL_PAGE);
    let rendered = Context::from_serialize(view).and_then(|context| renderer.tera.render_to(name, &context, &mut html));
    rendered.map(|()| html).map_err(|error| diagnose(&error, name, theme))
}

/// Bytes. Hardly any page has more, so that nearly all are written without being moved.
const USUAL_PAGE: usize = 24 << 10;

/// What the page at an old address says.
#[derive(Debug, Clone, Serialize)]
pub struct RedirectView {
    /// Where the page is now, from the old address.
    pub url: String,
    /// The same as an absolute address; none without `base_url`.
    pub canonical: Option<String>,
    /// The page's title.
    pub title: String,
    /// Its language.
    pub lang: String,
    /// Its content security policy: it needs nothing.
    pub policy: String,
}

/// Renders the page at an old address with `redirect.html`.
///
/// # Errors
/// What is wrong, in the template.
pub fn redirect(view: &RedirectView, renderer: &Renderer, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    with_template(REDIRECT, view, renderer, theme)
}

const REDIRECT: &str = "redirect.html";

/// How Tera begins each part of its report on names that no template knows: filters, functions, components.
const REPORTED: &str = "error: ";

/// Tera tells of unknown names in one text, as for a terminal: a message, ` --> file:line:column`, and the line with
/// its mark.
fn unknown_names(report: &str, theme: &Theme) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut lines = report.lines();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix(REPORTED) else { continue };
        let place = lines.next().and_then(|place| place.trim_start().strip_prefix("--> ")).unwrap_or_default();
        let letters = lines.nth(2).map_or(1, |mark| mark.matches('^').count());
        let (name, rest) = place.split_once(':').unwrap_or((place, ""));
        let span = theme.templates.get(name).and_then(|template| span_at(&template.text, rest, letters));
        diagnostics.push(problem(name, message, span, theme));
    }
    diagnostics
}

/// So many letters at `line:column`, both from 1 on.
fn span_at(text: &str, place: &str, letters: usize) -> Option<Range<usize>> {
    let (line, column) = place.split_once(':')?;
    let (line, column) = (line.parse::<usize>().ok()?.checked_sub(1)?, column.parse::<usize>().ok()?.checked_sub(1)?);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut borders = text[before..].char_indices().map(|(at, _)| before + at).chain([text.len()]).skip(column);
    let start = borders.next()?;
    Some(start..borders.take(letters).last().unwrap_or(start))
}

fn diagnose(error: &tera::Error, template: &str, theme: &Theme) -> Diagnostic {
    let (name, message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename(), report.message().to_owned(), Some(report.span().range.clone()))
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => (tpl.as_str(), error.to_string(), None),
        ErrorKind::MissingParent { current, .. } => (current.as_str(), error.to_string(), None),
        _ => (template, error.to_string(), None),
    };
    problem(if name.is_empty() { template } else { name }, &message, span, theme)
}

/// What is wrong in a template.
fn problem(name: &str, message: &str, span: Option<Range<usize>>, theme: &Theme) -> Diagnostic {
    let file = theme.templates.get(name).map_or_else(|| Arc::from(format!("templates/{name}")), |template| Arc::clone(&template.file));
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut lower = message.chars();
    let message = lower.next().map(|first| first.to_lowercase().to_string() + lower.as_str()).unwrap_or_default();
    let diagnostic = Diagnostic::error("template-error", &file, message)
        .help("mend the template; the manual's page on templates lists what a template may see");
    match span {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}
