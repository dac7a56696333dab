//! A link to a video, alone in a paragraph → a facade that loads nothing until it is clicked.
//!
//! Without JavaScript it is the link that was written; the theme may put a player in its place on click.
//! Invariant: the HTML asks no third party for anything.

use std::ops::Range;

use super::events::Spanned;
use super::figure::caption;
use super::link;
use super::write::{Frame, Writer};

struct Video {
    site: &'static str,
    id: String,
}

/// Writes the link if it leads to a video.
pub(super) fn write(writer: &mut Writer, target: &str, title: &str, text: &[Spanned], range: &Range<usize>) -> Option<()> {
    let video = recognise(target)?;
    writer.plain.line();
    writer.html.push_str("<figure class=\"video\">");
    let extra = format!(" data-video=\"{}\" data-id=\"{}\" rel=\"noreferrer\"", video.site, video.id);
    let open = link::begin(writer, target, "", &extra, range, false);
    writer.open.push(Frame::Link(open));
    writer.events(text);
    writer.end(range);
    writer.plain.line();
    if !title.is_empty() {
        caption(writer, title, range);
    }
    writer.html.push_str("</figure>\n");
    Some(())
}

fn recognise(target: &str) -> Option<Video> {
    let address = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"))?;
    let address = address.split('#').next()?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (host, path) = path.split_once('/')?;
    let path = path.trim_end_matches('/');
    match host.trim_start_matches("www.").trim_start_matches("m.") {
        "vimeo.com" => vimeo(path),
        "player.vimeo.com" => vimeo(path.strip_prefix("video/")?),
        "youtu.be" => youtube(path),
        "youtube.com" | "youtube-nocookie.com" => match path.split_once('/') {
            None if path == "watch" => youtube(query.split('&').find_map(|pair| pair.strip_prefix("v="))?),
            Some(("embed" | "shorts" | "live", id)) => youtube(id),
            _ => None,
        },
        _ => None,
    }
}

/// `123`, or `123/abc` for a video that only those with the address may see.
fn vimeo(path: &str) -> Option<Video> {
    let (id, key) = path.split_once('/').unwrap_or((path, ""));
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let is_key = key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_id && is_key && path.len() <= 40).then(|| Video { site: "vimeo", id: path.to_owned() })
}

fn youtube(id: &str) -> Option<Video> {
    let is_id = (6..=20).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_id.then(|| Video { site: "youtube", id: id.to_owned() })
}
