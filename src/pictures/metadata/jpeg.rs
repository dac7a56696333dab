//! JPEG: segments, each behind a marker, and between them the picture's own data.

use super::only_orientation;

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;
/// Segments that programs may use as they like.
const FIRST_APP: u8 = 0xe0;
const LAST_APP: u8 = 0xef;

/// What stands behind the end goes too: a film, other pictures, what a program forgot there.
pub(super) fn without(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut at = 2;
    while at < bytes.len() {
        // Markers may have any number of 0xff before them.
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let (marker, length) = (*bytes.get(at + 1).filter(|_| bytes[at] == 0xff)?, bytes.get(at + 2..at + 4));
        if marker == END {
            kept.extend_from_slice(&[0xff, END]);
            break;
        }
        let length = length.map(|length| usize::from(u16::from_be_bytes([length[0], length[1]]))).filter(|length| *length >= 2)?;
        let segment = bytes.get(at..at + 2 + length)?;
        keep(marker, segment, &mut kept);
        at += segment.len();
        if marker == SCAN {
            let end = end_of_scan(bytes, at);
            kept.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
    Some(kept)
}

fn keep(marker: u8, segment: &[u8], kept: &mut Vec<u8>) {
    let content = &segment[4..];
    match marker {
        // Without its small copy, which may show what was cut away.
        FIRST_APP if content.starts_with(b"JFIF\0") && content.len() >= 14 => {
            kept.extend_from_slice(&[0xff, FIRST_APP, 0, 16]);
            kept.extend_from_slice(&content[..12]);
            kept.extend_from_slice(&[0, 0]);
        }
        0xe1 if content.starts_with(EXIF) => {
            if let Some(block) = only_orientation(content) {
                kept.extend_from_slice(&[0xff, 0xe1, 0, 34]);
                kept.extend_from_slice(EXIF);
                kept.extend_from_slice(&block);
            }
        }
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => kept.extend_from_slice(segment),
        // Says how the colours were mixed.
        0xee if content.starts_with(b"Adobe") => kept.extend_from_slice(segment),
        FIRST_APP..=LAST_APP | COMMENT => {}
        _ => kept.extend_from_slice(segment),
    }
}

const EXIF: &[u8] = b"Exif\0\0";

/// Where the next marker stands that is not part of the picture's data.
fn end_of_scan(bytes: &[u8], start: usize) -> usize {
    let pairs = bytes[start..].windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff));
    pairs.map_or(bytes.len(), |found| start + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_picture_needs_is_kept() {
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
            [&[0xff, marker], &length[..], content].concat()
        };
        let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01abc");
        let (colours, table, scan) = (segment(0xee, b"Adobe\0d"), segment(0xdb, b"q"), segment(SCAN, b"s"));
        let data: &[u8] = &[1, 0xff, 0, 2, 0xff, 0xd3, 3];
        let first = segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x01abcdef");
        let others = [segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), segment(0xed, b"Photoshop"), segment(0xfe, b"Kari")].concat();
        let file = [&[0xff, 0xd8], &first[..], &others, &profile, &colours, &[0xff], &table, &scan, data, &table, &scan, data];
        let whole = [&file.concat()[..], &[0xff, END], b"a film"].concat();
        let clean = segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
        let file = [&[0xff, 0xd8], &clean[..], &profile, &colours, &table, &scan, data, &table, &scan, data, &[0xff, END]];
        assert_eq!(without(&whole), Some(file.concat()));
    }
}
