//! What the server says to each request, and to those who only pretend to make one.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use super::browser::{connect, serve};
use super::page;
use crate::support::handbook;

const HTML: &str = "text/html; charset=utf-8";

/// Target, status, where it leads instead, and what it is.
const ADDRESSES: [(&str, u16, &str, &str); 28] = [
    ("/a/", 200, "", HTML),
    ("/a/?x=1", 200, "", HTML),
    ("/a/index.html", 200, "", HTML),
    ("/a", 301, "/a/", ""),
    ("/a?x=1", 301, "/a/?x=1", ""),
    ("/file.bin", 200, "", "application/octet-stream"),
    ("/a.b/c.txt", 200, "", "text/plain; charset=utf-8"),
    ("/sitemap.xml", 200, "", "application/xml; charset=utf-8"),
    ("/nothing/", 404, "", HTML),
    ("/a.b/", 404, "", HTML),
    ("//a", 404, "", HTML),
    ("//a/", 404, "", HTML),
    ("//evil.example/..", 400, "", ""),
    ("/content/a.md", 404, "", HTML),
    ("/varde.yaml", 404, "", HTML),
    ("/../varde.yaml", 400, "", ""),
    ("/%2e%2e/varde.yaml", 400, "", ""),
    ("/a/%2E./varde.yaml", 400, "", ""),
    ("/a%2f..%2fvarde.yaml", 400, "", ""),
    ("/..%5cvarde.yaml", 400, "", ""),
    ("/..\\varde.yaml", 400, "", ""),
    ("/a/%00", 400, "", ""),
    ("/a/%0d%0aX: y", 400, "", ""),
    ("/%252e%252e/varde.yaml", 404, "", HTML),
    ("/%ff", 400, "", ""),
    ("/etc/passwd", 404, "", HTML),
    ("http://127.0.0.1/a/", 400, "", ""),
    ("*", 400, "", ""),
];

#[test]
fn addresses() {
    let served = serve(&[("content/å b.md", "---\ntitle: Å\n---\n"), ("static/file.bin", "x"), ("static/a.b/c.txt", "x")]);
    let found = |target: &str| {
        let answer = served.get(target);
        (answer.status, answer.header("Location").to_owned(), answer.header("Content-Type").to_owned())
    };
    for (target, status, location, kind) in ADDRESSES {
        let (found_status, found_location, found_kind) = found(target);
        assert_eq!((found_status, found_location.as_str()), (status, location), "{target}");
        assert!(kind.is_empty() || found_kind == kind, "{target}: {found_kind}");
    }
    assert_eq!(served.get("/a/").header("Cache-Control"), "no-store");
    for (name, value) in varde::policy::headers(&varde::policy::Hosts::default()) {
        assert_eq!(served.get("/a/").header(name), value);
    }
}

#[test]
fn below_a_base_path() {
    let served = serve(&[("varde.yaml", "title: X\nbase_url: https://example.org/hb/\n")]);
    for (target, status, location) in [
        ("/", 301, "/hb/"),
        ("/hb", 301, "/hb/"),
        ("/hb/", 200, ""),
        ("/hb/a/", 200, ""),
        ("/hb/a", 301, "/hb/a/"),
        ("/a/", 301, "/hb/a/"),
        ("//evil.example/", 404, ""),
        ("/nothing/", 404, ""),
        ("/hb/nothing/", 404, ""),
    ] {
        let answer = served.get(target);
        assert_eq!((answer.status, answer.header("Location")), (status, location), "{target}");
    }
}

#[test]
fn only_this_machine_is_answered_and_only_with_what_it_may_see() {
    let served = serve(&[]);
    let port = served.port;
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]", &format!("[::1]:{port}")] {
        assert_eq!(served.ask("GET", "/a/", host).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:4000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "localhost:x",
        "::1",
        "0.0.0.0",
        "127.0.0.1, evil.example",
    ] {
        let answer = served.ask("GET", "/a/", host);
        assert!(answer.status == 403 && !answer.body.contains("<html"), "{host}");
    }
    for (request, status) in [
        ("GET /a/ HTTP/1.1\r\n\r\n", 403),
        ("GET /a/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 403),
        ("GET /.varde/reload?page=/a/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        ("nonsense\r\n\r\n", 400),
    ] {
        assert_eq!(served.send(request.as_bytes()).status, status, "{request}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO"] {
        let answer = served.ask(method, "/a/", "localhost");
        assert_eq!((answer.status, answer.header("Allow")), (405, "GET, HEAD"), "{method}");
    }
    let (head, whole) = (served.ask("HEAD", "/a/", "localhost"), served.get("/a/"));
    assert_eq!((head.status, head.body.as_str(), head.header("Content-Length")), (200, "", whole.body.len().to_string().as_str()));
    assert_eq!(served.ask("HEAD", "/.varde/reload", "localhost").status, 404, "news are for those who listen");
}

#[test]
fn silent_and_mad_browsers_do_not_stop_it() {
    let mut served = serve(&[]);
    let port = served.port;
    let mut a = served.open("/a/");
    let silent: Vec<TcpStream> = (0..idle()).map(|_| connect(port)).collect();
    for _ in 0..3 {
        assert_eq!(served.get("/a/").status, 200, "with silent connections");
    }
    let half: Vec<TcpStream> = (0..100).map(|_| half_a_request(port)).collect();
    let large = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(500));
    let bad: [&[u8]; 8] = [
        b"\0\0\0\0\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /a/ HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        b"GET /%%%%/\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        large.as_bytes(),
        many.as_bytes(),
    ];
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(move || (0..10_000 / 4).for_each(|round| leave_after(port, bad[round % bad.len()])));
        }
    });
    assert_eq!(served.get("/a/").status, 200);
    drop((silent, half));
    served.write("content/a.md", &page("A", "Still here."));
    a.reloads();
    assert!(served.get("/a/").body.contains("Still here.") && served.runs());
}

/// A thousand, where the system lets a test open as many.
fn idle() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap_or_default();
    let files = line.split_whitespace().nth(3).and_then(|files| files.parse().ok()).unwrap_or(256_usize);
    if files > 2_000 {
        return 1_000;
    }
    drop(writeln!(std::io::stderr(), "left out: more than {} idle connections; `ulimit -n` is {files}", files / 8));
    files / 8
}

fn half_a_request(port: u16) -> TcpStream {
    let mut stream = connect(port);
    // It may have had to give way to a newer one already.
    drop(stream.write_all(b"GET /a/ HTTP/1.1\r\nHo"));
    stream
}

/// Sends what may be cut off, and leaves, sometimes without waiting for an answer.
fn leave_after(port: u16, bytes: &[u8]) {
    let mut stream = connect(port);
    if stream.write_all(bytes).is_ok() && !bytes.len().is_multiple_of(3) {
        drop(stream.read(&mut [0; 64]));
    }
}

#[test]
fn a_port_that_is_taken() {
    let served = serve(&[]);
    let other = handbook(&[]);
    let output = Command::new(env!("CARGO_BIN_EXE_varde"))
        .arg("serve")
        .arg(other.path())
        .args(["--port", &served.port.to_string()])
        .output()
        .expect("varde runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains(&format!("port {}", served.port)) && said.contains("help: "), "{said}");
}
