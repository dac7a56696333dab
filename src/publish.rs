//! The files of a site → a folder on disk. The only place that writes one.
//!
//! The new site is made whole beside the old one, each file as soon as there is one (those that did not change are the
//! same files, linked), and takes its place in one step. Invariant: whatever ends the process, the folder holds the
//! whole old site or the whole new one; a file that Varde did not write is never changed or removed.

mod exchange;
mod foreign;
mod lock;
mod manifest;
mod removal;
mod volume;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::output::{OutputFile, Sink};
use foreign::Foreign;
use lock::Lock;
use manifest::Manifest;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Pages of the site.
    pub pages: usize,
    /// Files whose bytes are new.
    pub changed: usize,
}

/// A site on its way to a folder.
pub struct Staged<'f> {
    /// The handbook's, for those that are published as they are.
    files: &'f dyn Files,
    folder: PathBuf,
    /// Where it is made.
    fresh: PathBuf,
    /// What stands in the folder.
    old: Manifest,
    made: Mutex<Made>,
    _lock: Lock,
}

/// What has been made so far.
#[derive(Default)]
struct Made {
    paths: BTreeSet<String>,
    changed: usize,
    /// Why the rest is not made.
    failed: Option<io::Error>,
}

impl Made {
    /// Whether a file is to be made: each once, however often it is put, and none after one that failed.
    fn begin(&mut self, path: &str) -> bool {
        self.failed.is_none() && self.paths.insert(path.to_owned())
    }
}

/// Makes ready to publish a site into `folder`; what is put then stands beside it.
///
/// # Errors
/// Why nothing can be published, as a diagnostic on the folder: it is not ours, lies inside the texts, is in use by
/// another build, or cannot be written.
pub fn stage<'f>(files: &'f dyn Files, handbook: &Path, folder: &Path) -> Result<Staged<'f>, Diagnostic> {
    refuse_inside(handbook, folder)?;
    // A link to a folder stays, and the folder that it leads to is exchanged.
    let real = folder.canonicalize();
    let folder = real.as_deref().unwrap_or(folder);
    let problem = |error: io::Error| unwritable(folder, &error);
    fs::create_dir_all(parent_of(folder)).map_err(problem)?;
    let lock = lock::take(exchange::beside(folder, "lock"))
        .map_err(problem)?
        .ok_or_else(|| refuse(folder, "output-in-use", "another build is writing there".to_owned(), "wait until it has ended"))?;
    exchange::clean_up(folder).map_err(problem)?;
    let old = Manifest::read(folder).map_err(problem)?;
    if old.is_none() && !Foreign::find(folder, &Manifest::default()).map_err(problem)?.is_empty() {
        return Err(refuse(
            folder,
            "foreign-output",
            "the folder holds files that Varde did not write".to_owned(),
            "choose an empty or new folder with `--out`, or empty this one yourself",
        ));
    }
    let fresh = exchange::fresh_folder(folder);
    fs::create_dir_all(&fresh).map_err(problem)?;
    Ok(Staged { files, folder: folder.to_owned(), fresh, old: old.unwrap_or_default(), made: Mutex::default(), _lock: lock })
}

impl Sink for Staged<'_> {
    fn put(&self, path: &str, file: OutputFile) {
        if !self.made().begin(path) {
            return;
        }
        let written = self.write(path, &file);
        let mut made = self.made();
        match written {
            Ok(changed) => made.changed += usize::from(changed),
            Err(error) => made.failed = Some(error),
        }
    }
}

impl Staged<'_> {
    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// Why not, as a diagnostic on the folder; the old site still stands.
    pub fn publish(self) -> Result<Published, Diagnostic> {
        let published = self.exchange();
        if published.is_err() {
            self.discard();
        }
        published
    }

    fn exchange(&self) -> Result<Published, Diagnostic> {
        let problem = |error: io::Error| unwritable(&self.folder, &error);
        let Made { paths, changed, failed } = std::mem::take(&mut *self.made());
        failed.map_or(Ok(()), Err).map_err(problem)?;
        let pages = paths.iter().filter(|path| path.ends_with(".html")).count();
        let manifest = Manifest::of(paths);
        if let Some(volume) = volume::mounted_inside(&self.folder) {
            let message = format!("a volume is mounted inside the folder, at `{}`", volume.display());
            return Err(refuse(&self.folder, "foreign-output", message, "unmount it, or choose another folder with `--out`"));
        }
        // Looked for as late as can be: people have had the time of a build to put something there.
        let foreign = Foreign::find(&self.folder, &self.old).map_err(problem)?;
        if let Some(path) = foreign.in_the_way_of(&manifest) {
            let message = format!("`{}` is in the way: Varde did not write it", path.display());
            return Err(refuse(&self.folder, "foreign-output", message, "move it out of the folder, or into the handbook's `static/`"));
        }
        // Before there is anything foreign, whatever its name, that writing it could change.
        manifest.write(&self.fresh).map_err(problem)?;
        foreign.carry_over(&self.folder, &self.fresh).map_err(problem)?;
        if self.folder.exists() {
            foreign::alike(&self.folder, &self.fresh).map_err(problem)?;
        }
        exchange::take_place(&self.fresh, &self.folder, &self.old).map_err(problem)?;
        Ok(Published { pages, changed })
    }

    /// Gives the new site up; the old one stands.
    pub fn discard(self) {
        // What is left of it is in the way of the next build only, which begins by removing it.
        drop(fs::remove_dir_all(&self.fresh));
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a file, or links the old one if it has the same bytes. Says whether the bytes are new.
    fn write(&self, path: &str, file: &OutputFile) -> io::Result<bool> {
        let (bytes, new) = (file.bytes(self.files)?, self.fresh.join(path));
        let old = self.old.contains(path).then(|| self.folder.join(path));
        let same = old.filter(|old| {
            old.metadata().is_ok_and(|found| found.len() == bytes.len() as u64) && fs::read(old).is_ok_and(|found| found == *bytes)
        });
        if same.as_ref().is_some_and(|same| in_its_folder(&new, || fs::hard_link(same, &new)).is_ok()) {
            return Ok(false);
        }
        // Never into a file that is there: it may be a link to one of the site that stands.
        in_its_folder(&new, || fs::File::create_new(&new)?.write_all(&bytes))?;
        Ok(same.is_none())
    }
}

/// Makes a file, and the folder that it stands in where it is the first one.
fn in_its_folder(file: &Path, make: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match make() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent_of(file))?;
            make()
        }
        made => made,
    }
}

fn unwritable(folder: &Path, error: &io::Error) -> Diagnostic {
    let (why, help) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            ("", "make room: the new site needs as much as the old one, beside it, until it takes its place")
        }
        // The exchange is that of two names in one folder, which a place of its own has not.
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            (" (a disk or volume is mounted there)", "choose a folder inside it with `--out`, such as `site`")
        }
        _ => ("", "check that you may write there and in the folder above it, or choose another folder with `--out`"),
    };
    refuse(folder, "unwritable-output", format!("the site cannot be written: {error}{why}"), help)
}

fn refuse(folder: &Path, rule: &'static str, message: String, help: &'static str) -> Diagnostic {
    Diagnostic::error(rule, &Arc::from(folder.to_string_lossy().as_ref()), message).help(help)
}

fn parent_of(folder: &Path) -> PathBuf {
    match folder.parent() {
        Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) => parent.to_owned(),
        None => PathBuf::from("/"),
    }
}

/// Where a path leads through links and `..`, though its last parts may not be there yet.
fn real(path: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        real = real.canonicalize().unwrap_or(real);
    }
    real
}

/// The folder must not be the handbook, hold it, or lie where its texts and templates are.
fn refuse_inside(handbook: &Path, folder: &Path) -> Result<(), Diagnostic> {
    let (handbook, folder_path) = (real(handbook), real(folder));
    let own = ["content", "templates", "static", "themes"];
    let inside = own.iter().find(|name| folder_path.starts_with(handbook.join(name)));
    if let Some(name) = inside {
        return Err(refuse(
            folder,
            "output-inside-content",
            format!("the site cannot be written inside `{name}/`"),
            "choose another folder with `--out`",
        ));
    }
    if handbook.starts_with(&folder_path) {
        return Err(refuse(
            folder,
            "output-inside-content",
            "the site cannot be written over the handbook itself".to_owned(),
            "choose another folder with `--out`",
        ));
    }
    Ok(())
}
