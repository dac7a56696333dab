//! The pictures that texts show → their sizes, their smaller versions, and what is wrong with them.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use super::Memos;
use super::file::asset;
use crate::config::FILE;
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::entry::Entry;
use crate::files::Files;
use crate::handbook::{Handbook, Places, Shown, link};
use crate::memo::{Memo, fingerprint};
use crate::output::OutputFile;
use crate::pictures::{self, EDITION, Fault, MOST_PIXELS, Picture, Wanted, metadata};
use crate::slug::slugify;
use crate::theme::brand::inside;
use crate::theme::short_hash;

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
    let unreadable = |error: std::io::Error| Fault::Broken(error.to_string());
    let bytes = files.fingerprint(source).map_err(unreadable)?;
    let key = |wanted: Wanted| fingerprint(&(EDITION, source, bytes, wanted));
    let made: Arc<Made> = memos.memo.get(
        || key(wanted),
        || {
            let kept = memos.store.get(key(Wanted::Versions)).and_then(|kept| Picture::from_bytes(&kept));
            if let Some(picture) = kept {
                return Ok(Arc::new(shown(source, picture)));
            }
            let bytes = files.read(source).map_err(unreadable)?;
            // The readers of pictures are not ours: what makes one of them give up is a picture that cannot be used.
            let made = catch_unwind(AssertUnwindSafe(|| pictures::make(source, &bytes, wanted)));
            let mut picture = made.unwrap_or_else(|_| Err(Fault::Broken("it makes no sense".to_owned())))?;
            let is_cleaned = || matches!(asset(source), OutputFile::Cleaned(_)) && metadata::without(&bytes).is_some();
            picture.located = picture.located && !is_cleaned();
            if wanted == Wanted::Versions && !picture.versions.is_empty() {
                memos.store.put(key(wanted), &picture.to_bytes());
            }
            Ok(Arc::new(shown(source, picture)))
        },
    );
    Made::clone(&made)
}

fn shown(source: &str, picture: Picture) -> Shown {
    let name = source.rsplit('/').next().unwrap_or(source);
    let name = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let versions = picture.versions.into_iter().map(|version| {
        let path = format!("assets/{name}-{}.{}.webp", version.width, short_hash(&version.bytes));
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
