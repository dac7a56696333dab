//! [`Request`] + [`State`] → [`Reply`]: everything that the server can say.
//!
//! Invariant: reads nothing but the files that the state's site holds, so there is no path to find a way out of.

use std::net::Ipv6Addr;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::RELOAD;
use super::content_type::{HTML, TEXT, content_type};
use super::request::Request;
use super::state::{Found, State};
use crate::files::Files;
use crate::fingerprint;
use crate::output::OutputFile;
use crate::policy;

/// What follows a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer, and the end of the connection.
    Answer(Answer),
    /// News about a page, for as long as the browser listens.
    Stream {
        /// The page's path.
        page: String,
        /// The fingerprint of what the browser shows; empty if it does not know.
        shown: String,
    },
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// 200
    pub status: u16,
    /// Beside those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The content; for `HEAD` it is left out, and only its length is told.
    pub body: Arc<[u8]>,
    /// The body is told of and not sent.
    pub head_only: bool,
}

/// Answers a request.
pub fn reply(state: &State, files: &dyn Files, request: &Request) -> Reply {
    let mut answer = match refuse(request) {
        Some(refusal) => refusal,
        None => match path_of(&request.target) {
            Some(path) if path == RELOAD && request.method == "GET" => return listen(&request.target),
            Some(path) => find(state, files, &path, &request.target),
            None => short(400),
        },
    };
    answer.head_only = request.method == "HEAD";
    Reply::Answer(answer)
}

/// What is wrong with a request whatever it asks for.
fn refuse(request: &Request) -> Option<Answer> {
    let named = matches!(request.hosts.as_slice(), [host] if is_loopback(host));
    match request.method.as_str() {
        "" => Some(short(400)),
        // Another name may be a page elsewhere that has made its name point here (DNS rebinding).
        _ if !named => Some(short(403)),
        "GET" | "HEAD" => None,
        _ => {
            let mut answer = short(405);
            answer.headers.push(("Allow", "GET, HEAD".to_owned()));
            Some(answer)
        }
    }
}

/// `localhost`, `127.0.0.1` or `[::1]`, with any port or none.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let bracketed = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    name.eq_ignore_ascii_case("localhost")
        || name == "127.0.0.1"
        || bracketed.is_some_and(|inside| inside.parse() == Ok(Ipv6Addr::LOCALHOST))
}

/// The path that a target names; none if it is one that no link of a site has.
fn path_of(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    // A slash that is written as `%2F` is no slash to browsers, and must not become one here.
    let hidden = path.to_ascii_lowercase();
    if !path.starts_with('/') || ["%2f", "%5c"].iter().any(|sign| hidden.contains(sign)) {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let strange = path.contains('\\') || path.contains(char::is_control) || path.split('/').any(|part| part == "." || part == "..");
    (!strange).then(|| path.into_owned())
}

fn listen(target: &str) -> Reply {
    let value = |name: &str| {
        let pairs = target.split_once('?').map_or("", |(_, query)| query).split('&');
        let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value);
        percent_decode_str(value.unwrap_or_default()).decode_utf8_lossy().into_owned()
    };
    // The page's path comes as its address has it, encoded once more to stand in a query.
    Reply::Stream { page: path_of(&value("page")).unwrap_or_default(), shown: value("shown") }
}

fn find(state: &State, files: &dyn Files, path: &str, target: &str) -> Answer {
    match state.find(path) {
        Found::File(name, OutputFile::Made(bytes)) => page(state, 200, content_type(&name), bytes),
        Found::File(name, file) => match file.bytes(files) {
            Ok(bytes) => page(state, 200, content_type(&name), Arc::from(bytes)),
            Err(_) => short(404),
        },
        Found::Elsewhere(place) => {
            let query = target.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
            let mut answer = short(301);
            answer.headers.push(("Location", place + &query));
            answer
        }
        Found::Nothing => match state.not_found() {
            Some(OutputFile::Made(bytes)) => page(state, 404, HTML, bytes),
            _ => short(404),
        },
    }
}

fn page(state: &State, status: u16, kind: &str, body: Arc<[u8]>) -> Answer {
    let mut headers = vec![("Content-Type", kind.to_owned())];
    if kind == HTML {
        headers.extend(policy::headers(&state.site.handbook.config.hosts).into_iter().filter(|(name, _)| !ALWAYS.contains(name)));
        // The one header that a script can read of its own page: `reload.js` says it back, so that a change between
        // a page and its stream is not lost.
        headers.push(("Server-Timing", format!("page;desc=\"{}\"", fingerprint::short(&body))));
    }
    Answer { status, headers, body, head_only: false }
}

/// An answer that is only its status.
fn short(status: u16) -> Answer {
    Answer {
        status,
        headers: vec![("Content-Type", TEXT.to_owned())],
        body: Arc::from(format!("{status} {}\n", reason(status)).into_bytes()),
        head_only: false,
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        _ => "Method Not Allowed",
    }
}

/// Said with every answer: nothing is kept, nothing is guessed, no other site shows it, the connection ends.
pub(super) const ALWAYS: &str =
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n";

impl Answer {
    /// The answer as it is sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        let headers: String = self.headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
        let mut bytes =
            format!("HTTP/1.1 {} {}\r\n{ALWAYS}Content-Length: {}\r\n{headers}\r\n", self.status, reason(self.status), self.body.len())
                .into_bytes();
        if !self.head_only {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}
