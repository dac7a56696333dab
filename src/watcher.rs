//! Waits until files of a handbook have changed. The only user of notify.
//!
//! Says which paths changed, never what that means: the whole handbook is built again. Invariant: a change that a
//! build may have missed is reported after it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use crate::config;
use crate::files::is_leftover;
use crate::fingerprint::fingerprint;
use crate::load::CONTENT;

/// The folders that a build reads.
const FOLDERS: [&str; 4] = [CONTENT, "static", "templates", "themes"];
/// How long it must be quiet after a file was closed, or moved to its place: it is whole, its neighbours may follow.
const SETTLED: Duration = Duration::from_millis(1);
/// How long it must be quiet after any other change: the file may be half written, or about to be replaced.
const UNSETTLED: Duration = Duration::from_millis(50);
/// Changes that never pause are not waited for any longer.
const LONGEST: Duration = Duration::from_millis(500);

/// A handbook's folder, watched.
pub struct Watcher {
    root: PathBuf,
    notify: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<&'static str>,
    /// What the files looked like when the system last said that it had lost count.
    looked: Option<u128>,
}

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// From the handbook's folder, with `/`; a folder stands for everything in it.
    pub paths: BTreeSet<String>,
    /// The system lost count: anything may have changed.
    pub anything: bool,
}

impl Changes {
    /// Whether a file is among them.
    pub fn touch(&self, file: &str) -> bool {
        let in_a_folder = || file.match_indices('/').any(|(end, _)| self.paths.contains(&file[..end]));
        self.anything || self.paths.contains(file) || in_a_folder()
    }
}

/// Begins to watch: changes are noted from now on.
///
/// # Errors
/// When the system cannot watch, or not so many folders.
pub fn watch(dir: &Path) -> notify::Result<Watcher> {
    let root = dir.canonicalize().map_err(notify::Error::io)?;
    let (sender, events) = channel();
    // Nobody listens any more only when the process ends.
    let notify = notify::recommended_watcher(move |event| drop(sender.send(event)))?;
    let mut watcher = Watcher { root, notify, events, watched: BTreeSet::new(), looked: None };
    watcher.notify.watch(&watcher.root, RecursiveMode::NonRecursive)?;
    watcher.watch_folders(&Changes::default())?;
    Ok(watcher)
}

impl Watcher {
    /// Waits for changes, and until they have come to rest.
    ///
    /// # Errors
    /// When the system cannot watch what has been added.
    pub fn wait(&mut self) -> notify::Result<Changes> {
        loop {
            let changes = self.batch()?;
            self.watch_folders(&changes)?;
            // Reading very many files makes the system lose count of events too: then the files decide.
            if !changes.anything || self.looked.replace(self.look()) != self.looked {
                return Ok(changes);
            }
        }
    }

    fn batch(&self) -> notify::Result<Changes> {
        let mut changes = Changes::default();
        let mut until = Instant::now();
        let mut limit = None;
        loop {
            let left = limit.map(|limit: Instant| until.min(limit).saturating_duration_since(Instant::now()));
            let event = match left {
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(left) => self.events.recv_timeout(left),
            };
            match event {
                Ok(event) => {
                    if let Some(quiet) = self.note(event, &mut changes) {
                        let now = Instant::now();
                        until = now + quiet;
                        limit.get_or_insert(now + LONGEST);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(changes),
                Err(RecvTimeoutError::Disconnected) => return Err(notify::Error::generic("the system has stopped watching")),
            }
        }
    }

    /// Notes an event, and says how long it must be quiet after it; none if it is of no interest.
    fn note(&self, event: notify::Result<Event>, changes: &mut Changes) -> Option<Duration> {
        let Ok(event) = event else {
            changes.anything = true;
            return Some(UNSETTLED);
        };
        let quiet = match event.kind {
            _ if event.need_rescan() => UNSETTLED,
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both) | ModifyKind::Metadata(_)) => SETTLED,
            EventKind::Access(_) => return None,
            _ => UNSETTLED,
        };
        changes.anything |= event.need_rescan();
        let paths: Vec<String> = event.paths.iter().filter_map(|path| self.inside(path)).collect();
        let concerns = event.need_rescan() || !paths.is_empty();
        changes.paths.extend(paths);
        concerns.then_some(quiet)
    }

    /// The path from the handbook's folder; none if no build reads it.
    fn inside(&self, full: &Path) -> Option<String> {
        let path = full.strip_prefix(&self.root).ok()?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let top = path.split('/').next().unwrap_or_default();
        let ours = path == config::FILE || FOLDERS.contains(&top);
        // A folder is read whatever it is called.
        let noise = is_hidden(&path) || (is_named_like_a_leftover(&path) && !full.is_dir());
        (ours && !noise).then_some(path)
    }

    /// Watches the folders that are there; one that has come or gone is another folder now.
    fn watch_folders(&mut self, changes: &Changes) -> notify::Result<()> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            if (changes.anything || changes.paths.contains(folder)) && self.watched.remove(folder) {
                // It fails where the system has noticed by itself that the folder is gone.
                drop(self.notify.unwatch(&path));
            }
            if path.is_dir() && self.watched.insert(folder) {
                match self.notify.watch(&path, RecursiveMode::Recursive) {
                    Err(error) if path.is_dir() => return Err(error),
                    Err(_) => drop(self.watched.remove(folder)),
                    Ok(()) => {}
                }
            }
        }
        Ok(())
    }

    /// The names, sizes and times of all files.
    fn look(&self) -> u128 {
        let tops = FOLDERS.iter().copied().chain([config::FILE]).map(|top| self.root.join(top));
        let files = tops.flat_map(|top| WalkDir::new(top).sort_by_file_name()).filter_map(Result::ok).filter_map(|entry| {
            let metadata = entry.metadata().ok()?;
            Some((entry.into_path(), metadata.len(), metadata.modified().ok()))
        });
        fingerprint(&files.collect::<Vec<_>>())
    }
}

/// What no build reads, be it a file or a folder.
fn is_hidden(path: &str) -> bool {
    !path.starts_with("static/") && path.split('/').any(|part| part.starts_with('.'))
}

fn is_named_like_a_leftover(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(is_leftover)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_of_editors() {
        let dir = std::env::temp_dir().join(format!("varde-watcher-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&dir));
        std::fs::create_dir_all(dir.join("content/draft.tmp")).expect("a folder");
        let watcher = watch(&dir).expect("watched");
        let is_seen = |path: &&str| watcher.inside(&watcher.root.join(path)).is_some();
        let noise =
            ["content/.a.md.swp", "content/a.md~", "content/4913", "content/#a.md#", "content/.git/x", "static/.#a", "templates/x.tmp"];
        assert_eq!(noise.iter().find(|path| is_seen(path)), None);
        let seen = [
            "content/a.md",
            "content/#notes.md",
            "content/draft.tmp",
            "content/draft.tmp/a.md",
            "static/.well-known/security.txt",
            "varde.yaml",
            "themes/x/a.css",
        ];
        assert_eq!(seen.iter().find(|path| !is_seen(path)), None);
        std::fs::remove_dir_all(dir).expect("removed");
    }

    #[test]
    fn a_folder_stands_for_what_is_in_it() {
        let changes = Changes { paths: ["static/img".to_owned()].into(), anything: false };
        assert!(changes.touch("static/img/a.png") && changes.touch("static/img"));
        assert!(!changes.touch("static/img2/a.png") && !changes.touch("static"));
    }
}
