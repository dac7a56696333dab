//! A served handbook, and as much of a browser as the tests need. Every wait has an end.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::support::{Folder, handbook};

/// Longer than anything takes, on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

/// A handbook that is served until it is dropped.
pub(crate) struct Served {
    pub(crate) port: u16,
    folder: Folder,
    process: Child,
    said: Receiver<String>,
}

/// What came back.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| *found == name).map_or("", |(_, value)| value)
    }
}

/// Serves a handbook with the page `a` and the given files.
pub(crate) fn serve(files: &[(&str, &str)]) -> Served {
    let folder = handbook(files);
    let mut command = Command::new(env!("CARGO_BIN_EXE_varde"));
    let mut process = command
        .arg("serve")
        .arg(folder.path())
        .args(["--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("varde runs");
    let (sender, said) = channel();
    let outputs: [Box<dyn Read + Send>; 2] =
        [Box::new(process.stdout.take().expect("its output")), Box::new(process.stderr.take().expect("its errors"))];
    for output in outputs {
        let sender = sender.clone();
        std::thread::spawn(move || BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    }
    let mut served = Served { port: 0, folder, process, said };
    let line = served.says("serving http://127.0.0.1:");
    let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    served.port = port.parse().expect("a port");
    served
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Served {
    /// Writes a file in one step, so that no build meets it half written.
    pub(crate) fn write(&self, name: &str, text: &str) {
        self.folder.write(&format!("{name}.tmp"), text);
        self.rename(&format!("{name}.tmp"), name);
    }

    /// Writes a file as most editors do.
    pub(crate) fn write_in_place(&self, name: &str, text: &str) {
        self.folder.write(name, text);
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("a file to remove");
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("a file to rename");
    }

    /// The next line on the terminal that holds `text`.
    pub(crate) fn says(&self, text: &str) -> String {
        loop {
            let line = self.said.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("varde does not say `{text}`"));
            if line.contains(text) {
                return line;
            }
        }
    }

    pub(crate) fn runs(&mut self) -> bool {
        self.process.try_wait().expect("its state").is_none()
    }

    /// Sends these bytes, and reads whatever comes.
    pub(crate) fn send(&self, bytes: &[u8]) -> Response {
        let mut stream = connect(self.port);
        stream.write_all(bytes).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Response { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub(crate) fn ask(&self, method: &str, target: &str, host: &str) -> Response {
        self.send(format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    pub(crate) fn get(&self, target: &str) -> Response {
        self.ask("GET", target, &format!("127.0.0.1:{}", self.port))
    }

    /// Opens a page and listens, as its script does.
    pub(crate) fn open(&self, page: &str) -> Tab {
        self.listen(page, "")
    }

    /// Listens for a page of which another state may be shown.
    pub(crate) fn listen(&self, page: &str, shown: &str) -> Tab {
        let mut stream = connect(self.port);
        let page = page.replace('%', "%25").replace('/', "%2F");
        write!(stream, "GET /.varde/reload?page={page}&shown={shown} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port)
            .expect("a request");
        let mut tab = Tab { lines: BufReader::new(stream) };
        tab.read_until("retry: ");
        tab
    }
}

pub(crate) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    stream
}

/// A page that is open in a browser.
pub(crate) struct Tab {
    lines: BufReader<TcpStream>,
}

impl Tab {
    fn read_until(&mut self, begin: &str) -> String {
        loop {
            let mut line = String::new();
            let count = self.lines.read_line(&mut line).unwrap_or_else(|error| panic!("no line with `{begin}` came: {error}"));
            assert!(count > 0, "the stream ended before `{begin}`");
            if let Some(rest) = line.trim_end().strip_prefix(begin) {
                return rest.to_owned();
            }
        }
    }

    /// The next event: its name and data.
    pub(crate) fn event(&mut self) -> (String, String) {
        let event = (self.read_until("event: "), self.read_until("data: "));
        assert_eq!(self.read_until(""), "", "an empty line ends it");
        event
    }

    /// The names of the rules that the next `diagnostics` tells of.
    pub(crate) fn problems(&mut self) -> Vec<String> {
        let (name, data) = self.event();
        assert_eq!(name, "diagnostics");
        let problems: Vec<serde_json::Value> = serde_json::from_str(&data).expect("a JSON array");
        problems.iter().map(|problem| problem["rule"].as_str().expect("a rule").to_owned()).collect()
    }

    /// Waits until the page is to be loaded again.
    pub(crate) fn reloads(&mut self) {
        while self.event().0 != "reload" {}
    }

    /// Whether nothing comes for a while.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.lines.get_ref().set_read_timeout(Some(Duration::from_millis(300))).expect("a limit");
        let quiet = self.lines.fill_buf().is_err();
        self.lines.get_ref().set_read_timeout(Some(PATIENCE)).expect("a limit");
        quiet
    }
}
