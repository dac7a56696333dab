//! A picture's file without what cameras and programs write beside the picture: places, names, times, small copies.
//!
//! Parts of the file are left out; nothing is decoded, so nothing is lost of the picture. What decides how it looks
//! stays: colour profiles, transparency, animation, and which way up it was taken. Invariant: what is known to be
//! needed is kept and all else goes, so that a new kind of metadata is never published by mistake.

mod jpeg;
mod png;
mod webp;

pub(super) use webp::with_profile;

use super::exif::Exif;
use super::size::{Form, form};

/// Whether a file of that name can be published without metadata.
pub fn can_go(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [Form::Jpeg, Form::Png, Form::Webp].iter().flat_map(|form| form.endings()).any(|ending| name.ends_with(ending))
}

/// The file without metadata; none if it is no such picture.
pub fn without(bytes: &[u8]) -> Option<Vec<u8>> {
    match form("", bytes)? {
        Form::Jpeg => jpeg::without(bytes),
        Form::Png => Some(png::without(bytes)),
        Form::Webp => webp::without(bytes),
        Form::Gif | Form::Svg => None,
    }
}

/// A block that says only which way up a picture was taken; none if it was taken upright.
fn only_orientation(exif: &[u8]) -> Option<[u8; 26]> {
    let orientation = Exif::read(exif).orientation.to_be_bytes()[1];
    let mut block = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    block[19] = orientation;
    (orientation != 1).then_some(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_its_own_says_the_same() {
        let exif = |orientation| Exif { orientation, located: false };
        for orientation in 2..=8 {
            let mut block = *b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
            block[18] = orientation;
            let made = only_orientation(&block).expect("turned");
            assert_eq!(Exif::read(&made), exif(u16::from(orientation)));
        }
        assert_eq!(only_orientation(b"broken"), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_it_holds_it_is_clean_after_once(kind in 0..3_usize, rest in proptest::collection::vec(proptest::num::u8::ANY, 0..60)) {
            let starts: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\0\0\0WEBP"];
            if let Some(clean) = without(&[starts[kind], &rest].concat()) {
                proptest::prop_assert_eq!(without(&clean), Some(clean));
            }
        }
    }
}
