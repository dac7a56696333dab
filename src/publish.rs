//! A site as a value → a folder on disk. The only place that writes one.
//!
//! The new site is made whole beside the old one (files that did not change are the same files, linked) and takes its
//! place in one step. Invariant: whatever ends the process, the folder holds the whole old site or the whole new
//! one; a file that Varde did not write is never changed or removed.

mod exchange;
mod manifest;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::output::{Output, OutputFile};
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
pub fn publish(output: &Output, files: &dyn Files, handbook: &Path, folder: &Path) -> Result<Published, Box<Diagnostic>> {
    refuse_inside(handbook, folder)?;
    let problem = |error: io::Error| {
        refuse(
            folder,
            "unwritable-output",
            format!("the site cannot be written: {error}"),
            "check that there is room and that you may write there, or choose another folder with `--out`",
        )
    };
    let parent = parent_of(folder);
    fs::create_dir_all(&parent).map_err(problem)?;
    let _lock = lock(&parent, folder)
        .map_err(problem)?
        .ok_or_else(|| refuse(folder, "output-in-use", "another build is writing there".to_owned(), "wait until it has ended"))?;
    exchange::clean_up(folder).map_err(problem)?;
    let old = Manifest::read(folder).map_err(problem)?;
    if old.is_none() && has_files(folder).map_err(problem)? {
        return Err(refuse(
            folder,
            "foreign-output",
            "the folder holds files that Varde did not write".to_owned(),
            "choose an empty or new folder with `--out`, or empty this one yourself",
        ));
    }
    let old = old.unwrap_or_default();
    if let Some(foreign) =
        output.files.keys().find(|path| !old.contains(path) && folder.join(path).symlink_metadata().is_ok_and(|found| !found.is_dir()))
    {
        return Err(refuse(
            folder,
            "foreign-output",
            format!("`{foreign}` is in the way: Varde did not write it"),
            "move it out of the folder, or into the handbook's `static/`",
        ));
    }
    let fresh = exchange::fresh_folder(folder);
    let made = stage(output, files, folder, &fresh, &old).and_then(|published| exchange::take_place(&fresh, folder).map(|()| published));
    made.map_err(|error| {
        // The old site still stands; what was made of the new one is in the way of the next build only.
        drop(fs::remove_dir_all(&fresh));
        problem(error)
    })
}

fn refuse(folder: &Path, rule: &'static str, message: String, help: &'static str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(rule, &Arc::from(folder.to_string_lossy().as_ref()), message).help(help))
}

fn parent_of(folder: &Path) -> PathBuf {
    match folder.parent() {
        Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) => parent.to_owned(),
        None => PathBuf::from("/"),
    }
}

/// The folder must not be the handbook, hold it, or lie where its texts and templates are.
fn refuse_inside(handbook: &Path, folder: &Path) -> Result<(), Box<Diagnostic>> {
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

fn has_files(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Keeps two builds apart for as long as it lives; none if another build holds it.
fn lock(parent: &Path, folder: &Path) -> io::Result<Option<fs::File>> {
    let name = folder.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
    let file = fs::File::create(std::env::temp_dir().join(lock_name(parent, &name)))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// The lock lies outside the published folder's parent, which may be a web root.
fn lock_name(parent: &Path, name: &str) -> String {
    let parent = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
    format!("varde-{}.lock", crate::theme::short_hash(parent.join(name).to_string_lossy().as_bytes()))
}

/// Makes the whole new site in `fresh`.
fn stage(output: &Output, files: &dyn Files, folder: &Path, fresh: &Path, old: &Manifest) -> io::Result<Published> {
    fs::create_dir_all(fresh)?;
    let mut folders: Vec<&Path> = output.files.keys().filter_map(|path| Path::new(path).parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    for inside in folders {
        fs::create_dir_all(fresh.join(inside))?;
    }
    keep_foreign(folder, fresh, Path::new(""), old)?;
    let changed: Vec<bool> =
        output.files.par_iter().map(|(path, file)| stage_file(path, file, files, folder, fresh)).collect::<io::Result<_>>()?;
    Manifest::of(output).write(fresh)?;
    Ok(Published { files: changed.len(), changed: changed.into_iter().filter(|changed| *changed).count() })
}

/// Writes a file, or links the old one if it has the same bytes. Says whether the bytes are new.
fn stage_file(path: &str, file: &OutputFile, files: &dyn Files, folder: &Path, fresh: &Path) -> io::Result<bool> {
    let read;
    let bytes: &[u8] = match file {
        OutputFile::Made(bytes) => bytes,
        OutputFile::Copied(source) => {
            read = files.read(source)?;
            &read
        }
    };
    let (old, new) = (folder.join(path), fresh.join(path));
    let same = old.metadata().is_ok_and(|found| found.len() == bytes.len() as u64) && fs::read(&old).is_ok_and(|found| found == bytes);
    if same && fs::hard_link(&old, &new).is_ok() {
        return Ok(false);
    }
    fs::write(new, bytes)?;
    Ok(!same)
}

/// Files in the folder that Varde did not write go with it into the new one.
fn keep_foreign(folder: &Path, fresh: &Path, inside: &Path, old: &Manifest) -> io::Result<()> {
    let entries = match fs::read_dir(folder.join(inside)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        let name = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !old.has_folder(&name) {
                fs::create_dir_all(fresh.join(&path))?;
            }
            keep_foreign(folder, fresh, &path, old)?;
        } else if !old.contains(&name) {
            exchange::carry_over(&entry.path(), &fresh.join(&path), kind.is_symlink())?;
        }
    }
    Ok(())
}
