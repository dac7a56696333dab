//! Files whose names hold a version: it changes with what they hold, so that a reader's browser may keep what it has.
//!
//! The root tells all versions. Where there are many files neighbours share one, or the root would be large.

use super::hash::fingerprint_of;

/// Versions of one kind of file in the root, at most.
const MOST: usize = 256;

/// How many neighbours among so many files have a version together.
pub(crate) fn share(files: usize) -> usize {
    files.div_ceil(MOST).max(1)
}

/// The version that files have together: twelve bits, as three hexadecimal digits.
pub(crate) fn version<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> String {
    format!("{:03x}", fingerprint_of(files) & 0xfff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_find_out_how_many_share_from_the_number_of_versions() {
        for files in 1..5000_usize {
            let versions = files.div_ceil(share(files));
            assert!(versions <= MOST);
            assert_eq!(files.div_ceil(versions), share(files), "{files}");
        }
    }
}
