//! What a camera writes beside a picture: how it was held, and whether it knew where it was.

/// What is used of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exif {
    /// 1 to 8, as the standard counts.
    pub(super) orientation: u16,
    /// There is a place in it.
    pub(super) located: bool,
}

impl Default for Exif {
    fn default() -> Self {
        Self { orientation: 1, located: false }
    }
}

/// Entries that are looked at; a picture has about twenty.
const MOST_ENTRIES: u16 = 200;
const ORIENTATION: u16 = 0x0112;
const PLACE: u16 = 0x8825;

impl Exif {
    /// Reads the block, which begins with its byte order; what is broken counts as not there.
    pub(super) fn read(block: &[u8]) -> Self {
        let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
        let little = block.starts_with(b"II");
        let short = |at: usize| {
            let bytes = block.get(at..at + 2)?.try_into().ok()?;
            Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
        };
        let long = |at: usize| {
            let (one, two) = (short(at)?, short(at + 2)?);
            Some(if little { u32::from(two) << 16 | u32::from(one) } else { u32::from(one) << 16 | u32::from(two) })
        };
        let mut exif = Self::default();
        let Some(start) = long(4).and_then(|start| usize::try_from(start).ok()).filter(|start| *start < block.len()) else { return exif };
        for entry in 0..short(start).unwrap_or(0).min(MOST_ENTRIES) {
            let at = start + 2 + usize::from(entry) * 12;
            match short(at) {
                Some(ORIENTATION) => exif.orientation = short(at + 8).filter(|value| (1..=8).contains(value)).unwrap_or(1),
                Some(PLACE) => exif.located = true,
                _ => {}
            }
        }
        exif
    }

    /// Whether width and height are exchanged.
    pub(super) fn turned(self) -> bool {
        self.orientation >= 5
    }
}
