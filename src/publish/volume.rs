//! Volumes that are mounted inside a published folder, where the system tells: what they hold cannot move with the site.

use std::fs;
use std::path::{Path, PathBuf};

/// One of those inside a folder.
pub(super) fn mounted_inside(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    // Blanks in a name are written as numbers; the place is the fifth column.
    let mut places = mounts.lines().filter_map(|line| line.split(' ').nth(4)).map(|place| PathBuf::from(place.replace("\\040", " ")));
    places.find(|place| *place != folder && place.starts_with(&folder))
}
