//! Answers browsers on this machine: the site as a value, and a stream that says when a page has changed.
//!
//! [`state`] is what is shown, [`answer`] what is said to a request, both pure; `connections` and `stream` hold the
//! sockets. Invariant: nothing leaves but what stands in the shown [`State`], and only to a browser that calls this
//! machine by a loopback name.

pub mod answer;
mod connections;
mod content_type;
pub mod request;
pub mod state;
mod stream;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::files::Files;
use answer::{Reply, reply};
use connections::Connections;
use state::State;
use stream::Streams;

/// Where pages listen for changes: no file of a site begins with a dot at its root.
pub const RELOAD: &str = "/.varde/reload";

/// Which pages browsers are to load again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reload {
    /// Those that have changed.
    Changed,
    /// All: a picture or another file that is published as it is has changed, and any page may show it.
    All,
}

/// A server that runs until the process ends; clones share it.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

/// What all threads see.
struct Shared {
    state: RwLock<Arc<State>>,
    changing: Mutex<()>,
    files: Box<dyn Files + Send + Sync>,
    streams: Streams,
}

/// Takes a port of 127.0.0.1; 0 is any that is free.
///
/// # Errors
/// When it is taken or not allowed.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

impl Server {
    /// Begins to show `state`; `files` are the handbook's, for those that are published as they are.
    pub fn start(listener: TcpListener, state: State, files: Box<dyn Files + Send + Sync>) -> Self {
        let shared =
            Arc::new(Shared { state: RwLock::new(Arc::new(state)), changing: Mutex::default(), files, streams: Streams::default() });
        let serving = Arc::clone(&shared);
        let accept = move || Connections::default().accept(&listener, move |stream, answering| serve(&serving, &stream, answering));
        std::thread::spawn(accept);
        Self { shared }
    }

    /// What is shown.
    pub fn state(&self) -> Arc<State> {
        self.shared.state()
    }

    /// Shows what `change` makes of the state, and tells browsers.
    pub fn show(&self, reload: Reload, change: impl FnOnce(&State) -> Option<State>) {
        let _one_at_a_time = self.shared.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.shared.state();
        let Some(state) = change(&before).map(Arc::new) else { return };
        *self.shared.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&state);
        self.shared.streams.tell(&state, reload);
    }
}

impl Shared {
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// One connection: one request, one answer; a stream stays until the browser leaves. What goes wrong on a socket is
/// the browser's to notice, so nobody is told.
fn serve(shared: &Shared, stream: &Arc<TcpStream>, answering: connections::Answering) {
    let Ok(request) = request::read(&**stream) else { return };
    match reply(&shared.state(), &*shared.files, &request) {
        Reply::Answer(answer) => drop(connections::finish(stream, &answer.to_bytes())),
        Reply::Stream { page, shown } => {
            drop(answering);
            shared.streams.hold(stream, page, shown, || shared.state());
        }
    }
}
