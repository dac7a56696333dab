//! The form of a picture's file, and its size as the file's first bytes tell it.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Fault;

/// Forms of pictures that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Jpeg,
    Png,
    Webp,
    Gif,
    Svg,
}

impl Form {
    /// What names of such files end in.
    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Form::Jpeg => &[".jpg", ".jpeg"],
            Form::Png => &[".png", ".apng"],
            Form::Webp => &[".webp"],
            Form::Gif => &[".gif"],
            Form::Svg => &[".svg"],
        }
    }
}

/// The form of a file; none if it is not one of these, nor says that it is.
pub(super) fn form(name: &str, bytes: &[u8]) -> Option<Form> {
    let all = [Form::Jpeg, Form::Png, Form::Webp, Form::Gif, Form::Svg];
    let content = match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Form::Jpeg),
        [0x89, b'P', b'N', b'G', ..] => Some(Form::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Form::Webp),
        [b'G', b'I', b'F', b'8', ..] => Some(Form::Gif),
        _ => None,
    };
    let name = name.to_ascii_lowercase();
    content.or_else(|| all.into_iter().find(|form| form.endings().iter().any(|ending| name.ends_with(ending))))
}

/// Width and height; none if the file does not say.
pub(super) fn size(form: Form, bytes: &[u8]) -> Result<Option<(u32, u32)>, Fault> {
    let broken = || Fault::Broken("its first bytes are not those of such a file".to_owned());
    match form {
        Form::Jpeg => {
            let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535);
            let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
            decoder.decode_headers().map_err(|error| Fault::Broken(format!("{error:?}").lines().next().unwrap_or_default().to_owned()))?;
            decoder.info().map(|info| Some((u32::from(info.width), u32::from(info.height)))).ok_or_else(broken)
        }
        Form::Png => {
            let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
            side(16).zip(side(20)).filter(|_| bytes.get(12..16) == Some(b"IHDR")).map(Some).ok_or_else(broken)
        }
        Form::Webp => webp::BitstreamFeatures::new(bytes).map(|found| Some((found.width(), found.height()))).ok_or_else(broken),
        Form::Gif => {
            let side = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
            side(6).zip(side(8)).filter(|_| bytes.starts_with(b"GIF8")).map(Some).ok_or_else(broken)
        }
        Form::Svg => Ok(svg(&String::from_utf8_lossy(&bytes[..bytes.len().min(64 << 10)]))),
    }
}

/// The size of a drawing: its own, or that of its view box.
fn svg(text: &str) -> Option<(u32, u32)> {
    let start = text.match_indices("<svg").map(|(at, _)| at).find(|at| text[at + 4..].starts_with(char::is_whitespace))?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let (at, _) = tag
            .match_indices(name)
            .find(|(at, _)| tag[..*at].ends_with(char::is_whitespace) && tag[at + name.len()..].trim_start().starts_with('='))?;
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next()
    };
    let length = |name| attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let sides = length("width").zip(length("height")).or_else(|| {
        let numbers: Vec<f64> = attribute("viewBox")?.split([' ', ',', '\n']).filter_map(|number| number.parse().ok()).collect();
        if let [_, _, width, height] = numbers[..] { Some((width, height)) } else { None }
    });
    let (width, height) = sides.filter(|(width, height)| (1.0..100_000.0).contains(width) && (1.0..100_000.0).contains(height))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within bounds")]
    Some((width.round() as u32, height.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_drawings() {
        let sizes = [
            "<svg viewBox=\"0 0 32 16\"/>",
            "<?xml version='1.0'?>\n<!-- <svg> -->\n<svg\n xmlns=\"x\" stroke-width=\"3\" width = '40px' height='20.4' >",
            "<svg viewBox='0,0,10,5'>",
            "<svg width=\"100%\" height=\"50%\" viewBox=\"0 0 8 4\">",
            "<svg width=\"100%\">",
            "<svg viewBox=\"0 0 1e99 3\">",
            "not a drawing <svg",
        ];
        let found = sizes.map(|text| svg(text).map_or("-".to_owned(), |(width, height)| format!("{width}x{height}")));
        assert_eq!(found, ["32x16", "40x20", "10x5", "8x4", "-", "-", "-"]);
    }
}
