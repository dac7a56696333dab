//! WebP: chunks of an even number of bytes, and one in front that says which of the others there are.

use super::only_orientation;

const NEEDED: [&[u8; 4]; 6] = [b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
const HEAD: &[u8; 4] = b"VP8X";
const EXIF: &[u8; 4] = b"EXIF";
/// What the first byte of [`HEAD`] says.
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// None if the file ends within a chunk.
pub(super) fn without(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?)).ok()?;
    // What stands behind the end goes too.
    let mut rest = bytes.get(12..bytes.len().min(size.checked_add(8)?))?;
    let mut kept = bytes[..12].to_vec();
    let (mut flags, mut turned) = (None, None);
    while let Some((name, after)) = rest.split_first_chunk::<4>() {
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let content = after.get(..length)?;
        if NEEDED.contains(&name) || name == HEAD {
            flags = if name == HEAD { content.first().map(|_| kept.len() + 8) } else { flags };
            add(*name, content, &mut kept);
        } else if name == EXIF {
            turned = only_orientation(content);
        }
        // The last of an odd length may lack what makes it even.
        rest = after.get(length + length % 2..).unwrap_or_default();
    }
    if let Some(at) = flags {
        kept[at] &= !(HAS_EXIF | HAS_XMP);
        if let Some(block) = turned {
            kept[at] |= HAS_EXIF;
            add(*EXIF, &block, &mut kept);
        }
    }
    sized(kept)
}

/// The file with a colour profile: an encoder that takes bare pixels knows of none.
pub(in crate::pictures) fn with_profile(bytes: &[u8], (width, height): (u32, u32), transparent: bool, profile: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..12)?.to_vec();
    let mut chunks = bytes.get(12..)?;
    if chunks.starts_with(HEAD) {
        chunks = chunks.get(8 + 10..)?;
    }
    let flags = HAS_PROFILE | if transparent { HAS_ALPHA } else { 0 };
    let [across, down] = [width, height].map(|side| side.saturating_sub(1).to_le_bytes());
    add(*HEAD, &[&[flags, 0, 0, 0], &across[..3], &down[..3]].concat(), &mut kept);
    add(*b"ICCP", profile, &mut kept);
    kept.extend_from_slice(chunks);
    sized(kept)
}

fn sized(mut file: Vec<u8>) -> Option<Vec<u8>> {
    let size = u32::try_from(file.len() - 8).ok()?;
    file[4..8].copy_from_slice(&size.to_le_bytes());
    Some(file)
}

fn add(name: [u8; 4], content: &[u8], file: &mut Vec<u8>) {
    file.extend_from_slice(&name);
    file.extend_from_slice(&u32::try_from(content.len()).unwrap_or_default().to_le_bytes());
    file.extend_from_slice(content);
    file.extend_from_slice(&[0][..content.len() % 2]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WEBP".to_vec();
        for (name, content) in chunks {
            add(**name, content, &mut file);
        }
        sized(file).expect("short")
    }

    #[test]
    fn what_a_picture_needs_is_kept() {
        let turned = only_orientation(b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0").expect("turned");
        let camera = [&turned[..], b"Kari"].concat();
        let whole = file(&[(HEAD, b"\x2c234567890"), (b"ICCP", b"profile"), (b"VP8 ", b"pixels"), (EXIF, &camera), (b"XMP ", b"<x/>")]);
        let clean = file(&[(HEAD, b"\x28234567890"), (b"ICCP", b"profile"), (b"VP8 ", b"pixels"), (EXIF, &turned)]);
        assert_eq!(without(&[&whole[..], b"more"].concat()), Some(clean));
        let upright = file(&[(HEAD, b"\x0c234567890"), (b"VP8 ", b"pixels"), (EXIF, b"Kari")]);
        assert_eq!(without(&upright), Some(file(&[(HEAD, b"\x00234567890"), (b"VP8 ", b"pixels")])));
    }
}
