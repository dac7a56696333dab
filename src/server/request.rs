//! Bytes from a browser → [`Request`]. The only user of httparse.
//!
//! Invariant: reads a head and never a body, and little more of that than browsers send.

use std::io::{self, ErrorKind, Read};

/// Enough for any browser's cookies.
const LARGEST_HEAD: usize = 16 << 10;
/// Browsers send about twenty.
const MOST_HEADERS: usize = 64;

/// The head of a request, as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`; empty if what came is no request.
    pub method: String,
    /// `/caser/?page=2`, as it was sent.
    pub target: String,
    /// Every `Host` header.
    pub hosts: Vec<String>,
}

/// Reads a request. What is no request, or too large, gives one without a method, which is answered with 400.
///
/// # Errors
/// When the browser leaves or falls silent before the end of the head.
pub fn read(mut stream: impl Read) -> io::Result<Request> {
    let mut head = Vec::with_capacity(1024);
    let mut part = [0; 2048];
    loop {
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(&part[..count]);
        if let Some(request) = parse(&head) {
            return Ok(request);
        }
        if head.len() > LARGEST_HEAD {
            return Ok(Request::default());
        }
    }
}

/// The request in these bytes; none if they are only its beginning.
fn parse(head: &[u8]) -> Option<Request> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(head) {
        Ok(httparse::Status::Partial) => None,
        Err(_) => Some(Request::default()),
        Ok(httparse::Status::Complete(_)) => {
            let hosts = parsed.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
            Some(Request {
                method: parsed.method.unwrap_or_default().to_owned(),
                target: parsed.path.unwrap_or_default().to_owned(),
                hosts: hosts.map(|header| String::from_utf8_lossy(header.value).into_owned()).collect(),
            })
        }
    }
}
