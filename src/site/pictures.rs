//! The pictures that texts show → their sizes, their smaller versions, and what is wrong with them.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use super::Memos;
use super::file::asset;
use crate::config::FILE;
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::entry::Entry;
use crate::files::Files;
use crate::fingerprint;
use crate::fingerprint::fingerprint;
use crate::handbook::{Handbook, Places, Shown, link};
use crate::memo::Memo;
use crate::output::OutputFile;
use crate::pictures::{self, EDITION, Fault, MOST_PIXELS, Picture, Wanted, metadata};
use crate::slug::slugify;
use crate::theme::brand::inside;

/// A picture that was made, or why it could not be.
pub(super) type Made = Result<Arc<Shown>, Fault>;

/// Where a picture is used: the file that names it, and the place there.
type Use = (Arc<str>, Span);

/// All pictures of a handbook, by site path.
pub(super) fn all(handbook: &Handbook, files: &dyn Files, wanted: Wanted, memos: &Memos) -> Checked<BTreeMap<String, Arc<Shown>>> {
    let used = used(handbook, &memos.memo);
    if used.is_empty() {
        return Checked::default();
    }
    let sources: HashMap<&str, &Arc<str>> = handbook.assets.iter().map(|(file, site)| (site.as_str(), file)).collect();
    let make = |(site, place): (String, Use)| {
        let source = sources.get(site.as_str())?;
        let made = one(source, files, wanted, memos);
        Some((site, Arc::clone(source), place, made))
    };
    let made: Vec<_> = used.into_par_iter().filter_map(make).collect();
    let mut checked = Checked::<BTreeMap<String, Arc<Shown>>>::default();
    for (site, source, (file, span), made) in made {
        let found = match made {
            Ok(shown) => {
                let located = shown.located.then(|| located(&file, &source));
                checked.value.insert(site, shown);
                located
            }
            Err(fault) => Some(problem(&file, &source, &fault)),
        };
        checked.diagnostics.extend(found.map(|found| found.at(span)));
    }
    checked
}

/// Where each picture is used first.
fn used(handbook: &Handbook, memo: &Memo) -> BTreeMap<String, Use> {
    let mut used = BTreeMap::new();
    if let Some(logo) = &handbook.config.brand.logo {
        for (path, span) in [Some(&logo.file), logo.dark.as_ref()].into_iter().flatten() {
            used.insert(inside(path).to_owned(), (Arc::from(FILE), span.clone()));
        }
    }
    let of_entry = |entry: usize| shown_by(&handbook.places, entry, &handbook.entries[entry]);
    let all = memo.get_all((0..handbook.entries.len()).collect(), |entry| handbook.keys.of_entry(*entry), of_entry);
    for (entry, pictures) in all.iter().enumerate() {
        for (site, span) in pictures.iter() {
            used.entry(site.clone()).or_insert_with(|| (Arc::clone(&handbook.files[entry]), span.clone()));
        }
    }
    used
}

/// The pictures that an entry's texts show: the site path of each, and where it is named.
fn shown_by(places: &Places, entry: usize, found: &Entry) -> Vec<(String, Span)> {
    let pictures = found.bodies().into_iter().flat_map(|body| &body.images);
    pictures.filter_map(|picture| Some((link::image(places, entry, &picture.target)?, picture.span.clone()))).collect()
}

/// One picture: remembered, kept on disk, or made.
fn one(source: &Arc<str>, files: &dyn Files, wanted: Wanted, memos: &Memos) -> Made {
    let seen = files.fingerprint(source).map_err(|error| unreadable(&error))?;
    let made: Arc<(u128, Made)> = memos.memo.get(
        || key(source, seen, wanted),
        || {
            let kept = memos.store.get(key(source, seen, Wanted::Versions)).and_then(|kept| Picture::from_bytes(&kept));
            match kept {
                Some(picture) => (seen, Ok(Arc::new(shown(source, picture)))),
                None => fresh(source, files, wanted, memos).unwrap_or_else(|fault| (seen, Err(fault))),
            }
        },
    );
    // One that was changed after it was looked at is not what it is remembered as.
    if made.0 == seen { Made::clone(&made.1) } else { fresh(source, files, wanted, memos)?.1 }
}

/// Of a picture with such bytes.
fn key(source: &Arc<str>, bytes: u128, wanted: Wanted) -> u128 {
    fingerprint(&(EDITION, source, bytes, wanted))
}

/// A picture as it is now, kept on disk, and the fingerprint of the bytes that it was made from.
fn fresh(source: &Arc<str>, files: &dyn Files, wanted: Wanted, memos: &Memos) -> Result<(u128, Made), Fault> {
    let bytes = files.read(source).map_err(|error| unreadable(&error))?;
    let read = fingerprint(&bytes);
    let made = make(source, &bytes, wanted).map(|picture| {
        if wanted == Wanted::Versions && !picture.versions.is_empty() {
            memos.store.put(key(source, read, wanted), &picture.to_bytes());
        }
        Arc::new(shown(source, picture))
    });
    Ok((read, made))
}

fn unreadable(error: &io::Error) -> Fault {
    Fault::Broken(error.to_string())
}

fn make(source: &Arc<str>, bytes: &[u8], wanted: Wanted) -> Result<Picture, Fault> {
    // The readers of pictures are not ours: what makes one of them give up is a picture that cannot be used.
    let made = catch_unwind(AssertUnwindSafe(|| pictures::make(source, bytes, wanted)));
    let mut picture = made.unwrap_or_else(|_| Err(Fault::Broken("it makes no sense".to_owned())))?;
    let is_cleaned = || matches!(asset(source), OutputFile::Cleaned(_)) && metadata::without(bytes).is_some();
    picture.located = picture.located && !is_cleaned();
    Ok(picture)
}

fn shown(source: &str, picture: Picture) -> Shown {
    let name = source.rsplit('/').next().unwrap_or(source);
    let name = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let versions = picture.versions.into_iter().map(|version| {
        let path = format!("assets/{name}-{}.{}.webp", version.width, fingerprint::short(&version.bytes));
        (version.width, path, version.bytes)
    });
    Shown { size: picture.size, versions: versions.collect(), located: picture.located }
}

fn located(file: &Arc<str>, source: &Arc<str>) -> Diagnostic {
    let help = match asset(source) {
        OutputFile::Cleaned(_) => "save it anew, without the camera's data: it is written in a way that this cannot be taken out of",
        _ => "move it to `content/`, where pictures lose the camera's data, or save it without; photo programs call it metadata or EXIF",
    };
    Diagnostic::warning("picture-location", file, format!("`{source}` says where it was taken, and is published with that")).help(help)
}

fn problem(file: &Arc<str>, source: &str, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::TooLarge(size) => Diagnostic::error("picture-too-large", file, format!("`{source}` has {size}")).help(format!(
            "save it smaller: no screen shows more than a few million pixels; {} million are allowed",
            MOST_PIXELS / 1_000_000
        )),
        Fault::Broken(why) => Diagnostic::error("broken-picture", file, format!("`{source}` cannot be read as a picture: {why}"))
            .help("open it in a program for pictures and save it anew"),
        Fault::Misnamed(ending) => {
            Diagnostic::error("broken-picture", file, format!("`{source}` holds a picture of another kind than its name says"))
                .help(format!("give it a name that ends in `{ending}`, or save it in the form that its name says"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Listing;

    /// A file that is changed between two looks.
    struct Changing {
        seen: &'static [u8],
        read: &'static [u8],
    }

    impl Files for Changing {
        fn list(&self, _: &str) -> Arc<Listing> {
            Arc::default()
        }

        fn read(&self, _: &str) -> io::Result<Vec<u8>> {
            Ok(self.read.to_vec())
        }

        fn fingerprint(&self, _: &str) -> io::Result<u128> {
            Ok(fingerprint(&self.seen.to_vec()))
        }
    }

    #[test]
    fn a_picture_that_changes_while_it_is_read_is_not_remembered_as_the_old_one() {
        let source = Arc::from("content/a.svg");
        let [old, new]: [&[u8]; 2] = [br#"<svg width="10" height="10"/>"#, br#"<svg width="20" height="20"/>"#];
        let memos = Memos::default();
        let width = |seen, read| one(&source, &Changing { seen, read }, Wanted::Size, &memos).ok().and_then(|shown| shown.size);
        assert_eq!([width(old, new), width(old, old)], [Some((20, 20)), Some((10, 10))]);
    }
}
