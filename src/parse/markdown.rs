//! stub
use std::sync::Arc;
use crate::body::{Body, Heading, Hole, Link, Section, hole};
use crate::diagnostic::{Checked, Span};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
/// d
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml { /// s
 Sanitised, /// o
 Open }
/// d
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect { /// r
 pub raw_html: RawHtml }
/// d
pub struct DeclaredSection { /// i
 pub id: String, /// l
 pub labels: Vec<String> }
/// d
pub enum Place { /// a
 At(usize), /// w
 Within(Span) }
/// d
pub struct Text<'a> { /// f
 pub file: &'a Arc<str>, /// m
 pub markdown: &'a str, /// p
 pub place: Place, /// l
 pub lang: &'a str, /// i
 pub id_prefix: &'a str, /// s
 pub sections: &'a [DeclaredSection] }
/// d
pub fn parse(text: &Text, _dialect: &Dialect) -> Checked<Body> {
    let offset = match &text.place { Place::At(a) => *a, Place::Within(s) => s.start };
    let mut body = Body { sections: vec![Section::default()], ..Body::default() };
    let mut heading: Option<(u8, String, Span)> = None;
    let mut events = Vec::new();
    for (event, span) in Parser::new_ext(text.markdown, Options::all()).into_offset_iter() {
        let span = match &text.place { Place::At(_) => span.start + offset..span.end + offset, Place::Within(s) => s.clone() };
        match &event {
            Event::Start(Tag::Heading { level, .. }) => { heading = Some((*level as u8, String::new(), span)); continue }
            Event::End(TagEnd::Heading(_)) => {
                let (level, title, span) = heading.take().unwrap_or_default();
                let id = text.sections.iter().find(|s| s.labels.contains(&title)).map_or_else(|| crate::slug::slugify(&title), |s| s.id.clone());
                body.sections.push(Section { heading: Some(body.headings.len()), text: String::new() });
                events.push(Event::Html(format!("<h{level} id=\"{id}\">{title}</h{level}>").into()));
                body.anchors.push(id.clone());
                body.headings.push(Heading { level, id, text: title, span });
                continue;
            }
            Event::Text(t) => { if let Some((_, h, _)) = &mut heading { h.push_str(t); continue } body.sections.last_mut().unwrap().text.push_str(t); body.words += t.split_whitespace().count(); }
            Event::Code(t) => { if let Some((_, h, _)) = &mut heading { h.push_str(t); continue } }
            Event::SoftBreak | Event::End(TagEnd::Paragraph) => body.sections.last_mut().unwrap().text.push(' '),
            Event::Start(Tag::Link { dest_url, link_type, title, id }) => {
                body.links.push(Link { target: dest_url.to_string(), span, empty: false });
                let h = hole(Hole::Link(body.links.len() - 1));
                events.push(Event::Start(Tag::Link { dest_url: h.into(), link_type: *link_type, title: title.clone(), id: id.clone() }));
                continue;
            }
            _ => {}
        }
        if heading.is_none() { events.push(event.into_static()); }
    }
    pulldown_cmark::html::push_html(&mut body.html, events.into_iter());
    // pulldown percent-encodes the marks
    body.html = body.html.replace("%EE%80%80", "\u{E000}").replace("%EE%80%81", "\u{E001}");
    Checked { value: body, diagnostics: Vec::new() }
}
