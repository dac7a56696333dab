//! Browsers that listen for news of their page, by server-sent events.
//!
//! Event `diagnostics`: a JSON array of all problems, at once and when they change. Event `reload`: the page is
//! another now. Invariant: a browser that shows an old page is told, whenever it connected.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Reload;
use super::answer::ALWAYS;
use super::state::State;
use crate::fingerprint;

/// More tabs than anybody looks at; one more makes the oldest connect again.
const MOST: usize = 64;
/// A browser that does not take an event for so long has stopped.
const PATIENCE: Duration = Duration::from_secs(1);

/// Listening browsers in the order they came.
#[derive(Default)]
pub(super) struct Streams {
    open: Mutex<BTreeMap<u64, Listener>>,
    count: AtomicU64,
}

struct Listener {
    page: String,
    shown: String,
    /// The fingerprint of the problems that it knows of; empty before it knows of any.
    told: String,
    stream: Arc<TcpStream>,
}

impl Streams {
    /// Holds a stream until the browser leaves. `shown` is the fingerprint of the page that it has; empty for the
    /// one that is shown now.
    pub(super) fn hold(&self, stream: &Arc<TcpStream>, page: String, shown: String, state: impl Fn() -> Arc<State>) {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        {
            // While this is locked nobody is told, so that what is shown cannot change between here and the list.
            let mut open = self.lock();
            let state = state();
            let mut listener = Listener { page, shown, told: String::new(), stream: Arc::clone(stream) };
            if listener.shown.is_empty() {
                listener.shown = state.fingerprint(&listener.page);
            }
            if listener.greet(&state).is_err() {
                return;
            }
            if open.len() >= MOST
                && let Some((_, oldest)) = open.pop_first()
            {
                drop(oldest.stream.shutdown(Shutdown::Both));
            }
            open.insert(number, listener);
        }
        // A browser sends nothing more; the end of the stream is its farewell.
        let mut ignored = [0; 64];
        while (&**stream).read(&mut ignored).is_ok_and(|count| count > 0) {}
        self.lock().remove(&number);
    }

    /// Tells those whom a new state concerns.
    pub(super) fn tell(&self, now: &State, reload: Reload) {
        self.lock().retain(|_, listener| listener.tell(now, reload).is_ok());
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Listener>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    fn greet(&mut self, state: &State) -> io::Result<()> {
        self.stream.set_read_timeout(None)?;
        self.stream.set_write_timeout(Some(PATIENCE))?;
        // After the server's end the browser looks for another every half second.
        self.send(&format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{ALWAYS}\r\nretry: 500\n\n"))?;
        self.tell(state, Reload::Changed)
    }

    fn tell(&mut self, state: &State, reload: Reload) -> io::Result<()> {
        let problems = fingerprint::short(state.problems.as_bytes());
        if self.told != problems {
            self.told = problems;
            self.send(&format!("event: diagnostics\ndata: {}\n\n", state.problems))?;
        }
        let now = state.fingerprint(&self.page);
        if reload == Reload::All || now != self.shown {
            self.shown = now;
            self.send("event: reload\ndata: 1\n\n")?;
        }
        Ok(())
    }

    fn send(&self, text: &str) -> io::Result<()> {
        (&*self.stream).write_all(text.as_bytes())
    }
}
