//! A site as a value → a folder on disk. The only place that writes one.
//!
//! The new site is made whole beside the old one (files that did not change are the same files, linked) and takes its
//! place in one step. Invariant: whatever ends the process, the folder holds the whole old site or the whole new
//! one; a file that Varde did not write is never changed or removed.

mod exchange;
mod foreign;
mod lock;
mod manifest;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::output::{Output, OutputFile};
use foreign::Foreign;
use manifest::Manifest;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// Files whose bytes are new.
    pub changed: usize,
}

/// Publishes a site into `folder`. `files` are the handbook's, for those that are published as they are.
///
/// # Errors
/// Why nothing was published, as a diagnostic on the folder: it is not ours, lies inside the texts, is in use by
/// another build, or cannot be written.
pub fn publish(output: &Output, files: &dyn Files, handbook: &Path, folder: &Path) -> Result<Published, Diagnostic> {
    refuse_inside(handbook, folder)?;
    // A link to a folder stays, and the folder that it leads to is exchanged.
    let real = folder.canonicalize();
    let folder = real.as_deref().unwrap_or(folder);
    let problem = |error: io::Error| unwritable(folder, &error);
    fs::create_dir_all(parent_of(folder)).map_err(problem)?;
    let _lock = lock::take(exchange::beside(folder, "lock"))
        .map_err(problem)?
        .ok_or_else(|| refuse(folder, "output-in-use", "another build is writing there".to_owned(), "wait until it has ended"))?;
    exchange::clean_up(folder).map_err(problem)?;
    let old = Manifest::read(folder).map_err(problem)?;
    let ours = old.clone().unwrap_or_default();
    let foreign = Foreign::find(folder, &ours).map_err(problem)?;
    if old.is_none() && !foreign.is_empty() {
        return Err(refuse(
            folder,
            "foreign-output",
            "the folder holds files that Varde did not write".to_owned(),
            "choose an empty or new folder with `--out`, or empty this one yourself",
        ));
    }
    if let Some(path) = foreign.in_the_way_of(output) {
        return Err(refuse(
            folder,
            "foreign-output",
            format!("`{}` is in the way: Varde did not write it", path.display()),
            "move it out of the folder, or into the handbook's `static/`",
        ));
    }
    let fresh = exchange::fresh_folder(folder);
    let made = stage(output, files, folder, &fresh, &foreign);
    made.and_then(|published| exchange::take_place(&fresh, folder, &ours).map(|()| published)).map_err(|error| {
        // The old site still stands; what was made of the new one is in the way of the next build only.
        drop(fs::remove_dir_all(&fresh));
        problem(error)
    })
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

/// The folder must not be the handbook, hold it, or lie where its texts and templates are.
fn refuse_inside(handbook: &Path, folder: &Path) -> Result<(), Diagnostic> {
    let absolute = |path: &Path| {
        path.canonicalize().unwrap_or_else(|_| {
            let parent = parent_of(path).canonicalize().unwrap_or_else(|_| std::path::absolute(parent_of(path)).unwrap_or_default());
            path.file_name().map_or(parent.clone(), |name| parent.join(name))
        })
    };
    let (handbook, folder_path) = (absolute(handbook), absolute(folder));
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

/// Makes the whole new site in `fresh`.
fn stage(output: &Output, files: &dyn Files, folder: &Path, fresh: &Path, foreign: &Foreign) -> io::Result<Published> {
    fs::create_dir_all(fresh)?;
    let mut folders: Vec<&Path> = output.files.keys().filter_map(|path| Path::new(path).parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    for inside in folders {
        fs::create_dir_all(fresh.join(inside))?;
    }
    foreign.carry_over(folder, fresh)?;
    let changed: Vec<bool> =
        output.files.par_iter().map(|(path, file)| stage_file(path, file, files, folder, fresh)).collect::<io::Result<_>>()?;
    Manifest::of(output).write(fresh)?;
    Ok(Published { files: changed.len(), changed: changed.into_iter().filter(|changed| *changed).count() })
}

/// Writes a file, or links the old one if it has the same bytes. Says whether the bytes are new.
fn stage_file(path: &str, file: &OutputFile, files: &dyn Files, folder: &Path, fresh: &Path) -> io::Result<bool> {
    let bytes = file.bytes(files)?;
    let (old, new) = (folder.join(path), fresh.join(path));
    let same = old.metadata().is_ok_and(|found| found.len() == bytes.len() as u64) && fs::read(&old).is_ok_and(|found| found == *bytes);
    if same && fs::hard_link(&old, &new).is_ok() {
        return Ok(false);
    }
    fs::write(new, bytes)?;
    Ok(!same)
}
