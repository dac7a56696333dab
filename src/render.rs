//! One [`PageView`] and a [`Theme`] → HTML. The only user of Tera.
//!
//! Invariant: templates see the view and nothing else: no function of theirs reads files, other pages or the clock.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Checked, Diagnostic};
use crate::theme::Theme;
use crate::view::{PageView, SiteView};

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
        Err(error) => vec![diagnose(&error, "", theme)],
    };
    Checked { value: Renderer { tera }, diagnostics }
}

/// What many pages share, as templates see it: made once.
pub struct SiteValue(Value);

impl SiteValue {
    /// The same for templates.
    pub fn of(site: &SiteView) -> Self {
        Self(Value::from_serializable(site))
    }
}

/// Renders one page with the template that it names.
///
/// # Errors
/// What is wrong, in the template.
pub fn render(view: &PageView, site: &SiteValue, renderer: &Renderer, theme: &Theme) -> Result<String, Diagnostic> {
    let context = Context::from_serialize(view).map(|mut context| {
        context.insert_value("site", site.0.clone());
        context
    });
    let rendered = context.and_then(|context| renderer.tera.render(&view.page.template, &context));
    rendered.map_err(|error| diagnose(&error, &view.page.template, theme))
}

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
pub fn redirect(view: &RedirectView, renderer: &Renderer, theme: &Theme) -> Result<String, Diagnostic> {
    let context = Context::from_serialize(view);
    let rendered = context.and_then(|context| renderer.tera.render(REDIRECT, &context));
    rendered.map_err(|error| diagnose(&error, REDIRECT, theme))
}

const REDIRECT: &str = "redirect.html";

fn diagnose(error: &tera::Error, template: &str, theme: &Theme) -> Diagnostic {
    let (name, message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename(), report.message().to_owned(), Some(report.span().range.clone()))
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => (tpl.as_str(), error.to_string(), None),
        ErrorKind::MissingParent { current, .. } => (current.as_str(), error.to_string(), None),
        _ => (template, error.to_string(), None),
    };
    let name = if name.is_empty() { template } else { name };
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
