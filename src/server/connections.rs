//! Takes connections, each in a small thread, and never more than it can bear.
//!
//! Invariant: whoever connects is heard at once, however many others are connected and silent: the one that has
//! been open longest gives way.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A browser opens at most six to a host; systems allow 256 open files or more.
const MOST: usize = 64;
/// For how long a browser may be silent before and while it is answered.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is left of a refused request is read for so long, so that the answer is not lost with it.
const FAREWELL: Duration = Duration::from_millis(200);
/// Enough to render a page.
const STACK: usize = 1 << 20;

/// Connections in the order they were opened.
#[derive(Default)]
pub(super) struct Connections {
    open: Arc<Mutex<BTreeMap<u64, Arc<TcpStream>>>>,
}

/// A place among the connections; given back when dropped.
pub(super) struct Answering {
    open: Arc<Mutex<BTreeMap<u64, Arc<TcpStream>>>>,
    number: u64,
}

impl Drop for Answering {
    fn drop(&mut self) {
        lock(&self.open).remove(&self.number);
    }
}

impl Connections {
    /// Takes connections for ever.
    pub(super) fn accept(&self, listener: &TcpListener, serve: impl Fn(Arc<TcpStream>, Answering) + Send + Sync + 'static) {
        let serve = Arc::new(serve);
        for (number, connection) in (0..).zip(listener.incoming()) {
            let Ok(stream) = connection else {
                // No file descriptor is left, or the browser has gone already.
                self.close_oldest();
                thread::sleep(Duration::from_millis(10));
                continue;
            };
            let (stream, serve) = (Arc::new(stream), Arc::clone(&serve));
            let answering = self.admit(number, &stream);
            // Without a thread the connection is dropped, and so closed.
            drop(thread::Builder::new().stack_size(STACK).spawn(move || {
                if prepare(&stream).is_ok() {
                    serve(stream, answering);
                }
            }));
        }
    }

    fn admit(&self, number: u64, stream: &Arc<TcpStream>) -> Answering {
        if lock(&self.open).len() >= MOST {
            self.close_oldest();
        }
        lock(&self.open).insert(number, Arc::clone(stream));
        Answering { open: Arc::clone(&self.open), number }
    }

    fn close_oldest(&self) {
        if let Some((_, stream)) = lock(&self.open).pop_first() {
            // Its thread wakes at the end of the stream.
            drop(stream.shutdown(Shutdown::Both));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))
}

/// Writes an answer and closes. A socket closed with bytes unread would throw away what was just written.
pub(super) fn finish(mut stream: &TcpStream, answer: &[u8]) -> io::Result<()> {
    stream.write_all(answer)?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(FAREWELL))?;
    let mut rest = [0; 4096];
    for _ in 0..16 {
        if stream.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}
