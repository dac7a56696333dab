//! JPEG and PNG → pixels, eight bits to a colour.

use std::collections::HashSet;
use std::io::Cursor;

use png::{ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::exif::Exif;
use super::size::Form;
use super::{Fault, MOST_PIXELS};

/// A picture as rows of pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 3, or 4 with transparency.
    pub(super) channels: usize,
    pub(super) data: Vec<u8>,
    pub(super) exif: Exif,
    /// What its colours mean, where that is not what WebP takes them for.
    pub(super) profile: Option<Vec<u8>>,
    /// It is one still picture, in colours that mean the same in WebP.
    pub(super) can_be_redrawn: bool,
}

/// Above so many colours it is a photograph.
const FEW_COLOURS: usize = 256;

pub(super) fn read(form: Form, bytes: &[u8]) -> Result<Pixels, Fault> {
    if form == Form::Jpeg { jpeg(bytes) } else { png(bytes) }
}

fn jpeg(bytes: &[u8]) -> Result<Pixels, Fault> {
    let broken = |error: &dyn std::fmt::Display| Fault::Broken(error.to_string().lines().next().unwrap_or_default().to_owned());
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(65_535)
        .set_max_height(65_535);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    let data = decoder.decode().map_err(|error| broken(&format!("{error:?}")))?;
    let info = decoder.info().ok_or_else(|| Fault::Broken("it has no size".to_owned()))?;
    let exif = decoder.exif().map(|block| Exif::read(block)).unwrap_or_default();
    // A file that was cut off has grey where the rest should be; the standard's last two bytes tell.
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap_or_default();
    let whole = bytes[..=end].windows(2).rev().take(64 << 10).any(|pair| pair == [0xff, 0xd9]);
    if !whole {
        return Err(Fault::Broken("the file ends before the picture does".to_owned()));
    }
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let profile = decoder.icc_profile().filter(|profile| is_needed(profile));
    Ok(Pixels { width, height, channels: 3, data, exif, profile, can_be_redrawn: info.components != 4 })
}

fn png(bytes: &[u8]) -> Result<Pixels, Fault> {
    let broken = |error: png::DecodingError| Fault::Broken(error.to_string());
    let most = usize::try_from(MOST_PIXELS * 4).unwrap_or(usize::MAX);
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: most });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.ignore_checksums(false);
    let mut reader = decoder.read_info().map_err(broken)?;
    let exif = reader.info().exif_metadata.as_deref().map(Exif::read).unwrap_or_default();
    let moves = reader.info().animation_control.is_some();
    let profile = reader.info().icc_profile.as_deref().filter(|profile| is_needed(profile)).map(<[u8]>::to_vec);
    let size = reader
        .output_buffer_size()
        .filter(|size| *size <= most)
        .ok_or_else(|| Fault::TooLarge("more pixels than there is room for".to_owned()))?;
    let mut data = vec![0; size];
    let frame = reader.next_frame(&mut data).map_err(broken)?;
    data.truncate(frame.buffer_size());
    let (channels, data) = match frame.color_type {
        ColorType::Grayscale => (3, data.iter().flat_map(|grey| [*grey; 3]).collect()),
        ColorType::GrayscaleAlpha => (4, data.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect()),
        ColorType::Rgba => (4, data),
        ColorType::Rgb | ColorType::Indexed => (3, data),
    };
    // Browsers do not turn PNG files in all cases, so they are taken as they are.
    let exif = Exif { orientation: 1, ..exif };
    Ok(Pixels { width: frame.width, height: frame.height, channels, data, exif, profile, can_be_redrawn: !moves })
}

/// Whether a colour profile is about red, green and blue, and says something else than pictures without one do.
fn is_needed(profile: &[u8]) -> bool {
    let names = [&b"sRGB"[..], b"s\0R\0G\0B"];
    profile.get(16..20) == Some(b"RGB ") && !names.iter().any(|name| profile.windows(name.len()).any(|part| part == *name))
}

impl Pixels {
    /// Whether it is a drawing or a screenshot rather than a photograph.
    pub(super) fn has_few_colours(&self) -> bool {
        let mut seen = HashSet::new();
        self.data.chunks_exact(self.channels).all(|pixel| {
            seen.insert(pixel);
            seen.len() <= FEW_COLOURS
        })
    }

    /// The same picture the way up that it was taken.
    pub(super) fn turned(self) -> Self {
        let orientation = self.exif.orientation;
        if orientation == 1 {
            return self;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let (new_width, new_height) = if self.exif.turned() { (height, width) } else { (width, height) };
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..new_height {
            for x in 0..new_width {
                let (from_x, from_y) = match orientation {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                let at = (from_y * width + from_x) * self.channels;
                data.extend_from_slice(&self.data[at..at + self.channels]);
            }
        }
        let (width, height) = if self.exif.turned() { (self.height, self.width) } else { (self.width, self.height) };
        Self { width, height, data, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_turned_the_way_they_were_taken() {
        // Two rows of three: 1 2 3 above 4 5 6.
        let turned = |orientation| {
            let data = (1..=6).flat_map(|pixel| [pixel; 3]).collect();
            let exif = Exif { orientation, located: false };
            let pixels = Pixels { width: 3, height: 2, channels: 3, data, exif, profile: None, can_be_redrawn: true }.turned();
            (pixels.width, pixels.data.chunks(3).map(|pixel| pixel[0]).collect::<Vec<_>>())
        };
        assert_eq!(turned(1), (3, vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(turned(2), (3, vec![3, 2, 1, 6, 5, 4]));
        assert_eq!(turned(3), (3, vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(turned(4), (3, vec![4, 5, 6, 1, 2, 3]));
        assert_eq!(turned(5), (2, vec![1, 4, 2, 5, 3, 6]));
        assert_eq!(turned(6), (2, vec![4, 1, 5, 2, 6, 3]));
        assert_eq!(turned(7), (2, vec![6, 3, 5, 2, 4, 1]));
        assert_eq!(turned(8), (2, vec![3, 6, 2, 5, 1, 4]));
    }
}
