//! PNG: chunks, each with its length, its name and a checksum.

/// What the picture may need beside the chunks that every reader must know: transparency, colours, size, animation.
const NEEDED: [&[u8; 4]; 15] =
    [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT"];

/// What stands behind the end goes too: some programs have left there what was cut away.
pub(super) fn without(bytes: &[u8]) -> Vec<u8> {
    let (signature, mut rest) = bytes.split_at(bytes.len().min(8));
    let mut kept = signature.to_vec();
    while let (Some(length), Some(name)) = (rest.first_chunk::<4>(), rest.get(4..8)) {
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok().and_then(|length| length.checked_add(12));
        let (chunk, after) = rest.split_at(whole.map_or(rest.len(), |whole| whole.min(rest.len())));
        if name[0].is_ascii_uppercase() || NEEDED.iter().any(|needed| *needed == name) {
            kept.extend_from_slice(chunk);
        }
        rest = if name == b"IEND" { &[] } else { after };
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_picture_needs_is_kept() {
        let chunk = |name: &[u8; 4], content: &[u8]| {
            let length = u32::try_from(content.len()).expect("short").to_be_bytes();
            [&length[..], name, content, b"sum!"].concat()
        };
        let file = |names: &[&[u8; 4]]| [b"\x89PNG\r\n\x1a\n".to_vec(), names.iter().flat_map(|name| chunk(name, b"x")).collect()].concat();
        let all = file(&[b"IHDR", b"iCCP", b"eXIf", b"tEXt", b"iTXt", b"tRNS", b"tIME", b"caBX", b"IDAT", b"zTXt", b"IEND", b"IDAT"]);
        assert_eq!(without(&all), file(&[b"IHDR", b"iCCP", b"tRNS", b"IDAT", b"IEND"]));
    }
}
